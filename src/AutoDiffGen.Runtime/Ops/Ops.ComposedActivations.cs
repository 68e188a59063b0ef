using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen;

// Functions of neural networks that are made of others. Where one side of a choice could overflow, what it computes with is
// chosen first, so that nothing infinite is multiplied by zero.
public static partial class Ops
{
    /// <summary>x times the sigmoid of x, element by element (swish).</summary>
    /// <remarks>Ramachandran, Zoph and Le (2017), Searching for activation functions.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> Silu<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => x * Sigmoid(x);

    /// <summary>x where it is above 0 and a multiple of it elsewhere, element by element.</summary>
    /// <remarks>As <c>torch.nn.functional.leaky_relu</c>: the derivative at 0 is the slope.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="negativeSlope">The slope below 0.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> LeakyRelu<T>(Tensor<T> x, double negativeSlope = 0.01)
        where T : IFloatingPointIeee754<T> => Where(GreaterThan(x, T.Zero), x, x * T.CreateTruncating(negativeSlope));

    /// <summary>x where it is above 0 and alpha (exp(x) - 1) elsewhere, element by element.</summary>
    /// <remarks>Clevert, Unterthiner and Hochreiter (2015), Fast and accurate deep network learning by exponential linear units. The derivative at 0 is alpha, as of <c>torch.nn.functional.elu</c>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="alpha">Minus what the function tends to far below 0.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> Elu<T>(Tensor<T> x, double alpha = 1)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> below = Where(GreaterThan(x, T.Zero), T.Zero, x);
        return Where(GreaterThan(x, T.Zero), x, ExpM1(below) * T.CreateTruncating(alpha));
    }

    /// <summary>x times the probability that a standard normal number is below x: x (1 + erf(x / sqrt(2))) / 2, element by element.</summary>
    /// <remarks>Hendrycks and Gimpel (2016), Gaussian error linear units; as <c>torch.nn.functional.gelu</c>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> Gelu<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => x * T.CreateTruncating(0.5) * (Erf(x * T.CreateTruncating(0.7071067811865476)) + T.One);

    /// <summary>The approximation x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2 of <see cref="Gelu{T}(Tensor{T})"/>, element by element.</summary>
    /// <remarks>Hendrycks and Gimpel (2016), Gaussian error linear units; <c>torch.nn.functional.gelu</c> with <c>approximate="tanh"</c>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> GeluTanh<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> inner = (x + (x * x * x * T.CreateTruncating(0.044715))) * T.CreateTruncating(0.7978845608028654);
        return x * T.CreateTruncating(0.5) * (Tanh(inner) + T.One);
    }

    /// <summary>log(1 + exp(beta x)) / beta, element by element.</summary>
    /// <remarks>As <c>torch.nn.functional.softplus</c>, without its threshold, from which on that is x itself.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="beta">How sharp the bend at 0 is.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> Softplus<T>(Tensor<T> x, double beta)
        where T : IFloatingPointIeee754<T> => Softplus(x * T.CreateTruncating(beta)) / T.CreateTruncating(beta);

    /// <summary>The logarithm of the sigmoid, -log(1 + exp(-x)), element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> LogSigmoid<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => -Softplus(-x);
}
