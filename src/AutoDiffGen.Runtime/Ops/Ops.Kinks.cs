using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Functions with kinks.
public static partial class Ops
{
    /// <summary>The value without its sign, element by element.</summary>
    /// <remarks>Its derivative at 0 is taken to be 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Abs<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Abs<T>());

    /// <summary>The magnitude of x with the sign of y, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">The signs: any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> CopySign<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.CopySign<T>());

    /// <summary>The magnitude of x with the sign of y, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> CopySign<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.CopySign<T>());

    /// <summary>The magnitude of x with the sign of y, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">The signs, of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> CopySign<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.CopySign<T>());

    /// <summary>The larger of two numbers, element by element.</summary>
    /// <remarks>NaN if either is. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Max<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Max<T>());

    /// <summary>The larger of two numbers, element by element.</summary>
    /// <remarks>NaN if either is. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Max<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Max<T>());

    /// <summary>The larger of two numbers, element by element.</summary>
    /// <remarks>NaN if either is. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Max<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Max<T>());

    /// <summary>The smaller of two numbers, element by element.</summary>
    /// <remarks>NaN if either is. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Min<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Min<T>());

    /// <summary>The smaller of two numbers, element by element.</summary>
    /// <remarks>NaN if either is. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Min<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Min<T>());

    /// <summary>The smaller of two numbers, element by element.</summary>
    /// <remarks>NaN if either is. Where both are equal, each gets half of the derivative.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Min<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Min<T>());
}
