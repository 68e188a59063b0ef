using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Batch normalisation. The bodies are calls of other operations, of which the derivative is made.
public static partial class Ops
{
    /// <summary>(x - mean) / sqrt(variance + epsilon), with the statistics of the batch for each channel: training.</summary>
    /// <remarks>
    /// Ioffe and Szegedy 2015, Batch normalization; as <c>torch.nn.functional.batch_norm</c>. The variance is the mean of
    /// the squares of x - mean, without Bessel's correction.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (N, C, ...): the statistics are over all axes but axis 1.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">There is no axis 1, or there is one value for each channel, whose variance says nothing.</exception>
    [Composed]
    public static Tensor<T> BatchNorm<T>(Tensor<T> x, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        CheckBatch(x);
        Tensor<T> planes = Reshape(x, [x.Lengths[0], x.Lengths[1], Plane(x)]);
        Tensor<T> centred = planes - Mean(planes, [0, 2], keepDims: true);
        Tensor<T> variance = Mean(centred * centred, [0, 2], keepDims: true);
        return Reshape(centred / Sqrt(variance + T.CreateTruncating(epsilon)), x.Lengths);
    }

    /// <summary>weight (x - mean) / sqrt(variance + epsilon) + bias, with the statistics of the batch for each channel: training.</summary>
    /// <remarks>See <see cref="BatchNorm{T}(Tensor{T}, double)"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (N, C, ...): the statistics are over all axes but axis 1.</param>
    /// <param name="weight">Shape (C).</param>
    /// <param name="bias">Shape (C).</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>A new tensor of the shape of x.</returns>
    /// <exception cref="ArgumentException">There is no axis 1, one value for each channel, or the weight or the bias has another shape.</exception>
    [Composed]
    public static Tensor<T> BatchNorm<T>(Tensor<T> x, Tensor<T> weight, Tensor<T> bias, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        CheckBatch(x);
        CheckChannels(x, weight, nameof(weight));
        CheckChannels(x, bias, nameof(bias));
        Tensor<T> planes = Reshape(x, [x.Lengths[0], x.Lengths[1], Plane(x)]);
        Tensor<T> centred = planes - Mean(planes, [0, 2], keepDims: true);
        Tensor<T> variance = Mean(centred * centred, [0, 2], keepDims: true);
        Tensor<T> result = (centred / Sqrt(variance + T.CreateTruncating(epsilon)) * Reshape(weight, [x.Lengths[1], 1])) + Reshape(bias, [x.Lengths[1], 1]);
        return Reshape(result, x.Lengths);
    }

    /// <summary>(x - mean) / sqrt(variance + epsilon), with given statistics for each channel: evaluation.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (N, C, ...).</param>
    /// <param name="mean">Shape (C), as <see cref="UpdateRunningStatistics"/> keeps it.</param>
    /// <param name="variance">Shape (C), likewise.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>A new tensor of the shape of x.</returns>
    /// <exception cref="ArgumentException">There is no axis 1, or the mean or the variance has another shape.</exception>
    [Composed]
    public static Tensor<T> BatchNormWith<T>(Tensor<T> x, Tensor<T> mean, Tensor<T> variance, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        CheckChannels(x, mean, nameof(mean));
        CheckChannels(x, variance, nameof(variance));
        Tensor<T> planes = Reshape(x, [x.Lengths[0], x.Lengths[1], Plane(x)]);
        Tensor<T> result = (planes - Reshape(mean, [x.Lengths[1], 1])) / Sqrt(Reshape(variance, [x.Lengths[1], 1]) + T.CreateTruncating(epsilon));
        return Reshape(result, x.Lengths);
    }

    /// <summary>weight (x - mean) / sqrt(variance + epsilon) + bias, with given statistics for each channel: evaluation.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (N, C, ...).</param>
    /// <param name="mean">Shape (C), as <see cref="UpdateRunningStatistics"/> keeps it.</param>
    /// <param name="variance">Shape (C), likewise.</param>
    /// <param name="weight">Shape (C).</param>
    /// <param name="bias">Shape (C).</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>A new tensor of the shape of x.</returns>
    /// <exception cref="ArgumentException">There is no axis 1, or one of the others has another shape.</exception>
    [Composed]
    public static Tensor<T> BatchNormWith<T>(Tensor<T> x, Tensor<T> mean, Tensor<T> variance, Tensor<T> weight, Tensor<T> bias, double epsilon = 1e-5)
        where T : IFloatingPointIeee754<T>
    {
        CheckChannels(x, mean, nameof(mean));
        CheckChannels(x, variance, nameof(variance));
        CheckChannels(x, weight, nameof(weight));
        CheckChannels(x, bias, nameof(bias));
        Tensor<T> planes = Reshape(x, [x.Lengths[0], x.Lengths[1], Plane(x)]);
        Tensor<T> normal = (planes - Reshape(mean, [x.Lengths[1], 1])) / Sqrt(Reshape(variance, [x.Lengths[1], 1]) + T.CreateTruncating(epsilon));
        return Reshape((normal * Reshape(weight, [x.Lengths[1], 1])) + Reshape(bias, [x.Lengths[1], 1]), x.Lengths);
    }

