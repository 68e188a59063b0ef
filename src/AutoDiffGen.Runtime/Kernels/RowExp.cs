using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// What softmax, its logarithm and the cross-entropy do with a row: its maximum m, and the sum of exp(x - m), which no
/// logit is too large for. A lane wider than one number needs at least one whole lane. A row whose maximum is infinite
/// gives NaN: -infinity everywhere, or +infinity anywhere.
/// </summary>
internal static class RowExp
{
    /// <summary>The largest number of a row that is not empty; NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T, V>(ref readonly T x, nint n)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        // The last whole lane overlaps the one before it, which changes no maximum.
        V max = V.Load(in x, n - V.Width);
        for (nint i = 0; i <= n - V.Width; i += V.Width)
        {
            max = V.Max(max, V.Load(in x, i));
        }

        return V.MaxAcross(max);
    }

    /// <summary>The sum of exp(x - max), pairwise; with <paramref name="store"/>, each of them is written too, even over x itself.</summary>
    public static T Sum<T, V>(ref readonly T x, T max, ref T result, bool store, nint n)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        if (n <= Reduction.Block<T, V>())
        {
            return Straight<T, V>(in x, max, ref result, store, n);
        }

        nint half = Reduction.Half<T, V>(n);
        T first = Sum<T, V>(in x, max, ref result, store, half);
        ref T rest = ref store ? ref Unsafe.Add(ref result, half) : ref result;
        return first + Sum<T, V>(in Unsafe.Add(ref Unsafe.AsRef(in x), half), max, ref rest, store, n - half);
    }

    /// <summary>result = f(x), even over x itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<T, V, F>(ref readonly T x, ref T result, nint n, F f)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where F : struct, IUnary<T>
    {
        // The end comes first, because x may be overwritten.
        nint rest = n % V.Width;
        V last = rest == 0 ? default : f.Apply(V.Load(in x, n - V.Width));
        for (nint i = 0; i <= n - V.Width; i += V.Width)
        {
            V.Store(f.Apply(V.Load(in x, i)), ref result, i);
        }

        if (rest > 0)
        {
            V.Store(last, ref result, n - V.Width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Straight<T, V>(ref readonly T x, T max, ref T result, bool store, nint n)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        V shift = V.Create(max), sum = default, more = default;

        // The end comes first, because x may be overwritten.
        nint rest = n % V.Width;
        V last = rest == 0 ? default : V.Exp(V.Load(in x, n - V.Width) - shift);
        nint i = 0;
        for (; i <= n - (2 * V.Width); i += 2 * V.Width)
        {
            V a = V.Exp(V.Load(in x, i) - shift), b = V.Exp(V.Load(in x, i + V.Width) - shift);
            sum += a;
            more += b;
            if (store)
            {
                V.Store(a, ref result, i);
                V.Store(b, ref result, i + V.Width);
            }
        }

        for (; i <= n - V.Width; i += V.Width)
        {
            V a = V.Exp(V.Load(in x, i) - shift);
            sum += a;
            if (store)
            {
                V.Store(a, ref result, i);
            }
        }

        if (rest > 0)
        {
            more += Tail.Last<T, V>(last, rest);
            if (store)
            {
                V.Store(last, ref result, n - V.Width);
            }
        }

        return V.Sum(sum + more);
    }

    /// <summary>x over a number.</summary>
    public readonly struct Quotient<T>(T divisor) : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => x / V.Create(divisor);
    }

    /// <summary>x times a number.</summary>
    public readonly struct Product<T>(T factor) : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => x * V.Create(factor);
    }

    /// <summary>x less one number, and then another.</summary>
    public readonly struct Difference<T>(T first, T second) : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => x - V.Create(first) - V.Create(second);
    }
}
