using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Algorithms that overwrite their input as they go.</summary>
public static partial class InPlace
{
    [Differentiable, At]
    public static void PrefixSums([Sizes(6)] double[] a)
    {
        for (int i = 1; i < a.Length; i++)
        {
            a[i] += a[i - 1];
        }
    }

    [Differentiable, At]
    public static void PrefixProducts([Sizes(6)] Span<double> a)
    {
        for (int i = 1; i < a.Length; i++)
        {
            a[i] *= a[i - 1];
        }
    }

    [Differentiable, At]
    public static void IirFilter([Sizes(7)] double[] signal, double b0, double b1, double a1)
    {
        double previousIn = 0, previousOut = 0;
        for (int i = 0; i < signal.Length; i++)
        {
            double input = signal[i];
            signal[i] = b0 * input + b1 * previousIn - a1 * previousOut;
            previousIn = input;
            previousOut = signal[i];
        }
    }

    [Differentiable, At(Low = 0.2, High = 0.9)]
    public static double GaussSeidel([Sizes(3, 3)] double[,] m, [Sizes(3)] double[] b, [Sizes(3)] double[] x)
    {
        for (int sweep = 0; sweep < 4; sweep++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double sum = b[i];
                for (int j = 0; j < x.Length; j++)
                {
                    if (j != i)
                    {
                        sum -= m[i, j] * x[j];
                    }
                }

                x[i] = sum / (m[i, i] + 3);
            }
        }

        return x[0] * x[1] + x[2] * x[2];
    }

    [Differentiable, At]
    public static double Horner([Sizes(5)] ReadOnlySpan<double> c, double x)
    {
        double r = 0;
        for (int i = c.Length - 1; i >= 0; i--)
        {
            r = r * x + c[i];
        }

        return r;
    }

    [Differentiable, At]
    public static void FastFourierTransform([Sizes(8)] double[] re, [Sizes(8)] double[] im)
    {
        int n = re.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (re[i], re[j]) = (re[j], re[i]);
                (im[i], im[j]) = (im[j], im[i]);
            }
        }

        for (int length = 2; length <= n; length <<= 1)
        {
            double angle = -2 * Math.PI / length;
            for (int start = 0; start < n; start += length)
            {
                for (int k = 0; k < length / 2; k++)
                {
                    double c = Math.Cos(angle * k), s = Math.Sin(angle * k);
                    int p = start + k, q = p + length / 2;
                    double tr = re[q] * c - im[q] * s, ti = re[q] * s + im[q] * c;
                    re[q] = re[p] - tr;
                    im[q] = im[p] - ti;
                    re[p] += tr;
                    im[p] += ti;
                }
            }
        }
    }

    [Differentiable, At(4, 1, 0.5, 1, 5, 0.75, 0.25, 1.5, 6)]
    public static double LuWithoutPivoting([Sizes(3, 3)] double[,] a)
    {
        int n = a.GetLength(0);
        for (int k = 0; k < n; k++)
        {
            for (int i = k + 1; i < n; i++)
            {
                a[i, k] /= a[k, k];
                for (int j = k + 1; j < n; j++)
                {
                    a[i, j] -= a[i, k] * a[k, j];
                }
            }
        }

        double logarithm = 0;
        for (int i = 0; i < n; i++)
        {
            logarithm += Math.Log(Math.Abs(a[i, i]));
        }

        return logarithm + a[2, 0] * a[2, 1];
    }

    [Differentiable, At(4, 1, 0.5, 1, 5, 0.75, 0.5, 0.75, 6)]
    public static void Cholesky([Sizes(3, 3)] double[][] a)
    {
        for (int j = 0; j < a.Length; j++)
        {
            for (int k = 0; k < j; k++)
            {
                for (int i = j; i < a.Length; i++)
                {
                    a[i][j] -= a[i][k] * a[j][k];
                }
            }

            a[j][j] = Math.Sqrt(a[j][j]);
            for (int i = j + 1; i < a.Length; i++)
            {
                a[i][j] /= a[j][j];
            }
        }
    }

    [Differentiable, At(Low = 0.2, High = 0.9)]
    public static void Thomas([Sizes(5)] ReadOnlySpan<double> lower, [Sizes(5)] Span<double> diagonal, [Sizes(5)] ReadOnlySpan<double> upper, [Sizes(5)] Span<double> d)
    {
        for (int i = 1; i < d.Length; i++)
        {
            double w = lower[i] / (diagonal[i - 1] + 2);
            diagonal[i] -= w * upper[i - 1];
            d[i] -= w * d[i - 1];
        }

        d[^1] /= diagonal[^1] + 2;
        for (int i = d.Length - 2; i >= 0; i--)
        {
            d[i] = (d[i] - upper[i] * d[i + 1]) / (diagonal[i] + 2);
        }
    }

    [Differentiable, At(Low = -0.8, High = 0.8)]
    public static double MatrixPower([Sizes(2, 2)] double[,] m, int n)
    {
        double a = 1, b = 0, c = 0, d = 1;
        double p = m[0, 0], q = m[0, 1], r = m[1, 0], s = m[1, 1];
        n = 6;
        while (n > 0)
        {
            if ((n & 1) != 0)
            {
                (a, b, c, d) = (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s);
            }

            (p, q, r, s) = (p * p + q * r, p * q + q * s, r * p + s * r, r * q + s * s);
            n >>= 1;
        }

        return a + 2 * b + 3 * c + 4 * d;
    }

    [Differentiable, At]
    public static double HeatStencil([Sizes(6)] double[] u, double alpha)
    {
        for (int step = 0; step < 3; step++)
        {
            double left = u[0];
            for (int i = 1; i < u.Length - 1; i++)
            {
                double here = u[i];
                u[i] += alpha * (left - 2 * here + u[i + 1]) * here;
                left = here;
            }
        }

        double sum = 0;
        foreach (double v in u)
        {
            sum += v * v;
        }

        return sum;
    }

    [Differentiable, At]
    public static void DividedDifferences([Sizes(4)] double[] x, [Sizes(4)] double[] y)
    {
        for (int order = 1; order < x.Length; order++)
        {
            for (int i = x.Length - 1; i >= order; i--)
            {
                y[i] = (y[i] - y[i - 1]) / (x[i] - x[i - order] + 4);
            }
        }
    }

    [Differentiable, At]
    public static void SoftmaxInPlace([Sizes(5)] Span<double> a)
    {
        double max = double.NegativeInfinity;
        foreach (double v in a)
        {
            max = Math.Max(max, v);
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = Math.Exp(a[i] - max);
            sum += a[i];
        }

        for (int i = 0; i < a.Length; i++)
        {
            a[i] /= sum;
        }
    }
}
