using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Hyperbolic functions.
public static partial class Ops
{
    /// <summary>The hyperbolic sine, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Sinh<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Sinh<T>());

    /// <summary>The hyperbolic cosine, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Cosh<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Cosh<T>());

    /// <summary>The hyperbolic tangent, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Tanh<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Tanh<T>());

    /// <summary>The inverse hyperbolic sine, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Asinh<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Asinh<T>());

    /// <summary>The inverse hyperbolic cosine, element by element.</summary>
    /// <remarks>NaN below 1.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Acosh<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Acosh<T>());

    /// <summary>The inverse hyperbolic tangent, element by element.</summary>
    /// <remarks>NaN outside of [-1, 1].</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Atanh<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Atanh<T>());
}
