using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Tensors made longer at their ends.
public static partial class Ops
{
    /// <summary>A value before and behind the elements of each axis.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="before">For each axis, how many times the value stands before the elements.</param>
    /// <param name="after">For each axis, how many times it stands behind them.</param>
    /// <param name="value">The value; 0 where none is given.</param>
    /// <returns>A new tensor, longer along each axis by what stands before and behind.</returns>
    /// <exception cref="ArgumentException">There is not one number for each axis, or one is negative.</exception>
    public static Tensor<T> Pad<T>(Tensor<T> x, ReadOnlySpan<int> before, ReadOnlySpan<int> after, T? value = default)
    {
        nint[] lengths = Padded(x, before, after);
        Tensor<T> result = Elementwise.New(lengths, out Span<T> target);
        if (target.IsEmpty)
        {
            return result;
        }

        target.Fill(value!);
        ReadOnlySpan<T> source = Dense.Read(x, out Lease<T> lease);
        PlaceInside(source, x.Lengths, before, lengths, target);
        lease.Dispose();
        return result;
    }

    /// <summary>Elements of each axis again before and behind it.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="before">For each axis, how many elements stand before it: less than its length for <see cref="PadMode.Reflect"/>, at most that for <see cref="PadMode.Circular"/>.</param>
    /// <param name="after">The same behind it.</param>
    /// <param name="mode">Which elements these are.</param>
    /// <returns>A new tensor, longer along each axis by what stands before and behind.</returns>
    /// <exception cref="ArgumentException">There is not one number for each axis, one is negative, or the axis is too short for it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
    public static Tensor<T> Pad<T>(Tensor<T> x, ReadOnlySpan<int> before, ReadOnlySpan<int> after, PadMode mode)
    {
        nint[] lengths = Padded(x, before, after);
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");
        }

        // Axis by axis: what stands in the corners is padding of padding.
        Tensor<T> result = x;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            int length = (int)x.Lengths[axis], most = mode switch { PadMode.Reflect => length - 1, PadMode.Circular => length, _ => length > 0 ? int.MaxValue : 0 };
            CheckEnd(before, most, axis, mode, x.Lengths, nameof(before));
            CheckEnd(after, most, axis, mode, x.Lengths, nameof(after));
        }

        for (int axis = 0; axis < lengths.Length; axis++)
        {
            var places = new int[(int)lengths[axis]];
            int length = (int)x.Lengths[axis];
            for (int i = 0; i < places.Length; i++)
            {
                int at = i - before[axis];
                places[i] = mode switch
                {
                    PadMode.Replicate => Math.Clamp(at, 0, length - 1),
                    PadMode.Circular => (at + length) % length,
                    _ => at < 0 ? -at : at < length ? at : (2 * (length - 1)) - at,
                };
            }

            result = Gather(result, Tensor.Create(places), axis);
        }

        return result;
    }

    private static nint[] Padded<T>(Tensor<T> x, ReadOnlySpan<int> before, ReadOnlySpan<int> after)
    {
        ArgumentNullException.ThrowIfNull(x);
        Check(before, x.Lengths, nameof(before));
        Check(after, x.Lengths, nameof(after));
        nint[] lengths = x.Lengths.ToArray();
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            lengths[axis] = checked(lengths[axis] + before[axis] + after[axis]);
        }

        return lengths;

        static void Check(ReadOnlySpan<int> pads, ReadOnlySpan<nint> lengths, string name)
        {
            if (pads.Length != lengths.Length || pads.ContainsAnyInRange(int.MinValue, -1))
            {
                throw new ArgumentException($"'{name}' must have one number, not negative, for each axis of 'x', which has the shape {Guard.Format(lengths)}, but is ({string.Join(", ", pads.ToArray())}).", name);
            }
        }
    }

    private static void CheckEnd(ReadOnlySpan<int> pads, int most, int axis, PadMode mode, ReadOnlySpan<nint> lengths, string name)
    {
        if (pads[axis] > Math.Max(most, 0))
        {
            throw new ArgumentException($"'{name}' asks for {pads[axis]} elements of axis {axis}, and {mode} has at most {Math.Max(most, 0)}: 'x' has the shape {Guard.Format(lengths)}.", name);
        }
    }

    private static void PlaceInside<T>(ReadOnlySpan<T> source, ReadOnlySpan<nint> from, ReadOnlySpan<int> before, ReadOnlySpan<nint> to, Span<T> target)
    {
        if (source.IsEmpty)
        {
            return;
        }

        if (from.Length == 1)
        {
            source.CopyTo(target[before[0]..]);
            return;
        }

        int part = source.Length / (int)from[0], width = target.Length / (int)to[0];
        for (int i = 0; i < (int)from[0]; i++)
        {
            PlaceInside(source.Slice(i * part, part), from[1..], before[1..], to[1..], target.Slice((i + before[0]) * width, width));
        }
    }
}
