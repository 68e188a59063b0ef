using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Products.
public static partial class Ops
{
    /// <summary>The product of all elements, 1 where there are none.</summary>
    /// <remarks>The derivative multiplies the other elements and divides by none, so that zeros are exact.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    public static T Prod<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, Products.Prod);

    /// <summary>The product along one axis, 1 where there are none.</summary>
    /// <remarks>The derivative multiplies the other elements and divides by none, so that zeros are exact.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left: <see cref="Prod{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> Prod<T>(Tensor<T> x, int axis, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, [axis], keepDims, nameof(axis), Products.Prod);

    /// <summary>The product along several axes, 1 where there are none.</summary>
    /// <remarks>The derivative multiplies the other elements and divides by none, so that zeros are exact.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1. None: each element by itself.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="Prod{T}(Tensor{T})"/> gives the number.</exception>
    public static Tensor<T> Prod<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T> => AxisReduction.Run(x, axes, keepDims, nameof(axes), Products.Prod);
}
