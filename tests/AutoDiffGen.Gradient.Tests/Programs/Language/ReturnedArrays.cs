using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Results that are arrays: made in the method, given to it, taken from a callee.</summary>
[Differentiable]
public static partial class ReturnedArrays
{
    [Differentiable]
    public partial struct Point
    {
        public double X, Y;
    }

    [Differentiable, At]
    public static double[] EachFromItsOwnAndTheFirst([Sizes(3)] double[] x)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * x[i] * x[0];
        }

        return y;
    }

    [Differentiable, At]
    public static double[] ARecurrenceThroughTheResult([Sizes(4)] ReadOnlySpan<double> x, double a)
    {
        double[] y = new double[x.Length];
        y[0] = a;
        for (int i = 1; i < x.Length; i++)
        {
            y[i] = y[i - 1] * x[i] + y[i - 1] * y[i - 1];
        }

        return y;
    }

    [Differentiable, At]
    public static double[] OverwrittenBeforeItIsReturned([Sizes(3)] double[] x)
    {
        double[] y = new double[2];
        y[0] = x[0] * x[1];
        y[1] = y[0] * y[0];
        y[0] = x[2];
        y[1] *= y[0];
        return y;
    }

    [Differentiable, At]
    public static double[] AParameterAsItIs([Sizes(3)] double[] x, double a) => x;

    [Differentiable, At]
    public static double[] AParameterThatIsWritten([Sizes(3)] double[] x, double a)
    {
        x[1] *= x[0] * a;
        return x;
    }

    [Differentiable, At(1, 2, 3, 4, 1), At(1, 2, 3, 4, -1)]
    public static double[] OneOfTwoParameters([Sizes(2)] double[] x, [Sizes(2)] double[] y, int n) => n > 0 ? x : y;

    [Differentiable, At(1.2, 0.1), At(-1.0, 0.1)]
    public static double[] EarlyAndLate(double x, double y)
    {
        double[] r = new double[2];
        r[0] = x * y;
        if (x > 0)
        {
            return r;
        }

        r[1] = y * y;
        return r;
    }

    [Differentiable, At]
    public static Point[] Structs([Sizes(3)] double[] x)
    {
        Point[] s = new Point[2];
        s[0].X = x[0] * x[1];
        s[1] = new Point { X = x[1], Y = x[2] * x[2] };
        return s;
    }

    [Differentiable, At]
    public static double[] WrittenInPlace(double x, double y) => [x * y, x, x * x];

    [Differentiable, At]
    public static double[] MostlyOfConstants(double x)
    {
        double[] w = [1.0, 2.0, 3.0];
        w[1] *= x;
        return w;
    }

    [Differentiable, At]
    public static double[] ARange([Sizes(4)] double[] x)
    {
        double[] y = x[1..^1];
        y[0] *= x[3];
        return y;
    }

    [Differentiable, At]
    public static double CalledTwiceAndWritten([Sizes(3)] double[] x)
    {
        double[] y = EachFromItsOwnAndTheFirst(x);
        double[] z = EachFromItsOwnAndTheFirst(y);
        y[1] *= z[0];
        return z[1] * y[1] * y[2];
    }

    [Differentiable, At]
    public static double OfTheResultOfACall([Sizes(3)] double[] x, double k)
    {
        double s = 0;
        foreach (double v in Scaled(Scaled(x, k), x[1]))
        {
            s += v * v;
        }

        return s;
    }

    [Differentiable, At]
    public static double AViewThatACalleeGives([Sizes(3)] double[] x, double k)
    {
        Tail(x)[0] *= k;
        Span<double> t = Tail(Tail(x));
        t[0] += x[1];
        return x[1] * x[2];
    }

    [Differentiable, At]
    public static double InATuple([Sizes(3)] double[] x)
    {
        var (a, s) = Both(x);
        a[1] *= s;
        return a[1] * a[2];
    }

    public static double[] Scaled(double[] x, double k)
    {
        double[] r = new double[x.Length];
        for (int i = 0; i < r.Length; i++)
        {
            r[i] = k * x[i];
        }

        return r;
    }

    public static Span<double> Tail(Span<double> x) => x[1..];

    public static (double[] A, double S) Both(double[] x)
    {
        double[] a = Scaled(x, x[0]);
        return (a, a[0] + a[1]);
    }
}
