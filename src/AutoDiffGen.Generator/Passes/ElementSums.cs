using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>One array of adjoints added to another, number by number, along one dimension after the other.</summary>
internal static class ElementSums
{
    /// <summary>Appends loops that add the elements of an array to those of another one of the same shape and element type.</summary>
    /// <param name="to">The array that is added to.</param>
    /// <param name="from">The array whose elements are added; nothing writes to it meanwhile.</param>
    public static void Add(IrBuilder builder, int to, int from) => Add(builder, to, from, (ArrayType)builder.TypeOf(from), []);

    public static int Length(IrBuilder builder, int array, int axis) =>
        builder.Op("length", ScalarType.I32, [array], ("axis", axis.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static void Add(IrBuilder builder, int to, int from, ArrayType type, int[] indices)
    {
        if (indices.Length < type.Rank)
        {
            builder.Counted(Length(builder, from, indices.Length), i => Add(builder, to, from, type, [.. indices, i]), indices.Length == 0 ? "i" : "j");
            return;
        }

        IEnumerable<(string Path, IrType Type)> parts = type.Element is StructType s
            ? s.Leaves().Where(l => l.Type.IsDifferentiable && !l.NoGradient).Select(l => (l.Path, l.Type))
            : [("", type.Element)];
        foreach (var (path, of) in parts)
        {
            (string, string)[] at = path.Length == 0 ? [] : [("path", path)];
            int part = builder.Op("load", of, [from, .. indices], [.. at, ("fixed", "true")]);
            builder.Append(IrOp.Create("add_to", [to, .. indices, part], [], at.Select(p => new IrAttribute(p.Item1, p.Item2)), builder.Span));
        }
    }
}
