using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen;

// Norms of vectors: the root of degree p of the sum of the magnitudes to the power p.
public static partial class Ops
{
    /// <summary>The norm of all elements: the root of degree p of the sum of their magnitudes to the power p.</summary>
    /// <remarks>
    /// As <c>torch.linalg.vector_norm</c>: where the norm is 0 the derivative is taken to be 0, as is that of the magnitude
    /// of an element that is 0; magnitudes that are equally large share that of the largest.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="p">1, 2 or any other number; infinity for the largest magnitude, -infinity for the smallest, 0 for the number of elements that are not 0.</param>
    [Composed]
    public static T Norm<T>(Tensor<T> x, double p = 2)
        where T : IFloatingPointIeee754<T> =>
        IsSetting(p, 2) ? RootOrZero(Sum(x * x))
        : IsSetting(p, 1) ? Sum(Abs(x))
        : p == double.PositiveInfinity ? Max(Abs(x))
        : p == double.NegativeInfinity ? Min(Abs(x))
        : p == 0 ? Sum(Where(Equals(x, T.Zero), T.Zero, T.One))
        : PowerOrZero(Sum(PowerOrZero(Abs(x), T.CreateTruncating(p))), T.CreateTruncating(1 / p));

    /// <summary>The norms along one axis: the root of degree p of the sum of the magnitudes to the power p.</summary>
    /// <remarks>
    /// As <c>torch.linalg.vector_norm</c>: where the norm is 0 the derivative is taken to be 0, as is that of the magnitude
    /// of an element that is 0; magnitudes that are equally large share that of the largest.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="p">1, 2 or any other number; infinity for the largest magnitude, -infinity for the smallest, 0 for the number of elements that are not 0.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axis stays, with the length 1.</param>
    /// <returns>The shape of x without the axis, or with the length 1 there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No dimension would be left: <see cref="Norm{T}(Tensor{T}, double)"/> gives the number.</exception>
    [Composed]
    public static Tensor<T> Norm<T>(Tensor<T> x, double p, int axis, bool keepDims = false)
        where T : IFloatingPointIeee754<T> =>
        IsSetting(p, 2) ? RootOrZero(Sum(x * x, axis, keepDims))
        : IsSetting(p, 1) ? Sum(Abs(x), axis, keepDims)
        : p == double.PositiveInfinity ? Max(Abs(x), [axis], keepDims)
        : p == double.NegativeInfinity ? Min(Abs(x), [axis], keepDims)
        : p == 0 ? Sum(Where(Equals(x, T.Zero), T.Zero, T.One), axis, keepDims)
        : PowerOrZero(Sum(PowerOrZero(Abs(x), T.CreateTruncating(p)), axis, keepDims), T.CreateTruncating(1 / p));

    /// <summary>The norms along several axes: the root of degree p of the sum of the magnitudes to the power p.</summary>
    /// <remarks>
    /// As <c>torch.linalg.vector_norm</c>: where the norm is 0 the derivative is taken to be 0, as is that of the magnitude
    /// of an element that is 0; magnitudes that are equally large share that of the largest.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="p">1, 2 or any other number; infinity for the largest magnitude, -infinity for the smallest, 0 for the number of elements that are not 0.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1.</param>
    /// <param name="keepDims">Whether the axes stay, with the length 1.</param>
    /// <returns>The shape of x without the axes, or with the length 1 there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or no dimension would be left: <see cref="Norm{T}(Tensor{T}, double)"/> gives the number.</exception>
    [Composed]
    public static Tensor<T> Norm<T>(Tensor<T> x, double p, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T> =>
        IsSetting(p, 2) ? RootOrZero(Sum(x * x, axes, keepDims))
        : IsSetting(p, 1) ? Sum(Abs(x), axes, keepDims)
        : p == double.PositiveInfinity ? Max(Abs(x), axes, keepDims)
        : p == double.NegativeInfinity ? Min(Abs(x), axes, keepDims)
        : p == 0 ? Sum(Where(Equals(x, T.Zero), T.Zero, T.One), axes, keepDims)
        : PowerOrZero(Sum(PowerOrZero(Abs(x), T.CreateTruncating(p)), axes, keepDims), T.CreateTruncating(1 / p));

    // Whether a setting is this number, for which there is a shorter way. In generated code only a constant is: the short way
    // does not depend on the setting, and one that is computed may be differentiated.
    private static bool IsSetting(double setting, double number) => setting == number;

    // A power with the derivative 0 at 0; infinite is what it would be multiplied by there.
    [Composed]
    private static Tensor<T> PowerOrZero<T>(Tensor<T> x, T exponent)
        where T : IFloatingPointIeee754<T> => Where(Equals(x, T.Zero), T.Pow(T.Zero, exponent), Pow(Where(Equals(x, T.Zero), T.One, x), exponent));

    [Composed]
    private static T PowerOrZero<T>(T x, T exponent)
        where T : IFloatingPointIeee754<T> => x == T.Zero ? T.Zero : T.Pow(x, exponent);
}
