using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Slices and arrays of several dimensions that a branch picks or a loop carries.</summary>
[Differentiable]
public static partial class PickedSlices
{
    private static double SumOfSquares(ReadOnlySpan<double> s)
    {
        double sum = 0;
        foreach (double v in s)
        {
            sum += v * v;
        }

        return sum;
    }

    [Differentiable, At(0.27, 0.43, -0.29, 0.18, -1.1, -1.1, 0), At(-0.74, 0.54, -0.15, -0.45, 0.28, -0.076, 1)]
    public static double OneOfTwoHalves([Sizes(6)] double[] a, int flip)
    {
        Span<double> row = flip == 1 ? a.AsSpan(0, 3) : a.AsSpan(3, 3);
        return SumOfSquares(row) * row[1];
    }

    [Differentiable, At]
    public static double HalvesPickedInALoop([Sizes(6)] double[] a, double w)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            ReadOnlySpan<double> row = i % 2 == 0 ? a.AsSpan(i, 2) : a.AsSpan(1);
            sum += SumOfSquares(row) * row[^1] * (w + i);
        }

        return sum;
    }

    [Differentiable, At]
    public static double AShrinkingSpan([Sizes(5)] double[] a, double w)
    {
        ReadOnlySpan<double> s = a;
        double value = w;
        while (s.Length > 0)
        {
            value = value * s[0] + Math.Sin(value);
            s = s[1..];
        }

        return value;
    }

    [Differentiable, At]
    public static double AShrinkingSpanThatIsWritten([Sizes(6)] double[] a, double w)
    {
        Span<double> s = a.AsSpan(1);
        for (int i = 0; i < 2; i++)
        {
            s[0] *= s[^1] * w;
            s[1] += s[0];
            s = s.Slice(1, s.Length - 2);
        }

        return s[0] * a[2] + a[1];
    }

    [Differentiable, At]
    public static double BisectedSpan([Sizes(8)] double[] a, double x)
    {
        Span<double> s = a;
        double weight = 1;
        while (s.Length > 1)
        {
            int half = s.Length / 2;
            weight *= s[half] + x;
            s = s[half] > x ? s[..half] : s[half..];
        }

        return weight * s[0];
    }

    [Differentiable, At]
    public static double PartsOfDifferentArrays([Sizes(4)] double[] a, [Sizes(3)] ReadOnlySpan<double> b, double w)
    {
        ReadOnlySpan<double> s = a;
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            sum += SumOfSquares(s) * (w + i);
            s = i == 0 ? b : i == 1 ? s[1..] : a.AsSpan(0, i);
        }

        return sum;
    }

    [Differentiable, At]
    public static double APartOfWhatALoopMakes([Sizes(3)] double[] a, double w)
    {
        Span<double> s = new double[4];
        s[2] = w;
        for (int i = 0; i < 3; i++)
        {
            var made = new double[5];
            made[i] = a[i] * s[2];
            made[3] = s[0] + w * s[2];
            made[4] = s[1] * w;
            s = made.AsSpan(i, 3);
        }

        return s[0] * s[1] + s[2];
    }

    [Differentiable, At]
    public static double OneOfTwoMatrices([Sizes(2, 2)] double[,] a, [Sizes(2, 2)] double[,] b)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            double[,] m = i % 2 == 0 ? a : b;
            sum += m[0, 1] * m[1, 0] * (i + 1) + m[0, 0];
        }

        return sum;
    }

    [Differentiable, At]
    public static double SwappedMatrices([Sizes(2, 2)] double[,] a, double w)
    {
        var (x, y) = (new double[2, 2], new double[2, 2]);
        x[0, 0] = a[1, 0] * w;
        x[1, 0] = a[0, 1];
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    y[i, j] = Math.Sin(w * x[j, i]) + x[i, j];
                }
            }

            (x, y) = (y, x);
        }

        return x[0, 0] * x[1, 1] + y[0, 1];
    }

    [Differentiable, At(-0.49, 0.84, 0.59, -0.64, 0.25, 0), At(0.12, 1.1, 0.67, -0.52, 1.3, 1), At(-0.98, -0.17, 0.74, -0.89, 0.02, 3)]
    public static double AMatrixThatEachStepMakesAnew([Sizes(2, 2)] double[,] a, double w, int steps)
    {
        double[,] state = a;
        for (int t = 0; t < steps; t++)
        {
            var next = new double[2, 2];
            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    next[i, j] = Math.Sin(w * state[j, i]) + state[i, 0] * state[1, j];
                }
            }

            state = next;
        }

        return state[0, 1] * state[1, 0] + a[0, 0];
    }

    [Differentiable, At(0.7, 1.1), At(-0.7, 1.1)]
    public static double AMatrixMadeInABranch(double x, double y)
    {
        double[,] m;
        if (x > 0)
        {
            m = new double[1, 3];
            m[0, 2] = x * y;
        }
        else
        {
            m = new double[2, 2];
            m[1, 1] = y * y;
        }

        m[0, 0] = x + m[m.GetLength(0) - 1, m.GetLength(1) - 1];
        return m[0, 0] * m[m.GetLength(0) - 1, m.GetLength(1) - 1];
    }

    [Differentiable, At]
    public static double BesideAMatrixThatIsHeld([Sizes(2, 2)] double[,] a, [Sizes(2, 2), NoGradient] double[,] b, double w)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            var m = i % 2 == 0 ? a : b;
            sum += m[0, 1] * m[1, 1] * w;
        }

        return sum;
    }

    [Differentiable, At]
    public static double RowsOfMatrices([Sizes(2)] double[] a, double w)
    {
        var blocks = new double[2][,];
        for (int b = 0; b < 2; b++)
        {
            blocks[b] = new double[1, 2];
            blocks[b][0, 0] = a[b] * w;
            blocks[b][0, 1] = a[1 - b];
        }

        (blocks[0], blocks[1]) = (blocks[1], blocks[0]);
        blocks[0][0, 0] *= blocks[1][0, 1];
        return blocks[0][0, 0] * blocks[1][0, 0] + blocks[0][0, 1];
    }

    [Differentiable, At(-1.2, 0.5, 0.76, 0.25, 1.1, -0.45, 0.58, 0.3, 0), At(0.27, -0.068, 0.97, 1.3, -0.02, 0.49, -1.1, 0.59, 1)]
    public static double OneOfTwoArraysOfRows([Sizes(2, 2)] double[][] a, [Sizes(2, 2)] double[][] b, int flip)
    {
        var rows = flip == 1 ? a : b;
        return rows[0][1] * rows[1][0] + a[0][0];
    }
}
