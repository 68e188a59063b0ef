using System.Numerics;

namespace AutoDiffGen.Gradient.Tests.Higher;

[Differentiable]
public partial struct Spring
{
    public double Length;

    [NoGradient]
    public double Scale;

    public double Stiffness;
}

/// <summary>Methods whose Jacobians and Hessians are called as their users call them.</summary>
public static partial class MatrixPrograms
{
    private const DerivativeModes First = DerivativeModes.Reverse | DerivativeModes.Forward | DerivativeModes.Jacobian;
    private const DerivativeModes Second = DerivativeModes.Reverse | DerivativeModes.HessianVector | DerivativeModes.Hessian;

    [Differentiable(Modes = Second)]
    public static double Rosenbrock(double x, double y)
    {
        double a = 1 - x, b = y - x * x;
        return a * a + 100 * b * b;
    }

    [Differentiable(Modes = Second)]
    public static double Beale(double x, double y)
    {
        double a = 1.5 - x + x * y, b = 2.25 - x + x * y * y, c = 2.625 - x + x * y * y * y;
        return a * a + b * b + c * c;
    }

    [Differentiable(Modes = Second)]
    public static double Himmelblau(double x, double y)
    {
        double a = x * x + y - 11, b = x + y * y - 7;
        return a * a + b * b;
    }

    [Differentiable(Modes = Second)]
    public static double Chain(ReadOnlySpan<double> x, double scale)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + scale * b * b;
        }

        return sum;
    }

    [Differentiable(Modes = Second)]
    public static float Single(float[] x)
    {
        float sum = 0;
        foreach (float v in x)
        {
            sum += v * v * v * x[0];
        }

        return sum;
    }

    [Differentiable(Modes = First | Second)]
    public static T Generic<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += T.Exp(x[i] * x[(i + 1) % x.Length]);
        }

        return sum;
    }

    [Differentiable(Modes = Second)]
    public static double Springs(Spring[] springs, Spring last, double[,] weights, double[][] rows)
    {
        double sum = last.Length * last.Length * last.Stiffness * last.Scale * weights[1, 0];
        for (int i = 0; i < springs.Length; i++)
        {
            sum += springs[i].Stiffness * springs[i].Length * springs[i].Length * springs[i].Scale * weights[0, 1] * rows[1][0] * rows[0][0];
        }

        return sum;
    }

    /// <summary>A decay beside what was measured.</summary>
    [Differentiable(Modes = First)]
    public static void Residuals(ReadOnlySpan<double> p, [NoGradient] double[] t, Span<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = p[0] * Math.Exp(-p[1] * t[i]) + p[2];
        }
    }

    [Differentiable(Modes = First)]
    public static (double Radius, double Angle, int Quadrant) Polar(double x, double y) =>
        (Math.Sqrt(x * x + y * y), Math.Atan2(y, x), x > 0 ? 1 : 2);

    [Differentiable(Modes = First)]
    public static double Rotate(ref double x, double angle, out double y)
    {
        double old = x;
        x = old * Math.Cos(angle);
        y = old * Math.Sin(angle);
        return old * old;
    }

    [Differentiable(Modes = First)]
    public static void Step(double[] state, float rate)
    {
        double first = state[0];
        for (int i = 0; i + 1 < state.Length; i++)
        {
            state[i] += rate * state[i + 1];
        }

        state[^1] += rate * first;
    }

    [Differentiable(Modes = First)]
    public static double[] Powers(double x, int count)
    {
        double[] powers = new double[count];
        double power = 1;
        for (int i = 0; i < count; i++)
        {
            powers[i] = power *= x;
        }

        return powers;
    }

    /// <summary>The whole numbers that a method writes start every sweep from what they held.</summary>
    [Differentiable(Modes = First)]
    public static double Counted(double[] x, int[] visits)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * visits[i]++;
        }

        return sum;
    }

    /// <summary>Every name that would be given is taken.</summary>
    [Differentiable(Modes = First | Second)]
    public static double Run(double[] jX, double first, double columns, double hessian, double accumulate, double V)
    {
        double tJX = jX[0] * first, dFirst = columns * hessian;
        return tJX * dFirst * accumulate * Directions(V);
    }

    [Differentiable]
    private static double Directions(double v) => v * v;

    public static double RunJacobian(string mine) => mine.Length;
}
