using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Limits.
public static partial class Ops
{
    /// <summary>x, but at least min and at most max, element by element.</summary>
    /// <remarks>NaN if any is; max where min is above it. At a bound the derivative is that of x.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="min">The lower bounds: any shape that broadcasts.</param>
    /// <param name="max">The upper bounds: any shape that broadcasts.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Clamp<T>(Tensor<T> x, Tensor<T> min, Tensor<T> max)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, min, max, new Function.Clamp<T>());

    /// <summary>x, but at least min and at most max, element by element.</summary>
    /// <remarks>NaN if any is; max where min is above it. At a bound the derivative is that of x.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="min">One number for all elements.</param>
    /// <param name="max">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Clamp<T>(Tensor<T> x, T min, T max)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, min, max, new Function.Clamp<T>());
}
