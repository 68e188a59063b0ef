using System.ComponentModel;
using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>The largest and the smallest element along axes, and where along an axis it is. NaN where one is NaN.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Extremes
{
    /// <summary>The largest element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">At least one number.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static T Max<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T result = T.Zero;
        Max(x, [x.Length], [true], new Span<T>(ref result));
        return result;
    }

    /// <summary>The smallest element.</summary>
    /// <inheritdoc cref="Max{T}(ReadOnlySpan{T})"/>
    public static T Min<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T result = T.Zero;
        Min(x, [x.Length], [true], new Span<T>(ref result));
        return result;
    }

    /// <summary>The largest element along axes, of a tensor of any rank.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The elements, row-major.</param>
    /// <param name="lengths">The shape of x.</param>
    /// <param name="reduced">For each axis, whether it is reduced.</param>
    /// <param name="result">In the order of the axes that are kept. Overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit, or there are results but no elements to take them from; nothing was written.</exception>
    public static void Max<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result)
        where T : IFloatingPointIeee754<T> => Run<T, Largest<T>>(x, lengths, reduced, result);

    /// <summary>The smallest element along axes, of a tensor of any rank.</summary>
    /// <inheritdoc cref="Max{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{bool}, Span{T})"/>
    public static void Min<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result)
        where T : IFloatingPointIeee754<T> => Run<T, Smallest<T>>(x, lengths, reduced, result);

    /// <summary>The place of the largest element along an axis: of the first of several, or of the first NaN.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (outer, length, inner).</param>
    /// <param name="result">Shape (outer, inner). Overwritten.</param>
    /// <param name="outer">The product of the lengths before the axis.</param>
    /// <param name="length">The length of the axis.</param>
    /// <param name="inner">The product of the lengths after it.</param>
    /// <exception cref="ArgumentException">A length does not fit, or there are results but no elements to take them from; nothing was written.</exception>
    public static void ArgMax<T>(ReadOnlySpan<T> x, Span<int> result, int outer, int length, int inner)
        where T : IFloatingPointIeee754<T> => Places<T, Largest<T>>(x, result, outer, length, inner);

    /// <summary>The place of the smallest element along an axis: of the first of several, or of the first NaN.</summary>
    /// <inheritdoc cref="ArgMax{T}"/>
    public static void ArgMin<T>(ReadOnlySpan<T> x, Span<int> result, int outer, int length, int inner)
        where T : IFloatingPointIeee754<T> => Places<T, Smallest<T>>(x, result, outer, length, inner);

    private static void Run<T, F>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result)
        where T : IFloatingPointIeee754<T>
        where F : struct, IFold<T>
    {
        FoldedAxes<T> axes = FoldedAxes<T>.Of(x, lengths, reduced, result.Length);
        if (!result.IsEmpty)
        {
            NotEmpty(axes.Length);
            Fold.Run(axes.Values, result, axes.Outer, axes.Length, axes.Inner, default(F));
        }

        axes.Dispose();
    }

    private static void Places<T, F>(ReadOnlySpan<T> x, Span<int> result, int outer, int length, int inner)
        where T : IFloatingPointIeee754<T>
        where F : struct, IOrder<T>
    {
        KernelCheck.Length(x.Length, checked(outer * length), inner, nameof(x));
        KernelCheck.Length(result.Length, outer, inner, nameof(result));
        if (result.IsEmpty)
        {
            return;
        }

        NotEmpty(length);
        F order = default;
        for (int i = 0; i < outer; i++)
        {
            ReadOnlySpan<T> values = x.Slice(i * length * inner, length * inner);
            Span<int> places = result.Slice(i * inner, inner);
            places.Clear();

            // Down the rows together, in the order of memory.
            for (int k = 1; k < length; k++)
            {
                ReadOnlySpan<T> row = values.Slice(k * inner, inner);
                for (int j = 0; j < row.Length; j++)
                {
                    T best = values[(places[j] * inner) + j];
                    if (order.IsBefore(row[j], best) || (T.IsNaN(row[j]) && !T.IsNaN(best)))
                    {
                        places[j] = k;
                    }
                }
            }
        }
    }

    private static void NotEmpty(int length)
    {
        if (length == 0)
        {
            throw new ArgumentException("'x' has the length 0 along the axes: of no elements none is the largest or the smallest.", "x");
        }
    }

    private interface IOrder<T>
    {
        bool IsBefore(T x, T y);
    }

    private readonly struct Largest<T> : IFold<T>, IOrder<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.Max(x, y);

        public T Across<V>(V x)
            where V : struct, ILane<V, T> => V.MaxAcross(x);

        public bool IsBefore(T x, T y) => x > y;
    }

    private readonly struct Smallest<T> : IFold<T>, IOrder<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.Min(x, y);

        public T Across<V>(V x)
            where V : struct, ILane<V, T> => V.MinAcross(x);

        public bool IsBefore(T x, T y) => x < y;
    }
}
