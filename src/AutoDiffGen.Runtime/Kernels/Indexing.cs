using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>Rows of a table by index, and the adjoint of that.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Indexing
{
    /// <summary>Copies the row of a table that each index names.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="table">Shape (rows, width).</param>
    /// <param name="indices">Any number of them, each in [0, rows).</param>
    /// <param name="result">Shape (number of indices, width).</param>
    /// <param name="rows">The number of rows of the table.</param>
    /// <param name="width">The length of a row.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Gather<T, TIndex>(ReadOnlySpan<T> table, ReadOnlySpan<TIndex> indices, Span<T> result, int rows, int width)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(table.Length, rows, width, nameof(table));
        KernelCheck.Length(result.Length, indices.Length, width, nameof(result));
        KernelCheck.Indices(indices, rows, nameof(indices), "index");
        int start = 0;
        foreach (TIndex index in indices)
        {
            table.Slice(int.CreateTruncating(index) * width, width).CopyTo(result.Slice(start, width));
            start += width;
        }
    }

    /// <summary>Adds each row of the source to the row of the result that its index names: the adjoint of a gather.</summary>
    /// <remarks>Rows are added in the order of the indices, so that a sum of many is the same on every run.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="source">Shape (number of indices, width).</param>
    /// <param name="indices">Each in [0, rows); one may occur several times.</param>
    /// <param name="result">Shape (rows, width), added to.</param>
    /// <param name="rows">The number of rows of the result.</param>
    /// <param name="width">The length of a row.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void ScatterAdd<T, TIndex>(ReadOnlySpan<T> source, ReadOnlySpan<TIndex> indices, Span<T> result, int rows, int width)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(source.Length, indices.Length, width, nameof(source));
        KernelCheck.Length(result.Length, rows, width, nameof(result));
        KernelCheck.Indices(indices, rows, nameof(indices), "index");
        if (Lane512<T>.IsSupported && width >= Lane512<T>.Width)
        {
            Add<T, TIndex, Lane512<T>>(source, indices, result, width);
        }
        else if (Lane256<T>.IsSupported && width >= Lane256<T>.Width)
        {
            Add<T, TIndex, Lane256<T>>(source, indices, result, width);
        }
        else if (Lane128<T>.IsSupported && width >= Lane128<T>.Width)
        {
            Add<T, TIndex, Lane128<T>>(source, indices, result, width);
        }
        else
        {
            Add<T, TIndex, Lane1<T>>(source, indices, result, width);
        }
    }

    private static void Add<T, TIndex, V>(ReadOnlySpan<T> source, ReadOnlySpan<TIndex> indices, Span<T> result, nint width)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
        where V : struct, ILane<V, T>
    {
        for (int i = 0; i < indices.Length; i++)
        {
            ref T x = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), i * width);
            ref T sum = ref Unsafe.Add(ref MemoryMarshal.GetReference(result), int.CreateTruncating(indices[i]) * width);
            nint j = 0;
            for (; j <= width - V.Width; j += V.Width)
            {
                V.Store(V.Load(ref sum, j) + V.Load(ref x, j), ref sum, j);
            }

            for (; j < width; j++)
            {
                Unsafe.Add(ref sum, j) += Unsafe.Add(ref x, j);
            }
        }
    }
}
