using System.Numerics.Tensors;

namespace AutoDiffGen.Gradient.Tests.Oracle;

/// <summary>What stands in the oracle for <c>Ops</c>: definitions written out as loops over single numbers.</summary>
public static partial class VarOps
{
    public static VarTensor Gather(VarTensor table, Tensor<int> indices)
    {
        int[] picked = new int[indices.FlattenedLength];
        indices.FlattenTo(picked);
        int[] places = [.. indices.Lengths.ToArray().Select(l => (int)l)];
        return VarTensor.Build([.. places, .. table.Shape[1..]], index =>
            table.At([picked[VarTensor.Offset(places, index[..places.Length])], .. index[places.Length..]]));
    }

    public static Var Sum(VarTensor x) => x.Elements.Aggregate((Var)0, (a, b) => a + b);

    public static VarTensor Sum(VarTensor x, int axis, bool keepDims = false) => Sum(x, [axis], keepDims);

    public static VarTensor Sum(VarTensor x, ReadOnlySpan<int> axes, bool keepDims = false)
    {
        bool[] reduced = Reduced(x, axes);
        int[] full = [.. x.Shape.Select((l, i) => reduced[i] ? 1 : l)];
        var sums = new Dictionary<int, Var>();
        foreach (int[] index in VarTensor.Indices(x.Shape))
        {
            int place = VarTensor.Offset(full, [.. index.Select((at, i) => reduced[i] ? 0 : at)]);
            sums[place] = sums.GetValueOrDefault(place) + x.At(index);
        }

        var elements = Enumerable.Range(0, full.Aggregate(1, (a, b) => a * b)).Select(i => sums.GetValueOrDefault(i));
        return new VarTensor(keepDims ? full : [.. full.Where((_, i) => !reduced[i])], [.. elements]);
    }

    public static Var Mean(VarTensor x) => Sum(x) / x.Elements.Length;

    public static VarTensor Mean(VarTensor x, int axis, bool keepDims = false) => Mean(x, [axis], keepDims);

    public static VarTensor Mean(VarTensor x, ReadOnlySpan<int> axes, bool keepDims = false)
    {
        bool[] reduced = Reduced(x, axes);
        int count = x.Shape.Where((_, i) => reduced[i]).Aggregate(1, (a, b) => a * b);
        return Sum(x, axes, keepDims).Map(v => v / count);
    }

    public static VarTensor Softmax(VarTensor x, int axis = -1)
    {
        var e = Exp(x - Maximum(x, axis));
        return e / Sum(e, axis, keepDims: true);
    }

    public static VarTensor LogSoftmax(VarTensor x, int axis = -1)
    {
        var shifted = x - Maximum(x, axis);
        return shifted - Log(Sum(Exp(shifted), axis, keepDims: true));
    }

    public static Var CrossEntropy(VarTensor logits, Tensor<int> targets)
    {
        int[] right = new int[targets.FlattenedLength];
        targets.FlattenTo(right);
        var logs = LogSoftmax(logits);
        int classes = logits.Shape[^1];
        Var sum = 0;
        for (int row = 0; row < right.Length; row++)
        {
            sum -= logs.Elements[row * classes + right[row]];
        }

        return sum / right.Length;
    }

    // A constant that is subtracted and cancels: it carries no derivative.
    private static VarTensor Maximum(VarTensor x, int axis)
    {
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        int[] shape = [.. x.Shape];
        shape[axis] = 1;
        return VarTensor.Build(shape, index =>
        {
            double largest = double.NegativeInfinity;
            for (int i = 0; i < x.Shape[axis]; i++)
            {
                int[] at = [.. index];
                at[axis] = i;
                largest = Math.Max(largest, x.At(at).Value);
            }

            return Var.Of(largest);
        });
    }

    private static bool[] Reduced(VarTensor x, ReadOnlySpan<int> axes)
    {
        bool[] reduced = new bool[x.Shape.Length];
        foreach (int axis in axes)
        {
            reduced[axis < 0 ? axis + reduced.Length : axis] = true;
        }

        return reduced;
    }
}
