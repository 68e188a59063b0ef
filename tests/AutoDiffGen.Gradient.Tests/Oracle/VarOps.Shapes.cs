namespace AutoDiffGen.Gradient.Tests.Oracle;

// Elements repeated, moved, taken apart and made more: each element of the result is one of the operand's, found by its index.
public static partial class VarOps
{
    public static VarTensor BroadcastTo(VarTensor x, ReadOnlySpan<nint> lengths)
    {
        int[] shape = [.. lengths.ToArray().Select(l => (int)l)];
        int more = shape.Length - x.Shape.Length;
        return VarTensor.Build(shape, index => x.At([.. x.Shape.Select((l, i) => l == 1 ? 0 : index[i + more])]));
    }

    public static VarTensor BroadcastTo(VarTensor x, IReadOnlyList<nint> lengths) => BroadcastTo(x, (ReadOnlySpan<nint>)[.. lengths]);

    public static VarTensor Tile(VarTensor x, ReadOnlySpan<int> repeats)
    {
        int more = repeats.Length - x.Shape.Length;
        int[] shape = [.. repeats.ToArray().Select((r, i) => i < more ? r : r * x.Shape[i - more])];
        return VarTensor.Build(shape, index => x.At([.. x.Shape.Select((l, i) => index[i + more] % l)]));
    }

    public static VarTensor Roll(VarTensor x, int shift, int axis)
    {
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        int length = x.Shape[axis];
        return VarTensor.Build(x.Shape, index => x.At([.. index.Select((at, i) => i == axis ? (((at - shift) % length) + length) % length : at)]));
    }

    public static VarTensor[] Split(VarTensor x, int count, int axis = 0)
    {
        int length = x.Shape[axis < 0 ? axis + x.Shape.Length : axis] / count;
        return Split(x, (ReadOnlySpan<int>)[.. Enumerable.Repeat(length, count)], axis);
    }

    public static VarTensor[] Split(VarTensor x, ReadOnlySpan<int> sizes, int axis = 0)
    {
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        var parts = new List<VarTensor>();
        int start = 0;
        foreach (int size in sizes)
        {
            int from = start;
            parts.Add(VarTensor.Build([.. x.Shape.Select((l, i) => i == axis ? size : l)], index => x.At([.. index.Select((at, i) => i == axis ? at + from : at)])));
            start += size;
        }

        return [.. parts];
    }

    public static VarTensor Pad(VarTensor x, ReadOnlySpan<int> before, ReadOnlySpan<int> after) => Pad(x, before, after, Var.Of(0));

    public static VarTensor Pad(VarTensor x, ReadOnlySpan<int> before, ReadOnlySpan<int> after, Var value)
    {
        int[] first = before.ToArray();
        return VarTensor.Build(Padded(x, first, after.ToArray()), index =>
        {
            int[] at = [.. index.Select((i, axis) => i - first[axis])];
            return at.Select((i, axis) => i >= 0 && i < x.Shape[axis]).All(inside => inside) ? x.At(at) : value;
        });
    }

    public static VarTensor Pad(VarTensor x, ReadOnlySpan<int> before, ReadOnlySpan<int> after, PadMode mode)
    {
        int[] first = before.ToArray();
        int Inside(int i, int length) => mode switch
        {
            PadMode.Replicate => i < 0 ? 0 : i >= length ? length - 1 : i,
            PadMode.Circular => i < 0 ? i + length : i >= length ? i - length : i,
            _ => i < 0 ? -i : i >= length ? length - 2 - (i - length) : i,
        };
        return VarTensor.Build(Padded(x, first, after.ToArray()), index => x.At([.. index.Select((i, axis) => Inside(i - first[axis], x.Shape[axis]))]));
    }

    private static int[] Padded(VarTensor x, int[] before, int[] after) => [.. x.Shape.Select((l, axis) => before[axis] + l + after[axis])];
}
