using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Arrays made of others: ranges, copies, spreads, and what the library does in place.</summary>
public static partial class ArrayCopies
{
    [Differentiable, At]
    public static double ARangeIsACopy([Sizes(5)] double[] a)
    {
        double[] t = a[1..];
        t[0] *= 2;
        a[1] += t[0];
        return t[0] * t[^1] + a[1] * a[^1];
    }

    [Differentiable, At]
    public static double ARangeOfASpanIsAView([Sizes(5)] double[] a)
    {
        Span<double> t = a.AsSpan()[1..^1];
        t[0] *= 2;
        a[1] += t[1];
        return t[0] * t[^1] + a[1];
    }

    [Differentiable, At]
    public static double CopiesOfEveryKind([Sizes(4)] double[] a)
    {
        double[] b = (double[])a.Clone();
        double[] c = a.ToArray();
        double[] d = a.AsSpan().ToArray();
        b[0] *= 2;
        c[1] *= 3;
        d[2] *= a[1];
        return b[0] * c[1] * d[2] * a[0];
    }

    [Differentiable, At]
    public static double Spreads([Sizes(3)] double[] a, double x)
    {
        double[] t = [x, .. a, x * x, .. a];
        double[] u = [.. t];
        t[1] *= 2;
        return t[0] * t[1] + t[4] * t[3] + u[^1] * u[1];
    }

    [Differentiable, At]
    public static double InReverse([Sizes(5)] double[] a, double x)
    {
        a.AsSpan(1).Reverse();
        a[1] *= x;
        Array.Reverse(a);
        a[0] += x;
        Array.Reverse(a, 1, 2);
        return a[0] * a[1] * a[1] + a[2] * a[3];
    }

    [Differentiable, At]
    public static double PartsClearedAndFilled([Sizes(5)] double[] a)
    {
        Array.Clear(a, 0, 1);
        Array.Fill(a, a[1] * a[2], 2, 2);
        return a[0] * a[1] * a[1] + a[2] * a[3] * a[4];
    }

    [Differentiable, At(0.5, 0.25, 0.75, 0.9, 4), At(0.5, 0.25, 0.75, 0.9, 3)]
    public static double LongerThanBefore([Sizes(4)] double[] a, int n)
    {
        double[] b = [a[0], a[1]];
        Array.Resize(ref b, n);
        b[2] = a[2];
        b[n - 1] += a[3];
        return b[0] * b[2] + b[1];
    }

    [Differentiable, At]
    public static double OnTheStack([Sizes(3)] double[] a)
    {
        Span<double> t = stackalloc double[3];
        a.CopyTo(t);
        Span<double> u = stackalloc double[] { t[0] * t[1], a[2] };
        t[0] = u[0];
        return t[0] * u[1] + t[2] * u[0];
    }

    [Differentiable, At]
    public static double CompoundAtTheEnd([Sizes(3)] double[] a)
    {
        a[^1] += a[0];
        a[^2] *= a[^1];
        a[^1]++;
        return a[1] * a[2];
    }
}
