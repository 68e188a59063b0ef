using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Loops over every n-th index, and neighbours whose index a branch picks: both are computed again, not kept.</summary>
public static partial class Strides
{
    [Differentiable, At(0.7, 0, 7), At(0.7, 0, 8), At(0.7, 3, 3), At(0.7, 4, 3), At(0.7, 5, -9), At(0.7, -7, -1)]
    public static double UpBefore(double x, int from, int to)
    {
        double r = x;
        for (int i = from; i < to; i += 3)
        {
            r = Math.Sin(r * x) + i;
        }

        return r;
    }

    [Differentiable, At(0.7, 0, 6), At(0.7, 0, 7), At(0.7, 3, 3), At(0.7, 4, 3), At(0.7, 5, -9)]
    public static double UpTo(double x, int from, int to)
    {
        double r = x;
        for (int i = from; i <= to; i += 2)
        {
            r = Math.Sin(r * x) + i;
        }

        return r;
    }

    [Differentiable, At(0.7, 7, 0), At(0.7, 8, 0), At(0.7, 3, 3), At(0.7, 3, 4), At(0.7, -1, -12)]
    public static double DownBefore(double x, int from, int to)
    {
        double r = x;
        for (int i = from; to < i; i -= 4)
        {
            r = Math.Sin(r * x) + i;
        }

        return r;
    }

    [Differentiable, At(0.7, 6, 0), At(0.7, 7, 0), At(0.7, 3, 3), At(0.7, 3, 4)]
    public static double DownTo(double x, int from, int to)
    {
        double r = x;
        for (int i = from; i >= to; i += -2)
        {
            r = Math.Sin(r * x) + i;
        }

        return r;
    }

    [Differentiable, At(0.7)]
    public static double NearTheEndsOfTheRangeOfInt(double x)
    {
        double r = x;
        for (int i = int.MaxValue - 7; i < int.MaxValue - 1; i += 2)
        {
            r = r * x + (int.MaxValue - i);
        }

        for (int i = int.MinValue + 9; i >= int.MinValue + 3; i -= 3)
        {
            r = r * x + (i - int.MinValue);
        }

        return r;
    }

    [Differentiable, At(0.7, 7)]
    public static double TheCounterAfterTheLoop(double x, int n)
    {
        double r = x;
        int i;
        for (i = 0; i < n; i += 2)
        {
            r *= x + i;
        }

        return r * i;
    }

    [Differentiable, At]
    public static double ASecondCounterBesideIt([Sizes(9)] double[] a, [Sizes(5)] double[] b)
    {
        double r = 1;
        for (int i = 8, k = 0; i >= 0; i -= 2, k++)
        {
            r = Math.Cos(r * a[i]) + b[k] * b[k];
        }

        return r;
    }

    [Differentiable, At]
    public static double LeftEarly([Sizes(9)] double[] a)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i += 2)
        {
            r = r * a[i] + 1;
            if (r > 2.2)
            {
                break;
            }
        }

        return r;
    }

    [Differentiable, At]
    public static double Nested([Sizes(12)] double[] a)
    {
        double r = 1;
        for (int block = 0; block < a.Length; block += 4)
        {
            for (int i = block + 3; i >= block; i -= 2)
            {
                r = Math.Sin(r) * a[i] + a[i - 1];
            }
        }

        return r;
    }

    [Differentiable, At]
    public static double PairsOnARing([Sizes(8)] double[] state, double rate)
    {
        int size = state.Length;
        var y = new double[size];
        var change = new double[size];
        for (int i = 0; i < size; i++)
        {
            y[i] = state[i];
        }

        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < size; i += 2)
            {
                int left = i == 0 ? size - 2 : i - 2;
                int right = i == size - 2 ? 0 : i + 2;
                double u = y[i], v = y[i + 1];
                change[i] = u * u * v + rate * (y[left] - 2 * u + y[right]);
                change[i + 1] = u - v * y[left + 1] * y[right + 1];
            }

            for (int i = 0; i < size; i++)
            {
                y[i] += 0.1 * change[i];
            }
        }

        return y[0] * y[1] + y[4] * y[7];
    }

    // The odd elements are read only where a branch asks for them.
    [Differentiable, At]
    public static double AStrideThatReadsAPart([Sizes(9)] double[] start)
    {
        var y = new double[9];
        for (int i = 0; i < 9; i++)
        {
            y[i] = start[i];
        }

        double r = 0;
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < y.Length; i += 3)
            {
                r += y[i] * y[i] * (i % 2 == 0 ? y[i + 1] : 1);
            }

            for (int i = 0; i < y.Length; i++)
            {
                y[i] = Math.Sin(y[i]);
            }
        }

        return r;
    }

    [Differentiable, At]
    public static double ClampedNeighbours([Sizes(6)] double[] a)
    {
        int n = a.Length;
        var y = new double[n];
        for (int i = 0; i < n; i++)
        {
            y[i] = a[i];
        }

        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < n; i++)
            {
                int left = i > 0 ? i - 1 : 0, right = i + 1 < n ? i + 1 : n - 1;
                y[i] = Math.Sin(y[left] * y[right]) + y[i];
            }
        }

        return y[0] + y[n - 1];
    }

    // Neither side of the branch may be computed where it was not taken.
    [Differentiable, At]
    public static double ABranchThatGuardsItsSides([Sizes(4)] double[] a)
    {
        double r = 1;
        for (int i = -2; i < 6; i++)
        {
            int share = i == 0 ? 3 : 12 / i;
            double element = i >= 0 && i < a.Length ? a[i] : 0.5;
            r = Math.Sin(r * element) + 0.05 * share * r;
        }

        return r;
    }

    [Differentiable, At]
    public static double SidesWithinSides([Sizes(7)] double[] a, double x)
    {
        double r = x;
        for (int i = 0; i < a.Length; i++)
        {
            double weight = i < 2 ? 1 : i < 4 ? (i == 2 ? 0.5 : x) : -x;
            r = Math.Sin(r * weight) + a[i] * weight;
        }

        return r;
    }
}
