using System.Numerics;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The axes of a tensor that are reduced, as one axis: the elements have the shape (outer, length, inner). Where kept axes
/// lie between reduced ones, they are copied into rented memory with the kept axes first.
/// </summary>
internal ref struct FoldedAxes<T>
    where T : IFloatingPointIeee754<T>
{
    private Lease<T> _lease;

    /// <summary>Shape (outer, length, inner).</summary>
    public ReadOnlySpan<T> Values { get; private set; }

    public int Outer { get; private set; }

    public int Length { get; private set; }

    public int Inner { get; private set; }

    /// <summary>Whether the elements are a copy in another order.</summary>
    public bool IsPermuted { get; private set; }

    /// <summary>Folds, after checking that all lengths fit.</summary>
    /// <param name="x">The elements, row-major.</param>
    /// <param name="lengths">The shape of x.</param>
    /// <param name="reduced">For each axis, whether it is reduced.</param>
    /// <param name="result">The number of results that there is room for.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static FoldedAxes<T> Of(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, int result)
    {
        if (lengths.Length != reduced.Length)
        {
            throw new ArgumentException($"'reduced' must have one element for each of the {lengths.Length} axes, but has {reduced.Length}.", nameof(reduced));
        }

        int outer = 1, length = 1, inner = 1;
        bool between = false;
        for (int i = 0; i < lengths.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lengths[i], nameof(lengths));
            if (reduced[i])
            {
                between |= inner > 1 && lengths[i] > 1;
                length = checked(length * lengths[i]);
            }
            else if (length == 1)
            {
                outer = checked(outer * lengths[i]);
            }
            else
            {
                inner = checked(inner * lengths[i]);
            }
        }

        KernelCheck.Length(x.Length, checked(outer * inner), length, nameof(x));
        KernelCheck.Length(result, outer, inner, nameof(result));
        var folded = new FoldedAxes<T> { Values = x, Outer = outer, Length = length, Inner = inner };
        if (between && !x.IsEmpty)
        {
            folded._lease = Workspace.Rent<T>(x.Length);
            folded.Values = folded._lease.Span;
            (folded.Outer, folded.Inner, folded.IsPermuted) = (outer * inner, 1, true);
            Span<int> strides = stackalloc int[lengths.Length], shape = stackalloc int[lengths.Length], places = stackalloc int[lengths.Length];
            Order(lengths, reduced, places);
            for (int i = lengths.Length - 1, stride = 1; i >= 0; i--)
            {
                (strides[places[i]], shape[places[i]]) = (stride, lengths[i]);
                stride *= lengths[i];
            }

            Strided.Copy(x, 0, strides, shape, folded._lease.Span);
        }

        return folded;
    }

    /// <summary>The elements of a permuted copy, put back into the order of the tensor.</summary>
    public static void Unfold(ReadOnlySpan<T> permuted, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result)
    {
        Span<int> strides = stackalloc int[lengths.Length], shape = stackalloc int[lengths.Length], places = stackalloc int[lengths.Length];
        Order(lengths, reduced, places);
        for (int i = 0; i < lengths.Length; i++)
        {
            shape[places[i]] = lengths[i];
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            int stride = 1;
            for (int j = places[i] + 1; j < lengths.Length; j++)
            {
                stride *= shape[j];
            }

            strides[i] = stride;
        }

        Strided.Copy(permuted, 0, strides, lengths, result);
    }

    /// <summary>Returns the memory of a copy.</summary>
    public readonly void Dispose() => _lease.Dispose();

    // The place of each axis when those that are kept come first.
    private static void Order(ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<int> places)
    {
        int next = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            places[i] = reduced[i] ? 0 : next++;
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            places[i] = reduced[i] ? next++ : places[i];
        }
    }
}
