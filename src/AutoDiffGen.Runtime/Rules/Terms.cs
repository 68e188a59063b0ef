using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Rules;

/// <summary>What the pullbacks of reductions have in common: a destination that is overwritten or added to.</summary>
internal static class Terms
{
    /// <summary>Adds one number to every element.</summary>
    public static void Add<T>(T term, Span<T> d, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        if (accumulate)
        {
            TensorPrimitives.Add(d, term, d);
        }
        else
        {
            d.Fill(term);
        }
    }

    /// <summary>Adds <c>factor * x</c>.</summary>
    public static void AddScaled<T>(ReadOnlySpan<T> x, T factor, Span<T> d, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        if (d.IsEmpty)
        {
            return;
        }

        if (accumulate)
        {
            TensorPrimitives.MultiplyAdd(x, factor, d, d);
        }
        else
        {
            TensorPrimitives.Multiply(x, factor, d);
        }
    }

    /// <summary>Adds <c>factor * (x - y)</c>.</summary>
    public static void AddDifference<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T factor, Span<T> d, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < d.Length; i++)
        {
            T term = factor * (x[i] - y[i]);
            d[i] = accumulate ? d[i] + term : term;
        }
    }

    /// <summary>Adds <c>factor</c> times the product of all elements but each one, which a zero among them does not spoil.</summary>
    public static void AddProductOfOthers<T>(ReadOnlySpan<T> x, T factor, Span<T> d, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        if (d.IsEmpty)
        {
            return;
        }

        using var lease = Workspace.Rent<T>(x.Length);
        Span<T> after = lease.Span[..x.Length];
        T product = T.One;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            after[i] = product;
            product *= x[i];
        }

        T before = factor;
        for (int i = 0; i < x.Length; i++)
        {
            T term = before * after[i];
            d[i] = accumulate ? d[i] + term : term;
            before *= x[i];
        }
    }

    /// <summary>Divides a number among the elements that are the result; NaN is where it comes from.</summary>
    public static void AddToEqual<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> d, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        if (!accumulate)
        {
            d.Clear();
        }

        int count = 0;
        for (int i = 0; i < d.Length; i++)
        {
            count += Same(x[i], result) ? 1 : 0;
        }

        T share = cotangent / T.CreateChecked(Math.Max(count, 1));
        for (int i = 0; i < d.Length; i++)
        {
            d[i] += Same(x[i], result) ? share : T.Zero;
        }
    }

    private static bool Same<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => a == b || (T.IsNaN(a) && T.IsNaN(b));
}
