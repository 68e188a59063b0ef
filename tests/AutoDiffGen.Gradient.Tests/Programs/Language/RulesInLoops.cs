using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>What stands for a library: its pullbacks are written by hand.</summary>
public static class SpanFunctions
{
    public static double Length(ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double x in v)
        {
            sum += x * x;
        }

        return Math.Sqrt(sum);
    }

    public static double LengthOfArray(double[] v) => Length(v);

    public static double Inner(ReadOnlySpan<double> v, ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            sum += v[i] * w[i];
        }

        return sum;
    }

    public static void Neighbours(ReadOnlySpan<double> v, Span<double> products)
    {
        for (int i = 0; i < products.Length; i++)
        {
            products[i] = v[i] * v[(i + 1) % v.Length];
        }
    }
}

internal static class SpanRules
{
    [DerivativeOf(typeof(SpanFunctions), nameof(SpanFunctions.Length))]
    internal static void Length(ReadOnlySpan<double> v, double result, double cotangent, Span<double> dV, bool accumulate)
    {
        for (int i = 0; i < dV.Length; i++)
        {
            dV[i] += v[i] / result * cotangent;
        }
    }

    [DerivativeOf(typeof(SpanFunctions), nameof(SpanFunctions.LengthOfArray))]
    internal static void LengthOfArray(double[] v, double result, double cotangent, Span<double> dV, bool accumulate) =>
        Length(v, result, cotangent, dV, accumulate);

    [DerivativeOf(typeof(SpanFunctions), nameof(SpanFunctions.Inner))]
    internal static void Inner(ReadOnlySpan<double> v, ReadOnlySpan<double> w, double cotangent, Span<double> dV, Span<double> dW, bool accumulate)
    {
        for (int i = 0; i < dV.Length; i++)
        {
            dV[i] += w[i] * cotangent;
        }

        for (int i = 0; i < dW.Length; i++)
        {
            dW[i] += v[i] * cotangent;
        }
    }

    [DerivativeOf(typeof(SpanFunctions), nameof(SpanFunctions.Neighbours))]
    internal static void Neighbours(ReadOnlySpan<double> v, ReadOnlySpan<double> cotangentProducts, Span<double> dV, bool accumulate)
    {
        for (int i = 0; i < cotangentProducts.Length && !dV.IsEmpty; i++)
        {
            int next = (i + 1) % v.Length;
            dV[i] += v[next] * cotangentProducts[i];
            dV[next] += v[i] * cotangentProducts[i];
        }
    }
}

/// <summary>Arrays that a loop or a branch makes, and that a method with a rule reads or writes there: the rule runs when they are gone.</summary>
[Differentiable]
public static partial class RulesInLoops
{
    private static double[] Steps(double x, int n)
    {
        var steps = new double[n];
        for (int i = 0; i < n; i++)
        {
            steps[i] = x * i + 1;
        }

        return steps;
    }

    private static double Halving(double x, int n)
    {
        if (n == 0)
        {
            return x;
        }

        double[] a = [x, x * x];
        return SpanFunctions.Length(a) + Halving(x * 0.5, n - 1);
    }

    [Differentiable, At(0.3, -0.8, 3), At(0.3, -0.8, 0)]
    public static double AnArrayThatEachStepMakesAnew(double x, double y, int steps)
    {
        double[] a = [x, y];
        double n = 0;
        for (int i = 0; i < steps; i++)
        {
            n += SpanFunctions.Length(a);
            a = [n, a[0]];
        }

        return n;
    }

    [Differentiable, At]
    public static double TheSameUsedAfterTheLoop(double x, double y)
    {
        double[] a = [x, y];
        double n = 0;
        for (int i = 0; i < 3; i++)
        {
            n += SpanFunctions.LengthOfArray(a);
            a = [n, a[0], x];
        }

        return n * a[0] + SpanFunctions.Length(a);
    }

    [Differentiable, At]
    public static double TheParameterFirst([Sizes(2)] double[] p, double x)
    {
        double[] a = p;
        double n = 0;
        for (int i = 0; i < 3; i++)
        {
            n += SpanFunctions.Length(a) + SpanFunctions.Inner(a, p);
            a = [n, a[0] * x];
        }

        return n;
    }

    [Differentiable, At]
    public static double ChangedBetweenTwoCalls(double x, double y)
    {
        double[] a = [x, y];
        double n = 0;
        for (int i = 0; i < 3; i++)
        {
            n += SpanFunctions.Length(a);
            a[1] *= n;
            n += SpanFunctions.Length(a);
            a = [n, a[0]];
            a[0] *= y;
        }

        return n;
    }

    [Differentiable, At]
    public static double FromOneArrayIntoTheNext([Sizes(2)] double[] p, double x)
    {
        double[] a = [x, p[1]];
        double n = 0;
        for (int i = 0; i < 3; i++)
        {
            var b = new double[2];
            SpanFunctions.Neighbours(a, b);
            n += SpanFunctions.Length(b);
            b[0] *= x;
            a = b;
        }

        return n + a[1];
    }

    [Differentiable, At]
    public static double MadeAndUsedInALoop(double x, double y)
    {
        double n = 0;
        for (int i = 0; i < 3; i++)
        {
            double[] a = [x, y, n + i];
            n += SpanFunctions.Length(a);
        }

        return n;
    }

    [Differentiable, At(0.7, -0.3), At(-0.7, 0.3)]
    public static double MadeAndUsedInABranch(double x, double y)
    {
        double n = x;
        if (x > 0)
        {
            double[] a = [x, y, n];
            n += SpanFunctions.Inner(a, a) + SpanFunctions.LengthOfArray(a);
        }

        return n;
    }

    [Differentiable, At]
    public static double PickedInALoop(double x, double y)
    {
        double n = x;
        for (int i = 0; i < 3; i++)
        {
            double[] a = [x, y, n];
            if (i == 1)
            {
                a = [y, n];
            }

            n += SpanFunctions.Length(a) + SpanFunctions.LengthOfArray(a);
        }

        return n;
    }

    [Differentiable, At]
    public static double PartsOfOneThatIsMade(double x, double y)
    {
        double n = x;
        for (int i = 0; i < 3; i++)
        {
            Span<double> a = [x, y, n];
            n += SpanFunctions.Length(a[1..]) + SpanFunctions.Length(a.Slice(i, 1));
        }

        return n;
    }

    [Differentiable, At]
    public static double MadeByAHelper(double x, double y)
    {
        double n = x;
        for (int i = 1; i < 3; i++)
        {
            n += SpanFunctions.Length(Steps(n * y, i));
        }

        return n;
    }

    [Differentiable, At]
    public static double WrittenAndPartlyRead(double x, double y)
    {
        double n = x;
        for (int i = 0; i < 2; i++)
        {
            double[] a = [x, y, n], unread = new double[3], read = new double[3];
            SpanFunctions.Neighbours(a, unread);
            SpanFunctions.Neighbours(a, read);
            n += read[i];
        }

        return n;
    }

    [Differentiable, At]
    public static double InARecursiveHelper(double x, double y) => Halving(x, 3) * y;
}
