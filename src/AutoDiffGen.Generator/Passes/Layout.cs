using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Where the elements of a tensor are found in the memory of another: element (i, j, ...) at
/// <paramref name="Offset"/> + i * strides[0] + j * strides[1] + ...
/// </summary>
/// <param name="Root">The tensor whose memory it is, row-major.</param>
/// <param name="Size">The number of elements of that tensor.</param>
internal sealed record Layout(int Root, Dim Offset, EquatableArray<Dim> Strides, Dim Size)
{
    /// <summary>The layout of a tensor itself.</summary>
    public static Layout Whole(int tensor, IReadOnlyList<Dim> shape) => new(tensor, Dim.Zero, Dense(shape), Dim.Product(shape));

    /// <summary>Row-major strides of a shape.</summary>
    public static EquatableArray<Dim> Dense(IReadOnlyList<Dim> shape)
    {
        var strides = new Dim[shape.Count];
        var stride = Dim.One;
        for (int i = shape.Count - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }

        return strides.ToEquatable();
    }

    /// <summary>Whether it is all elements of the root in their order; the stride along a length of 1 counts for nothing.</summary>
    /// <remarks>The first rows of a tensor follow each other too, but its memory goes on behind them.</remarks>
    public bool IsDense(EquatableArray<Dim> shape)
    {
        var dense = Dense(shape);
        return Offset.Equals(Dim.Zero) && Dim.Product(shape).Equals(Size) && Enumerable.Range(0, shape.Count).All(i => shape[i].IsOne || Strides[i].Equals(dense[i]));
    }

    /// <summary>The layout of what a view shows of a tensor; null where strides cannot say it.</summary>
    /// <param name="view">An operation that moves no data.</param>
    /// <param name="source">The layout of its operand.</param>
    public static Layout? Of(IrOp view, Layout source, EquatableArray<Dim> shape)
    {
        switch (view.Code)
        {
            case "permute":
                return source with { Strides = view.Ints("axes").Select(a => source.Strides[a]).ToEquatable() };
            case "flip":
                int[] flipped = view.Ints("axes");
                return source with
                {
                    Offset = flipped.Aggregate(source.Offset, (o, a) => o + ((shape[a] - Dim.One) * source.Strides[a])),
                    Strides = source.Strides.Select((s, i) => flipped.Contains(i) ? Dim.Zero - s : s).ToEquatable(),
                };
            case "part":
                int axis = view.Int("axis");
                return source with
                {
                    Offset = source.Offset + (DimParser.Parse(view.Text("start")) * source.Strides[axis]),
                    Strides = source.Strides.Select((s, i) => i == axis ? s * Dim.Constant(view.Int("step")) : s).ToEquatable(),
                };
            default:
                return Reshaped(source, shape, view.Result.Tensor!.Shape);
        }
    }

    // Axes of length 1 may come and go; anything else needs the elements to follow each other.
    private static Layout? Reshaped(Layout source, EquatableArray<Dim> from, EquatableArray<Dim> to)
    {
        if (source.IsDense(from))
        {
            return source with { Strides = Dense(to) };
        }

        var strides = from.Select((d, i) => (Size: d, Stride: source.Strides[i])).Where(p => !p.Size.IsOne).ToList();
        if (!strides.Select(p => p.Size).SequenceEqual(to.Where(d => !d.IsOne)))
        {
            return null;
        }

        int next = 0;
        return source with { Strides = to.Select(d => d.IsOne ? Dim.Zero : strides[next++].Stride).ToEquatable() };
    }
}
