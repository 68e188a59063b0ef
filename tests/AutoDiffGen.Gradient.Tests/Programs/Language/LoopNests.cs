using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Loops in loops: inner trips that depend on the outer index, and may be none at all.</summary>
public static partial class LoopNests
{
    [Differentiable, At]
    public static double Triangular([Sizes(5)] double[] a)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                r = r * a[j] + a[i];
            }
        }

        return r;
    }

    [Differentiable, At]
    public static double UpperTriangular([Sizes(5)] double[] a)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double row = 1;
            for (int j = i + 1; j < a.Length; j++)
            {
                row *= a[i] * a[j] + 1;
            }

            sum += row * row;
        }

        return sum;
    }

    [Differentiable, At]
    public static double TripsFromAnArray([Sizes(4)] double[] a, [Values(2, 0, 3, 0)] int[] trips)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i++)
        {
            double inner = a[i];
            for (int k = 0; k < trips[i]; k++)
            {
                inner = inner * r + Math.Sin(inner);
            }

            r += inner * a[i];
        }

        return r;
    }

    [Differentiable, At(0.7, 1.2, 3), At(0.7, 1.2, 0)]
    public static double ThreeDeep(double x, double y, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++)
            {
                for (int k = 0; k <= j - i; k++)
                {
                    r = Math.Sin(r * y) + k * x - j;
                }

                r *= y;
            }
        }

        return r;
    }

    [Differentiable, At(0.7, 1.2, 4)]
    public static double WhileInFor(double x, double y, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
        {
            double t = r;
            while (t < 4)
            {
                t = t * 1.5 + y;
            }

            r = Math.Sin(t) + x * i;
        }

        return r;
    }

    [Differentiable, At(0.7, 1.2)]
    public static double ForInDo(double x, double y)
    {
        double r = x;
        int rounds = 0;
        do
        {
            for (int i = 0; i < rounds; i++)
            {
                r = r * y - 0.1 * i;
            }

            rounds++;
        }
        while (r < 3 && rounds < 12);
        return r * rounds;
    }

    [Differentiable, At(0.7, 1.2, 4)]
    public static double TwoLoopsOneAfterTheOther(double x, double y, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
        {
            r = r * y + 1;
        }

        double s = r;
        for (int i = 0; i < n; i++)
        {
            s = s / (1 + r * r) + x;
        }

        return s * r;
    }

    [Differentiable, At]
    public static double TheInnerLoopUsesTheOutersValueAfterItChanged([Sizes(3)] double[] a, double x)
    {
        double scale = x;
        double r = 0;
        for (int i = 0; i < a.Length; i++)
        {
            scale *= a[i];
            for (int j = 0; j < a.Length; j++)
            {
                r += scale * a[j] * r + scale;
            }

            scale += r;
        }

        return r * scale;
    }

    [Differentiable, At]
    public static double AnInnerLoopInOneBranch([Sizes(5)] double[] a, double x)
    {
        double r = x;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > 0)
            {
                for (int j = 0; j <= i; j++)
                {
                    r = r * a[j] + x;
                }
            }
            else
            {
                r -= a[i] * r;
            }
        }

        return r;
    }
}
