using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Losses of numbers, as torch.nn.functional has them. Their bodies are calls of other operations, of which the derivative
// is made.
public static partial class Ops
{
    /// <summary>The squared difference of an input and its target, reduced to one number.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction">What is made of the losses: <see cref="Reduce.Mean"/> or <see cref="Reduce.Sum"/>.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static T MseLoss<T>(Tensor<T> input, Tensor<T> target, LossReduction reduction = LossReduction.Mean)
        where T : IFloatingPointIeee754<T> => Reduced(MseLoss(input, target, NoReduction.None), reduction);

    /// <summary>The squared difference of an input and its target, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction"><see cref="Reduce.None"/>.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static Tensor<T> MseLoss<T>(Tensor<T> input, Tensor<T> target, NoReduction reduction)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> difference = input - SameShape(target, input);
        return difference * difference;
    }

    /// <summary>The magnitude of the difference of an input and its target, reduced to one number.</summary>
    /// <remarks>Where both are equal, the derivative is taken to be 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction">What is made of the losses: <see cref="Reduce.Mean"/> or <see cref="Reduce.Sum"/>.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static T L1Loss<T>(Tensor<T> input, Tensor<T> target, LossReduction reduction = LossReduction.Mean)
        where T : IFloatingPointIeee754<T> => Reduced(L1Loss(input, target, NoReduction.None), reduction);

    /// <summary>The magnitude of the difference of an input and its target, element by element.</summary>
    /// <remarks>Where both are equal, the derivative is taken to be 0.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction"><see cref="Reduce.None"/>.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static Tensor<T> L1Loss<T>(Tensor<T> input, Tensor<T> target, NoReduction reduction)
        where T : IFloatingPointIeee754<T> => Abs(input - SameShape(target, input));

    /// <summary>The Huber loss of an input and its target, reduced to one number.</summary>
    /// <remarks>Huber 1964, Robust estimation of a location parameter: d^2 / 2 where the difference d is at most delta, and delta (|d| - delta / 2) beyond.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction">What is made of the losses: <see cref="Reduce.Mean"/> or <see cref="Reduce.Sum"/>.</param>
    /// <param name="delta">The distance up to which the loss is a square; above 0.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static T HuberLoss<T>(Tensor<T> input, Tensor<T> target, LossReduction reduction = LossReduction.Mean, double delta = 1)
        where T : IFloatingPointIeee754<T> => Reduced(HuberLoss(input, target, NoReduction.None, delta), reduction);

    /// <summary>The Huber loss of an input and its target, element by element.</summary>
    /// <remarks>Huber 1964, Robust estimation of a location parameter: d^2 / 2 where the difference d is at most delta, and delta (|d| - delta / 2) beyond.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction"><see cref="Reduce.None"/>.</param>
    /// <param name="delta">The distance up to which the loss is a square; above 0.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static Tensor<T> HuberLoss<T>(Tensor<T> input, Tensor<T> target, NoReduction reduction, double delta = 1)
        where T : IFloatingPointIeee754<T>
    {
        // c (d - c / 2), where c is d but at most delta away from 0: that is both of its parts.
        Tensor<T> difference = input - SameShape(target, input);
        Tensor<T> near = Clamp(difference, -T.CreateTruncating(delta), T.CreateTruncating(delta));
        return near * (difference - (near * T.CreateTruncating(0.5)));
    }

    /// <summary>The terms of the Kullback-Leibler divergence of an input from its target, reduced to one number.</summary>
    /// <remarks>target (log(target) - input), 0 where the target is 0. For the divergence of distributions, divide the sum by their number.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">Logarithms of probabilities, of any shape.</param>
    /// <param name="target">Probabilities, or their logarithms: the same shape.</param>
    /// <param name="reduction">What is made of the losses: <see cref="Reduce.Mean"/> or <see cref="Reduce.Sum"/>.</param>
    /// <param name="logTarget">Whether the target holds logarithms.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static T KlDivLoss<T>(Tensor<T> input, Tensor<T> target, LossReduction reduction = LossReduction.Mean, bool logTarget = false)
        where T : IFloatingPointIeee754<T> => Reduced(KlDivLoss(input, target, NoReduction.None, logTarget), reduction);

    /// <summary>The terms of the Kullback-Leibler divergence of an input from its target, element by element.</summary>
    /// <remarks>target (log(target) - input), 0 where the target is 0. For the divergence of distributions, divide the sum by their number.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">Logarithms of probabilities, of any shape.</param>
    /// <param name="target">Probabilities, or their logarithms: the same shape.</param>
    /// <param name="reduction"><see cref="Reduce.None"/>.</param>
    /// <param name="logTarget">Whether the target holds logarithms.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static Tensor<T> KlDivLoss<T>(Tensor<T> input, Tensor<T> target, NoReduction reduction, bool logTarget = false)
        where T : IFloatingPointIeee754<T> => logTarget ? Exp(target) * (SameShape(target, input) - input) : KlDivTerms(input, SameShape(target, input));

    // What is infinite where the target is 0 is replaced before it is computed with.
    [Composed]
    private static Tensor<T> KlDivTerms<T>(Tensor<T> input, Tensor<T> target)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> logarithm = Log(Where(GreaterThan(target, T.Zero), target, T.One));
        return target * Where(GreaterThan(target, T.Zero), logarithm - Where(GreaterThan(target, T.Zero), input, T.Zero), T.Zero);
    }

    /// <summary>The binary cross-entropy of the sigmoid of logits, reduced to one number.</summary>
    /// <remarks>-targets log(sigmoid(logits)) - (1 - targets) log(1 - sigmoid(logits)), as targets softplus(-logits) + (1 - targets) softplus(logits), in which nothing overflows or cancels.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="logits">Any shape.</param>
    /// <param name="targets">The probabilities of the positive class, from 0 to 1: the same shape.</param>
    /// <param name="reduction">What is made of the losses: <see cref="Reduce.Mean"/> or <see cref="Reduce.Sum"/>.</param>
    /// <param name="weight">What each loss is multiplied by, any shape that broadcasts; null for 1.</param>
    /// <param name="positiveWeight">What the part of the positive class is multiplied by, any shape that broadcasts; null for 1.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static T BceWithLogits<T>(Tensor<T> logits, Tensor<T> targets, LossReduction reduction = LossReduction.Mean, Tensor<T>? weight = null, Tensor<T>? positiveWeight = null)
        where T : IFloatingPointIeee754<T> => Reduced(BceWithLogits(logits, targets, NoReduction.None, weight, positiveWeight), reduction);

    /// <summary>The binary cross-entropy of the sigmoid of logits, element by element.</summary>
    /// <remarks>-targets log(sigmoid(logits)) - (1 - targets) log(1 - sigmoid(logits)), as targets softplus(-logits) + (1 - targets) softplus(logits), in which nothing overflows or cancels.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="logits">Any shape.</param>
    /// <param name="targets">The probabilities of the positive class, from 0 to 1: the same shape.</param>
    /// <param name="reduction"><see cref="Reduce.None"/>.</param>
    /// <param name="weight">What each loss is multiplied by, any shape that broadcasts; null for 1.</param>
    /// <param name="positiveWeight">What the part of the positive class is multiplied by, any shape that broadcasts; null for 1.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [Composed]
    public static Tensor<T> BceWithLogits<T>(Tensor<T> logits, Tensor<T> targets, NoReduction reduction, Tensor<T>? weight = null, Tensor<T>? positiveWeight = null)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> positive = SameShape(targets, logits) * Softplus(-logits);
        Tensor<T> losses = (positiveWeight is null ? positive : positiveWeight * positive) + ((T.One - targets) * Softplus(logits));
        return weight is null ? losses : weight * losses;
    }

    // A loss of two tensors of which one was repeated is rarely what was meant: in generated code this is known with the shapes.
    private static Tensor<T> SameShape<T>(
        Tensor<T> x, Tensor<T> other, [CallerArgumentExpression(nameof(x))] string nameX = "", [CallerArgumentExpression(nameof(other))] string nameOther = "")
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x, nameX);
        ArgumentNullException.ThrowIfNull(other, nameOther);
        return x.Lengths.SequenceEqual(other.Lengths) ? x
            : throw new ArgumentException($"'{nameX}' must have the shape of '{nameOther}', {Guard.Format(other.Lengths)}, but has {Guard.Format(x.Lengths)}.", nameX);
    }

    [Composed]
    private static T Reduced<T>(Tensor<T> losses, LossReduction reduction)
        where T : IFloatingPointIeee754<T> => reduction == LossReduction.Sum ? Sum(losses) : Mean(losses);
}
