using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Kernels;

/// <summary>Elements by their index along an axis, and the adjoints of that. Axes before and after are one each: (outer, length, inner).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AxisIndexing
{
    /// <summary>The same elements of each of the outer parts.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="x">Shape (outer, length, inner).</param>
    /// <param name="indices">Any number of them, each in [0, length).</param>
    /// <param name="result">Shape (outer, number of indices, inner). Overwritten.</param>
    /// <param name="outer">The size of the axes before.</param>
    /// <param name="length">The length of x along the axis.</param>
    /// <param name="inner">The size of the axes after.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Gather<T, TIndex>(ReadOnlySpan<T> x, ReadOnlySpan<TIndex> indices, Span<T> result, int outer, int length, int inner)
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(x.Length, checked(outer * length), inner, nameof(x));
        KernelCheck.Length(result.Length, checked(outer * indices.Length), inner, nameof(result));
        KernelCheck.Indices(indices, length, nameof(indices), "index");
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> from = x.Slice(o * length * inner, length * inner);
            Span<T> to = result.Slice(o * indices.Length * inner, indices.Length * inner);
            for (int i = 0; i < indices.Length; i++)
            {
                int at = int.CreateTruncating(indices[i]);
                if (inner == 1)
                {
                    to[i] = from[at];
                }
                else
                {
                    from.Slice(at * inner, inner).CopyTo(to.Slice(i * inner, inner));
                }
            }
        }
    }

    /// <summary>Adds to the same elements of each of the outer parts, in the order of the indices: the adjoint of a gather.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="source">Shape (outer, number of indices, inner).</param>
    /// <param name="indices">Each in [0, length); one may occur several times.</param>
    /// <param name="result">Shape (outer, length, inner), added to.</param>
    /// <param name="outer">The size of the axes before.</param>
    /// <param name="length">The length of the result along the axis.</param>
    /// <param name="inner">The size of the axes after.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void ScatterAdd<T, TIndex>(ReadOnlySpan<T> source, ReadOnlySpan<TIndex> indices, Span<T> result, int outer, int length, int inner)
        where T : INumberBase<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(source.Length, checked(outer * indices.Length), inner, nameof(source));
        KernelCheck.Length(result.Length, checked(outer * length), inner, nameof(result));
        KernelCheck.Indices(indices, length, nameof(indices), "index");
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> from = source.Slice(o * indices.Length * inner, indices.Length * inner);
            Span<T> to = result.Slice(o * length * inner, length * inner);
            for (int i = 0; i < indices.Length; i++)
            {
                Span<T> sum = to.Slice(int.CreateTruncating(indices[i]) * inner, inner);
                TensorPrimitives.Add(sum, from.Slice(i * inner, inner), sum);
            }
        }
    }

    /// <summary>For each place the element that its own index names.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="x">Shape (outer, length, inner).</param>
    /// <param name="indices">Shape (outer, count, inner), each in [0, length).</param>
    /// <param name="result">The shape of the indices. Overwritten.</param>
    /// <param name="outer">The size of the axes before.</param>
    /// <param name="length">The length of x along the axis.</param>
    /// <param name="count">The length of the indices along the axis.</param>
    /// <param name="inner">The size of the axes after.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void TakeAlong<T, TIndex>(ReadOnlySpan<T> x, ReadOnlySpan<TIndex> indices, Span<T> result, int outer, int length, int count, int inner)
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(x.Length, checked(outer * length), inner, nameof(x));
        KernelCheck.Length(indices.Length, checked(outer * count), inner, nameof(indices));
        KernelCheck.Length(result.Length, checked(outer * count), inner, nameof(result));
        KernelCheck.Indices(indices, length, nameof(indices), "index");
        for (int o = 0, place = 0; o < outer; o++)
        {
            ReadOnlySpan<T> from = x.Slice(o * length * inner, length * inner);
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < inner; j++, place++)
                {
                    result[place] = from[(int.CreateTruncating(indices[place]) * inner) + j];
                }
            }
        }
    }

    /// <summary>Adds each value to the element that its own index names: the adjoint of <see cref="TakeAlong"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="source">The shape of the indices.</param>
    /// <param name="indices">Shape (outer, count, inner), each in [0, length); one may occur several times.</param>
    /// <param name="result">Shape (outer, length, inner), added to.</param>
    /// <param name="outer">The size of the axes before.</param>
    /// <param name="length">The length of the result along the axis.</param>
    /// <param name="count">The length of the indices along the axis.</param>
    /// <param name="inner">The size of the axes after.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void ScatterAddAlong<T, TIndex>(ReadOnlySpan<T> source, ReadOnlySpan<TIndex> indices, Span<T> result, int outer, int length, int count, int inner)
        where T : INumberBase<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(source.Length, checked(outer * count), inner, nameof(source));
        KernelCheck.Length(indices.Length, checked(outer * count), inner, nameof(indices));
        KernelCheck.Length(result.Length, checked(outer * length), inner, nameof(result));
        KernelCheck.Indices(indices, length, nameof(indices), "index");
        for (int o = 0, place = 0; o < outer; o++)
        {
            Span<T> to = result.Slice(o * length * inner, length * inner);
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < inner; j++, place++)
                {
                    to[(int.CreateTruncating(indices[place]) * inner) + j] += source[place];
                }
            }
        }
    }

    /// <summary>For each index a row of zeros with 1 at its place.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="indices">Each in [0, count).</param>
    /// <param name="result">Shape (number of indices, count). Overwritten.</param>
    /// <param name="count">The length of a row.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void OneHot<T, TIndex>(ReadOnlySpan<TIndex> indices, Span<T> result, int count)
        where T : INumberBase<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(result.Length, indices.Length, count, nameof(result));
        KernelCheck.Indices(indices, count, nameof(indices), "index");
        result.Fill(T.Zero);
        for (int i = 0; i < indices.Length; i++)
        {
            result[(i * count) + int.CreateTruncating(indices[i])] = T.One;
        }
    }
}
