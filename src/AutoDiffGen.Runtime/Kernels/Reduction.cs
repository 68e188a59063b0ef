using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>Sums, of a whole span or along axes.</summary>
/// <remarks>
/// All of them add pairwise, after Higham (1993), The accuracy of floating point summation: each of four accumulators of
/// a lane of W numbers takes <see cref="Run"/> terms one after the other, and the sums of these blocks are added as a
/// balanced tree. With u the unit roundoff, the error of a sum of n numbers is at most about
/// (Run + log2(n / Run)) u sum(|x|), against n u sum(|x|) one after the other. The order, and so the last bits, depends
/// on the width of the lanes, but not on anything else.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reduction
{
    /// <summary>The number of terms that an accumulator takes: enough that the tree above costs nothing.</summary>
    private const int Run = 16;

    /// <summary>The sum of all elements, 0 when there are none.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers.</param>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(x);
        if (Lane512<T>.IsSupported && x.Length >= Lane512<T>.Width)
        {
            return Pairwise<T, Lane512<T>>(ref start, x.Length);
        }

        if (Lane256<T>.IsSupported && x.Length >= Lane256<T>.Width)
        {
            return Pairwise<T, Lane256<T>>(ref start, x.Length);
        }

        return Lane128<T>.IsSupported && x.Length >= Lane128<T>.Width
            ? Pairwise<T, Lane128<T>>(ref start, x.Length)
            : Pairwise<T, Lane1<T>>(ref start, x.Length);
    }

    /// <summary>The sum along axes, of a tensor of any rank.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The elements, row-major.</param>
    /// <param name="lengths">The shape of x.</param>
    /// <param name="reduced">For each axis, whether it is summed over.</param>
    /// <param name="result">The sums, in the order of the axes that are kept; zeros where an axis summed over has the length 0. Overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Sum<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        if (lengths.Length != reduced.Length)
        {
            throw new ArgumentException($"'reduced' must have one element for each of the {lengths.Length} axes, but has {reduced.Length}.", nameof(reduced));
        }

        int kept = 1, summed = 1;
        for (int i = 0; i < lengths.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lengths[i], nameof(lengths));
            kept = checked(kept * (reduced[i] ? 1 : lengths[i]));
            summed = checked(summed * (reduced[i] ? lengths[i] : 1));
        }

        KernelCheck.Length(x.Length, kept, summed, nameof(x));
        KernelCheck.Length(result.Length, kept, 1, nameof(result));
        if (x.IsEmpty)
        {
            result.Clear();
        }
        else
        {
            AxisSum<T>.Run(x, lengths, reduced, result);
        }
    }

    /// <summary>The sum of n elements. A lane wider than one number needs at least one whole lane of them.</summary>
    internal static T Pairwise<T, V>(ref T x, nint n)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        if (n <= Block<T, V>())
        {
            return Straight<T, V>(ref x, n);
        }

        nint half = Half<T, V>(n);
        return Pairwise<T, V>(ref x, half) + Pairwise<T, V>(ref Unsafe.Add(ref x, half), n - half);
    }

    /// <summary>The number of elements up to which a sum is one loop.</summary>
    internal static nint Block<T, V>()
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T> => 4 * Run * V.Width;

    /// <summary>About half of more than a block, in whole groups of four lanes.</summary>
    internal static nint Half<T, V>(nint n)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T> => (n / 2) & ~((4 * (nint)V.Width) - 1);

    private static T Straight<T, V>(ref T x, nint n)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        V a = V.Create(T.Zero), b = a, c = a, d = a;
        nint i = 0;
        for (; i <= n - (4 * V.Width); i += 4 * V.Width)
        {
            a += V.Load(ref x, i);
            b += V.Load(ref x, i + V.Width);
            c += V.Load(ref x, i + (2 * V.Width));
            d += V.Load(ref x, i + (3 * V.Width));
        }

        for (; i <= n - V.Width; i += V.Width)
        {
            a += V.Load(ref x, i);
        }

        if (i < n)
        {
            // The last whole lane, without what was added already.
            b += Tail.Last<T, V>(V.Load(ref x, n - V.Width), n - i);
        }

        return V.Sum((a + b) + (c + d));
    }
}
