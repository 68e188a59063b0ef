using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Lanes;

namespace AutoDiffGen;

// Activations.
public static partial class Ops
{
    /// <summary>1 / (1 + exp(-x)), element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Sigmoid<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Sigmoid<T>());

    /// <summary>The positive part: x above 0 and 0 elsewhere, but NaN where x is NaN, element by element.</summary>
    /// <remarks>Its derivative at 0 is taken to be 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Relu<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Relu<T>());

    /// <summary>log(1 + exp(x)), element by element: a smooth Relu.</summary>
    /// <remarks>As the positive part of x and log(1 + exp(-|x|)), of which nothing overflows.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Softplus<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Softplus<T>());

    /// <summary>The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor<T> Erf<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => Elementwise.Map(x, new Function.Erf<T>());

    /// <summary>1 / (1 + exp(-x)).</summary>
    /// <remarks>Below 0 it is exp(x) / (1 + exp(x)), the same number, whose exponential does not overflow.</remarks>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (x >= T.Zero)
        {
            return T.One / (T.One + T.Exp(-x));
        }

        T e = T.Exp(x);
        return e / (T.One + e);
    }

    /// <summary>The positive part: x above 0 and 0 elsewhere, but NaN where x is NaN.</summary>
    /// <remarks>Its derivative at 0 is taken to be 0.</remarks>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Relu<T>(T x)
        where T : IFloatingPointIeee754<T> => x <= T.Zero ? T.Zero : x;

    /// <summary>log(1 + exp(x)).</summary>
    /// <remarks>As the positive part of x and log(1 + exp(-|x|)), of which nothing overflows.</remarks>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T> => OutOfLine<Lane1<T>, T>.Softplus(new(x)).Value;

    /// <summary>The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Erf<T>(T x)
        where T : IFloatingPointIeee754<T> => OutOfLine<Lane1<T>, T>.Erf(new(x)).Value;
}
