namespace AutoDiffGen.Gradient.Tests.Memory;

/// <summary>Functions of one array, each named after what makes it hard.</summary>
public static partial class ArrayPrograms
{
    [Differentiable]
    public static double ReadInABranch(double[] x)
    {
        double s = 0;
        if (x.Length > 2)
        {
            for (int i = 0; i < x.Length; i++)
            {
                s += x[i];
            }
        }

        return s;
    }

    [Differentiable]
    public static double ReadAfterAGuard(double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Length == 0)
        {
            throw new ArgumentException($"There are {x.Length} elements.", nameof(x));
        }

        return x[^1] > 100 ? throw new InvalidOperationException("too large") : x[0] * x[^1];
    }

    [Differentiable]
    public static double WrittenInABranch(double[] x)
    {
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            if (i % 2 == 0)
            {
                y[i] = 3 * x[i];
            }
        }

        double s = 0;
        foreach (double v in y)
        {
            s += v;
        }

        return s;
    }

    [Differentiable]
    public static double CopiedOntoItself(double[] x)
    {
        double[] a = [x[0], x[1], x[0] * x[2]];
        a.AsSpan(0, 2).CopyTo(a.AsSpan(1));
        return a[0] * a[1] * a[2] * x[2];
    }

    [Differentiable]
    public static double CopiedBackwardsInAHelper(double[] x)
    {
        double[] a = [x[0], x[1], x[2], x[0] * x[1]];
        Shift(a, a.AsSpan(1));
        return a[0] + 2 * a[1] + 3 * a[2] * a[3];
    }

    [Differentiable]
    public static double TwoBuffersThatSwap(double[] x)
    {
        var u = new double[x.Length];
        var next = new double[x.Length];
        x.CopyTo(u);
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < u.Length; i++)
            {
                next[i] = u[i] * u[(i + 1) % u.Length] + 0.1 * u[i];
            }

            next.AsSpan().CopyTo(u);
        }

        return u[0] + 2 * u[1];
    }

    [Differentiable]
    public static double AddedWhereIndicesRepeat(double[] x)
    {
        Span<double> bins = stackalloc double[2];
        ReadOnlySpan<int> of = [1, 0, 1];
        for (int i = 0; i < of.Length; i++)
        {
            bins[of[i]] += x[i] * x[i];
        }

        (bins[0], bins[1]) = (bins[1], bins[0] * bins[1]);
        return bins[0] * bins[1];
    }

    [Differentiable]
    public static double OverwrittenAfterItWasRead(double[] x)
    {
        var a = new double[1];
        a[0] = x[0];
        double first = a[0] * a[0];
        a[0] = x[1] * first;
        a.AsSpan().Fill(a[0] * x[2]);
        return a[0] * first;
    }

    [Differentiable]
    private static void Shift(double[] from, Span<double> to) => from.AsSpan(0, to.Length).CopyTo(to);
}
