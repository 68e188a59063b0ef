namespace AutoDiffGen.Gradient.Tests.Oracle;

// Normalisations, by the statistics that each element sees.
public static partial class VarOps
{
    public static VarTensor LayerNorm(VarTensor x, Var epsilon = default) => LayerNorm(x, [-1], epsilon);

    public static VarTensor LayerNorm(VarTensor x, VarTensor weight, VarTensor bias, Var epsilon = default) => LayerNorm(x, [-1], weight, bias, epsilon);

    public static VarTensor LayerNorm(VarTensor x, ReadOnlySpan<int> axes, VarTensor weight, VarTensor bias, Var epsilon = default) => LayerNorm(x, axes, epsilon) * weight + bias;

    public static VarTensor LayerNorm(VarTensor x, ReadOnlySpan<int> axes, Var epsilon = default) =>
        Standardised(x, Mean(x, axes, keepDims: true), Variance(x, axes, keepDims: true, correction: 0), epsilon);

    public static VarTensor RmsNorm(VarTensor x, Var epsilon = default) => VarTensor.Zip(x, Mean(x * x, -1, keepDims: true), (v, square) => v / Var.Sqrt(square + Positive(epsilon)));

    public static VarTensor RmsNorm(VarTensor x, VarTensor weight, Var epsilon = default) => RmsNorm(x, epsilon) * weight;

    public static VarTensor BatchNorm(VarTensor x, Var epsilon = default)
    {
        int[] others = [.. Enumerable.Range(0, x.Shape.Length).Where(i => i != 1)];
        return Standardised(x, Mean(x, others, keepDims: true), Variance(x, others, keepDims: true, correction: 0), epsilon);
    }

    public static VarTensor BatchNorm(VarTensor x, VarTensor weight, VarTensor bias, Var epsilon = default) => BatchNorm(x, epsilon) * Channels(x, weight) + Channels(x, bias);

    public static VarTensor BatchNormWith(VarTensor x, VarTensor mean, VarTensor variance, Var epsilon = default) => Standardised(x, Channels(x, mean), Channels(x, variance), epsilon);

    public static VarTensor BatchNormWith(VarTensor x, VarTensor mean, VarTensor variance, VarTensor weight, VarTensor bias, Var epsilon = default) =>
        BatchNormWith(x, mean, variance, epsilon) * Channels(x, weight) + Channels(x, bias);

    private static VarTensor Standardised(VarTensor x, VarTensor mean, VarTensor variance, Var epsilon) =>
        VarTensor.Zip(x, mean, variance, (v, m, s) => (v - m) / Var.Sqrt(s + Positive(epsilon)));

    // One number a channel, beside (N, C, ...).
    private static VarTensor Channels(VarTensor x, VarTensor numbers) => new([.. x.Shape.Select((l, i) => i == 1 ? l : 1)], numbers.Elements);

    // What is not given.
    private static Var Positive(Var epsilon) => epsilon.Value == 0 ? 1e-5 : epsilon;
}
