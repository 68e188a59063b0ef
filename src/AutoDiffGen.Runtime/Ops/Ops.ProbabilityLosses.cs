using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// The cross-entropy of distributions.
public static partial class Ops
{
    /// <summary>-sum(targets log softmax(logits)) along the axis of the classes, reduced to one number.</summary>
    /// <remarks>As <c>torch.nn.functional.cross_entropy</c> of class probabilities: the mean is over all distributions, whatever the weights.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="logits">Any shape with an axis of C classes.</param>
    /// <param name="targets">The probabilities of the classes: the shape of the logits.</param>
    /// <param name="reduction">What is made of the losses: <see cref="Reduce.Mean"/> or <see cref="Reduce.Sum"/>.</param>
    /// <param name="weight">What the part of each class is multiplied by, shape (C); null for 1.</param>
    /// <param name="axis">The axis of the classes; a negative one counts from the last, which is -1.</param>
    /// <param name="labelSmoothing">From 0 to 1: the part of the targets that is shared equally by all classes.</param>
    /// <exception cref="ArgumentException">The targets or the weights have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    [Composed]
    public static T CrossEntropy<T>(
        Tensor<T> logits, Tensor<T> targets, LossReduction reduction = LossReduction.Mean, Tensor<T>? weight = null, int axis = -1, double labelSmoothing = 0)
        where T : IFloatingPointIeee754<T> => Reduced(CrossEntropy(logits, targets, NoReduction.None, weight, axis, labelSmoothing), reduction);

    /// <summary>-sum(targets log softmax(logits)) along the axis of the classes.</summary>
    /// <remarks>As <c>torch.nn.functional.cross_entropy</c> of class probabilities.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="logits">Any shape with an axis of C classes.</param>
    /// <param name="targets">The probabilities of the classes: the shape of the logits.</param>
    /// <param name="reduction"><see cref="Reduce.None"/>.</param>
    /// <param name="weight">What the part of each class is multiplied by, shape (C); null for 1.</param>
    /// <param name="axis">The axis of the classes; a negative one counts from the last, which is -1.</param>
    /// <param name="labelSmoothing">From 0 to 1: the part of the targets that is shared equally by all classes.</param>
    /// <returns>The shape of the logits without the axis of the classes.</returns>
    /// <exception cref="ArgumentException">The targets or the weights have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    [Composed]
    public static Tensor<T> CrossEntropy<T>(
        Tensor<T> logits, Tensor<T> targets, NoReduction reduction, Tensor<T>? weight = null, int axis = -1, double labelSmoothing = 0)
        where T : IFloatingPointIeee754<T>
    {
        CheckDistributions(logits, targets, weight, axis);
        Tensor<T> logProbabilities = LogSoftmax(logits, axis);
        Tensor<T> smoothed = IsSetting(labelSmoothing, 0) ? targets
            : (targets * T.CreateTruncating(1 - labelSmoothing)) + (T.CreateTruncating(labelSmoothing) / Count(logits, axis));
        Tensor<T> parts = logProbabilities * SameShape(smoothed, logProbabilities);
        return T.Zero - Sum(weight is null ? parts : parts * AlongAxis(weight, logits, axis), axis);
    }

    [EagerOnly]
    private static void CheckDistributions<T>(Tensor<T> logits, Tensor<T> targets, Tensor<T>? weight, int axis)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        axis = Axes.Resolve(axis, logits.Rank, nameof(axis));
        if (!targets.Lengths.SequenceEqual(logits.Lengths))
        {
            throw new ArgumentException($"'{nameof(targets)}' must have the shape of '{nameof(logits)}', {Guard.Format(logits.Lengths)}, but has {Guard.Format(targets.Lengths)}.", nameof(targets));
        }

        CheckWeight(logits, weight, axis, nameof(logits));
    }
}