    /// <summary>Moves running statistics towards those of a batch: (1 - momentum) times what they were, plus momentum times those of the batch.</summary>
    /// <remarks>
    /// As <c>torch.nn.functional.batch_norm</c> does in training: the variance is the one with Bessel's correction, though
    /// that of the normalisation is not. No derivative flows through it. Two threads must not call it for the same statistics.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The batch, (N, C, ...).</param>
    /// <param name="mean">The running means, (C), changed in place; dense.</param>
    /// <param name="variance">The running variances, (C), changed in place; dense.</param>
    /// <param name="momentum">The part of the batch, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The momentum is outside of [0, 1], or NaN.</exception>
    /// <exception cref="ArgumentException">There is no axis 1, fewer than two values for each channel, or the statistics have another shape or are not dense; nothing was written.</exception>
    public static void UpdateRunningStatistics<T>(Tensor<T> x, Tensor<T> mean, Tensor<T> variance, double momentum = 0.1)
        where T : IFloatingPointIeee754<T>
    {
        CheckBatch(x);
        CheckChannels(x, mean, nameof(mean));
        CheckChannels(x, variance, nameof(variance));
        if (!(momentum >= 0 && momentum <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(momentum), $"The momentum must be in [0, 1], but is {momentum}.");
        }

        nint count = x.Lengths[0] * Plane(x);
        if (count < 2)
        {
            throw new ArgumentException($"'x' must have at least two values for each channel, but has the shape {Guard.Format(x.Lengths)}.", nameof(x));
        }

        Span<T> means = Dense.Write(mean, nameof(mean)), variances = Dense.Write(variance, nameof(variance));
        Tensor<T> planes = Reshape(x, [x.Lengths[0], x.Lengths[1], Plane(x)]);
        Tensor<T> batch = Mean(planes, [0, 2], keepDims: true), centred = planes - batch, squares = Sum(centred * centred, [0, 2]);
        T part = T.CreateTruncating(momentum), rest = T.CreateTruncating(1 - momentum), free = T.CreateTruncating(count - 1);
        ReadOnlySpan<T> batchMeans = Dense.Read(batch, out _), batchSquares = Dense.Read(squares, out _);
        for (int channel = 0; channel < means.Length; channel++)
        {
            means[channel] = (rest * means[channel]) + (part * batchMeans[channel]);
            variances[channel] = (rest * variances[channel]) + (part * (batchSquares[channel] / free));
        }
    }

    // The number of elements of a channel of a sample.
    [Composed]
    private static nint Plane<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => x.Rank switch
    {
        2 => 1,
        3 => x.Lengths[2],
        4 => x.Lengths[2] * x.Lengths[3],
        5 => x.Lengths[2] * x.Lengths[3] * x.Lengths[4],
        _ => throw new ArgumentException($"'x' must have two to five dimensions, but has {x.Rank}.", nameof(x)),
    };

    [EagerOnly]
    private static void CheckBatch<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T>
    {
        CheckChannelAxis(x);
        if (x.Lengths[0] * Plane(x) == 1)
        {
            throw new ArgumentException($"'x' must have more than one value for each channel, but has the shape {Guard.Format(x.Lengths)}: the variance of one value is 0, and the result would not depend on it.", nameof(x));
        }
    }

    [EagerOnly]
    private static void CheckChannels<T>(Tensor<T> x, Tensor<T> statistic, string name)
    {
        CheckChannelAxis(x);
        ArgumentNullException.ThrowIfNull(statistic, name);
        if (statistic.Rank != 1 || statistic.Lengths[0] != x.Lengths[1])
        {
            throw new ArgumentException($"'{name}' must have one element for each channel, the shape ({x.Lengths[1]},), but has {Guard.Format(statistic.Lengths)}; 'x' has {Guard.Format(x.Lengths)}.", name);
        }
    }

    [EagerOnly]
    private static void CheckChannelAxis<T>(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank < 2)
        {
            throw new ArgumentException($"'x' must have the shape (N, C, ...), but has {Guard.Format(x.Lengths)}.", nameof(x));
        }
    }
}
