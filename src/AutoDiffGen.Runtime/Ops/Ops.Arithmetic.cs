using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Arithmetic that has no operator.
public static partial class Ops
{
    /// <summary>x * y + z, rounded once, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts.</param>
    /// <param name="z">Any shape that broadcasts.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> FusedMultiplyAdd<T>(Tensor<T> x, Tensor<T> y, Tensor<T> z)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, z, new Function.FusedMultiplyAdd<T>());

    /// <summary>x * y + z, rounded once, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <param name="z">One number for all elements.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> FusedMultiplyAdd<T>(Tensor<T> x, Tensor<T> y, T z)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, z, new Function.FusedMultiplyAdd<T>());

    /// <summary>x * y + z, rounded once, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <param name="z">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> FusedMultiplyAdd<T>(Tensor<T> x, T y, T z)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, z, new Function.FusedMultiplyAdd<T>());

    /// <summary>x * y + z, rounded once or twice, whichever is faster here, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts.</param>
    /// <param name="z">Any shape that broadcasts.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> MultiplyAddEstimate<T>(Tensor<T> x, Tensor<T> y, Tensor<T> z)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, z, new Function.MultiplyAddEstimate<T>());

    /// <summary>x * y + z, rounded once or twice, whichever is faster here, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <param name="z">One number for all elements.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> MultiplyAddEstimate<T>(Tensor<T> x, Tensor<T> y, T z)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, z, new Function.MultiplyAddEstimate<T>());

    /// <summary>x * y + z, rounded once or twice, whichever is faster here, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <param name="z">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> MultiplyAddEstimate<T>(Tensor<T> x, T y, T z)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, z, new Function.MultiplyAddEstimate<T>());

    /// <summary>x (1 - amount) + y amount, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">What an amount of 0 gives, of any shape.</param>
    /// <param name="y">What an amount of 1 gives: any shape that broadcasts.</param>
    /// <param name="amount">The amounts: any shape that broadcasts.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Lerp<T>(Tensor<T> x, Tensor<T> y, Tensor<T> amount)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, amount, new Function.Lerp<T>());

    /// <summary>x (1 - amount) + y amount, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">What an amount of 0 gives, of any shape.</param>
    /// <param name="y">What an amount of 1 gives: any shape that broadcasts.</param>
    /// <param name="amount">One number for all elements.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Lerp<T>(Tensor<T> x, Tensor<T> y, T amount)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, amount, new Function.Lerp<T>());

    /// <summary>x minus y times the integer nearest to x / y, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Ieee754Remainder<T>(Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Ieee754Remainder<T>());

    /// <summary>x minus y times the integer nearest to x / y, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Ieee754Remainder<T>(Tensor<T> x, T y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Ieee754Remainder<T>());

    /// <summary>x minus y times the integer nearest to x / y, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">One number for all elements.</param>
    /// <param name="y">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Ieee754Remainder<T>(T x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, y, new Function.Ieee754Remainder<T>());

    /// <summary>1 / x, to the accuracy that the machine is fast at, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> ReciprocalEstimate<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.ReciprocalEstimate<T>());

    /// <summary>1 / sqrt(x), to the accuracy that the machine is fast at, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> ReciprocalSqrtEstimate<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.ReciprocalSqrtEstimate<T>());
}
