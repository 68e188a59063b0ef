using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace AutoDiffGen;

// Variances, in two passes: the mean first, then the squares of the differences from it.
public static partial class Ops
{
    /// <summary>The variance of all elements: the sum of the squared differences from their mean over their number less the correction.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="correction">1 for Bessel's correction, which makes the estimate from a sample unbiased; 0 for none.</param>
    /// <returns>NaN where the number of elements is not above the correction.</returns>
    [Composed]
    public static T Variance<T>(Tensor<T> x, int correction = 1)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> difference = x - Mean(x);
        return Sum(difference * difference) / T.Max(Count(x) - T.CreateTruncating(correction), T.Zero);
    }

    /// <summary>The variance along one axis: the sum of the squared differences from the mean over their number less the correction.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <param name="correction">1 for Bessel's correction, which makes the estimate from a sample unbiased; 0 for none.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there; NaN where its length is not above the correction.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left: <see cref="Variance{T}(Tensor{T}, int)"/> gives the number.</exception>
    [Composed]
    [OverloadResolutionPriority(1)]
    public static Tensor<T> Variance<T>(Tensor<T> x, int axis, bool keepDims = false, int correction = 1)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> difference = x - Mean(x, axis, keepDims: true);
        return Sum(difference * difference, axis, keepDims) / T.Max(Count(x, axis) - T.CreateTruncating(correction), T.Zero);
    }

    /// <summary>The variance along several axes: the sum of the squared differences from the mean over their number less the correction.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <param name="correction">1 for Bessel's correction, which makes the estimate from a sample unbiased; 0 for none.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there; NaN where the product of their lengths is not above the correction.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="Variance{T}(Tensor{T}, int)"/> gives the number.</exception>
    [Composed]
    public static Tensor<T> Variance<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false, int correction = 1)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> difference = x - Mean(x, axes, keepDims: true);
        return Sum(difference * difference, axes, keepDims) / T.Max(Count(x, axes) - T.CreateTruncating(correction), T.Zero);
    }
}
