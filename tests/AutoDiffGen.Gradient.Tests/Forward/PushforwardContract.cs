using System.Numerics.Tensors;

namespace AutoDiffGen.Gradient.Tests.Forward;

/// <summary>Methods whose pushforwards are called as their users call them.</summary>
public static partial class PushforwardMethods
{
    private const DerivativeModes Both = DerivativeModes.Reverse | DerivativeModes.Forward;

    [Differentiable(Modes = Both)]
    public static double Dot(ReadOnlySpan<double> a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    [Differentiable(Modes = Both)]
    public static void Scale(double factor, Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }

    [Differentiable(Modes = Both)]
    public static double Rotate(ref double x, double angle, out double y)
    {
        double old = x;
        x = old * Math.Cos(angle);
        y = old * Math.Sin(angle);
        return old * old;
    }

    [Differentiable(Modes = Both)]
    public static double Rows(double[][] rows, double[,] weights)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                sum += rows[i][j] * weights[i, j] * rows[i][j];
            }
        }

        return sum;
    }

    [Differentiable(Modes = Both)]
    public static double Squares([Shape("N")] Tensor<double> x, [Shape("N")] Tensor<double> y) => Ops.Sum(x * y);
}
