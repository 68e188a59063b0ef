using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Powers and roots.
public static partial class Ops
{
    /// <summary>The square root, element by element.</summary>
    /// <remarks>NaN below 0. The derivative at 0 is infinite.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Sqrt<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Sqrt<T>());

    /// <summary>The cube root, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Cbrt<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Cbrt<T>());

    /// <summary>The root of degree n, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="n">The degree, for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> RootN<T>(Tensor<T> x, int n)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.RootN<T>(n));

    /// <summary>The length of the vector (x, y), element by element.</summary>
    /// <remarks>The derivative at the origin is taken to be 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Hypot<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Hypot<T>());

    /// <summary>The length of the vector (x, y), element by element.</summary>
    /// <remarks>The derivative at the origin is taken to be 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Hypot<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Hypot<T>());

    /// <summary>The length of the vector (x, y), element by element.</summary>
    /// <remarks>The derivative at the origin is taken to be 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Hypot<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Hypot<T>());

    /// <summary>x to the power y, element by element.</summary>
    /// <remarks>pow(0, 0) is 1. The derivative with respect to y is taken to be 0 at x = 0 with y &gt;= 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">The exponents: any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Pow<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Pow<T>());

    /// <summary>x to the power y, element by element.</summary>
    /// <remarks>pow(0, 0) is 1. The derivative with respect to y is taken to be 0 at x = 0 with y &gt;= 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Pow<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Pow<T>());

    /// <summary>x to the power y, element by element.</summary>
    /// <remarks>pow(0, 0) is 1. The derivative with respect to y is taken to be 0 at x = 0 with y &gt;= 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">The exponents, of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Pow<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Pow<T>());

    /// <summary>x times 2 to the power n, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="n">The exponent, for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> ScaleB<T>(Tensor<T> x, int n)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.ScaleB<T>(n));
}
