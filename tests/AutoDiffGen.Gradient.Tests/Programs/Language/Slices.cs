using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Parts of arrays and spans that overlap: a write through one is seen through the other.</summary>
public static partial class Slices
{
    [Differentiable, At]
    public static double TwoThatOverlap([Sizes(5)] double[] a)
    {
        Span<double> head = a.AsSpan(0, 4), tail = a.AsSpan(1);
        for (int i = 0; i < head.Length; i++)
        {
            tail[i] += head[i] * tail[i];
        }

        return a[4] * a[2] + head[3];
    }

    [Differentiable, At]
    public static double ReadAfterAWriteThroughAnother([Sizes(4)] Span<double> a)
    {
        Span<double> middle = a[1..^1];
        double before = a[1] * a[2];
        middle[0] = before * middle[1];
        middle[^1] *= a[1];
        return a[1] * a[2] * before;
    }

    [Differentiable, At]
    public static double SliceOfASlice([Sizes(8)] ReadOnlySpan<double> a, int start)
    {
        start = 1;
        double r = 1;
        for (int i = 0; i < 3; i++)
        {
            ReadOnlySpan<double> part = a.Slice(start + i, 4)[1..];
            r = r * part[0] + part[2] * part[^1];
        }

        return r;
    }

    [Differentiable, At]
    public static double ShiftedCopyUp([Sizes(5)] double[] a)
    {
        // Overlapping: copied as if through another buffer.
        a.AsSpan(0, 4).CopyTo(a.AsSpan(1));
        return a[0] * a[1] + a[2] * a[3] * a[4];
    }

    [Differentiable, At]
    public static double ShiftedCopyDown([Sizes(5)] double[] a)
    {
        a.AsSpan(1).CopyTo(a);
        return a[0] * a[1] + a[2] * a[3] * a[4];
    }

    [Differentiable, At]
    public static double FilledAndCleared([Sizes(5)] double[] a, double x)
    {
        double before = a[0] * a[4];
        a.AsSpan(0, 2).Fill(x * x);
        a.AsSpan(4).Clear();
        a[2] *= a[0];
        return a[1] * a[2] + a[3] + a[4] + before;
    }

    [Differentiable, At]
    public static void HalvesOfOneArray([Sizes(6)] Span<double> a)
    {
        int half = a.Length / 2;
        Span<double> low = a[..half], high = a[half..];
        for (int i = 0; i < half; i++)
        {
            double t = low[i];
            low[i] += high[i];
            high[i] = (t - high[i]) * low[i];
        }
    }

    [Differentiable, At]
    public static double PassedToACallee([Sizes(6)] double[] a)
    {
        double r = Sum(a.AsSpan(0, 3)) * Sum(a.AsSpan(2, 4));
        Double(a.AsSpan(1, 3));
        return r * a[1] * a[3] * Sum(a);
    }

    [Differentiable, At]
    public static double Sum([Sizes(3)] ReadOnlySpan<double> a)
    {
        double sum = 0;
        foreach (double v in a)
        {
            sum += v * v;
        }

        return sum;
    }

    [Differentiable, At]
    public static void Double([Sizes(3)] Span<double> a)
    {
        for (int i = 0; i < a.Length; i++)
        {
            a[i] *= 2 * a[i];
        }
    }
}
