using System.Numerics.Tensors;

namespace AutoDiffGen;

// Parts of tensors.
public static partial class Ops
{
    /// <summary>Along an axis, the elements from a start on and before an end.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <param name="x">At least one dimension.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="start">The first element; a negative one counts from the end.</param>
    /// <param name="end">The element before which it ends; a negative one counts from the end, and <see cref="int.MaxValue"/> is the end.</param>
    /// <param name="step">Every how many elements one is taken, 1 or more.</param>
    /// <returns>A new tensor; no copy is made in generated code.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, the step is less than 1, or the start and the end are not in order within the axis.</exception>
    public static Tensor<T> Slice<T>(Tensor<T> x, int axis, int start, int end = int.MaxValue, int step = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        axis = Axes.Resolve(axis, x.Rank, nameof(axis));
        int length = checked((int)x.Lengths[axis]);
        int first = start < 0 ? start + length : start, last = end == int.MaxValue ? length : end < 0 ? end + length : end;
        if (first < 0 || first > length)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"The start must lie within the {length} elements of axis {axis}.");
        }

        if (last < first || last > length)
        {
            throw new ArgumentOutOfRangeException(nameof(end), end, $"The end must lie from the start {start} to the end of the {length} elements of axis {axis}.");
        }

        var view = new StridedView(x.Lengths);
        view.Lengths[axis] = (last - first + step - 1) / step;
        view.Offset = first * view.Strides[axis];
        view.Strides[axis] *= step;
        return view.Copy(x);
    }
}
