using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>
/// Loops that move whole rows of numbers: their reverse reads a shadow, adds multiples of it to others and clears it, which
/// may be done for all elements at once only where the iterations do not meet.
/// </summary>
public static partial class Copies
{
    [Differentiable, At]
    public static double ThereAndBack([Sizes(5)] double[] a, double s)
    {
        int n = a.Length;
        var x = new double[n];
        var y = new double[n];
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < n; i++)
            {
                x[i] = t == 0 ? a[i] : a[i] - s * y[i];
            }

            for (int i = 0; i < n; i++)
            {
                y[i] = t == 0 ? s * x[i] : y[i] + s * x[i];
            }
        }

        return y[0] * y[1] + y[2] * y[4];
    }

    [Differentiable, At(0.7, 0), At(0.7, 1), At(0.7, 2)]
    public static double SidesThatShareATerm(double s, int which)
    {
        var x = new double[6];
        var y = new double[6];
        var z = new double[6];
        for (int i = 0; i < 6; i++)
        {
            x[i] = Math.Sin(s * (i + 1));
        }

        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < 6; i++)
            {
                double v = x[i];
                if (t == which)
                {
                    y[i] = 2 * v;
                    z[i] += v;
                }
                else
                {
                    y[i] = 2 * v + z[i];
                    z[i] = v;
                }

                x[i] = y[i] - 0.5 * z[i];
            }
        }

        return y[1] * z[2] + x[5] * x[0];
    }

    [Differentiable, At]
    public static double ShiftedDown([Sizes(6)] double[] a, double s)
    {
        for (int t = 0; t < 2; t++)
        {
            for (int i = 0; i + 1 < a.Length; i++)
            {
                a[i] = s * a[i + 1];
            }
        }

        return a[0] * a[1] + a[5] * a[3];
    }

    [Differentiable, At]
    public static double ShiftedUp([Sizes(6)] double[] a, double s)
    {
        for (int i = 0; i + 1 < a.Length; i++)
        {
            a[i + 1] = s * a[i];
        }

        return a[0] * a[1] + a[5] * a[3];
    }

    [Differentiable, At]
    public static double HalvesOfOneArray([Sizes(8)] double[] a, double s)
    {
        var buffer = new double[8];
        for (int i = 0; i < 8; i++)
        {
            buffer[i] = a[i];
        }

        Span<double> low = buffer.AsSpan(0, 4), middle = buffer.AsSpan(2, 4), high = buffer.AsSpan(4, 4);
        for (int i = 0; i < 4; i++)
        {
            high[i] = s * low[i];
        }

        for (int i = 0; i < 4; i++)
        {
            middle[i] = low[i] + s * low[i];
        }

        return buffer[0] * buffer[3] + buffer[5] * buffer[7] + buffer[4] * buffer[6];
    }

    [Differentiable, At]
    public static double OnePlaceForAll([Sizes(5)] double[] a, [Sizes(5)] double[] b)
    {
        var cell = new double[2];
        for (int i = 0; i < a.Length; i++)
        {
            cell[0] = a[i];
            cell[1] = 2 * cell[0] + cell[1];
            b[i] = 3 * cell[1];
        }

        return b[0] * b[1] + b[4] * b[3] + cell[1];
    }

    [Differentiable, At]
    public static double Swapped([Sizes(5)] double[] a, [Sizes(5)] double[] b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            double t = a[i];
            a[i] = 2 * b[i];
            b[i] = 3 * t;
        }

        return a[0] * b[1] + a[2] * b[2];
    }

    [Differentiable, At]
    public static double Reversed([Sizes(6)] double[] a)
    {
        var r = new double[6];
        for (int i = 0; i < 6; i++)
        {
            r[5 - i] = 2 * a[i];
        }

        for (int i = 0; i < 6; i++)
        {
            a[i] = r[i] + a[0];
        }

        return a[0] * a[1] * a[5];
    }

    [Differentiable, At]
    public static double OverwrittenByASum([Sizes(5)] double[] a, [Sizes(5)] double[] b, double s)
    {
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < a.Length; i++)
            {
                b[i] = s * a[i] - b[i];
                a[i] += 2 * b[i];
            }
        }

        return a[0] * a[3] + b[2] * b[4];
    }

    [Differentiable, At]
    public static double StoredAsItWas([Sizes(4)] double[] a, double s)
    {
        for (int i = 0; i < a.Length; i++)
        {
            double v = a[i];
            a[i] = v * s;
            a[i] = v;
        }

        return a[0] * a[1] + a[2] * s;
    }

    // What does not depend on the index could not be computed if there were no iterations.
    [Differentiable, At]
    public static double NoIterations([Sizes(3)] double[] a, [Sizes(3)] double[] b)
    {
        double r = 1;
        int n = a.Length > 5 ? a.Length : 0;
        for (int i = 0; i < n; i++)
        {
            r += a[n - 1] * b[i] + 12 / n * a[i];
        }

        return r * a[0];
    }
}
