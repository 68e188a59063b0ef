using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Trigonometry in half turns.
public static partial class Ops
{
    /// <summary>The sine of x half turns, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> SinPi<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.SinPi<T>());

    /// <summary>The cosine of x half turns, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> CosPi<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.CosPi<T>());

    /// <summary>The tangent of x half turns, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> TanPi<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.TanPi<T>());

    /// <summary>The arc sine, in half turns, element by element.</summary>
    /// <remarks>NaN outside of [-1, 1].</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> AsinPi<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.AsinPi<T>());

    /// <summary>The arc cosine, in half turns, element by element.</summary>
    /// <remarks>NaN outside of [-1, 1].</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> AcosPi<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.AcosPi<T>());

    /// <summary>The arc tangent, in half turns, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> AtanPi<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.AtanPi<T>());

    /// <summary>The angle of the point (x, y), in half turns, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="y">The ordinates, of any shape; they come first.</param>
    /// <param name="x">The abscissas: any shape that broadcasts with y.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Atan2Pi<T>(Tensor<T> y, Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(y, x, new Function.Atan2Pi<T>());

    /// <summary>The angle of the point (x, y), in half turns, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="y">The ordinates, of any shape; they come first.</param>
    /// <param name="x">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Atan2Pi<T>(Tensor<T> y, T x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(y, x, new Function.Atan2Pi<T>());

    /// <summary>The angle of the point (x, y), in half turns, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="y">One number for all elements.</param>
    /// <param name="x">The abscissas, of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Atan2Pi<T>(T y, Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(y, x, new Function.Atan2Pi<T>());
}
