using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>
/// Loops whose reverse adds multiples of neighbouring elements to neighbouring elements: of every length around that of
/// a vector, from either end, and loops that only look so.
/// </summary>
public static partial class ScaledSums
{
    [Differentiable, At, At]
    public static double MatrixTimesVector([Sizes(77)] double[] w, [Sizes(11)] double[] x)
    {
        double loss = 0;
        for (int r = 0; r < 7; r++)
        {
            double sum = 0;
            for (int c = 0; c < 11; c++)
            {
                sum += w[r * 11 + c] * x[c];
            }

            loss += Math.Tanh(sum);
        }

        return loss;
    }

    [Differentiable, At, At]
    public static double EveryLength([Sizes(20)] double[] a, [Sizes(20)] double[] b)
    {
        double loss = 0;
        for (int n = -2; n <= 18; n++)
        {
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                sum += a[i + 1] * b[19 - n + i];
            }

            loss += sum * sum;
        }

        return loss;
    }

    [Differentiable, At, At]
    public static double CountingDown([Sizes(9)] double[] a, [Sizes(9)] double[] b)
    {
        double loss = 0;
        for (int n = 0; n < 9; n++)
        {
            double sum = 0;
            for (int i = n; i > 1; i--)
            {
                sum -= a[i - 2] * b[i];
            }

            for (int i = n; i >= 3; i--)
            {
                sum += a[i] * (b[i - 3] * n);
            }

            loss += Math.Sin(sum);
        }

        return loss;
    }

    [Differentiable, At, At]
    public static double ThroughTheEnd([Sizes(8)] double[] a, [Sizes(8)] double[] b)
    {
        double sum = 0;
        for (int i = 2; i <= 6; i++)
        {
            sum += a[i + 1] * b[i - 2];
        }

        return sum * sum;
    }

    [Differentiable, At, At]
    public static double Mirrored([Sizes(8)] double[] a)
    {
        double sum = 0;
        for (int i = 0; i < 8; i++)
        {
            sum += a[i] * a[7 - i];
        }

        return sum * sum;
    }

    [Differentiable, At, At]
    public static double ShiftedByItself([Sizes(9)] double[] a)
    {
        double sum = 0;
        for (int i = 0; i < 8; i++)
        {
            sum += a[i] * a[i + 1];
        }

        return sum * sum;
    }

    [Differentiable, At, At]
    public static double OneElementManyTimes([Sizes(8)] double[] a, [Sizes(8)] double[] b)
    {
        double sum = 0;
        for (int i = 0; i < 8; i++)
        {
            sum += a[3] * b[i];
        }

        return sum * sum;
    }

    [Differentiable, At, At]
    public static double Strided([Sizes(12)] double[] a, [Sizes(6)] double[] b)
    {
        double sum = 0;
        for (int i = 0; i < 6; i++)
        {
            sum += a[2 * i] * b[i];
        }

        return sum * sum;
    }

    [Differentiable, At, At]
    public static double OverwrittenLater([Sizes(10)] double[] a, [Sizes(10)] double[] w)
    {
        var h = new double[10];
        for (int i = 0; i < 10; i++)
        {
            h[i] = a[i];
        }

        double loss = 0;
        for (int t = 0; t < 3; t++)
        {
            double sum = 0;
            for (int i = 0; i < 10; i++)
            {
                sum += w[i] * h[i];
            }

            for (int i = 0; i < 10; i++)
            {
                h[i] = Math.Sin(h[i] + sum * 0.1);
            }

            loss += sum;
        }

        return loss;
    }

    [Differentiable, At, At]
    public static double OnlyWhereItHolds([Sizes(8)] double[] a, [Sizes(5)] double[] b)
    {
        double sum = 0;
        for (int i = 0; i < 8; i++)
        {
            if (i < b.Length)
            {
                sum += a[i] * b[i];
            }
        }

        return sum * sum;
    }

    [Differentiable, At, At]
    public static double OfSlices([Sizes(12)] ReadOnlySpan<double> a, [Sizes(6)] ReadOnlySpan<double> b)
    {
        var first = a.Slice(1, 6);
        var second = a.Slice(4, 6);
        double sum = 0;
        for (int i = 0; i < 6; i++)
        {
            sum += first[i] * second[i] + second[i] * b[i];
        }

        return sum * sum;
    }

    [Differentiable, At, At]
    public static T InAnyPrecision<T>([Sizes(19)] T[] a, [Sizes(19)] T[] b)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum * sum;
    }
}
