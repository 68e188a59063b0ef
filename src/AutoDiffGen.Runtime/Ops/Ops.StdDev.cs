using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace AutoDiffGen;

// Standard deviations.
public static partial class Ops
{
    /// <summary>The standard deviation of all elements, the square root of their variance.</summary>
    /// <remarks>The derivative at 0, where all elements are equal, is taken to be 0, as of <c>torch.std</c>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="correction">1 for Bessel's correction, 0 for none: what is subtracted from the number of elements.</param>
    /// <returns>NaN where the number of elements is not above the correction.</returns>
    [Composed]
    public static T StdDev<T>(Tensor<T> x, int correction = 1)
        where T : IFloatingPointIeee754<T> => RootOrZero(Variance(x, correction: correction));

    /// <summary>The standard deviation along one axis, the square root of the variance.</summary>
    /// <remarks>The derivative at 0, where all elements are equal, is taken to be 0, as of <c>torch.std</c>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <param name="correction">1 for Bessel's correction, 0 for none: what is subtracted from the number of elements.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there; NaN where its length is not above the correction.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left: <see cref="StdDev{T}(Tensor{T}, int)"/> gives the number.</exception>
    [Composed]
    [OverloadResolutionPriority(1)]
    public static Tensor<T> StdDev<T>(Tensor<T> x, int axis, bool keepDims = false, int correction = 1)
        where T : IFloatingPointIeee754<T> => RootOrZero(Variance(x, axis, keepDims, correction));

    /// <summary>The standard deviation along several axes, the square root of the variance.</summary>
    /// <remarks>The derivative at 0, where all elements are equal, is taken to be 0, as of <c>torch.std</c>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <param name="correction">1 for Bessel's correction, 0 for none: what is subtracted from the number of elements.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there; NaN where the product of their lengths is not above the correction.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="StdDev{T}(Tensor{T}, int)"/> gives the number.</exception>
    [Composed]
    public static Tensor<T> StdDev<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false, int correction = 1)
        where T : IFloatingPointIeee754<T> => RootOrZero(Variance(x, axes, keepDims, correction));

    // The square root with the derivative 0 at 0; infinite is what it would be multiplied by there.
    [Composed]
    private static Tensor<T> RootOrZero<T>(Tensor<T> squares)
        where T : IFloatingPointIeee754<T> => Where(Equals(squares, T.Zero), T.Zero, Sqrt(Where(Equals(squares, T.Zero), T.One, squares)));

    [Composed]
    private static T RootOrZero<T>(T square)
        where T : IFloatingPointIeee754<T> => square == T.Zero ? T.Zero : T.Sqrt(square);
}
