using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Pools: of equal elements the first has the derivative.</summary>
public static partial class TensorPools
{
    [Differentiable, At]
    public static Tensor<double> LargestAlongOneAxis([Shape("N", "C", "L"), Sizes(2, 3, 8)] Tensor<double> x) => MaxPool1d(x, 2);

    [Differentiable, At]
    public static Tensor<double> LargestOfOverlappingWindows([Shape("N", "L"), Sizes(3, 17)] Tensor<double> x) => MaxPool1d(x, 3, stride: 1, padding: 1) * MaxPool1d(x, 3, 1, 1);

    [Differentiable, At]
    public static Tensor<double> LargestOfAVector([Shape("L"), Sizes(9)] Tensor<double> x) => MaxPool1d(x, 4, 3);

    [Differentiable, At(1, 1, 1, 2, 2, 0, 0, 0, -1, -1, Kink = true)]
    public static Tensor<double> LargestWithTies([Shape("N", "L"), Sizes(2, 5)] Tensor<double> x) => MaxPool1d(x, 2, 1);

    [Differentiable, At(-3, -2, -1, -5, -1, -2, Low = -3, High = -1)]
    public static Tensor<double> LargestOfNegativesBesidePadding([Shape("N", "L"), Sizes(2, 3)] Tensor<double> x) => MaxPool1d(x, 3, 2, 1);

    [Differentiable, At]
    public static Tensor<double> LargestAlongTwoAxes([Shape("N", "C", "H", "W"), Sizes(2, 2, 4, 6)] Tensor<double> x) => MaxPool2d(x, 2);

    [Differentiable, At]
    public static Tensor<double> LargestOfUnevenWindows([Shape("N", "C", "H", "W"), Sizes(1, 2, 5, 7)] Tensor<double> x) => MaxPool2d(x, (3, 2), (1, 3), (1, 0));

    [Differentiable, At(1, 1, 1, 1, 2, 2, 2, 2, 0, Kink = true)]
    public static Tensor<double> LargestWithTiesAlongTwoAxes([Shape("H", "W"), Sizes(3, 3)] Tensor<double> x) => MaxPool2d(x, 2, 1);

    [Differentiable, At]
    public static Tensor<double> MeansAlongOneAxis([Shape("N", "C", "L"), Sizes(2, 3, 8)] Tensor<double> x) => AvgPool1d(x, 2) * 2;

    [Differentiable, At]
    public static Tensor<double> MeansThatCountThePadding([Shape("N", "L"), Sizes(3, 9)] Tensor<double> x) => AvgPool1d(x * x, 3, stride: 2, padding: 1);

    [Differentiable, At]
    public static Tensor<double> MeansWithoutThePadding([Shape("N", "L"), Sizes(3, 9)] Tensor<double> x) => AvgPool1d(x * x, 3, 2, 1, countIncludePad: false);

    [Differentiable, At]
    public static Tensor<double> MeansAlongTwoAxes([Shape("N", "C", "H", "W"), Sizes(2, 2, 4, 6)] Tensor<double> x) => AvgPool2d(x, 2) * 3;

    [Differentiable, At]
    public static Tensor<double> MeansOfUnevenWindows([Shape("N", "C", "H", "W"), Sizes(1, 2, 5, 7)] Tensor<double> x) => AvgPool2d(x * x, (3, 2), (1, 2), (1, 1), countIncludePad: false);

    [Differentiable, At]
    public static Tensor<double> WindowsOfOneElement([Shape("N", "L"), Sizes(2, 5)] Tensor<double> x) => MaxPool1d(x, 1) * AvgPool1d(x, 1);

    [Differentiable, At]
    public static double OfNoRows([Shape("N", "L"), Sizes(0, 5)] Tensor<double> x, [Shape("K"), Sizes(2)] Tensor<double> b) => Sum(MaxPool1d(x, 2)) + Sum(AvgPool1d(x, 2)) + Sum(b * b);

    [Differentiable, At]
    public static Tensor<T> InEitherPrecision<T>([Shape("N", "C", "H", "W"), Sizes(1, 2, 5, 7)] Tensor<T> x)
        where T : System.Numerics.IFloatingPointIeee754<T> => MaxPool2d(x, 3, 2, 1) * AvgPool2d(x, 3, 2, 1);
}
