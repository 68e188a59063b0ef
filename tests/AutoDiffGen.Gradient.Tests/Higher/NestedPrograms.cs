using System.Numerics;

namespace AutoDiffGen.Gradient.Tests.Higher;

[Differentiable]
public partial struct Pair
{
    public double Left;
    public double Right;

    [NoGradient]
    public double Held;
}

/// <summary>Differentiable methods that call generated derivatives.</summary>
public static partial class Nested
{
    private const DerivativeModes All = DerivativeModes.Reverse | DerivativeModes.Forward | DerivativeModes.HessianVector;

    [Differentiable(Modes = All)]
    public static double Quartic(double x) => x * x * x * x;

    [Differentiable(Modes = All)]
    public static double Slope(double x)
    {
        QuarticGradient(x, out double d);
        return d;
    }

    [Differentiable(Modes = All)]
    public static double Curvature(double x)
    {
        SlopeGradient(x, out var d);
        return d;
    }

    [Differentiable(Modes = All)]
    public static double Third(double x) => CurvaturePushforward(x, 1, out var t) * 0 + t;

    [Differentiable(Modes = All)]
    public static double ThroughPrimal(double x) => QuarticPrimal(x) * x;

    // A loop, a branch, reads through an index, an array that is written.
    [Differentiable(Modes = All)]
    public static double Inner(ReadOnlySpan<double> w, [NoGradient] double[] x)
    {
        double h = 0.1;
        Span<double> seen = stackalloc double[4];
        for (int i = 0; i < x.Length; i++)
        {
            h = Math.Tanh(w[0] * h + x[i] * w[1] * h + Math.Exp(w[0] * x[i]));
            if (h > 0.2)
            {
                h *= w[i % w.Length];
            }

            seen[i % 4] += h * w[2];
        }

        return h * h + seen[0] * seen[1];
    }

    [Differentiable(Modes = All)]
    public static double NormOfGradient(double[] w, [NoGradient] double[] x)
    {
        var d = new double[w.Length];
        InnerGradient(w, x, d);
        double sum = 0;
        foreach (double g in d)
        {
            sum += g * g;
        }

        return sum;
    }

    [Differentiable(Modes = All)]
    public static double AlongADirection(double[] w, [NoGradient] double[] x, double[] v)
    {
        double value = InnerPushforward(w, x, v, out double t);
        return value * t + t;
    }

    [Differentiable(Modes = All)]
    public static double WithTheHessian(double[] w, [NoGradient] double[] x, double[] v)
    {
        var d = new double[w.Length];
        var h = new double[w.Length];
        double sum = InnerHessianVectorProduct(w, x, v, d, h);
        for (int i = 0; i < w.Length; i++)
        {
            sum += h[i] * v[i] + d[i] * d[i];
        }

        return sum;
    }

    // Steps of gradient descent, then the loss again: what meta-learning differentiates.
    [Differentiable(Modes = All)]
    public static double AfterSteps(double[] w, [NoGradient] double[] x, double rate, int steps)
    {
        var fast = new double[w.Length];
        for (int i = 0; i < w.Length; i++)
        {
            fast[i] = w[i];
        }

        Span<double> g = stackalloc double[w.Length];
        for (int k = 0; k < steps; k++)
        {
            if (InnerGradient(fast, x, g) < 1e-9)
            {
                break;
            }

            for (int i = 0; i < g.Length; i++)
            {
                fast[i] -= rate * g[i];
            }
        }

        return Inner(fast, x);
    }

    // Two calls add up, the second under a condition, and one destination is left out.
    [Differentiable(Modes = All)]
    public static double Product(double[] a, double[] b, double s)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Sin(a[i] * b[i]) * s;
        }

        return sum;
    }

    [Differentiable(Modes = All)]
    public static double Accumulated(double[] a, double[] b, double s)
    {
        var d = new double[a.Length];
        ProductGradient(a, b, s, d, default, out double first);
        double second = 0;
        if (a[0] > 0)
        {
            ProductGradient(b, a, s * s, d, default, out second, accumulate: true);
        }

        ProductGradient(a, b, s, d, default, out _, accumulate: a[0] > 0);
        double sum = first * second;
        for (int i = 0; i < d.Length; i++)
        {
            sum += d[i] * a[i] * a[i];
        }

        return sum;
    }

    // In place: the inner method writes to what it is given.
    [Differentiable(Modes = All)]
    public static double Smooth(Span<double> a, double w)
    {
        for (int i = 1; i < a.Length; i++)
        {
            a[i] = a[i] * a[i - 1] + Math.Sin(w * a[i]);
        }

        return a[^1] * a[0];
    }

    [Differentiable(Modes = All)]
    public static double InPlace([Harness.Sizes(4)] double[] a, double w)
    {
        var copy = new double[a.Length];
        var d = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            copy[i] = a[i];
        }

        SmoothGradient(copy, w, d, out double dW);
        return dW * d[0] + d[1] * copy[2];
    }

    [Differentiable(Modes = All)]
    public static double OfStructs(Pair p, Vector2 v) => p.Left * p.Left * p.Right * p.Held + v.X * v.X * v.Y * p.Right;

    [Differentiable(Modes = All)]
    public static double GradientOfStructs(double x, double y)
    {
        OfStructsGradient(new Pair { Left = x, Right = y, Held = 3 }, new Vector2((float)x, 2), out var dP, out var dV);
        return dP.Left * dP.Right + dV.X;
    }

    [Differentiable(Modes = All)]
    public static T Power<T>(T x, int n)
        where T : IFloatingPointIeee754<T>
    {
        T r = T.One;
        for (int i = 0; i < n; i++)
        {
            r *= T.Sin(x) + x;
        }

        return r;
    }

    [Differentiable(Modes = All)]
    public static double SlopeOfGeneric(double x)
    {
        PowerGradient(x, 3, out double d);
        return d;
    }

    [Differentiable(Modes = All)]
    public static T SlopeInGeneric<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        PowerPushforward(x, 3, x, out T t);
        return t;
    }

    // A step in a helper that is called twice.
    [Differentiable(Modes = All)]
    public static double Newton(double x) => Step(Step(x));

    [Differentiable]
    private static double Step(double x)
    {
        double value = SlopeGradient(x, out double slope);
        return x - value / slope;
    }

    [Differentiable(Modes = All)]
    public static double Detached(double x, double y)
    {
        HoldsGradient(x, y, out double dX, out double dY);
        return dX * y + dY;
    }

    [Differentiable(Modes = All)]
    public static double Holds(double x, double y) => Ops.Detach(x * y) * x + x * x * y;

    [Differentiable(Modes = All)]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
            sum += 100 * a * a + b * b;
        }

        return sum;
    }

    [Differentiable(Modes = All)]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double top = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            top = Math.Max(top, x[i]);
        }

        double sum = 0;
        foreach (double v in x)
        {
            sum += Math.Exp(v - top);
        }

        return top + Math.Log(sum);
    }

    [Differentiable(Modes = All)]
    public static double Quadratic(double[,] a, double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                sum += x[i] * a[i, j] * x[j] / 2;
            }
        }

        return sum;
    }

    [Differentiable(Modes = All)]
    public static double Rows(double[][] rows, Pair[] pairs)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                sum += rows[i][j] * rows[i][j] * rows[i][j] * pairs[i].Left * pairs[j].Right;
            }
        }

        return sum;
    }
}
