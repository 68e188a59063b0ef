using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Reductions along axes: extremes, products, variances, log-sum-exp, running sums.</summary>
public static partial class TensorFolds
{
    [Differentiable, At]
    public static double LargestOfAll([Shape("M", "N"), Sizes(3, 17)] Tensor<double> a) => Max(a) * Min(a);

    [Differentiable, At(2, 1, 2, 2, -1, -1, Kink = true)]
    public static double LargestOfAllWithTies([Shape("M", "N"), Sizes(2, 3)] Tensor<double> a) => Max(a) + 3 * Min(a);

    [Differentiable, At]
    public static Tensor<double> LargestOfRows([Shape("M", "N"), Sizes(3, 9)] Tensor<double> a) => Max(a, [-1]) * Min(a, [1]);

    [Differentiable, At]
    public static Tensor<double> LargestOfColumnsKept([Shape("M", "N"), Sizes(5, 17)] Tensor<double> a) => Max(a, [0], keepDims: true) * a - Min(a, [0], true);

    [Differentiable, At(1, 1, 1, 0, 2, 2, 3, 3, 3, -1, -1, -2, Kink = true)]
    public static Tensor<double> TiesInRows([Shape("M", "N"), Sizes(4, 3)] Tensor<double> a) => Max(a, [1]) - 2 * Min(a, [1]);

