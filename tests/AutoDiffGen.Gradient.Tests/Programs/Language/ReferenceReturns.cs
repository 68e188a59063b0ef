using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Methods that return a reference: the place is the caller's own.</summary>
[Differentiable]
public static partial class ReferenceReturns
{
    public static ref double Element(Span<double> a, int i) => ref a[i];

    public static ref double Larger(ref double a, ref double b)
    {
        if (a > b)
        {
            return ref a;
        }

        return ref b;
    }

    public static ref double Of(double[] a, double[] b, bool first) => ref first ? ref a[0] : ref b[1];

    public static ref readonly double Least(in double a, in double b) => ref a < b ? ref a : ref b;

    [Differentiable, At]
    public static double AnElement([Sizes(3)] double[] a, double x)
    {
        Element(a, 1) = x;
        Element(a, 0) *= Element(a, 1);
        ref double r = ref Element(a, 2);
        r *= r;
        return a[0] * a[1] * a[2];
    }

    [Differentiable, At(0.3, 0.5), At(0.5, 0.3)]
    public static double OneOfTwoLocals(double x, double y)
    {
        Larger(ref x, ref y) *= 2;
        ref double m = ref Larger(ref x, ref y);
        m += x * y;
        return x * x * y;
    }

    [Differentiable, At(0.3, 0.5, 0.7), At(0.7, 0.3, 0.5)]
    public static double OneOfThreeThroughTwoCalls(double x, double y, double z)
    {
        Larger(ref Larger(ref x, ref y), ref z) *= x;
        return x * y * z + z;
    }

    [Differentiable, At(0.3, 0.5, 0.1, 0.2, 1), At(0.5, 0.3, 0.1, 0.2, -1)]
    public static double OneOfTwoArraysInALoop([Sizes(2)] double[] a, [Sizes(2)] double[] b, int n)
    {
        Of(a, b, n > 0) += a[1];
        for (int i = 0; i < 3; i++)
        {
            Of(a, b, i > n) *= b[0];
        }

        return a[0] * b[1] + b[0];
    }

    [Differentiable, At(0.3, 0.5), At(0.5, 0.3)]
    public static double OneThatIsOnlyReadAndWrittenBehind(double x, double y)
    {
        double z = x * y;
        ref readonly double least = ref Least(in x, in z);
        x += 1;
        z *= x;
        return least * least + Least(x, y) + Least(in y, in x);
    }
}
