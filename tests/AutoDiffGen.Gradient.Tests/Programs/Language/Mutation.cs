using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Elements that are written after they were read, in C#'s order of evaluation.</summary>
public static partial class Mutation
{
    [Differentiable, At]
    public static double IncrementOfTheIndexInACompoundAssignment([Sizes(5)] double[] a, double x)
    {
        int i = 0;
        a[i++] += x * a[i];
        a[i++] *= a[i];
        a[++i] -= a[i] * x;
        return a[0] * a[1] + a[2] * a[3] * i;
    }

    [Differentiable, At]
    public static double TheRightSideChangesTheElement([Sizes(3)] double[] a)
    {
        // The left side is read before the right side is evaluated.
        a[0] += a[0] = a[1] * 2;
        a[1] *= (a[1] += 3) + a[1];
        return a[0] * a[1] * a[2];
    }

    [Differentiable, At]
    public static double TheRightSideChangesTheIndex([Sizes(4)] double[] a)
    {
        int i = 1;
        a[i] = a[i = 2] * a[i + 1];
        a[i] += a[--i] * i;
        return a[1] * a[2] + a[0];
    }

    [Differentiable, At]
    public static double DuplicateIndicesAdded([Sizes(3)] double[] table, [Sizes(5)] double[] values, [Values(1, 0, 1, 1, 2)] int[] indices)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            table[indices[i]] += values[i] * table[indices[i]];
        }

        return table[0] * table[1] + table[2];
    }

    [Differentiable, At]
    public static double DuplicateIndicesOverwritten([Sizes(3)] double[] table, [Sizes(5)] double[] values, [Values(1, 0, 1, 1, 2)] int[] indices)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            table[indices[i]] = values[i] * values[i];
        }

        return table[0] * table[1] + table[2];
    }

    [Differentiable, At]
    public static void Histogram([Sizes(4)] Span<double> bins, [Sizes(6)] ReadOnlySpan<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            int bin = (int)Math.Floor(2 + x[i]);
            bins[bin] += x[i] * x[i];
        }
    }

    [Differentiable, At]
    public static double IndicesOfIndices([Sizes(4)] double[] a, [Values(2, 0, 3, 1)] int[] next)
    {
        int at = 0;
        double r = 1;
        for (int i = 0; i < 6; i++)
        {
            r = r * a[next[next[at]]] + a[at];
            a[at] = r;
            at = next[at];
        }

        return r;
    }

    [Differentiable, At(0.4, 1.3)]
    public static double OverwrittenLocals(double x, double y)
    {
        double a = x * y;
        double b = Math.Sin(a);
        a = b * b;
        b = a * x;
        a *= b;
        b -= a / y;
        x = b;
        y = x * y;
        return a * b * x * y;
    }

    [Differentiable, At(0.4, 1.3)]
    public static double IncrementsInExpressions(double x, double y)
    {
        double r = x++ * x + y-- * y;
        r += ++x * x-- + --y;
        return r * x * y;
    }

    [Differentiable, At]
    public static double IncrementsOfElements([Sizes(3)] double[] a)
    {
        int i = 0;
        double r = a[i++]++ * a[i - 1];
        r += --a[i] * a[i++];
        return r * a[0] * a[1] * a[i];
    }

    [Differentiable, At]
    public static double AnElementIsReadBeforeAndAfterAWrite([Sizes(2)] double[] a)
    {
        double before = a[0];
        a[0] = before * a[1];
        double after = a[0];
        a[0] = Math.Sin(after) * before;
        return a[0] * after * before;
    }

    [Differentiable, At]
    public static double AWriteInOneBranch([Sizes(4)] double[] a, double x)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > 0)
            {
                a[i] *= x;
            }
            else if (i > 0)
            {
                a[i - 1] = a[i] * a[i - 1];
            }
        }

        double sum = 0;
        foreach (double v in a)
        {
            sum += v * v;
        }

        return sum;
    }

    [Differentiable, At]
    public static double AConstantIsStored([Sizes(3)] double[] a)
    {
        double first = a[0];
        a[0] = 2;
        a[1] = a[0] * a[1];
        return a[1] * a[2] + first * first;
    }

    [Differentiable, At]
    public static double AnElementReadThenZeroedManyTimes([Sizes(4)] double[] a, double x)
    {
        double r = 0;
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < a.Length; i++)
            {
                r += a[i] * a[i] * x;
                a[i] = round == 1 ? 0 : r;
            }
        }

        return r;
    }
}
