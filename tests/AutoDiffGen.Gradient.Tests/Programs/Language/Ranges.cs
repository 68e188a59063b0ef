using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Indices and ranges that variables hold, and patterns of lists.</summary>
[Differentiable]
public static partial class Ranges
{
    [Differentiable]
    public partial struct Edge
    {
        public double U;
        public double V;

        public Edge(double u, double v)
        {
            U = u;
            V = v;
        }

        public readonly void Deconstruct(out double u, out double v)
        {
            u = V;
            v = U;
        }
    }

    [Differentiable, At]
    public static double HeldInLocals([Sizes(5)] double[] a)
    {
        Index last = ^1, second = 1;
        Range middle = 1..^2;
        var all = ..;
        double s = a[last] * a[second];
        foreach (double v in a[middle])
        {
            s += v * v;
        }

        foreach (double v in a.AsSpan(middle))
        {
            s += v * v * v;
        }

        foreach (double v in a.AsSpan()[all])
        {
            s += v * a[last];
        }

        foreach (double v in a.AsSpan(^2))
        {
            s += v * v;
        }

        var (offset, count) = middle.GetOffsetAndLength(a.Length);
        s += a[offset] * count + a[last.GetOffset(a.Length)] * middle.Start.Value;
        for (Index k = 0; k.Value < 3; k = k.Value + 1)
        {
            s += a[k] * a[k];
        }

        return s;
    }

    [Differentiable, At]
    public static double ChosenByABranch([Sizes(4)] double[] a)
    {
        double s = 0;
        for (int i = 1; i < 4; i++)
        {
            Index at = a[i - 1] > 0 ? i : ^i;
            s += a[at] * a[i];
        }

        return s;
    }

    [Differentiable, At]
    public static double PatternsOfAnArray([Sizes(5)] double[] a)
    {
        double s = 0;
        if (a is [var x, .., var y])
        {
            s += x * y;
        }

        if (a is [_, _, var z, .. var rest] && rest.Length > 0)
        {
            s += z * rest[0];
        }

        return s + a switch
        {
            [] => 0,
            [var one] => one,
            [var p, var q, ..] when p > q => p * p,
            [var p, .., var l] => p * l,
            _ => 1,
        };
    }

    [Differentiable, At]
    public static double PatternsOfASpan([Sizes(4)] double[] a) => Squares(a);

    [Differentiable, At(1.2, -0.4)]
    public static double TakenApart(double x, double y)
    {
        (double, double)[] pairs = [(x, y), (y, x * x)];
        double s = 0;
        foreach (var (u, v) in pairs)
        {
            s += u * v * v;
        }

        Edge[] edges = [new(x, y), new(y, y)];
        foreach ((double u, double v) in edges)
        {
            s += u * u * v;
        }

        return s;
    }

    private static double Squares(ReadOnlySpan<double> a) => a switch { [] => 0, [var head, .. var tail] => head * head + Squares(tail) };
}
