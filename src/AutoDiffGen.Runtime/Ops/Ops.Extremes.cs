using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// The largest and the smallest element. One axis is written as a list of one: Max(x, 1) is the larger of x and 1.
public static partial class Ops
{
    /// <summary>The largest of all elements.</summary>
    /// <remarks>NaN if one is. Equal elements share the derivative equally.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <exception cref="ArgumentException">There is no element to take.</exception>
    public static T Max<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, Extremes.Max);

    /// <summary>The largest along several axes.</summary>
    /// <remarks>NaN if one is. Equal elements share the derivative equally.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1. None: each element by itself.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="Max{T}(Tensor{T})"/> gives the number. There is no element to take.</exception>
    public static Tensor<T> Max<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, axes, keepDims, nameof(axes), Extremes.Max);

    /// <summary>The smallest of all elements.</summary>
    /// <remarks>NaN if one is. Equal elements share the derivative equally.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <exception cref="ArgumentException">There is no element to take.</exception>
    public static T Min<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, Extremes.Min);

    /// <summary>The smallest along several axes.</summary>
    /// <remarks>NaN if one is. Equal elements share the derivative equally.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1. None: each element by itself.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="Min{T}(Tensor{T})"/> gives the number. There is no element to take.</exception>
    public static Tensor<T> Min<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, axes, keepDims, nameof(axes), Extremes.Min);

    /// <summary>The place of the largest element along an axis.</summary>
    /// <remarks>Of several the first; NaN counts as the largest. Nothing is differentiated.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape of rank 2 or more.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there: numbers in [0, length of the axis).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left, or the axis has the length 0 and there are results.</exception>
    public static Tensor<int> ArgMax<T>(Tensor<T> x, int axis, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => Place(x, axis, keepDims, Extremes.ArgMax);

    /// <summary>The place of the smallest element along an axis.</summary>
    /// <remarks>Of several the first; NaN counts as the smallest. Nothing is differentiated.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape of rank 2 or more.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there: numbers in [0, length of the axis).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left, or the axis has the length 0 and there are results.</exception>
    public static Tensor<int> ArgMin<T>(Tensor<T> x, int axis, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => Place(x, axis, keepDims, Extremes.ArgMin);

    private static Tensor<int> Place<T>(Tensor<T> x, int axis, bool keepDims, Axes.Kernel<T, int> kernel)
        where T : IFloatingPointIeee754<T> => Axes.Run(x, axis, kernel, AxisReduction.Of(x, [axis], keepDims, nameof(axis)).Shape);
}
