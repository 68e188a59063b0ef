using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Tensors put together and taken apart again.
public static partial class Ops
{
    /// <summary>Tensors one after the other along an axis.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="tensors">At least one; their shapes may differ along the axis only.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor, as long along the axis as all of them together.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">There are no tensors, or their shapes differ along another axis.</exception>
    public static Tensor<T> Concat<T>(ReadOnlySpan<Tensor<T>> tensors, int axis = 0)
    {
        Tensor<T> first = First(tensors);
        axis = Axes.Resolve(axis, first.Rank, nameof(axis));
        nint[] lengths = first.Lengths.ToArray();
        for (int i = 1; i < tensors.Length; i++)
        {
            ReadOnlySpan<nint> other = tensors[i].Lengths;
            if (other.Length != lengths.Length || !other[..axis].SequenceEqual(first.Lengths[..axis]) || !other[(axis + 1)..].SequenceEqual(first.Lengths[(axis + 1)..]))
            {
                throw new ArgumentException($"All lengths but that of axis {axis} must be the same: 'tensors[0]' has the shape {Guard.Format(first.Lengths)}, 'tensors[{i}]' has {Guard.Format(other)}.", nameof(tensors));
            }

            lengths[axis] = checked(lengths[axis] + other[axis]);
        }

        return Joined(tensors, lengths, Axes.Around(lengths, axis));
    }

    /// <summary>Tensors of one shape, each at its place of a new axis.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="tensors">At least one, all of one shape.</param>
    /// <param name="axis">Where the axis stands in the result; a negative one counts from the last place, which is -1.</param>
    /// <returns>A new tensor with one dimension more, whose length is the number of tensors.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    /// <exception cref="ArgumentException">There are no tensors, or their shapes differ.</exception>
    public static Tensor<T> Stack<T>(ReadOnlySpan<Tensor<T>> tensors, int axis = 0)
    {
        Tensor<T> first = First(tensors);
        axis = Axes.Resolve(axis, first.Rank + 1, nameof(axis));
        for (int i = 1; i < tensors.Length; i++)
        {
            if (!tensors[i].Lengths.SequenceEqual(first.Lengths))
            {
                throw new ArgumentException($"The shapes must be the same: 'tensors[0]' has {Guard.Format(first.Lengths)}, 'tensors[{i}]' has {Guard.Format(tensors[i].Lengths)}.", nameof(tensors));
            }
        }

        nint[] lengths = [.. first.Lengths[..axis], tensors.Length, .. first.Lengths[axis..]];
        return Joined(tensors, lengths, Axes.Around(lengths, axis));
    }

    /// <summary>Equal parts along an axis.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="count">The number of parts, 1 or more; it divides the length of the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>New tensors.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the count is less than 1.</exception>
    /// <exception cref="ArgumentException">The count does not divide the length.</exception>
    public static Tensor<T>[] Split<T>(Tensor<T> x, int count, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        axis = Axes.Resolve(axis, x.Rank, nameof(axis));
        int length = checked((int)x.Lengths[axis]);
        if (length % count != 0)
        {
            throw new ArgumentException($"The {length} elements of axis {axis} do not divide into {count} equal parts: 'x' has the shape {Guard.Format(x.Lengths)}.", nameof(count));
        }

        var parts = new Tensor<T>[count];
        for (int i = 0; i < count; i++)
        {
            parts[i] = Slice(x, axis, i * (length / count), (i + 1) * (length / count));
        }

        return parts;
    }

    /// <summary>Parts of given lengths along an axis.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="sizes">The length of each part; together they are the length of the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>New tensors, one for each size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">A size is negative, or they are not the length of the axis together.</exception>
    public static Tensor<T>[] Split<T>(Tensor<T> x, ReadOnlySpan<int> sizes, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        axis = Axes.Resolve(axis, x.Rank, nameof(axis));
        long sum = 0;
        bool legal = true;
        foreach (int size in sizes)
        {
            legal &= size >= 0;
            sum += size;
        }

        if (!legal || sum != x.Lengths[axis])
        {
            throw new ArgumentException($"The sizes ({string.Join(", ", sizes.ToArray())}) must be the length of axis {axis} together, and none negative: 'x' has the shape {Guard.Format(x.Lengths)}.", nameof(sizes));
        }

        var parts = new Tensor<T>[sizes.Length];
        for (int i = 0, start = 0; i < parts.Length; start += sizes[i++])
        {
            parts[i] = Slice(x, axis, start, start + sizes[i]);
        }

        return parts;
    }

    private static Tensor<T> First<T>(ReadOnlySpan<Tensor<T>> tensors)
    {
        if (tensors.IsEmpty)
        {
            throw new ArgumentException("There must be at least one tensor.", nameof(tensors));
        }

        for (int i = 0; i < tensors.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(tensors[i], $"tensors[{i}]");
        }

        return tensors[0];
    }

    private static Tensor<T> Joined<T>(ReadOnlySpan<Tensor<T>> tensors, nint[] lengths, (int Outer, int Length, int Inner) around)
    {
        Tensor<T> result = Elementwise.New(lengths, out Span<T> target);
        if (target.IsEmpty)
        {
            return result;
        }

        int start = 0;
        foreach (Tensor<T> tensor in tensors)
        {
            int count = checked((int)tensor.FlattenedLength) / (around.Outer * around.Inner);
            Strided.Place(Dense.Read(tensor, out Lease<T> lease), target, around.Outer, count, around.Inner, around.Length, start, 1);
            lease.Dispose();
            start += count;
        }

        return result;
    }
}