    [Differentiable, At(1, 1, 1, 0, 2, 2, 3, 3, 3, -1, -1, -2, Kink = true)]
    public static Tensor<double> TiesInColumnsKept([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => a * Max(a, [0], keepDims: true);

    [Differentiable, At(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Kink = true)]
    public static double SeventeenEqualNumbers([Shape("N"), Sizes(17)] Tensor<double> a) => Max(a);

    [Differentiable, At(double.NegativeInfinity, 1, 2, double.NegativeInfinity, double.NegativeInfinity, 0, Kink = true)]
    public static Tensor<double> LargestBesideInfinities([Shape("M", "N"), Sizes(2, 3)] Tensor<double> a) => Max(a, [1]);

    [Differentiable, At]
    public static Tensor<double> LargestOverOuterAndInnerAxes([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 5)] Tensor<double> a) => Max(a, [0, 3]) * Min(a, [-1, 0]);

    [Differentiable, At]
    public static Tensor<double> LargestOverThreeOfFiveAxes([Shape("J", "K", "L", "M", "N"), Sizes(2, 2, 3, 2, 2)] Tensor<double> a) => Max(a, [0, 2, 4], keepDims: true) * a;

    [Differentiable, At]
    public static Tensor<double> LargestOfOneEach([Shape("M", "N"), Sizes(4, 1)] Tensor<double> a) => Max(a, [1]) * Min(a, [1]);

    [Differentiable, At]
    public static Tensor<double> LargestOfNoRows([Shape("M", "N"), Sizes(0, 3)] Tensor<double> a, [Shape("M"), Sizes(0)] Tensor<double> b) => Max(a, [1]) * b;

    [Differentiable, At]
    public static double ProductOfAll([Shape("M", "N"), Sizes(2, 4)] Tensor<double> a) => Prod(a) * 3;

    [Differentiable, At(2, 0, 3, 4, Kink = true), At(2, 0, 0, 4, Kink = true), At(0, 0, 0, 0, Kink = true)]
    public static double ProductWithZeros([Shape("M", "N"), Sizes(2, 2)] Tensor<double> a) => Prod(a);

    [Differentiable, At, At(1, 0, 3, 0, 0, 2, -1, -2, 4, 5, 0, 1, Kink = true)]
    public static Tensor<double> ProductOfRows([Shape("M", "N"), Sizes(4, 3)] Tensor<double> a) => Prod(a, 1);

    [Differentiable, At, At(1, 0, 3, 0, 0, 2, -1, -2, 4, 5, 0, 1, Kink = true)]
    public static Tensor<double> ProductOfColumnsKept([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => Prod(a, 0, keepDims: true) * a;

    [Differentiable, At]
    public static Tensor<double> ProductOverTwoAxes([Shape("L", "M", "N"), Sizes(2, 9, 3)] Tensor<double> a) => Prod(a, [0, 2]);

    [Differentiable, At]
    public static Tensor<double> ProductOverAnEmptyAxis([Shape("M", "N"), Sizes(3, 0)] Tensor<double> a, [Shape("M"), Sizes(3)] Tensor<double> b) => Prod(a, 1) * b;

    [Differentiable, At]
    public static double LogSumExpOfAll([Shape("M", "N"), Sizes(3, 7)] Tensor<double> a) => LogSumExp(a) * 2;

    [Differentiable, At]
    public static Tensor<double> LogSumExpOfRows([Shape("M", "N"), Sizes(3, 17)] Tensor<double> a) => LogSumExp(a, 1);

    [Differentiable, At]
    public static Tensor<double> LogSumExpOfColumnsKept([Shape("M", "N"), Sizes(3, 9)] Tensor<double> a) => a - LogSumExp(a, 0, keepDims: true);

    [Differentiable, At]
    public static Tensor<double> LogSumExpOverTwoAxes([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => LogSumExp(a, [0, -1]);

    [Differentiable, At(1e4, -1e4, 0, 1e4, 1e4, 3, -1e4, -1e4, -1e4, Kink = true)]
    public static Tensor<double> LogSumExpOfLargeNumbers([Shape("M", "N"), Sizes(3, 3)] Tensor<double> a) => LogSumExp(a, -1);

    [Differentiable, At(double.NegativeInfinity, 1, 2, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, 0, 3, double.NegativeInfinity, Kink = true)]
    public static Tensor<double> LogSumExpOfMaskedRows([Shape("M", "N"), Sizes(3, 3)] Tensor<double> a) => LogSumExp(a, -1);

    [Differentiable, At]
    public static double VarianceOfAll([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Variance(a) + Variance(a, correction: 0);

    [Differentiable, At]
    public static Tensor<double> VarianceOfRows([Shape("M", "N"), Sizes(3, 8)] Tensor<double> a) => Variance(a, 1);

    [Differentiable, At]
    public static Tensor<double> VarianceOfColumnsKept([Shape("M", "N"), Sizes(4, 7)] Tensor<double> a) => a * Variance(a, 0, keepDims: true, correction: 0);

    [Differentiable, At]
    public static Tensor<double> VarianceOverTwoAxes([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Variance(a, [0, 2]);

    [Differentiable, At]
    public static Tensor<double> VarianceOfOneEach([Shape("M", "N"), Sizes(4, 1)] Tensor<double> a) => Variance(a, 1, correction: 0);

    [Differentiable, At(3, 3, 3, 3, 1, 2)]
    public static Tensor<double> VarianceOfEqualNumbers([Shape("M", "N"), Sizes(2, 3)] Tensor<double> a) => Variance(a, 1);

    [Differentiable, At]
    public static Tensor<double> RunningSumOfAVector([Shape("N"), Sizes(17)] Tensor<double> a) => CumSum(a, 0) * a;

    [Differentiable, At]
    public static Tensor<double> RunningSumOfRows([Shape("M", "N"), Sizes(3, 9)] Tensor<double> a) => CumSum(a * a, -1);

    [Differentiable, At]
    public static Tensor<double> RunningSumOfColumns([Shape("M", "N"), Sizes(4, 5)] Tensor<double> a) => CumSum(a, 0) * CumSum(a, 1);

    [Differentiable, At]
    public static Tensor<double> RunningSumOfTheMiddle([Shape("L", "M", "N"), Sizes(2, 5, 3)] Tensor<double> a) => CumSum(a, 1) * a;

    [Differentiable, At]
    public static Tensor<double> RunningSumOfNothing([Shape("M", "N"), Sizes(3, 0)] Tensor<double> a, [Shape("M"), Sizes(3)] Tensor<double> b) => Sum(CumSum(a, 1), 1) + b * b;

    [Differentiable, At]
    public static Tensor<double> FoldsOfRankFive([Shape("J", "K", "L", "M", "N"), Sizes(2, 1, 3, 2, 2)] Tensor<double> a) =>
        Sum(a, [1, 3], keepDims: true) * Mean(a, [0, 2, 4], keepDims: true) + LogSumExp(a, [4, 0], keepDims: true) - Prod(a, [2], keepDims: true);

    [Differentiable, At]
    public static Tensor<T> InEitherPrecision<T>([Shape("M", "N"), Sizes(3, 9)] Tensor<T> a)
        where T : System.Numerics.IFloatingPointIeee754<T> =>
        Max(a, [1], true) * a + Min(a, [0], true) * Prod(a, 0, true) + LogSumExp(a, 1, true) - Variance(a, 0, true) * CumSum(a, 1);
}
