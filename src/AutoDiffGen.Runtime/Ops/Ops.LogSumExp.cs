using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// The logarithm of a sum of exponentials.
public static partial class Ops
{
    /// <summary>The logarithm of the sum of exp(x) of all elements, -infinity where there are none.</summary>
    /// <remarks>m + log(sum(exp(x - m))), with the maximum m, which no element is too large for: see Goodfellow, Bengio and Courville, Deep Learning, 4.1. The derivative is softmax(x), and 0 where all elements are -infinity.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    public static T LogSumExp<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, LogSumExpKernels.LogSumExp);

    /// <summary>The logarithm of the sum of exp(x) along one axis, -infinity where there are none.</summary>
    /// <remarks>m + log(sum(exp(x - m))), with the maximum m, which no element is too large for: see Goodfellow, Bengio and Courville, Deep Learning, 4.1. The derivative is softmax(x), and 0 where all elements are -infinity.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left: <see cref="LogSumExp{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> LogSumExp<T>(Tensor<T> x, int axis, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, [axis], keepDims, nameof(axis), LogSumExpKernels.LogSumExp);

    /// <summary>The logarithm of the sum of exp(x) along several axes, -infinity where there are none.</summary>
    /// <remarks>m + log(sum(exp(x - m))), with the maximum m, which no element is too large for: see Goodfellow, Bengio and Courville, Deep Learning, 4.1. The derivative is softmax(x), and 0 where all elements are -infinity.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1. None: each element by itself.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="LogSumExp{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> LogSumExp<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, axes, keepDims, nameof(axes), LogSumExpKernels.LogSumExp);
}
