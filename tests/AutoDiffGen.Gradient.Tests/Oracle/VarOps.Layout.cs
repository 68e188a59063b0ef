namespace AutoDiffGen.Gradient.Tests.Oracle;

// Elements in another order, some of them, or several tensors in one.
public static partial class VarOps
{
    public static VarTensor Reshape(VarTensor x, ReadOnlySpan<nint> lengths) => x.Reshape(lengths);

    public static VarTensor Reshape(VarTensor x, IReadOnlyList<nint> lengths) => x.Reshape([.. lengths]);

    public static VarTensor Transpose(VarTensor x, int axis1 = -2, int axis2 = -1)
    {
        int[] order = [.. Enumerable.Range(0, x.Shape.Length)];
        (int a, int b) = (Place(x, axis1), Place(x, axis2));
        (order[a], order[b]) = (order[b], order[a]);
        return PermuteDimensions(x, order);
    }

    public static VarTensor PermuteDimensions(VarTensor x, ReadOnlySpan<int> axes)
    {
        int[] order = [.. axes.ToArray().Select(a => Place(x, a))];
        return VarTensor.Build([.. order.Select(a => x.Shape[a])], index =>
        {
            int[] at = new int[index.Length];
            for (int i = 0; i < at.Length; i++)
            {
                at[order[i]] = index[i];
            }

            return x.At(at);
        });
    }

    public static VarTensor Flip(VarTensor x, int axis) => Flip(x, [axis]);

    public static VarTensor Flip(VarTensor x, ReadOnlySpan<int> axes)
    {
        bool[] flipped = Reduced(x, axes);
        return VarTensor.Build(x.Shape, index => x.At([.. index.Select((at, i) => flipped[i] ? x.Shape[i] - 1 - at : at)]));
    }

    public static VarTensor Slice(VarTensor x, int axis, int start, int end = int.MaxValue, int step = 1)
    {
        int place = Place(x, axis), length = x.Shape[place];
        int from = Math.Clamp(start < 0 ? start + length : start, 0, length), to = Math.Clamp(end < 0 ? end + length : end, from, length);
        int[] shape = [.. x.Shape];
        shape[place] = (to - from + step - 1) / step;
        return VarTensor.Build(shape, index => x.At([.. index[..place], from + index[place] * step, .. index[(place + 1)..]]));
    }

    public static VarTensor Squeeze(VarTensor x) => new([.. x.Shape.Where(l => l != 1)], x.Elements);

    public static VarTensor Squeeze(VarTensor x, int axis)
    {
        int place = Place(x, axis);
        return new VarTensor([.. x.Shape.Where((_, i) => i != place)], x.Elements);
    }

    public static VarTensor Unsqueeze(VarTensor x, int axis)
    {
        int place = axis < 0 ? axis + x.Shape.Length + 1 : axis;
        return new VarTensor([.. x.Shape[..place], 1, .. x.Shape[place..]], x.Elements);
    }

    public static VarTensor Concat(ReadOnlySpan<VarTensor> tensors, int axis = 0)
    {
        VarTensor[] parts = tensors.ToArray();
        int place = Place(parts[0], axis);
        int[] shape = [.. parts[0].Shape];
        shape[place] = parts.Sum(t => t.Shape[place]);
        return VarTensor.Build(shape, index =>
        {
            int at = index[place], part = 0;
            while (at >= parts[part].Shape[place])
            {
                at -= parts[part++].Shape[place];
            }

            return parts[part].At([.. index[..place], at, .. index[(place + 1)..]]);
        });
    }

    public static VarTensor Stack(ReadOnlySpan<VarTensor> tensors, int axis = 0)
    {
        int own = axis < 0 ? axis + tensors[0].Shape.Length + 1 : axis;
        return Concat([.. tensors.ToArray().Select(t => Unsqueeze(t, own))], own);
    }

    private static int Place(VarTensor x, int axis) => axis < 0 ? axis + x.Shape.Length : axis;
}
