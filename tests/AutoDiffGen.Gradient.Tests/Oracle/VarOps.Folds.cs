using System.Runtime.CompilerServices;

namespace AutoDiffGen.Gradient.Tests.Oracle;

// What is computed of groups of numbers: those that differ in the axes named.
public static partial class VarOps
{
    public static Var Count(VarTensor x) => x.Elements.Length;

    public static Var Count(VarTensor x, int axis) => Count(x, [axis]);

    public static Var Count(VarTensor x, ReadOnlySpan<int> axes)
    {
        bool[] reduced = Reduced(x, axes);
        return x.Shape.Where((_, i) => reduced[i]).Aggregate(1, (a, b) => a * b);
    }

    public static Var Variance(VarTensor x, int correction = 1) => Spread(x.Elements, correction);

    [OverloadResolutionPriority(1)]
    public static VarTensor Variance(VarTensor x, int axis, bool keepDims = false, int correction = 1) => Variance(x, [axis], keepDims, correction);

    public static VarTensor Variance(VarTensor x, ReadOnlySpan<int> axes, bool keepDims = false, int correction = 1) => Grouped(x, axes, keepDims, g => Spread(g, correction));

    public static Var Max(VarTensor x) => Extreme(x.Elements, x.Elements.Max(v => v.Value));

    public static VarTensor Max(VarTensor x, ReadOnlySpan<int> axes, bool keepDims = false) => Grouped(x, axes, keepDims, g => Extreme(g, g.Max(v => v.Value)));

    public static Var Min(VarTensor x) => Extreme(x.Elements, x.Elements.Min(v => v.Value));

    public static VarTensor Min(VarTensor x, ReadOnlySpan<int> axes, bool keepDims = false) => Grouped(x, axes, keepDims, g => Extreme(g, g.Min(v => v.Value)));

    public static Var Prod(VarTensor x) => Product(x.Elements);

    public static VarTensor Prod(VarTensor x, int axis, bool keepDims = false) => Prod(x, [axis], keepDims);

    public static VarTensor Prod(VarTensor x, ReadOnlySpan<int> axes, bool keepDims = false) => Grouped(x, axes, keepDims, Product);

    public static Var LogSumExp(VarTensor x) => LogOfSum(x.Elements);

    public static VarTensor LogSumExp(VarTensor x, int axis, bool keepDims = false) => LogSumExp(x, [axis], keepDims);

    public static VarTensor LogSumExp(VarTensor x, ReadOnlySpan<int> axes, bool keepDims = false) => Grouped(x, axes, keepDims, LogOfSum);

    public static VarTensor CumSum(VarTensor x, int axis)
    {
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        return VarTensor.Build(x.Shape, index =>
        {
            Var sum = 0;
            for (int i = 0; i <= index[axis]; i++)
            {
                sum += x.At([.. index[..axis], i, .. index[(axis + 1)..]]);
            }

            return sum;
        });
    }

    private static Var Product(Var[] group) => group.Aggregate((Var)1, (a, b) => a * b);

    // Equal numbers share.
    private static Var Extreme(Var[] group, double extreme)
    {
        Var[] equal = [.. group.Where(v => v.Value == extreme)];
        return equal.Length == 1 ? equal[0] : equal.Aggregate((Var)0, (a, b) => a + b) / equal.Length;
    }

    // Of nothing, or of -infinity alone, it is -infinity, whose derivative is taken to be 0.
    private static Var LogOfSum(Var[] group)
    {
        double largest = group.Select(v => v.Value).DefaultIfEmpty(double.NegativeInfinity).Max();
        return double.IsNegativeInfinity(largest) ? Var.Of(largest)
            : largest + Var.Log(group.Where(v => !double.IsNegativeInfinity(v.Value)).Aggregate((Var)0, (a, b) => a + Var.Exp(b - largest)));
    }

    private static Var Spread(Var[] group, int correction)
    {
        Var mean = group.Aggregate((Var)0, (a, b) => a + b) / group.Length;
        return group.Aggregate((Var)0, (a, b) => a + (b - mean) * (b - mean)) / Math.Max(group.Length - correction, 0);
    }

    private static VarTensor Grouped(VarTensor x, ReadOnlySpan<int> axes, bool keepDims, Func<Var[], Var> function)
    {
        bool[] reduced = Reduced(x, axes);
        int[] full = [.. x.Shape.Select((l, i) => reduced[i] ? 1 : l)];
        var groups = VarTensor.Indices(x.Shape).ToLookup(index => VarTensor.Offset(full, [.. index.Select((at, i) => reduced[i] ? 0 : at)]), x.At);
        var elements = Enumerable.Range(0, full.Aggregate(1, (a, b) => a * b)).Select(i => function([.. groups[i]]));
        return new VarTensor(keepDims ? full : [.. full.Where((_, i) => !reduced[i])], [.. elements]);
    }
}
