using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Kernels;

/// <summary>The checks that kernels make before they write: what makes their unchecked memory accesses safe.</summary>
internal static class KernelCheck
{
    /// <summary>Checks that a span has rows times columns elements and that neither is negative.</summary>
    /// <exception cref="ArgumentException">It has more or fewer, or a size is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int length, int rows, int columns, string name)
    {
        if ((rows | columns) < 0 || length != (long)rows * columns)
        {
            ThrowLength(length, rows, columns, name);
        }
    }

    /// <summary>Checks that every index lies in [0, bound); an error calls it <paramref name="what"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One does not.</exception>
    public static void Indices<TIndex>(ReadOnlySpan<TIndex> indices, int bound, string name, string what)
        where TIndex : IBinaryInteger<TIndex>
    {
        for (int i = 0; i < indices.Length; i++)
        {
            // Wider integers are clipped to the range of int, negative ones are large without a sign: one comparison.
            if ((uint)int.CreateSaturating(indices[i]) >= (uint)bound)
            {
                ThrowIndex(indices[i].ToString()!, i, bound, name, what);
            }
        }
    }

    [DoesNotReturn]
    private static void ThrowLength(int length, int rows, int columns, string name)
    {
        if ((rows | columns) < 0)
        {
            throw new ArgumentOutOfRangeException(name, $"The sizes of '{name}' must not be negative, but are {rows} and {columns}.");
        }

        throw new ArgumentException($"'{name}' must have {(long)rows * columns} elements, {rows} times {columns}, but has {length}.", name);
    }

    [DoesNotReturn]
    private static void ThrowIndex(string index, int position, int bound, string name, string what) =>
        throw new ArgumentOutOfRangeException(name, $"The {what} {index} at position {position} of '{name}' is out of range: it must be at least 0 and less than {bound}.");
}
