using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// The elements of a tensor in another order of its axes. No copy is made in generated code where a loop or a product reads them.
public static partial class Ops
{
    /// <summary>Two axes exchanged; without axes named, the last two: the transpose of each matrix.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Shape (..., m, n), at least two dimensions where none are named.</param>
    /// <param name="axis1">One axis; a negative one counts from the last, which is -1.</param>
    /// <param name="axis2">The other.</param>
    /// <returns>A new tensor, of shape (..., n, m) where no axes are named.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<T> Transpose<T>(Tensor<T> x, int axis1 = -2, int axis2 = -1)
    {
        ArgumentNullException.ThrowIfNull(x);
        axis1 = Axes.Resolve(axis1, x.Rank, nameof(axis1));
        axis2 = Axes.Resolve(axis2, x.Rank, nameof(axis2));
        var view = new StridedView(x.Lengths);
        (view.Lengths[axis1], view.Lengths[axis2]) = (view.Lengths[axis2], view.Lengths[axis1]);
        (view.Strides[axis1], view.Strides[axis2]) = (view.Strides[axis2], view.Strides[axis1]);
        return view.Copy(x);
    }

    /// <summary>The axes in another order: axis i of the result is axis axes[i] of x.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">Each axis of x once; negative ones count from the last, which is -1.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice or not at all.</exception>
    public static Tensor<T> PermuteDimensions<T>(Tensor<T> x, ReadOnlySpan<int> axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        Axes.Resolve(axes, x.Rank, nameof(axes));
        if (axes.Length != x.Rank)
        {
            throw new ArgumentException($"The axes ({string.Join(", ", axes.ToArray())}) must name each axis of 'x' once, which has the shape {Guard.Format(x.Lengths)}, of rank {x.Rank}.", nameof(axes));
        }

        var from = new StridedView(x.Lengths);
        var view = new StridedView(x.Lengths);
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = Axes.Resolve(axes[i], x.Rank, nameof(axes));
            view.Lengths[i] = from.Lengths[axis];
            view.Strides[i] = from.Strides[axis];
        }

        return view.Copy(x);
    }

    /// <summary>The elements along an axis in the opposite order.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<T> Flip<T>(Tensor<T> x, int axis) => Flipped(x, [axis], nameof(axis));

    /// <summary>The elements along several axes in the opposite order.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, each at most once; negative ones count from the last, which is -1.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public static Tensor<T> Flip<T>(Tensor<T> x, ReadOnlySpan<int> axes) => Flipped(x, axes, nameof(axes));

    private static Tensor<T> Flipped<T>(Tensor<T> x, ReadOnlySpan<int> axes, string name)
    {
        ArgumentNullException.ThrowIfNull(x);
        bool[] named = Axes.Resolve(axes, x.Rank, name);
        var view = new StridedView(x.Lengths);
        for (int axis = 0; axis < named.Length; axis++)
        {
            if (named[axis])
            {
                view.Offset += ((int)view.Lengths[axis] - 1) * view.Strides[axis];
                view.Strides[axis] = -view.Strides[axis];
            }
        }

        return view.Copy(x);
    }
}
