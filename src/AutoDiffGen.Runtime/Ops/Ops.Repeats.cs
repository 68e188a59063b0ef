using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Elements repeated, and turned around an axis.
public static partial class Ops
{
    /// <summary>Repeated to a larger shape, as an operation with a tensor of that shape would repeat it.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Aligned at the last dimension, its lengths are those of the result or 1.</param>
    /// <param name="lengths">The shape of the result, of at least as many dimensions.</param>
    /// <returns>A new tensor; in generated code nothing is repeated in memory where a loop reads it.</returns>
    /// <exception cref="ArgumentException">A length of x is neither 1 nor that of the result.</exception>
    public static Tensor<T> BroadcastTo<T>(Tensor<T> x, ReadOnlySpan<nint> lengths)
    {
        ArgumentNullException.ThrowIfNull(x);
        int more = lengths.Length - x.Rank;
        bool legal = more >= 0;
        for (int i = 0; legal && i < x.Rank; i++)
        {
            legal = x.Lengths[i] == 1 || x.Lengths[i] == lengths[more + i];
        }

        if (!legal || lengths.ContainsAnyInRange(nint.MinValue, -1))
        {
            throw new ArgumentException(
                $"'x' has the shape {Guard.Format(x.Lengths)}, which cannot be repeated to {Guard.Format(lengths)}: aligned at the last dimension, each length must be 1 or that of the result.", nameof(lengths));
        }

        return Repeated(x, lengths);
    }

    /// <summary>The whole tensor several times after itself along each axis.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="repeats">For each axis how often, 0 or more; numbers before those of the axes of x make new axes.</param>
    /// <returns>A new tensor, along each axis as many times as long.</returns>
    /// <exception cref="ArgumentException">There are fewer numbers than axes, or one is negative.</exception>
    public static Tensor<T> Tile<T>(Tensor<T> x, ReadOnlySpan<int> repeats)
    {
        ArgumentNullException.ThrowIfNull(x);
        int more = repeats.Length - x.Rank;
        if (more < 0 || repeats.ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ArgumentException($"'repeats' must have a number, not negative, for each axis of 'x', which has the shape {Guard.Format(x.Lengths)}, but is ({string.Join(", ", repeats.ToArray())}).", nameof(repeats));
        }

        // Each axis as one of the repeats and one of the elements.
        var from = new nint[2 * repeats.Length];
        var to = new nint[2 * repeats.Length];
        var lengths = new nint[repeats.Length];
        for (int i = 0; i < repeats.Length; i++)
        {
            nint length = i < more ? 1 : x.Lengths[i - more];
            (from[2 * i], from[(2 * i) + 1]) = (1, length);
            (to[2 * i], to[(2 * i) + 1]) = (repeats[i], length);
            lengths[i] = checked(repeats[i] * length);
        }

        return Same(Repeated(Same(x, from, nameof(x)), to), lengths, nameof(x));
    }

    /// <summary>The elements moved along an axis, those that leave it at one end back in at the other.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="shift">How many places an element moves: element i is element i + shift of the result, counted around.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<T> Roll<T>(Tensor<T> x, int shift, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Axes.Run<T, T>(x, axis, (from, to, outer, length, inner) => Strided.Roll(from, to, outer, length, inner, shift), x.Lengths);
    }

    // Strides of 0 along what is repeated.
    private static Tensor<T> Repeated<T>(Tensor<T> x, ReadOnlySpan<nint> lengths)
    {
        var from = new StridedView(x.Lengths);
        var view = new StridedView([]) { Lengths = lengths.ToArray(), Strides = new int[lengths.Length] };
        int more = lengths.Length - x.Rank;
        for (int i = 0; i < x.Rank; i++)
        {
            view.Strides[more + i] = x.Lengths[i] == 1 ? 0 : from.Strides[i];
        }

        return view.Copy(x);
    }
}
