namespace AutoDiffGen.Gradient.Tests.Oracle;

/// <summary>What stands in the oracle for <c>Tensor&lt;T&gt;</c>: a shape and its elements in row-major order, worked on one at a time.</summary>
public sealed class VarTensor(int[] shape, Var[] elements)
{
    public int[] Shape { get; } = shape;

    public Var[] Elements { get; } = elements;

    public int Rank => Shape.Length;

    public nint FlattenedLength => Elements.Length;

    public IReadOnlyList<nint> Lengths => [.. Shape.Select(l => (nint)l)];

    public static VarTensor operator -(VarTensor x) => x.Map(v => -v);

    public static VarTensor operator +(VarTensor x, VarTensor y) => Zip(x, y, (a, b) => a + b);

    public static VarTensor operator -(VarTensor x, VarTensor y) => Zip(x, y, (a, b) => a - b);

    public static VarTensor operator *(VarTensor x, VarTensor y) => Zip(x, y, (a, b) => a * b);

    public static VarTensor operator /(VarTensor x, VarTensor y) => Zip(x, y, (a, b) => a / b);

    public static implicit operator VarTensor(Var x) => new([], [x]);

    public static implicit operator VarTensor(double x) => new([], [x]);

    public VarTensor Map(Func<Var, Var> function) => new(Shape, [.. Elements.Select(function)]);

    public VarTensor Reshape(params ReadOnlySpan<nint> lengths)
    {
        int[] shape = [.. lengths.ToArray().Select(l => (int)l)];
        int open = Array.IndexOf(shape, -1);
        if (open >= 0)
        {
            shape[open] = Elements.Length / shape.Where(l => l >= 0).Aggregate(1, (a, b) => a * b);
        }

        return new VarTensor(shape, Elements);
    }

    /// <summary>The element at an index.</summary>
    public Var At(int[] index) => Elements[Offset(Shape, index)];

    public static int Offset(int[] shape, int[] index) => shape.Select((l, i) => (l, i)).Aggregate(0, (sum, p) => sum * p.l + index[p.i]);

    /// <summary>Every index of a shape, in row-major order.</summary>
    public static IEnumerable<int[]> Indices(int[] shape)
    {
        int count = shape.Aggregate(1, (a, b) => a * b);
        for (int flat = 0; flat < count; flat++)
        {
            int[] index = new int[shape.Length];
            for (int axis = shape.Length - 1, rest = flat; axis >= 0; axis--)
            {
                (rest, index[axis]) = Math.DivRem(rest, shape[axis]);
            }

            yield return index;
        }
    }

    public static VarTensor Build(int[] shape, Func<int[], Var> element) => new(shape, [.. Indices(shape).Select(element)]);

    public static VarTensor Zip(VarTensor x, VarTensor y, Func<Var, Var, Var> function) => Combine(v => function(v[0], v[1]), x, y);

    public static VarTensor Zip(VarTensor x, VarTensor y, VarTensor z, Func<Var, Var, Var, Var> function) => Combine(v => function(v[0], v[1], v[2]), x, y, z);

    /// <summary>Element by element, lengths of 1 repeated, missing leading dimensions added.</summary>
    private static VarTensor Combine(Func<Var[], Var> function, params VarTensor[] operands)
    {
        int rank = operands.Max(t => t.Shape.Length);
        int Length(VarTensor t, int axis) => axis < rank - t.Shape.Length ? 1 : t.Shape[axis - rank + t.Shape.Length];
        int[] shape = [.. Enumerable.Range(0, rank).Select(i => operands.Select(t => Length(t, i)).FirstOrDefault(l => l != 1, 1))];
        Var Element(VarTensor t, int[] index) => t.At([.. t.Shape.Select((l, i) => l == 1 ? 0 : index[i + rank - t.Shape.Length])]);
        return Build(shape, index => function([.. operands.Select(t => Element(t, index))]));
    }
}
