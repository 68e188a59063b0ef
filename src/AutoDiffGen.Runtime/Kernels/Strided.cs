using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Kernels;

/// <summary>Elements that do not follow each other in memory: transposed, flipped, every other one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Strided
{
    // A tile of this many rows and columns stays in the first-level cache while it is transposed.
    private const int Tile = 16;

    /// <summary>The memory from an element on; empty where the view that starts there shows nothing.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The memory that the view is of.</param>
    /// <param name="offset">The place of its first element.</param>
    public static ReadOnlySpan<T> From<T>(ReadOnlySpan<T> x, int offset) => (uint)offset < (uint)x.Length ? x[offset..] : default;

    /// <summary>Copies what a view shows, in row-major order.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The memory that the view is of.</param>
    /// <param name="offset">The place of its first element.</param>
    /// <param name="strides">How far apart neighbours are along each axis; may be negative or 0.</param>
    /// <param name="lengths">The shape of the view.</param>
    /// <param name="result">As many elements as the shape has. Overwritten.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the view leaves its memory; nothing was written.</exception>
    public static void Copy<T>(ReadOnlySpan<T> x, int offset, ReadOnlySpan<int> strides, ReadOnlySpan<int> lengths, Span<T> result)
    {
        if (strides.Length != lengths.Length)
        {
            throw new ArgumentException($"'strides' must have one element for each of the {lengths.Length} axes, but has {strides.Length}.", nameof(strides));
        }

        int size = 1;
        long first = offset, last = offset;
        for (int i = 0; i < lengths.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lengths[i], nameof(lengths));
            size = checked(size * lengths[i]);
            long reach = (long)strides[i] * (lengths[i] - 1);
            first += Math.Min(reach, 0);
            last += Math.Max(reach, 0);
        }

        KernelCheck.Length(result.Length, size, 1, nameof(result));
        if (size == 0)
        {
            return;
        }

        if (first < 0 || last >= x.Length)
        {
            throw new ArgumentException($"The view reaches from element {first} to {last}, and 'x' has {x.Length}.", nameof(x));
        }

        Copy(ref Unsafe.Add(ref MemoryMarshal.GetReference(x), offset), strides, lengths, ref MemoryMarshal.GetReference(result));
    }

    /// <summary>Writes a tensor into a part of another, along one axis.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (outer, count, inner).</param>
    /// <param name="result">Shape (outer, length, inner); elements (i, start + step * j, k) are overwritten.</param>
    /// <param name="outer">The size of the axes before.</param>
    /// <param name="count">The length of x along the axis.</param>
    /// <param name="inner">The size of the axes after.</param>
    /// <param name="length">The length of the result along the axis.</param>
    /// <param name="start">Where the first element goes.</param>
    /// <param name="step">How far apart the places are, 1 or more.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Place<T>(ReadOnlySpan<T> x, Span<T> result, int outer, int count, int inner, int length, int start, int step)
    {
        KernelCheck.Length(x.Length, checked(outer * count), inner, nameof(x));
        KernelCheck.Length(result.Length, checked(outer * length), inner, nameof(result));
        if (start < 0 || step < 1 || (count > 0 && start + ((long)step * (count - 1)) >= length))
        {
            throw new ArgumentException($"{count} places from {start} on, {step} apart, do not lie within the length {length}.", nameof(start));
        }

        for (int i = 0; i < outer; i++)
        {
            ReadOnlySpan<T> rows = x.Slice(i * count * inner, count * inner);
            Span<T> to = result.Slice(i * length * inner, length * inner);
            if (step == 1)
            {
                rows.CopyTo(to[(start * inner)..]);
                continue;
            }

            for (int j = 0; j < count; j++)
            {
                rows.Slice(j * inner, inner).CopyTo(to[((start + (step * j)) * inner)..]);
            }
        }
    }

    /// <summary>The elements moved along an axis, those that leave it back in at the other end.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (outer, length, inner).</param>
    /// <param name="result">The same shape. Overwritten.</param>
    /// <param name="outer">The size of the axes before.</param>
    /// <param name="length">The length of the axis.</param>
    /// <param name="inner">The size of the axes after.</param>
    /// <param name="shift">How many places each element moves; any number.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Roll<T>(ReadOnlySpan<T> x, Span<T> result, int outer, int length, int inner, int shift)
    {
        KernelCheck.Length(x.Length, checked(outer * length), inner, nameof(x));
        KernelCheck.Length(result.Length, checked(outer * length), inner, nameof(result));
        if (x.IsEmpty)
        {
            return;
        }

        int rest = shift % length, part = length * inner, moved = (rest < 0 ? rest + length : rest) * inner;
        for (int i = 0; i < outer; i++)
        {
            ReadOnlySpan<T> from = x.Slice(i * part, part);
            Span<T> to = result.Slice(i * part, part);
            from[..^moved].CopyTo(to[moved..]);
            from[^moved..].CopyTo(to);
        }
    }

    private static void Copy<T>(ref T x, ReadOnlySpan<int> strides, ReadOnlySpan<int> lengths, ref T result)
    {
        // Axes of length 1 count for nothing, and neighbouring ones that follow each other are one.
        Span<(nint Length, nint Stride)> axes = stackalloc (nint, nint)[lengths.Length];
        int n = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] == 1)
            {
                continue;
            }

            if (n > 0 && axes[n - 1].Stride == (nint)strides[i] * lengths[i])
            {
                axes[n - 1] = (axes[n - 1].Length * lengths[i], strides[i]);
            }
            else
            {
                axes[n++] = (lengths[i], strides[i]);
            }
        }

        Nest(ref x, axes[..n], ref result);
    }

    private static void Nest<T>(ref T x, ReadOnlySpan<(nint Length, nint Stride)> axes, ref T result)
    {
        switch (axes.Length)
        {
            case 0:
                result = x;
                return;
            case 1:
                Row(ref x, axes[0].Length, axes[0].Stride, ref result);
                return;
            case 2 when axes[0].Stride is 1 or -1:
                Transpose(ref x, axes[0], axes[1], ref result);
                return;
        }

        nint size = 1;
        for (int i = 1; i < axes.Length; i++)
        {
            size *= axes[i].Length;
        }

        for (nint i = 0; i < axes[0].Length; i++)
        {
            Nest(ref Unsafe.Add(ref x, i * axes[0].Stride), axes[1..], ref Unsafe.Add(ref result, i * size));
        }
    }

    private static void Row<T>(ref T x, nint length, nint stride, ref T result)
    {
        if (stride == 1)
        {
            MemoryMarshal.CreateReadOnlySpan(ref x, (int)length).CopyTo(MemoryMarshal.CreateSpan(ref result, (int)length));
            return;
        }

        if (stride == 0)
        {
            MemoryMarshal.CreateSpan(ref result, (int)length).Fill(x);
            return;
        }

        for (nint i = 0; i < length; i++)
        {
            Unsafe.Add(ref result, i) = Unsafe.Add(ref x, i * stride);
        }
    }

    // Neighbours in memory lie along the outer axis.
    private static void Transpose<T>(ref T x, (nint Length, nint Stride) rows, (nint Length, nint Stride) columns, ref T result)
    {
        for (nint i0 = 0; i0 < rows.Length; i0 += Tile)
        {
            nint i1 = Math.Min(i0 + Tile, rows.Length);
            for (nint j0 = 0; j0 < columns.Length; j0 += Tile)
            {
                nint j1 = Math.Min(j0 + Tile, columns.Length);
                for (nint i = i0; i < i1; i++)
                {
                    for (nint j = j0; j < j1; j++)
                    {
                        Unsafe.Add(ref result, (i * columns.Length) + j) = Unsafe.Add(ref x, (i * rows.Stride) + (j * columns.Stride));
                    }
                }
            }
        }
    }
}
