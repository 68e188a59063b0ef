using System.Numerics.Tensors;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Promises;

/// <summary>Methods whose members must refuse what they cannot be given, and whose names invite a clash.</summary>
internal static partial class PromisePrograms
{
    [Differentiable]
    [return: Shape("N")]
    public static Tensor<double> Plus([Shape("N")] Tensor<double> x, [Shape("N")] Tensor<double> y) => x + y;

    [Differentiable]
    public static double LongLength([Shape("n")] Tensor<double> x, long n) => Sum(x * x * x) / n;

    [Differentiable]
    public static double Weighted([Shape("N")] Tensor<double> x, [Shape("N"), NoGradient] Tensor<double> offset, double[] scale) => Sum(x + offset) * scale[0];

    [Differentiable]
    public static double Line(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> offsets)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += 3 * x[i] + offsets[i];
        }

        return sum;
    }

    [Differentiable]
    public static void Double(double[][] rows, double[] factors, double[,] offsets)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i][0] = rows[i][0] * factors[0] + offsets[0, 0];
        }
    }

    [Differentiable]
    public static double Picked([Shape("V", "E")] Tensor<double> table, [Shape("A", "B")] Tensor<long> indices) =>
        Sum(Gather(table, indices.Reshape([indices.Lengths[0] * indices.Lengths[1]])));

    [Differentiable]
    public static double Matrices(double[,] a, double[,] b)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            sum += a[i, 0] * a[i, 0] * b[i, 0];
        }

        return sum;
    }

    [Differentiable]
    public static double Rows(double[][] a, double[][] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i][0] * a[i][0] * b[i][0];
        }

        return sum;
    }
}

[Differentiable]
internal sealed partial class VersionedModel(int size)
{
    public int ParameterFingerprint => 7;

    [Parameter("size")]
    public partial Tensor<double> W { get; }

    [Differentiable]
    public double Dot([Shape("size")] Tensor<double> x) => Sum(W * x);

    [Differentiable]
    public double Classify([Shape("B", "size")] Tensor<double> x, [Shape("B")] Tensor<int> labels) => CrossEntropy(x * W, labels);
}
