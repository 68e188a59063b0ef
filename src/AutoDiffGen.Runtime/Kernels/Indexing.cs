using System.ComponentModel;
using System.Numerics;

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
        int start = 0;
        foreach (TIndex index in indices)
        {
            Span<T> target = result.Slice(int.CreateTruncating(index) * width, width);
            for (int j = 0; j < width; j++)
            {
                target[j] += source[start + j];
            }

            start += width;
        }
    }
}
