using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Sums and means. They add pairwise: the error grows with the logarithm of the number of terms.
public static partial class Ops
{
    /// <summary>The sum of all elements, 0 when there are none.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    public static T Sum<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        T sum = Reduction.Sum(Dense.Read(x, out Lease<T> lease));
        lease.Dispose();
        return sum;
    }

    /// <summary>The sum along one axis.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there; zeros where the axis has the length 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left: <see cref="Sum{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> Sum<T>(Tensor<T> x, int axis, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => SumAlong(x, [axis], keepDims, false, nameof(axis));

    /// <summary>The sum along several axes.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1. None: x itself, copied.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there; zeros where one of them has the length 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="Sum{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> Sum<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => SumAlong(x, axes, keepDims, false, nameof(axes));

    /// <summary>The mean of all elements: their sum over their number; NaN when there are none.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    public static T Mean<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Sum(x) / T.CreateTruncating(x.FlattenedLength);

    /// <summary>The mean along one axis: the sum over the axis's length.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there; NaN where the axis has the length 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left: <see cref="Mean{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> Mean<T>(Tensor<T> x, int axis, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => SumAlong(x, [axis], keepDims, true, nameof(axis));

    /// <summary>The mean along several axes: the sum over the product of their lengths.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1. None: x itself, copied.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there; NaN where one of them has the length 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="Mean{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> Mean<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => SumAlong(x, axes, keepDims, true, nameof(axes));

    private static Tensor<T> SumAlong<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims, bool mean, string name)
        where T : IFloatingPointIeee754<T>
    {
        AxisReduction reduction = AxisReduction.Of(x, axes, keepDims, name);
        Tensor<T> result = Elementwise.New(reduction.Shape, out Span<T> target);
        Reduction.Sum(Dense.Read(x, out Lease<T> lease), reduction.Lengths, reduction.Reduced, target);
        lease.Dispose();
        if (mean)
        {
            T count = T.CreateTruncating(reduction.Extent());
            ElementwiseKernels.Apply<T, Function.Divide<T>>(target, new ReadOnlySpan<T>(in count), target, default);
        }

        return result;
    }
}
