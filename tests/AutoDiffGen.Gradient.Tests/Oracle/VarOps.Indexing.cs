using System.Numerics.Tensors;

namespace AutoDiffGen.Gradient.Tests.Oracle;

// Elements by indices along an axis, and sums of products by the indices of an equation: loops over every index.
public static partial class VarOps
{
    public static VarTensor Gather(VarTensor x, Tensor<int> indices, int axis)
    {
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        var (places, picked) = Whole(indices);
        return VarTensor.Build([.. x.Shape[..axis], .. places, .. x.Shape[(axis + 1)..]], index => x.At(Picked(index, axis, places, picked)));
    }

    public static VarTensor ScatterAdd(VarTensor x, Tensor<int> indices, VarTensor values, int axis = 0)
    {
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        var (places, picked) = Whole(indices);
        return Added(x, values, index => Picked(index, axis, places, picked));
    }

    public static VarTensor TakeAlongAxis(VarTensor x, Tensor<int> indices, int axis)
    {
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        var (places, picked) = Whole(indices);
        return VarTensor.Build(places, index => x.At(Own(index, axis, places, picked)));
    }

    public static VarTensor ScatterAddAlongAxis(VarTensor x, Tensor<int> indices, VarTensor values, int axis)
    {
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        var (places, picked) = Whole(indices);
        return Added(x, values, index => Own(index, axis, places, picked));
    }

    public static VarTensor OneHot<T>(Tensor<int> indices, int count)
    {
        var (places, picked) = Whole(indices);
        return VarTensor.Build([.. places, count], index => Var.Of(picked[VarTensor.Offset(places, index[..^1])] == index[^1] ? 1 : 0));
    }

    public static Tensor<int> ArgMax(VarTensor x, int axis, bool keepDims = false) => Place(x, axis, keepDims, (a, b) => a > b);

    public static Tensor<int> ArgMin(VarTensor x, int axis, bool keepDims = false) => Place(x, axis, keepDims, (a, b) => a < b);

    public static VarTensor Einsum(string equation, params ReadOnlySpan<VarTensor> tensors)
    {
        VarTensor[] operands = tensors.ToArray();
        string[] sides = equation.Split("->"), inputs = sides[0].Split(',');
        string all = string.Concat(string.Concat(inputs).Distinct());
        int[] lengths = [.. all.Select(c => Enumerable.Range(0, inputs.Length).Where(k => inputs[k].Contains(c)).Select(k => operands[k].Shape[inputs[k].IndexOf(c)]).First())];
        int[] Of(string part, int[] every) => [.. part.Select(c => every[all.IndexOf(c)])];
        return VarTensor.Build(Of(sides[1], lengths), index =>
        {
            Var sum = 0;
            foreach (int[] every in VarTensor.Indices(lengths).Where(every => Of(sides[1], every).SequenceEqual(index)))
            {
                sum += operands.Select((x, k) => x.At(Of(inputs[k], every))).Aggregate((a, b) => a * b);
            }

            return sum;
        });
    }

    private static VarTensor Added(VarTensor x, VarTensor values, Func<int[], int[]> place)
    {
        Var[] sums = [.. x.Elements];
        foreach (int[] index in VarTensor.Indices(values.Shape))
        {
            sums[VarTensor.Offset(x.Shape, place(index))] += values.At(index);
        }

        return new VarTensor(x.Shape, sums);
    }

    private static Tensor<int> Place(VarTensor x, int axis, bool keepDims, Func<double, double, bool> isBetter)
    {
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        int[] full = [.. x.Shape.Select((l, i) => i == axis ? 1 : l)];
        int[] places = [.. VarTensor.Indices(full).Select(index =>
        {
            double At(int i) => x.At([.. index.Select((at, k) => k == axis ? i : at)]).Value;
            int best = 0;
            for (int i = 1; i < x.Shape[axis]; i++)
            {
                best = isBetter(At(i), At(best)) ? i : best;
            }

            return best;
        })];
        return Tensor.Create(places, [.. full.Where((_, i) => keepDims || i != axis).Select(l => (nint)l)]);
    }

    private static (int[] Shape, int[] Values) Whole(Tensor<int> indices)
    {
        var values = new int[indices.FlattenedLength];
        indices.FlattenTo(values);
        return ([.. indices.Lengths.ToArray().Select(l => (int)l)], values);
    }

    private static int[] Picked(int[] index, int axis, int[] places, int[] picked) =>
        [.. index[..axis], picked[VarTensor.Offset(places, index[axis..(axis + places.Length)])], .. index[(axis + places.Length)..]];

    private static int[] Own(int[] index, int axis, int[] places, int[] picked) => [.. index.Select((at, i) => i == axis ? picked[VarTensor.Offset(places, index)] : at)];
}
