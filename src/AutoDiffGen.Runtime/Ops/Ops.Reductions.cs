using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Sums and means. They add pairwise: the error grows with the logarithm of the number of terms.
public static partial class Ops
{
    /// <summary>The sum of all elements, 0 when there are none.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    public static T Sum<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, Reduction.Sum);

    /// <summary>The sum along one axis.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there; zeros where the axis has the length 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left: <see cref="Sum{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> Sum<T>(Tensor<T> x, int axis, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, [axis], keepDims, nameof(axis), Reduction.Sum);

    /// <summary>The sum along several axes.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1. None: x itself, copied.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there; zeros where one of them has the length 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="Sum{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> Sum<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, axes, keepDims, nameof(axes), Reduction.Sum);

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
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, [axis], keepDims, nameof(axis), Average);

    /// <summary>The mean along several axes: the sum over the product of their lengths.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1. None: x itself, copied.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there; NaN where one of them has the length 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="Mean{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> Mean<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, axes, keepDims, nameof(axes), Average);

    private static void Average<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        Reduction.Sum(x, lengths, reduced, result);
        T count = T.CreateTruncating(AxisReduction.Extent(lengths, reduced));
        ElementwiseKernels.Apply<T, Function.Divide<T>>(result, new ReadOnlySpan<T>(in count), result, default);
    }
}
