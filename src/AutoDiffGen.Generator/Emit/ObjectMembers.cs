using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

/// <summary>The fields of objects among the parameters, and of structs, as C# reads and writes them.</summary>
internal static class ObjectMembers
{
    /// <summary>How a parameter of the IR is read, which may be a field of a field of one: <c>body.Position.X</c>.</summary>
    public static string Read(string name, MethodSignature signature, AccessorLibrary? accessors)
    {
        string owner = name.Split('.')[0], path = name.Substring(owner.Length);
        var parameter = signature.Parameters.FirstOrDefault(p => p.Name == owner);
        owner = NameScope.Escape(owner);
        return path.Length == 0 || parameter?.IrType is not StructType type ? owner + path
            : type.Read(owner, path, (of, field) => accessors?.For(of, field), text => parameter.Reference == "in " ? $"ref Unsafe.AsRef(in {text})" : "ref " + text);
    }

    /// <summary>What an assignment to a field of an object names.</summary>
    public static string Write(string owner, StructType type, StructField field, AccessorLibrary? accessors) =>
        field.Backing.Length > 0 && accessors?.For(type, field) is { } place ? $"{place}({owner})" : $"{owner}.{NameScope.Escape(field.Name)}";

    /// <summary>Changed objects of the type that the method belongs to: the receiver's fields are read as constants, and must not change.</summary>
    public static IEnumerable<string> ApartFromReceiver(MethodSignature signature) => signature.IsStatic ? []
        : signature.Parameters.Where(p => p.IsObject && p.IsChanged && AccessorLibrary.IsType(((StructType)p.IrType).CSharp, signature)).Select(p => NameScope.Escape(p.Name));

    /// <summary>Objects of one type, of which the method changes the first: they must not be one object.</summary>
    public static IEnumerable<(string Written, string Other)> Apart(MethodSignature signature)
    {
        var objects = signature.Parameters.Where(p => p.IsObject).ToList();
        for (int i = 0; i < objects.Count; i++)
        {
            for (int j = i + 1; j < objects.Count; j++)
            {
                if (objects[i].IrType.Equals(objects[j].IrType) && (objects[i].IsChanged || objects[j].IsChanged))
                {
                    var (written, other) = objects[i].IsChanged ? (objects[i], objects[j]) : (objects[j], objects[i]);
                    yield return (NameScope.Escape(written.Name), NameScope.Escape(other.Name));
                }
            }
        }
    }

    /// <summary>Whether a text reads what another one names.</summary>
    public static bool Mentions(string text, string name)
    {
        for (int at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            int end = at + name.Length;
            if ((at == 0 || !IsPart(text[at - 1]) || !IsPart(name[0])) && (end == text.Length || !IsPart(text[end]) || !IsPart(name[name.Length - 1])))
            {
                return true;
            }
        }

        return false;

        static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '@';
    }
}
