using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Kernels;

/// <summary>Running sums along an axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scans
{
    /// <summary>The sum of the elements up to each along an axis, itself included; from the end when it is reversed.</summary>
    /// <remarks>One after the other, as the result shows every one of them. Its pullback is the same in the other direction.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (outer, length, inner).</param>
    /// <param name="result">The same shape, overwritten; it may be x itself.</param>
    /// <param name="outer">The product of the lengths before the axis.</param>
    /// <param name="length">The length of the axis.</param>
    /// <param name="inner">The product of the lengths after it.</param>
    /// <param name="reverse">Whether to begin at the end.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the result overlaps x without being it; nothing was written.</exception>
    public static void CumSum<T>(ReadOnlySpan<T> x, Span<T> result, int outer, int length, int inner, bool reverse = false)
        where T : IFloatingPointIeee754<T>
    {
        KernelCheck.Length(x.Length, checked(outer * length), inner, nameof(x));
        KernelCheck.Length(result.Length, outer * length, inner, nameof(result));
        if (x.Overlaps(result, out int offset) && offset != 0)
        {
            throw new ArgumentException("The result overlaps the elements: it must be all of their memory, or none.", nameof(result));
        }

        if (x.IsEmpty)
        {
            return;
        }

        for (int i = 0; i < outer; i++)
        {
            ReadOnlySpan<T> from = x.Slice(i * length * inner, length * inner);
            Span<T> to = result.Slice(i * length * inner, length * inner);
            if (inner == 1)
            {
                Row(from, to, reverse);
                continue;
            }

            int first = reverse ? length - 1 : 0, step = reverse ? -inner : inner;
            from.Slice(first * inner, inner).CopyTo(to.Slice(first * inner, inner));
            for (int k = 1, at = (first * inner) + step; k < length; k++, at += step)
            {
                TensorPrimitives.Add(to.Slice(at - step, inner), from.Slice(at, inner), to.Slice(at, inner));
            }
        }
    }

    private static void Row<T>(ReadOnlySpan<T> x, Span<T> result, bool reverse)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int k = 0; k < x.Length; k++)
        {
            int i = reverse ? x.Length - 1 - k : k;
            sum = k == 0 ? x[i] : sum + x[i];
            result[i] = sum;
        }
    }
}
