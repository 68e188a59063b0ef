using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Ref locals: one place under two names, bound once, bound again, picked by a branch or a loop.</summary>
public static partial class References
{
    [Differentiable, At]
    public static double AnElementWhoseIndexMovesOn([Sizes(3)] double[] a, double x, int i)
    {
        ref double cell = ref a[i];
        cell += x;
        cell *= cell;
        i = 2;
        cell += a[i];
        return a[0] * a[1] + a[2] * cell;
    }

    [Differentiable, At]
    public static double AnElementOfAnArrayWhoseNameMovesOn([Sizes(2)] double[] a, [Sizes(2)] double[] b)
    {
        double[] c = a;
        ref double cell = ref c[1];
        c = b;
        cell *= c[1];
        return a[1] * b[1] + cell;
    }

    [Differentiable, At(0.3)]
    public static double ALocalUnderTwoNames(double x)
    {
        double y = x * x;
        ref double r = ref y;
        r += x;
        y *= 3;
        return r * y;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double BoundAgain(double x, double y)
    {
        ref double r = ref x;
        r *= 2;
        r = ref y;
        r *= x;
        return r + x * y;
    }

    [Differentiable, At(0.3, 0.4, 1), At(0.3, 0.4, -1)]
    public static double PickedByABranch(double x, double y, int n)
    {
        ref double r = ref x;
        if (n > 0)
        {
            r = ref y;
        }

        r *= r;
        r += 1;
        return x * y * r;
    }

    [Differentiable, At(0.3, 0.4, 0.5, 0.6, 1.5, 1, 1), At(0.3, 0.4, 0.5, 0.6, 1.5, -1, 0), At(0.3, 0.4, 0.5, 0.6, 1.5, 4, 0)]
    public static double AnElementOrALocal([Sizes(2)] double[] a, [Sizes(2)] double[] b, double x, int n, int i)
    {
        double y = x * x;
        ref double r = ref y;
        r = ref (n > 0 ? ref a[0] : ref b[i]);
        r *= x;
        if (n > 3)
        {
            r = ref y;
        }

        r += a[0] * b[0];
        return a[0] * b[1] * x + b[0] * y;
    }

    [Differentiable, At(0.3, 0.4, 0.5, 0.6, 1.5, 1), At(0.3, 0.4, 0.5, 0.6, 1.5, -1)]
    public static double AConditionalPlace([Sizes(2)] double[] a, [Sizes(2)] double[] b, double x, int n)
    {
        (n > 0 ? ref a[0] : ref b[1]) += x;
        (n > 0 ? ref a[0] : ref x) *= 2;
        return a[0] * b[1] * x;
    }

    [Differentiable, At(0.3, 1.4, 0.5, 0.6, 1.5), At(2.3, 0.4, 0.5, 0.6, 1.5)]
    public static double TheLargestElement([Sizes(5)] double[] a)
    {
        ref double best = ref a[0];
        for (int i = 1; i < a.Length; i++)
        {
            if (a[i] > best)
            {
                best = ref a[i];
            }
        }

        best *= best;
        double sum = 0;
        foreach (double v in a)
        {
            sum += v * v;
        }

        return sum;
    }

    // github.com/vgvassilev/clad/issues/440: each iteration's reference is another one.
    [Differentiable, At(3, 5)]
    public static double DeclaredInALoop(double x, double y)
    {
        double[] a = new double[5];
        for (int i = 0; i < 5; i++)
        {
            ref double r = ref a[i];
            r = x * i;
            r += y;
        }

        return a[0] + a[1] * a[2] + a[3] + a[4];
    }

    // github.com/vgvassilev/clad/issues/441 and 465: an element passed by reference in a loop.
    [Differentiable, At(1, 2, 3, 4, 5)]
    public static double PassedOnInALoop([Sizes(5)] double[] a)
    {
        double Squared(ref double element)
        {
            element *= element;
            return element;
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            ref double r = ref a[i];
            sum += Squared(ref r) * r;
        }

        return sum;
    }

    [Differentiable, At(0.3, 0.4, 0.5, 0.6)]
    public static double TwoReferencesThatChangePlaces([Sizes(4)] double[] a)
    {
        ref double p = ref a[0];
        ref double q = ref a[1];
        for (int i = 0; i < 5; i++)
        {
            p += q * q;
            ref double t = ref p;
            p = ref q;
            q = ref t;
            if (i == 2)
            {
                q = ref a[3];
            }
        }

        return p * q + a[0] * a[1] * a[3];
    }

    [Differentiable, At(0.3, 0.4, 0.5, 0.6, 1.5)]
    public static double EveryElementByReference([Sizes(5)] Span<double> a)
    {
        double k = 1;
        foreach (ref double v in a)
        {
            v *= k;
            k += v;
        }

        foreach (ref readonly double v in a)
        {
            k *= v;
        }

        return k;
    }

    [Differentiable, At(0.3, 0.4, 0.5, 0.6, 1.5)]
    public static double OnlyRead([Sizes(5)] ReadOnlySpan<double> a)
    {
        ref readonly double r = ref a[1];
        double s = r * a[0];
        r = ref a[^1];
        return s * r;
    }

    [Differentiable, At(0.3, 0.4, 0.5, 0.6, 1.5, 1, 1), At(0.3, 0.4, 0.5, 0.6, 1.5, -1, 0)]
    public static double AnElementOfASliceOrOfTheWhole([Sizes(4)] double[] a, double x, int n, int i)
    {
        Span<double> s = a.AsSpan(1, 2);
        ref double r = ref s[i];
        if (n > 0)
        {
            r = ref a[0];
        }

        r *= x;
        return a[0] * a[1] * a[2];
    }

    [Differentiable, At]
    public static double RowsOfAJaggedArray([Sizes(2, 3)] double[][] a)
    {
        ref double r = ref a[1][0];
        r *= 2;
        foreach (double[] row in a)
        {
            ref double q = ref row[1];
            q *= r;
        }

        return a[0][1] * a[1][0] * a[1][1];
    }

    [Differentiable, At]
    public static double CellsOfARectangle([Sizes(2, 3)] double[,] a)
    {
        ref double r = ref a[1, 0];
        r *= 2;
        for (int i = 0; i < 2; i++)
        {
            r = ref a[i, 2];
            r *= r;
        }

        return a[0, 2] * a[1, 0] * r;
    }

    [Differentiable, At(0.7)]
    public static double AParameterAndTheLocalBehindIt(double x)
    {
        double a = x;
        void Twice(ref double r)
        {
            a += 1;
            r *= 2;
        }

        Twice(ref a);
        return a * a;
    }

    [Differentiable, At(0.7)]
    public static double AParameterAndTheLocalBehindItInALoop(double x)
    {
        double a = x;
        void Twice(ref double r, int n)
        {
            for (int i = 0; i < n; i++)
            {
                a += x;
                r *= 2;
            }
        }

        Twice(ref a, 3);
        for (int i = 0; i < 2; i++)
        {
            ref double q = ref a;
            q *= x;
            Twice(ref q, 2);
        }

        return a * a;
    }

    [Differentiable, At(0.7, 0.2)]
    public static double AnOutParameterThatIsReadThroughItsOtherName(double x, double y)
    {
        void Set(out double r, double v)
        {
            r = v;
            r *= x;
        }

        Set(out x, y);
        Set(out double z, x * y);
        Set(out _, z);
        return x * y * z;
    }

    [Differentiable, At(0.3, 0.4, 0.5)]
    public static double APlaceGivenByALocalFunction([Sizes(3)] double[] a)
    {
        ref double Element(double[] x, int i) => ref x[i];
        Element(a, 1) = a[0] * a[2];
        Element(a, 0) += Element(a, 1);
        ref double r = ref Element(a, 2);
        r *= r;
        return a[0] * a[1] * a[2];
    }

    [Differentiable, At(0.3, 0.5), At(0.5, 0.3)]
    public static double TheLargerOfTwoLocals(double x, double y)
    {
        ref double Larger(ref double a, ref double b)
        {
            if (a > b)
            {
                return ref a;
            }

            return ref b;
        }

        Larger(ref x, ref y) *= 2;
        ref double m = ref Larger(ref x, ref y);
        m += x * y;
        return x * x * y;
    }
}
