using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Functions with kinks that are asked for less often.
public static partial class Ops
{
    /// <summary>The larger of two numbers, the other one if one is NaN, element by element.</summary>
    /// <remarks>Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> MaxNumber<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MaxNumber<T>());

    /// <summary>The larger of two numbers, the other one if one is NaN, element by element.</summary>
    /// <remarks>Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> MaxNumber<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MaxNumber<T>());

    /// <summary>The larger of two numbers, the other one if one is NaN, element by element.</summary>
    /// <remarks>Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> MaxNumber<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MaxNumber<T>());

    /// <summary>The smaller of two numbers, the other one if one is NaN, element by element.</summary>
    /// <remarks>Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> MinNumber<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MinNumber<T>());

    /// <summary>The smaller of two numbers, the other one if one is NaN, element by element.</summary>
    /// <remarks>Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> MinNumber<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MinNumber<T>());

    /// <summary>The smaller of two numbers, the other one if one is NaN, element by element.</summary>
    /// <remarks>Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> MinNumber<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MinNumber<T>());

    /// <summary>The number with the larger magnitude, element by element.</summary>
    /// <remarks>NaN if either is; of two opposite numbers the positive one. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> MaxMagnitude<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MaxMagnitude<T>());

    /// <summary>The number with the larger magnitude, element by element.</summary>
    /// <remarks>NaN if either is; of two opposite numbers the positive one. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> MaxMagnitude<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MaxMagnitude<T>());

    /// <summary>The number with the larger magnitude, element by element.</summary>
    /// <remarks>NaN if either is; of two opposite numbers the positive one. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> MaxMagnitude<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MaxMagnitude<T>());

    /// <summary>The number with the smaller magnitude, element by element.</summary>
    /// <remarks>NaN if either is; of two opposite numbers the negative one. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> MinMagnitude<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MinMagnitude<T>());

    /// <summary>The number with the smaller magnitude, element by element.</summary>
    /// <remarks>NaN if either is; of two opposite numbers the negative one. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> MinMagnitude<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MinMagnitude<T>());

    /// <summary>The number with the smaller magnitude, element by element.</summary>
    /// <remarks>NaN if either is; of two opposite numbers the negative one. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> MinMagnitude<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.MinMagnitude<T>());
}
