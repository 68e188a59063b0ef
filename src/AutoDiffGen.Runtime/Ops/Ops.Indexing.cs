using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Elements by their index along an axis, and sums at indices. Where an index comes twice, what is added there adds up.
public static partial class Ops
{
    /// <summary>Along an axis, the elements that indices name: <c>result[..., i..., ...] = x[..., indices[i...], ...]</c>.</summary>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="indices">Any shape; each in [0, length of the axis).</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor with the shape of x, that of the indices in the place of the axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is out of range.</exception>
    public static Tensor<T> Gather<T, TIndex>(Tensor<T> x, Tensor<TIndex> indices, int axis)
        where TIndex : IBinaryInteger<TIndex>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(indices);
        axis = Axes.Resolve(axis, x.Rank, nameof(axis));
        var (outer, length, inner) = Axes.Around(x.Lengths, axis);
        Tensor<T> result = Elementwise.New(Gathered(x, indices, axis), out Span<T> target);
        ReadOnlySpan<T> source = Dense.Read(x, out Lease<T> lease);
        AxisIndexing.Gather(source, Dense.Read(indices, out Lease<TIndex> indexLease), target, outer, length, inner);
        lease.Dispose();
        indexLease.Dispose();
        return result;
    }

    /// <summary>Values added to the elements that indices name along an axis: <c>result[..., indices[i...], ...] += values[..., i..., ...]</c>.</summary>
    /// <remarks>As <c>torch.index_add</c> where the indices have one dimension: the adjoint of a gather.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="x">What is added to; it is not changed.</param>
    /// <param name="indices">Any shape; each in [0, length of the axis). One may occur several times.</param>
    /// <param name="values">The shape of x, that of the indices in the place of the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor of the shape of x.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is out of range.</exception>
    /// <exception cref="ArgumentException">The values have another shape.</exception>
    public static Tensor<T> ScatterAdd<T, TIndex>(Tensor<T> x, Tensor<TIndex> indices, Tensor<T> values, int axis = 0)
        where T : INumberBase<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(values);
        axis = Axes.Resolve(axis, x.Rank, nameof(axis));
        CheckValues(values, Gathered(x, indices, axis), x.Lengths, indices.Lengths);
        var (outer, length, inner) = Axes.Around(x.Lengths, axis);
        ReadOnlySpan<TIndex> places = Dense.Read(indices, out Lease<TIndex> indexLease);
        KernelCheck.Indices(places, length, nameof(indices), "index");
        Tensor<T> result = Same(x, x.Lengths.ToArray(), nameof(x));
        AxisIndexing.ScatterAdd(Dense.Read(values, out Lease<T> lease), places, Dense.Write(result, nameof(result)), outer, length, inner);
        lease.Dispose();
        indexLease.Dispose();
        return result;
    }

    /// <summary>Along an axis, for each place the element that its index names: <c>result[i, j, k] = x[i, indices[i, j, k], k]</c> along axis 1 of three.</summary>
    /// <remarks>As <c>numpy.take_along_axis</c>, and <c>torch.gather</c> with indices of the lengths of x.</remarks>
    /// <typeparam name="T">The element type, any.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="indices">The shape of x but for the length of the axis; each in [0, length of the axis of x).</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor of the shape of the indices.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is out of range.</exception>
    /// <exception cref="ArgumentException">The shapes differ in another dimension than the axis.</exception>
    public static Tensor<T> TakeAlongAxis<T, TIndex>(Tensor<T> x, Tensor<TIndex> indices, int axis)
        where TIndex : IBinaryInteger<TIndex>
    {
        axis = CheckedAxis(x, indices, axis);
        var (outer, length, inner) = Axes.Around(x.Lengths, axis);
        Tensor<T> result = Elementwise.New(indices.Lengths, out Span<T> target);
        ReadOnlySpan<T> source = Dense.Read(x, out Lease<T> lease);
        AxisIndexing.TakeAlong(source, Dense.Read(indices, out Lease<TIndex> indexLease), target, outer, length, (int)indices.Lengths[axis], inner);
        lease.Dispose();
        indexLease.Dispose();
        return result;
    }

    /// <summary>Along an axis, each value added to the element that its index names: <c>result[i, indices[i, j, k], k] += values[i, j, k]</c> along axis 1 of three.</summary>
    /// <remarks>As <c>torch.scatter_add</c>: the adjoint of <see cref="TakeAlongAxis"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="x">What is added to; it is not changed.</param>
    /// <param name="indices">The shape of x but for the length of the axis; each in [0, length of the axis of x). One may occur several times.</param>
    /// <param name="values">The shape of the indices.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor of the shape of x.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is out of range.</exception>
    /// <exception cref="ArgumentException">The shapes differ in another dimension than the axis, or the values have another shape.</exception>
    public static Tensor<T> ScatterAddAlongAxis<T, TIndex>(Tensor<T> x, Tensor<TIndex> indices, Tensor<T> values, int axis)
        where T : INumberBase<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        axis = CheckedAxis(x, indices, axis);
        ArgumentNullException.ThrowIfNull(values);
        CheckValues(values, indices.Lengths, x.Lengths, indices.Lengths);
        var (outer, length, inner) = Axes.Around(x.Lengths, axis);
        ReadOnlySpan<TIndex> places = Dense.Read(indices, out Lease<TIndex> indexLease);
        KernelCheck.Indices(places, length, nameof(indices), "index");
        Tensor<T> result = Same(x, x.Lengths.ToArray(), nameof(x));
        AxisIndexing.ScatterAddAlong(Dense.Read(values, out Lease<T> lease), places, Dense.Write(result, nameof(result)), outer, length, (int)indices.Lengths[axis], inner);
        lease.Dispose();
        indexLease.Dispose();
        return result;
    }

    private static nint[] Gathered<T, TIndex>(Tensor<T> x, Tensor<TIndex> indices, int axis) => [.. x.Lengths[..axis], .. indices.Lengths, .. x.Lengths[(axis + 1)..]];

    private static int CheckedAxis<T, TIndex>(Tensor<T> x, Tensor<TIndex> indices, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(indices);
        axis = Axes.Resolve(axis, x.Rank, nameof(axis));
        if (indices.Rank != x.Rank || !indices.Lengths[..axis].SequenceEqual(x.Lengths[..axis]) || !indices.Lengths[(axis + 1)..].SequenceEqual(x.Lengths[(axis + 1)..]))
        {
            throw new ArgumentException($"'indices' must have the shape of 'x' but for axis {axis}: it has {Guard.Format(indices.Lengths)}, and 'x' has {Guard.Format(x.Lengths)}.", nameof(indices));
        }

        return axis;
    }

    private static void CheckValues<T>(Tensor<T> values, ReadOnlySpan<nint> expected, ReadOnlySpan<nint> x, ReadOnlySpan<nint> indices)
    {
        if (!values.Lengths.SequenceEqual(expected))
        {
            throw new ArgumentException($"'values' must have the shape {Guard.Format(expected)}, but has {Guard.Format(values.Lengths)}: 'x' has {Guard.Format(x)}, 'indices' {Guard.Format(indices)}.", nameof(values));
        }
    }
}
