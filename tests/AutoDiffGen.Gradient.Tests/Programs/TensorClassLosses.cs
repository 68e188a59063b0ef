using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Losses of classes.</summary>
public static partial class TensorClassLosses
{
    [Differentiable, At]
    public static double Classes([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.Mean);

    [Differentiable, At]
    public static double ClassesSummed([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.Sum);

    [Differentiable, At]
    public static Tensor<double> EachClass([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.None) * 2;

    [Differentiable, At(Low = 0.5, High = 2)]
    public static double WeightedClasses([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("N"), Sizes(5)] Tensor<double> w, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.Mean, w);

    [Differentiable, At]
    public static double SmoothedClasses([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.Mean, labelSmoothing: 0.2);

    [Differentiable, At(Low = 0.5, High = 2)]
    public static double EverythingOfClasses([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("N"), Sizes(5)] Tensor<double> w, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.Sum, w, labelSmoothing: 0.2);

    [Differentiable, At(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0.3), At(1, 2, 3, 4, 5, 5, 7, 8, 9, 1, 11, 12, 13, 1, 15, 0)]
    public static double SmoothedByAVariable([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, double smoothing, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.Mean, labelSmoothing: smoothing);

    [Differentiable, At]
    public static double ClassesAlongAnAxis([Shape("N", "C", "L"), Sizes(2, 4, 3)] Tensor<double> a, [Shape("N", "L"), Values(1, 0, 2, 3, 2, 2), Sizes(2, 3)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.Mean, axis: 1);

    [Differentiable, At(Low = 0.5, High = 2)]
    public static Tensor<double> EverythingAlongAnAxis([Shape("N", "C", "L"), Sizes(2, 4, 3)] Tensor<double> a, [Shape("C"), Sizes(4)] Tensor<double> w, [Shape("N", "L"), Values(1, 0, 2, 3, 2, 2), Sizes(2, 3)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.None, w, 1, 2, 0.1);

    [Differentiable, At(1e4, -1e4, 0, 1e4, 1e4, 1, 2, 3, 4, 5, -1e4, -1e4, -1e4, -1e4, -10001)]
    public static double LargeLogits([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => CrossEntropy(a, targets, Reduce.Mean);

    [Differentiable, At]
    public static double Likelihood([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => NllLoss(a, targets);

    [Differentiable, At(Low = 0.5, High = 2)]
    public static Tensor<double> WeightedLikelihood([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("N"), Sizes(5)] Tensor<double> w, [Shape("M"), Values(4, -100, 0)] Tensor<int> targets) => NllLoss(a, targets, Reduce.None, w);

    [Differentiable, At(Low = 0.5, High = 2)]
    public static double LikelihoodAlongAnAxis([Shape("N", "C", "L"), Sizes(2, 4, 3)] Tensor<double> a, [Shape("C"), Sizes(4)] Tensor<double> w, [Shape("N", "L"), Values(1, 0, 2, 3, 2, 2), Sizes(2, 3)] Tensor<int> targets) => NllLoss(a, targets, Reduce.Mean, w, 1, 3);

    [Differentiable, At]
    public static double Distributions([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => CrossEntropy(a, b, Reduce.Mean);

    [Differentiable, At]
    public static Tensor<double> EverythingOfDistributions([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b, [Shape("N"), Sizes(5)] Tensor<double> w) => CrossEntropy(a, b, Reduce.None, w, labelSmoothing: 0.3);

    [Differentiable, At]
    public static double DistributionsAlongAnAxis([Shape("N", "C", "L"), Sizes(2, 4, 3)] Tensor<double> a) => CrossEntropy(a, a * a, Reduce.Sum, axis: 1);
}
