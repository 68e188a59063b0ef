using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Trigonometry in radians.
public static partial class Ops
{
    /// <summary>The sine of x radians, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Sin<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Sin<T>());

    /// <summary>The cosine of x radians, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Cos<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Cos<T>());

    /// <summary>The tangent of x radians, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Tan<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Tan<T>());

    /// <summary>The arc sine, in radians, element by element.</summary>
    /// <remarks>NaN outside of [-1, 1].</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Asin<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Asin<T>());

    /// <summary>The arc cosine, in radians, element by element.</summary>
    /// <remarks>NaN outside of [-1, 1].</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Acos<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Acos<T>());

    /// <summary>The arc tangent, in radians, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Atan<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Atan<T>());

    /// <summary>The angle of the point (x, y), in radians, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="y">The ordinates, of any shape; they come first.</param>
    /// <param name="x">The abscissas: any shape that broadcasts with y.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Atan2<T>(Tensor<T> y, Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(y, x, new Function.Atan2<T>());

    /// <summary>The angle of the point (x, y), in radians, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="y">The ordinates, of any shape; they come first.</param>
    /// <param name="x">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Atan2<T>(Tensor<T> y, T x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(y, x, new Function.Atan2<T>());

    /// <summary>The angle of the point (x, y), in radians, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="y">One number for all elements.</param>
    /// <param name="x">The abscissas, of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Atan2<T>(T y, Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(y, x, new Function.Atan2<T>());

    /// <summary>x times pi / 180, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> DegreesToRadians<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.DegreesToRadians<T>());

    /// <summary>x times 180 / pi, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> RadiansToDegrees<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.RadiansToDegrees<T>());
}
