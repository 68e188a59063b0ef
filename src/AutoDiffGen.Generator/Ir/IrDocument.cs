using System.Security.Cryptography;
using System.Text;

namespace AutoDiffGen.Generator.Ir;

/// <summary>
/// What one method or struct is to other assemblies, as text: <see cref="ToString"/> writes it, <see cref="IrParser.Document"/>
/// reads it back to an equal value.
/// </summary>
/// <param name="TypeParameters">The names of the type parameters of the types around it and of its own.</param>
/// <param name="Structs">The structs that its types name, inner ones first; a struct's own is the last.</param>
/// <param name="Primary">The documentation id of a struct's primary constructor, or empty.</param>
/// <param name="Function">A method's IR; null for a struct, and where <paramref name="Problem"/> says why there is none.</param>
internal sealed record IrDocument(
    EquatableArray<string> TypeParameters, EquatableArray<StructType> Structs, string Primary, IrFunction? Function, string Problem)
{
    private static readonly Lazy<string> LazyVersion = new(() =>
    {
        string codes = string.Join(";", OpTable.All.OrderBy(i => i.Code, StringComparer.Ordinal)
            .Select(i => $"{i.Code},{i.Operands},{i.Results},{i.Pure},{i.Regions},{string.Join("+", i.Attributes)}"));
        using var sha = SHA256.Create();
        string hash = string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(codes)).Take(4).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        return typeof(IrDocument).Assembly.GetName().Version.ToString(3) + "-" + hash;
    });

    /// <summary>The generator's version and a hash of the operations: the IR of one is not read by another.</summary>
    public static string Version => LazyVersion.Value;

    public static IrDocument Of(IrFunction function, EquatableArray<string> typeParameters) => new(typeParameters, StructsOf(function), "", function, "");

    public static IrDocument Of(StructType structure, EquatableArray<string> typeParameters, string primary) =>
        new(typeParameters, With(structure, []).ToEquatable(), primary, null, "");

    public static IrDocument Impossible(string problem) => new(EquatableArray<string>.Empty, EquatableArray<StructType>.Empty, "", null, problem);

    /// <summary>The version that wrote a text, or null where it begins with none.</summary>
    public static string? VersionOf(string text)
    {
        string[] parts = text.Split('\n')[0].Split('"');
        return parts.Length == 3 && parts[0] == "ir " && parts[2].Length == 0 ? parts[1] : null;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("ir ").Append(IrPrinter.Quote(Version)).Append('\n');
        if (TypeParameters.Count > 0)
        {
            text.Append("types ").Append(string.Join(", ", TypeParameters.Select(IrPrinter.Quote))).Append('\n');
        }

        foreach (var structure in Structs)
        {
            text.Append("struct ").Append(IrPrinter.Quote(structure.CSharp)).Append(' ').Append(IrPrinter.Quote(structure.Gradient)).Append(' ').Append(IrPrinter.Quote(structure.Creation)).Append(" {");
            text.Append(string.Join(",", structure.Fields.Select(f => $" {IrPrinter.Quote(f.Name)} {f.Type}{(f.NoGradient ? " nograd" : "")}{(f.CanSet ? "" : " readonly")}{(f.Backing.Length == 0 ? "" : " private " + IrPrinter.Quote(f.Backing))}"))).Append(" }\n");
        }

        if (Primary.Length > 0)
        {
            text.Append("primary ").Append(IrPrinter.Quote(Primary)).Append('\n');
        }

        if (Problem.Length > 0)
        {
            text.Append("none ").Append(IrPrinter.Quote(Problem)).Append('\n');
        }

        return Function is null ? text.ToString() : text.Append(IrPrinter.Print(Function)).ToString();
    }

    private static EquatableArray<StructType> StructsOf(IrFunction function)
    {
        var found = new List<StructType>();
        foreach (var type in IrWalk.AllValues(function).Select(v => v.Type).Distinct())
        {
            With(type, found);
        }

        return found.ToEquatable();
    }

    private static List<StructType> With(IrType type, List<StructType> found)
    {
        if (type is ArrayType array)
        {
            return With(array.Element, found);
        }

        if (type is StructType structure && !found.Contains(structure))
        {
            foreach (var field in structure.Fields)
            {
                With(field.Type, found);
            }

            found.Add(structure);
        }

        return found;
    }
}
