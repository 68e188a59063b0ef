using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Normalisations along the last axes. Their bodies are calls of other operations, of which the derivative is made.
public static partial class Ops
{
    /// <summary>(x - mean) / sqrt(variance + epsilon) along the last axis.</summary>
    /// <remarks>
    /// Ba, Kiros and Hinton 2016, Layer normalization; as <c>torch.nn.functional.layer_norm</c>. The variance is the mean
    /// of the squares of x - mean, without Bessel's correction; that of one element is 0, and so is the result.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., D).</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> LayerNorm<T>(Tensor<T> x, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor<T> centred = x - Mean(x, -1, keepDims: true);
        Tensor<T> variance = Mean(centred * centred, -1, keepDims: true);
        return centred / Sqrt(variance + T.CreateTruncating(epsilon));
    }

    /// <summary>weight (x - mean) / sqrt(variance + epsilon) + bias along the last axis.</summary>
    /// <remarks>See <see cref="LayerNorm{T}(Tensor{T}, double)"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., D).</param>
    /// <param name="weight">Shape (D).</param>
    /// <param name="bias">Shape (D).</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>A new tensor of the shape of x.</returns>
    /// <exception cref="ArgumentException">The weight or the bias has another shape.</exception>
    [Composed]
    public static Tensor<T> LayerNorm<T>(Tensor<T> x, Tensor<T> weight, Tensor<T> bias, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        CheckLast(x, 1, weight, nameof(weight));
        CheckLast(x, 1, bias, nameof(bias));
        return (LayerNorm(x, epsilon) * weight) + bias;
    }

    /// <summary>(x - mean) / sqrt(variance + epsilon) along the last axes.</summary>
    /// <remarks>See <see cref="LayerNorm{T}(Tensor{T}, double)"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The last axes, in any order, each once; negative ones count from the last, which is -1.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, or one that is not named follows one that is.</exception>
    [Composed]
    public static Tensor<T> LayerNorm<T>(Tensor<T> x, ReadOnlySpan<int> axes, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        CheckLastAxes(x, axes);
        Tensor<T> centred = x - Mean(x, axes, keepDims: true);
        Tensor<T> variance = Mean(centred * centred, axes, keepDims: true);
        return centred / Sqrt(variance + T.CreateTruncating(epsilon));
    }

    /// <summary>weight (x - mean) / sqrt(variance + epsilon) + bias along the last axes.</summary>
    /// <remarks>See <see cref="LayerNorm{T}(Tensor{T}, double)"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The last axes, in any order, each once; negative ones count from the last, which is -1.</param>
    /// <param name="weight">The shape of those axes.</param>
    /// <param name="bias">The shape of those axes.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>A new tensor of the shape of x.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice, one that is not named follows one that is, or the weight or the bias has another shape.</exception>
    [Composed]
    public static Tensor<T> LayerNorm<T>(Tensor<T> x, ReadOnlySpan<int> axes, Tensor<T> weight, Tensor<T> bias, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        CheckLastAxes(x, axes);
        CheckLast(x, axes.Length, weight, nameof(weight));
        CheckLast(x, axes.Length, bias, nameof(bias));
        return (LayerNorm(x, axes, epsilon) * weight) + bias;
    }

    /// <summary>x / sqrt(mean(x^2) + epsilon) along the last axis.</summary>
    /// <remarks>
    /// Zhang and Sennrich 2019, Root mean square layer normalization; as <c>torch.nn.functional.rms_norm</c>, whose
    /// epsilon is the distance from 1 to the next number of the type unless it is given.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., D).</param>
    /// <param name="epsilon">What is added to the mean of the squares.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> RmsNorm<T>(Tensor<T> x, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return x / Sqrt(Mean(x * x, -1, keepDims: true) + T.CreateTruncating(epsilon));
    }

    /// <summary>weight x / sqrt(mean(x^2) + epsilon) along the last axis.</summary>
    /// <remarks>See <see cref="RmsNorm{T}(Tensor{T}, double)"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., D).</param>
    /// <param name="weight">Shape (D).</param>
    /// <param name="epsilon">What is added to the mean of the squares.</param>
    /// <returns>A new tensor of the shape of x.</returns>
    /// <exception cref="ArgumentException">The weight has another shape.</exception>
    [Composed]
    public static Tensor<T> RmsNorm<T>(Tensor<T> x, Tensor<T> weight, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        CheckLast(x, 1, weight, nameof(weight));
        return RmsNorm(x, epsilon) * weight;
    }

    [EagerOnly]
    private static void CheckLast<T>(Tensor<T> x, int axes, Tensor<T> factor, string name)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(factor, name);
        if (!factor.Lengths.SequenceEqual(x.Lengths[^axes..]))
        {
            throw new ArgumentException($"'{name}' must have the shape {Guard.Format(x.Lengths[^axes..])} of what is normalised, the last of 'x', which has {Guard.Format(x.Lengths)}, but has {Guard.Format(factor.Lengths)}.", name);
        }
    }

    [EagerOnly]
    private static void CheckLastAxes<T>(Tensor<T> x, ReadOnlySpan<int> axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        bool[] named = Axes.Resolve(axes, x.Rank, nameof(axes));
        if (axes.IsEmpty || named.AsSpan()[^axes.Length..].Contains(false))
        {
            throw new ArgumentException($"The axes must be the last of a tensor of rank {x.Rank}, at least one, but are ({string.Join(", ", axes.ToArray())}).", nameof(axes));
        }
    }
}
