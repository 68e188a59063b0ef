using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Axes of length 1, which come and go without moving an element.
public static partial class Ops
{
    /// <summary>Without its axes of length 1.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape with a length other than 1.</param>
    /// <returns>A new tensor with a copy of the elements; no copy is made in generated code.</returns>
    /// <exception cref="ArgumentException">No axis would be left.</exception>
    public static Tensor<T> Squeeze<T>(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Same(x, x.Lengths.ToArray().Where(length => length != 1), nameof(x));
    }

    /// <summary>Without an axis of length 1.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Length 1 along the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor with a copy of the elements; no copy is made in generated code.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">The axis has another length, or no axis would be left.</exception>
    public static Tensor<T> Squeeze<T>(Tensor<T> x, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        axis = Axes.Resolve(axis, x.Rank, nameof(axis));
        if (x.Lengths[axis] != 1)
        {
            throw new ArgumentException($"Axis {axis} of 'x' must have the length 1, but the shape is {Guard.Format(x.Lengths)}.", nameof(axis));
        }

        return Same(x, x.Lengths.ToArray().Where((_, i) => i != axis), nameof(axis));
    }

    /// <summary>With a new axis of length 1.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">Where the axis stands in the result; a negative one counts from the last place, which is -1.</param>
    /// <returns>A new tensor with a copy of the elements; no copy is made in generated code.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static Tensor<T> Unsqueeze<T>(Tensor<T> x, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        axis = Axes.Resolve(axis, x.Rank + 1, nameof(axis));
        return Same(x, [.. x.Lengths[..axis], 1, .. x.Lengths[axis..]], nameof(axis));
    }

    // The same elements under a shape of as many.
    private static Tensor<T> Same<T>(Tensor<T> x, IEnumerable<nint> lengths, string name)
    {
        nint[] shape = [.. lengths];
        if (shape.Length == 0)
        {
            throw new ArgumentException($"No axis of {Guard.Format(x.Lengths)} would be left, and a tensor has at least one.", name);
        }

        Tensor<T> result = Elementwise.New(shape, out Span<T> target);
        Dense.Read(x, out Lease<T> lease).CopyTo(target);
        lease.Dispose();
        return result;
    }
}
