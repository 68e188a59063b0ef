using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Private members of other types, and internal ones of other assemblies, which the bodies of methods that were inlined
/// use: reached through <c>UnsafeAccessor</c>, which costs nothing when the program runs.
/// </summary>
internal sealed class AccessorLibrary(MethodSignature signature)
{
    private readonly List<(string Key, string Name, string Text)> _accessors = [];
    private readonly NameScope _names = new(signature.ReservedNames.Concat([signature.Names.Gradient, signature.Names.Primal, signature.Names.Pullback, signature.Names.WithPullback]));

    public IEnumerable<string> Texts => _accessors.Select(a => a.Text);

    /// <summary>The method that reads or calls a member, or null where the member can be named as it is.</summary>
    public string? For(IrOp op)
    {
        if (Outside(op, signature) is not { } member)
        {
            return null;
        }

        if (!CanReach(op))
        {
            throw new CompilationException("ADG0015", op.Span, member.Name, TypeNames.Plain(member.Type));
        }

        string key = member.Type + "|" + member.Kind + "|" + member.Name + "|" + op.TryText("signature");
        if (_accessors.FirstOrDefault(a => a.Key == key) is { Name: { } known })
        {
            return known;
        }

        string plain = member.Name.Trim('<', '>').Replace(">P", "").Replace(">k__BackingField", "").Split('_').Last();
        string name = _names.Take(signature.Names.Accessors + member.Type.Split('.', ':').Last().TrimStart('@') + NameScope.Pascal(plain));
        bool getter = member.Kind is "getter" or "static_getter", field = member.Kind is "field" or "static";
        string? owner = op.TryText("owner");
        string kind = (owner is null ? "" : "Static") + (field ? "Field" : "Method");
        string[] types = op.TryText("signature")?.Split(';') ?? [ScalarEmitter.TypeText(op.Result.Type)];
        var parameters = types.Skip(1).Select((type, i) => $"{type} argument{i + 1}").Prepend(owner is null ? $"{(op.Flag("of_struct") ? "ref " : "")}{member.Type} owner" : $"[UnsafeAccessorType(\"{owner}\")] object? owner");
        _accessors.Add((key, name,
            $"[UnsafeAccessor(UnsafeAccessorKind.{kind}, Name = \"{(getter ? "get_" : "") + member.Name}\")]\n" +
            $"private static extern {(field ? "ref " : "")}{types[0]} {name}({string.Join(", ", parameters)});"));
        return name;
    }

    /// <summary>The method that gives a private field of a struct or an object by reference, or null where the field can be named as it is.</summary>
    public string? For(StructType owner, StructField field) => For(IrOp.Create("field", [], [new IrValue(0, field.Type is StructType inner ? new OpaqueType(inner.CSharp) : field.Type)],
        [new("private", $"{owner.CSharp}|field|{field.Backing}"), new("of_struct", owner.IsObject ? "false" : "true")]));

    /// <summary>Whether an accessor can stand for the member: not for members of generic types, nor for generic methods.</summary>
    public static bool CanReach(IrOp op)
    {
        string[] parts = op.Text("private").Split('|');
        return !parts[0].Contains('<') && (parts[1] != "method" || op.TryText("signature") is { } signature && signature[0] != ';' && signature.Length > 0);
    }

    /// <summary>A private member that an operation names from outside of its type.</summary>
    public static (string Type, string Kind, string Name)? Outside(IrOp op, MethodSignature signature)
    {
        if (op.TryText("private") is not { } text)
        {
            return null;
        }

        string[] parts = text.Split('|');
        return IsWithin(parts[0], signature) ? null : (parts[0], parts[1], parts[2]);
    }

    /// <summary>Whether the method is a member of a type.</summary>
    public static bool IsType(string type, MethodSignature signature) => type == "global::" + string.Join(".", signature.ContainingTypes.Select(t => t.Name + t.TypeParameters).Prepend(signature.Namespace).Where(n => n.Length > 0));

    /// <summary>Whether the method stands in a type, or in one within it.</summary>
    public static bool IsWithin(string type, MethodSignature signature)
    {
        string prefix = signature.Namespace.Length > 0 ? "global::" + signature.Namespace : "global:";
        foreach (var around in signature.ContainingTypes)
        {
            prefix += (prefix == "global:" ? ":" : ".") + around.Name + around.TypeParameters;
            if (prefix == type)
            {
                return true;
            }
        }

        return false;
    }
}
