namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>Functions whose whole Jacobian or Hessian is asked for.</summary>
public static partial class MatrixFunctions
{
    private const DerivativeModes Second = DerivativeModes.Reverse | DerivativeModes.HessianVector | DerivativeModes.Hessian;
    private const DerivativeModes First = DerivativeModes.Reverse | DerivativeModes.Forward | DerivativeModes.Jacobian;

    /// <summary>The banana function of two numbers.</summary>
    [Differentiable(Modes = Second)]
    public static double Rosenbrock(double x, double y)
    {
        double a = 1 - x, b = y - x * x;
        return a * a + 100 * b * b;
    }

    /// <summary>The same in a chain.</summary>
    [Differentiable(Modes = Second)]
    public static double Chain(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }

        return sum;
    }

    /// <summary>The loss of a logistic regression: <paramref name="w"/> and, last in it, the bias; points row by row.</summary>
    [Differentiable(Modes = Second)]
    public static double Logistic(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> points, [NoGradient] ReadOnlySpan<double> labels)
    {
        int d = w.Length - 1;
        double loss = 0;
        for (int k = 0; k < labels.Length; k++)
        {
            double z = w[d];
            for (int i = 0; i < d; i++)
            {
                z += w[i] * points[k * d + i];
            }

            loss += Math.Log(1 + Math.Exp(-labels[k] * z));
        }

        return loss;
    }

    /// <summary>A sum of bell curves, three numbers each, beside what was measured.</summary>
    [Differentiable(Modes = First)]
    public static void Peaks(ReadOnlySpan<double> p, [NoGradient] ReadOnlySpan<double> t, [NoGradient] ReadOnlySpan<double> measured, Span<double> residuals)
    {
        for (int k = 0; k < t.Length; k++)
        {
            double sum = 0;
            for (int i = 0; i < p.Length; i += 3)
            {
                double z = (t[k] - p[i + 1]) / p[i + 2];
                sum += p[i] * Math.Exp(-z * z);
            }

            residuals[k] = sum - measured[k];
        }
    }
}
