using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Exponentials and logarithms.
public static partial class Ops
{
    /// <summary>e to the power x, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Exp<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Exp<T>());

    /// <summary>e to the power x, minus 1, element by element.</summary>
    /// <remarks>Accurate near 0, where exp(x) - 1 is not.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> ExpM1<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.ExpM1<T>());

    /// <summary>2 to the power x, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Exp2<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Exp2<T>());

    /// <summary>2 to the power x, minus 1, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Exp2M1<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Exp2M1<T>());

    /// <summary>10 to the power x, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Exp10<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Exp10<T>());

    /// <summary>10 to the power x, minus 1, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Exp10M1<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Exp10M1<T>());

    /// <summary>The natural logarithm, element by element.</summary>
    /// <remarks>-infinity at 0, NaN below it.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Log<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Log<T>());

    /// <summary>The natural logarithm of x + 1, element by element.</summary>
    /// <remarks>Accurate near 0, where log(x + 1) is not.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> LogP1<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.LogP1<T>());

    /// <summary>The logarithm to base 2, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Log2<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Log2<T>());

    /// <summary>The logarithm of x + 1 to base 2, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Log2P1<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Log2P1<T>());

    /// <summary>The logarithm to base 10, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Log10<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Log10<T>());

    /// <summary>The logarithm of x + 1 to base 10, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Log10P1<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Log10P1<T>());

    /// <summary>The logarithm to a given base, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="newBase">The bases: any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Log<T>(Tensor<T> x, Tensor<T> newBase)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, newBase, new Function.LogBase<T>());

    /// <summary>The logarithm to a given base, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="newBase">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Log<T>(Tensor<T> x, T newBase)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, newBase, new Function.LogBase<T>());

    /// <summary>The logarithm to a given base, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="newBase">The bases, of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Log<T>(T x, Tensor<T> newBase)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, newBase, new Function.LogBase<T>());
}
