using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Private members of other types, which the bodies of methods that were inlined read: reached through
/// <c>UnsafeAccessor</c>, which costs nothing when the program runs.
/// </summary>
internal sealed class AccessorLibrary(MethodSignature signature)
{
    private readonly List<(string Key, string Name, string Text)> _accessors = [];
    private readonly NameScope _names = new(signature.ReservedNames.Concat([signature.Names.Gradient, signature.Names.Primal, signature.Names.Pullback, signature.Names.WithPullback]));

    public IEnumerable<string> Texts => _accessors.Select(a => a.Text);

    /// <summary>The method that reads a member, or null where the member can be named as it is.</summary>
    public string? For(IrOp op)
    {
        if (Outside(op, signature) is not { } member)
        {
            return null;
        }

        if (member.Kind is not ("field" or "getter") || member.Type.Contains('<'))
        {
            throw new CompilationException("ADG0015", op.Span, member.Name, member.Type.Replace("global::", ""));
        }

        string key = member.Type + "|" + member.Name;
        if (_accessors.FirstOrDefault(a => a.Key == key) is { Name: { } known })
        {
            return known;
        }

        bool getter = member.Kind == "getter";
        string plain = member.Name.Trim('<', '>').Replace(">P", "").Split('_').Last();
        string name = _names.Take(member.Type.Split('.', ':').Last() + NameScope.Pascal(plain));
        string type = ScalarEmitter.TypeText(op.Result.Type);
        _accessors.Add((key, name,
            $"[UnsafeAccessor(UnsafeAccessorKind.{(getter ? "Method" : "Field")}, Name = \"{(getter ? "get_" : "") + member.Name}\")]\n" +
            $"private static extern {(getter ? "" : "ref ")}{type} {name}({member.Type} owner);"));
        return name;
    }

    /// <summary>A private member that an operation names from outside of its type.</summary>
    public static (string Type, string Kind, string Name)? Outside(IrOp op, MethodSignature signature)
    {
        if (op.TryText("private") is not { } text)
        {
            return null;
        }

        string[] parts = text.Split('|');
        string prefix = signature.Namespace.Length > 0 ? "global::" + signature.Namespace : "global:";
        foreach (var type in signature.ContainingTypes)
        {
            prefix += (prefix == "global:" ? ":" : ".") + type.Name + type.TypeParameters;
            if (prefix == parts[0])
            {
                return null;
            }
        }

        return (parts[0], parts[1], parts[2]);
    }
}
