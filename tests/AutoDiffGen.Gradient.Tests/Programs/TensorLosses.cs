using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Losses of numbers.</summary>
public static partial class TensorLosses
{
    [Differentiable, At]
    public static double Squares([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => MseLoss(a, b);

    [Differentiable, At]
    public static double SumOfSquares([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => MseLoss(a, b, Reduce.Sum);

    [Differentiable, At]
    public static Tensor<double> EachSquare([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => MseLoss(a, b, Reduce.None) * b;

    [Differentiable, At]
    public static double Magnitudes([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => L1Loss(a, b);

    [Differentiable, At, At(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 1, 2, 4, 3, Kink = true)]
    public static Tensor<double> EachMagnitude([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => L1Loss(a, b, Reduce.None);

    [Differentiable, At]
    public static double Huber([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => HuberLoss(a, b);

    [Differentiable, At]
    public static Tensor<double> HuberOfADistance([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => HuberLoss(a, b, Reduce.None, 0.4);

    [Differentiable, At(Low = 0.1)]
    public static double Divergence([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => KlDivLoss(a, b);

    [Differentiable, At(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0.5, 0, 1, 0.25, 0, 0, 1, Kink = true)]
    public static Tensor<double> DivergenceWithZeros([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5), NoGradient] Tensor<double> b) => KlDivLoss(a, b, Reduce.None);

    [Differentiable, At]
    public static double DivergenceOfLogarithms([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => KlDivLoss(a, b, Reduce.Sum, logTarget: true);

    [Differentiable, At]
    public static double Binary([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => BceWithLogits(a, b);

    [Differentiable, At]
    public static double BinaryWithWeights([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b, [Shape("N"), Sizes(5)] Tensor<double> w) => BceWithLogits(a, b, Reduce.Mean, w * w, w);

    [Differentiable, At]
    public static Tensor<double> BinaryWithPositiveWeights([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b, [Shape("N"), Sizes(5)] Tensor<double> w) => BceWithLogits(a, b, Reduce.None, positiveWeight: w);
}
