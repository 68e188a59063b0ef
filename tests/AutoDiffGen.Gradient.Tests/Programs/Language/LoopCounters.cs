using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Counters that do not run from 0 by 1: the reverse has to visit the same values, the other way round.</summary>
public static partial class LoopCounters
{
    [Differentiable, At]
    public static double Down([Sizes(5)] double[] a)
    {
        double r = 0;
        for (int i = a.Length - 1; i >= 0; i--)
        {
            r = r * a[i] + i;
        }

        return r;
    }

    [Differentiable, At]
    public static double DownWithTheTestInTheCondition([Sizes(5)] double[] a)
    {
        double r = 1;
        int i = a.Length;
        while (i-- > 0)
        {
            r = Math.Sin(r) * a[i] + i;
        }

        return r * i;
    }

    [Differentiable, At]
    public static double UpWithTheTestInTheCondition([Sizes(5)] double[] a)
    {
        double r = 1;
        int i = -1;
        while (++i < a.Length)
        {
            r = r * a[i] + i;
        }

        return r;
    }

    [Differentiable, At]
    public static double SideEffectOnTheBoundsSide([Sizes(5)] double[] a)
    {
        double r = 1;
        int i = 0;
        while (i++ < a.Length - 1)
        {
            r = r * a[i] + a[i - 1];
        }

        return r + i;
    }

    [Differentiable, At]
    public static double StepOfTwo([Sizes(7)] double[] a)
    {
        double r = 1;
        for (int i = 1; i < a.Length; i += 2)
        {
            r = r * a[i] + a[i - 1];
        }

        return r;
    }

    [Differentiable, At]
    public static double StepOfMinusThree([Sizes(8)] double[] a)
    {
        double r = 1;
        for (int i = a.Length - 1; i > 0; i -= 3)
        {
            r = r * a[i] - i;
        }

        return r;
    }

    [Differentiable, At]
    public static double DoublingStep([Sizes(9)] double[] a)
    {
        double r = 1;
        for (int i = 1; i < a.Length; i *= 2)
        {
            r = r * a[i] + 1.0 / i;
        }

        return r;
    }

    [Differentiable, At(0.7, 5, 2), At(0.7, 0, 3)]
    public static double StepOfAParameter(double x, int n, int step)
    {
        double r = x;
        for (int i = 0; i <= n; i += step)
        {
            r = r * x + i;
        }

        return r;
    }

    [Differentiable, At]
    public static double TwoCounters([Sizes(6)] double[] a)
    {
        double r = 1;
        for (int i = 0, j = a.Length - 1; i < j; i++, j--)
        {
            r = r * a[i] + a[j] * a[j];
        }

        return r;
    }

    [Differentiable, At(0.7, 5), At(0.7, -1)]
    public static double TheCounterAfterTheLoop(double x, int n)
    {
        double r = x;
        int i;
        for (i = 0; i < n; i++)
        {
            r *= x + i;
        }

        return r * i + i * x;
    }

    [Differentiable, At]
    public static double TheCounterOfASearch([Sizes(6)] double[] a, double x)
    {
        int i = 0;
        while (i < a.Length && a[i] < 0.5)
        {
            i++;
        }

        return i < a.Length ? a[i] * x : x;
    }

    [Differentiable, At(0.7, 6)]
    public static double ACounterThatTheBodyMoves(double x, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
        {
            r = r * x + i;
            if (r > 1)
            {
                i++;
            }
        }

        return r;
    }

    [Differentiable, At(0.7, 6)]
    public static double ABoundThatTheBodyMoves(double x, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
        {
            r = r * x + i;
            if (i == 1)
            {
                n -= 2;
            }
        }

        return r * n;
    }

    [Differentiable, At(0.7, 3)]
    public static double ABoundThatTheBodyReassignsToItself(double x, int n)
    {
        double r = x;
        int m = n;
        for (int i = 0; i < m; i++)
        {
            m = n;
            n = n > 1 ? n - 1 : n;
            r = Math.Sin(r) + x * i;
        }

        return r;
    }

    [Differentiable, At]
    public static double LongCounter([Sizes(5)] double[] a)
    {
        double r = 1;
        for (long i = 0; i < a.LongLength; i++)
        {
            r = r * a[i] + i;
        }

        return r;
    }

    [Differentiable, At]
    public static double NativeCounter([Sizes(5)] double[] a)
    {
        double r = 1;
        for (nint i = a.Length - 1; i >= 0; --i)
        {
            r = r * a[i] + i;
        }

        return r;
    }

    [Differentiable, At(0.7)]
    public static double ByteCounterThatWraps(double x)
    {
        double r = x;
        for (byte i = 253; i != 2; i++)
        {
            r = r * x + i;
        }

        return r;
    }

    [Differentiable, At(0.7)]
    public static double UnsignedCounter(double x)
    {
        double r = x;
        for (uint i = 3; i > 0; i--)
        {
            r = r * x + i;
        }

        return r;
    }

    [Differentiable, At(0.25, 2.1)]
    public static double FloatingPointCounter(double h, double end)
    {
        double sum = 0;
        for (double t = h; t < end; t += h)
        {
            sum += t * t * h;
        }

        return sum;
    }

    [Differentiable, At(0.7, 5)]
    public static double NotEqualsAsTheTest(double x, int n)
    {
        double r = x;
        for (int i = 0; i != n; i++)
        {
            r = r * x + i;
        }

        return r;
    }

    [Differentiable, At(0.7)]
    public static double AtTheEndOfTheRangeOfInt(double x)
    {
        double r = x;
        for (int i = int.MaxValue - 2; i > 0 && i <= int.MaxValue - 1; i++)
        {
            r = r * x + 1;
        }

        return r;
    }

    [Differentiable, At(0.7, 4)]
    public static double TheCounterIsAParameter(double x, int n)
    {
        double r = x;
        for (; n > 0; n--)
        {
            r = r * x + n;
        }

        return r - n;
    }
}
