using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Normalisations, of one element and of equal ones too.</summary>
public static partial class TensorNormalization
{
    [Differentiable, At]
    public static Tensor<double> OfRows([Shape("M", "N"), Sizes(3, 5)] Tensor<double> x) => LayerNorm(x) * x;

    [Differentiable, At]
    public static Tensor<double> OfRowsWithWeights([Shape("M", "N"), Sizes(3, 17)] Tensor<double> x, [Shape("N"), Sizes(17)] Tensor<double> w, [Shape("N"), Sizes(17)] Tensor<double> b) => LayerNorm(x, w, b, 1e-3);

    [Differentiable, At]
    public static Tensor<double> OfAVector([Shape("N"), Sizes(7)] Tensor<double> x) => LayerNorm(x) * x;

    [Differentiable, At]
    public static Tensor<double> OfRowsOfOneElement([Shape("M", "N"), Sizes(3, 1)] Tensor<double> x, [Shape("N"), Sizes(1)] Tensor<double> w, [Shape("N"), Sizes(1)] Tensor<double> b) => LayerNorm(x, w, b) + x;

    [Differentiable, At(2, 2, 2, 0, 0, 0, 1, 2, 3, Kink = true, Tolerance = 1e-9)]
    public static Tensor<double> OfEqualNumbers([Shape("M", "N"), Sizes(3, 3)] Tensor<double> x) => LayerNorm(x);

    [Differentiable, At]
    public static Tensor<double> OverTwoAxes([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> x) => LayerNorm(x, [-2, -1]) * x;

    [Differentiable, At]
    public static Tensor<double> OverTwoAxesWithWeights([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> x, [Shape("M", "N"), Sizes(3, 4)] Tensor<double> w, [Shape("M", "N"), Sizes(3, 4)] Tensor<double> b) => LayerNorm(x, [1, 2], w, b);

    [Differentiable, At]
    public static Tensor<double> OfNoRows([Shape("M", "N"), Sizes(0, 3)] Tensor<double> x, [Shape("N"), Sizes(3)] Tensor<double> w, [Shape("N"), Sizes(3)] Tensor<double> b) => Sum(LayerNorm(x, w, b), 0) + w * b;

    [Differentiable, At]
    public static Tensor<double> ByTheRootMeanSquare([Shape("L", "M", "N"), Sizes(2, 3, 9)] Tensor<double> x) => RmsNorm(x) * x;

    [Differentiable, At]
    public static Tensor<double> ByTheRootMeanSquareWithWeights([Shape("M", "N"), Sizes(3, 5)] Tensor<double> x, [Shape("N"), Sizes(5)] Tensor<double> w) => RmsNorm(x, w, 1e-3);

    [Differentiable, At(0, 0, 0, 1, 2, 3, Kink = true)]
    public static Tensor<double> ByTheRootMeanSquareOfZeros([Shape("M", "N"), Sizes(2, 3)] Tensor<double> x) => RmsNorm(x);

    [Differentiable, At]
    public static Tensor<double> OfABatch([Shape("N", "C"), Sizes(5, 3)] Tensor<double> x) => BatchNorm(x) * x;

    [Differentiable, At]
    public static Tensor<double> OfABatchWithWeights([Shape("N", "C"), Sizes(5, 3)] Tensor<double> x, [Shape("C"), Sizes(3)] Tensor<double> w, [Shape("C"), Sizes(3)] Tensor<double> b) => BatchNorm(x, w, b, 1e-3);

    [Differentiable, At]
    public static Tensor<double> OfABatchOfSequences([Shape("N", "C", "L"), Sizes(2, 3, 4)] Tensor<double> x) => BatchNorm(x) * x;

    [Differentiable, At]
    public static Tensor<double> OfABatchOfImages([Shape("N", "C", "H", "W"), Sizes(2, 2, 3, 3)] Tensor<double> x, [Shape("C"), Sizes(2)] Tensor<double> w, [Shape("C"), Sizes(2)] Tensor<double> b) => BatchNorm(x, w, b);

    [Differentiable, At]
    public static Tensor<double> OfABatchOfRankFive([Shape("N", "C", "D", "H", "W"), Sizes(2, 2, 1, 2, 2)] Tensor<double> x) => BatchNorm(x) * x;

    [Differentiable, At(0.3, -0.2, 0.5, 0.9, 0.1, 1, 1.5, 0.8, 0.5, 2, Low = 0.5)]
    public static Tensor<double> ByRunningStatistics([Shape("C"), Sizes(2)] Tensor<double> mean, [Shape("C"), Sizes(2)] Tensor<double> variance, [Shape("N", "C", "L"), Sizes(3, 2, 4)] Tensor<double> x) => BatchNormWith(x, mean, variance);

    [Differentiable, At(Low = 0.5)]
    public static Tensor<double> ByRunningStatisticsWithWeights([Shape("N", "C", "H", "W"), Sizes(2, 2, 2, 2)] Tensor<double> x, [Shape("C"), Sizes(2)] Tensor<double> mean, [Shape("C"), Sizes(2)] Tensor<double> variance, [Shape("C"), Sizes(2)] Tensor<double> w, [Shape("C"), Sizes(2)] Tensor<double> b) => BatchNormWith(x, mean, variance, w, b);

    [Differentiable, At]
    public static Tensor<T> InEitherPrecision<T>([Shape("M", "N"), Sizes(3, 5)] Tensor<T> x, [Shape("N"), Sizes(5)] Tensor<T> w, [Shape("N"), Sizes(5)] Tensor<T> b)
        where T : System.Numerics.IFloatingPointIeee754<T> => LayerNorm(x, w, b) + RmsNorm(x, w) + BatchNorm(x, w, b);
}
