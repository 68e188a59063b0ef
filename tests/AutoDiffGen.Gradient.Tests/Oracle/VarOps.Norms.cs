namespace AutoDiffGen.Gradient.Tests.Oracle;

// Deviations and norms of groups of numbers.
public static partial class VarOps
{
    public static Var StdDev(VarTensor x, int correction = 1) => Deviation(x.Elements, correction);

    public static VarTensor StdDev(VarTensor x, ReadOnlySpan<int> axes, bool keepDims = false, int correction = 1) => Grouped(x, axes, keepDims, g => Deviation(g, correction));

    public static Var Norm(VarTensor x) => Norm(x.Elements, 2);

    public static Var Norm(VarTensor x, Var p) => Norm(x.Elements, p);

    public static VarTensor Norm(VarTensor x, Var p, int axis, bool keepDims = false) => Norm(x, p, [axis], keepDims);

    public static VarTensor Norm(VarTensor x, Var p, ReadOnlySpan<int> axes, bool keepDims = false) => Grouped(x, axes, keepDims, g => Norm(g, p));

    // Where all are equal the derivative is taken to be 0.
    private static Var Deviation(Var[] group, int correction)
    {
        Var mean = group.Aggregate((Var)0, (a, b) => a + b) / group.Length;
        Var squares = group.Aggregate((Var)0, (a, b) => a + (b - mean) * (b - mean)) / (group.Length - correction);
        return squares.Value == 0 ? 0 : Var.Sqrt(squares);
    }

    private static Var Norm(Var[] group, Var p)
    {
        if (p.Value == 0)
        {
            return group.Count(v => v.Value != 0);
        }

        if (double.IsInfinity(p.Value))
        {
            // Equals share.
            double extreme = p.Value > 0 ? group.Max(v => Math.Abs(v.Value)) : group.Min(v => Math.Abs(v.Value));
            Var[] equal = [.. group.Where(v => Math.Abs(v.Value) == extreme)];
            return equal.Aggregate((Var)0, (a, b) => a + Var.Abs(b)) / equal.Length;
        }

        Var sum = group.Where(v => v.Value != 0).Aggregate((Var)0, (a, b) => a + Var.Pow(Var.Abs(b), p));
        return sum.Value == 0 ? 0 : Var.Pow(sum, 1 / p);
    }
}
