using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen;

// Losses of classes by index, as torch.nn.functional has them, but with the classes along any axis.
public static partial class Ops
{
    /// <summary>-log softmax(logits)[target], reduced to one number.</summary>
    /// <remarks>
    /// As <c>torch.nn.functional.cross_entropy</c>: the mean is that of the weighted losses, their sum over the sum of the
    /// weights of their targets, and NaN where all targets are ignored.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="logits">Any shape with an axis of C classes.</param>
    /// <param name="targets">The right classes, in [0, C) or the one that is ignored: the shape without that axis.</param>
    /// <param name="reduction">What is made of the losses: <see cref="Reduce.Mean"/> or <see cref="Reduce.Sum"/>.</param>
    /// <param name="weight">What the loss of each class is multiplied by, shape (C); null for 1.</param>
    /// <param name="axis">The axis of the classes; a negative one counts from the last, which is -1. It is 1 for PyTorch's (N, C, ...).</param>
    /// <param name="ignoreIndex">The target of what has the loss 0, and does not count in the mean.</param>
    /// <param name="labelSmoothing">From 0 to 1: the part of each target's probability that is shared equally by all classes.</param>
    /// <exception cref="ArgumentException">The targets or the weights have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or a target is no class.</exception>
    [Composed]
    public static T CrossEntropy<T, TIndex>(
        Tensor<T> logits, Tensor<TIndex> targets, LossReduction reduction = LossReduction.Mean,
        Tensor<T>? weight = null, int axis = -1, int ignoreIndex = -100, double labelSmoothing = 0)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        T sum = Sum(CrossEntropy(logits, targets, NoReduction.None, weight, axis, ignoreIndex, labelSmoothing));
        return reduction == LossReduction.Sum ? sum : sum / Sum(TargetWeights(logits, targets, weight, axis, ignoreIndex));
    }

    /// <summary>-log softmax(logits)[target] for each target.</summary>
    /// <remarks>
    /// As <c>torch.nn.functional.cross_entropy</c>: the mean is that of the weighted losses, their sum over the sum of the
    /// weights of their targets, and NaN where all targets are ignored.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="logits">Any shape with an axis of C classes.</param>
    /// <param name="targets">The right classes, in [0, C) or the one that is ignored: the shape without that axis.</param>
    /// <param name="reduction"><see cref="Reduce.None"/>.</param>
    /// <param name="weight">What the loss of each class is multiplied by, shape (C); null for 1.</param>
    /// <param name="axis">The axis of the classes; a negative one counts from the last, which is -1. It is 1 for PyTorch's (N, C, ...).</param>
    /// <param name="ignoreIndex">The target of what has the loss 0, and does not count in the mean.</param>
    /// <param name="labelSmoothing">From 0 to 1: the part of each target's probability that is shared equally by all classes.</param>
    /// <returns>A new tensor of the shape of the targets.</returns>
    /// <exception cref="ArgumentException">The targets or the weights have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or a target is no class.</exception>
    [Composed]
    public static Tensor<T> CrossEntropy<T, TIndex>(
        Tensor<T> logits, Tensor<TIndex> targets, NoReduction reduction,
        Tensor<T>? weight = null, int axis = -1, int ignoreIndex = -100, double labelSmoothing = 0)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        CheckTargets(logits, targets, weight, axis, nameof(logits));
        Tensor<T> logProbabilities = LogSoftmax(logits, axis);
        Tensor<T> losses = NllLoss(logProbabilities, targets, NoReduction.None, weight, axis, ignoreIndex);
        return IsSetting(labelSmoothing, 0) ? losses
            : (losses * T.CreateTruncating(1 - labelSmoothing))
                + (SharedLosses(logProbabilities, targets, weight, axis, ignoreIndex) * (T.CreateTruncating(labelSmoothing) / Count(logits, axis)));
    }

    /// <summary>-logProbabilities[target], reduced to one number.</summary>
    /// <remarks>
    /// As <c>torch.nn.functional.nll_loss</c>: the mean is that of the weighted losses, their sum over the sum of the
    /// weights of their targets, and NaN where all targets are ignored.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="logProbabilities">Any shape with an axis of C classes.</param>
    /// <param name="targets">The right classes, in [0, C) or the one that is ignored: the shape without that axis.</param>
    /// <param name="reduction">What is made of the losses: <see cref="Reduce.Mean"/> or <see cref="Reduce.Sum"/>.</param>
    /// <param name="weight">What the loss of each class is multiplied by, shape (C); null for 1.</param>
    /// <param name="axis">The axis of the classes; a negative one counts from the last, which is -1. It is 1 for PyTorch's (N, C, ...).</param>
    /// <param name="ignoreIndex">The target of what has the loss 0, and does not count in the mean.</param>
    /// <exception cref="ArgumentException">The targets or the weights have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or a target is no class.</exception>
    [Composed]
    public static T NllLoss<T, TIndex>(
        Tensor<T> logProbabilities, Tensor<TIndex> targets, LossReduction reduction = LossReduction.Mean,
        Tensor<T>? weight = null, int axis = -1, int ignoreIndex = -100)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        T sum = Sum(NllLoss(logProbabilities, targets, NoReduction.None, weight, axis, ignoreIndex));
        return reduction == LossReduction.Sum ? sum : sum / Sum(TargetWeights(logProbabilities, targets, weight, axis, ignoreIndex));
    }

    /// <summary>-logProbabilities[target] for each target.</summary>
    /// <remarks>
    /// As <c>torch.nn.functional.nll_loss</c>: the mean is that of the weighted losses, their sum over the sum of the
    /// weights of their targets, and NaN where all targets are ignored.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="logProbabilities">Any shape with an axis of C classes.</param>
    /// <param name="targets">The right classes, in [0, C) or the one that is ignored: the shape without that axis.</param>
    /// <param name="reduction"><see cref="Reduce.None"/>.</param>
    /// <param name="weight">What the loss of each class is multiplied by, shape (C); null for 1.</param>
    /// <param name="axis">The axis of the classes; a negative one counts from the last, which is -1. It is 1 for PyTorch's (N, C, ...).</param>
    /// <param name="ignoreIndex">The target of what has the loss 0, and does not count in the mean.</param>
    /// <returns>A new tensor of the shape of the targets.</returns>
    /// <exception cref="ArgumentException">The targets or the weights have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or a target is no class.</exception>
    [Composed]
    public static Tensor<T> NllLoss<T, TIndex>(
        Tensor<T> logProbabilities, Tensor<TIndex> targets, NoReduction reduction,
        Tensor<T>? weight = null, int axis = -1, int ignoreIndex = -100)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        CheckTargets(logProbabilities, targets, weight, axis, nameof(logProbabilities));
        Tensor<T> chosen = OfTargets(logProbabilities, targets, ignoreIndex, axis);
        return T.Zero - (weight is null ? chosen : chosen * TargetWeights(logProbabilities, targets, weight, axis, ignoreIndex));
    }

    // The losses of all classes, each as if it were the target; 0 where the target is ignored.
    [Composed]
    private static Tensor<T> SharedLosses<T, TIndex>(Tensor<T> logProbabilities, Tensor<TIndex> targets, Tensor<T>? weight, int axis, int ignoreIndex)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        Tensor<T> all = Sum(weight is null ? logProbabilities : logProbabilities * AlongAxis(weight, logProbabilities, axis), axis);
        return Where(Equals(CountedTargets<T, TIndex>(targets, ignoreIndex), T.Zero), T.Zero, T.Zero - all);
    }

    // The weight of each target's class; 0 where it is ignored.
    [Composed]
    private static Tensor<T> TargetWeights<T, TIndex>(Tensor<T> x, Tensor<TIndex> targets, Tensor<T>? weight, int axis, int ignoreIndex)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex> =>
        weight is null ? CountedTargets<T, TIndex>(targets, ignoreIndex) : OfClasses(AlongAxis(weight, x, axis), targets, ignoreIndex);
}
