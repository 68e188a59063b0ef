using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Operations with kernels of their own at ranks one, three and four, along each of their axes.</summary>
public static partial class TensorRanks
{
    [Differentiable, At]
    public static Tensor<double> SoftmaxOfAVector([Shape("N"), Sizes(5)] Tensor<double> a) => Softmax(a) * a;

    [Differentiable, At]
    public static Tensor<double> SoftmaxOfRankThree([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Softmax(a, 0) * Softmax(a, -1) + Softmax(a, 1);

    [Differentiable, At]
    public static Tensor<double> SoftmaxOfRankFour([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 3)] Tensor<double> a) => Softmax(a, 0) + Softmax(a, 1) * a;

    [Differentiable, At]
    public static Tensor<double> SoftmaxOfRankFourFromTheEnd([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 3)] Tensor<double> a) => Softmax(a, -2) * Softmax(a);

    [Differentiable, At]
    public static Tensor<double> LogSoftmaxOfAVector([Shape("N"), Sizes(5)] Tensor<double> a) => LogSoftmax(a, 0) * a;

    [Differentiable, At]
    public static Tensor<double> LogSoftmaxOfRankThree([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => LogSoftmax(a, 0) * LogSoftmax(a, 2) + LogSoftmax(a, -2);

    [Differentiable, At]
    public static Tensor<double> LogSoftmaxOfRankFour([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 3)] Tensor<double> a) => LogSoftmax(a, 0) * LogSoftmax(a, 1) - LogSoftmax(a, 2) * LogSoftmax(a, 3);

    [Differentiable, At]
    public static Tensor<double> SumOfAVectorKept([Shape("N"), Sizes(5)] Tensor<double> a) => Sum(a * a, 0, keepDims: true) * a;

    [Differentiable, At]
    public static Tensor<double> SumOfRankThreeAlongEach([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Sum(a * a, 0, keepDims: true) * Sum(a, 1, keepDims: true) + Sum(a, -1, keepDims: true);

    [Differentiable, At]
    public static Tensor<double> SumOfRankThreeToAVector([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a, [Shape("M"), Sizes(3)] Tensor<double> b) => Sum(a * a, [2, 0]) * b;

    [Differentiable, At]
    public static Tensor<double> SumOfRankFourAlongThree([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 3)] Tensor<double> a) => Sum(a * a, [-1, 0, 2]);

    [Differentiable, At]
    public static Tensor<double> SumOfRankFourAlongAllKept([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 3)] Tensor<double> a) => Sum(a * a, [0, 1, 2, 3], keepDims: true) * a;

    [Differentiable, At]
    public static double SumOfRankFour([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 3)] Tensor<double> a) => Sum(a) * Sum(a * a);

    [Differentiable, At]
    public static Tensor<double> MeanOfAVectorKept([Shape("N"), Sizes(5)] Tensor<double> a) => (a - Mean(a, 0, keepDims: true)) * a;

    [Differentiable, At]
    public static Tensor<double> MeanOfRankThreeAlongEach([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Mean(a * a, 0, keepDims: true) * Mean(a, 1, keepDims: true) - Mean(a, 2, keepDims: true);

    [Differentiable, At]
    public static Tensor<double> MeanOfRankFourAlongTwo([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 3)] Tensor<double> a) => Mean(a * a, [1, -1]);

    [Differentiable, At]
    public static Tensor<double> MeanOfRankFourAlongTwoKept([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 3)] Tensor<double> a) => (a - Mean(a, [0, 2], keepDims: true)) * a;

    [Differentiable, At]
    public static double MeanOfRankFour([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 3)] Tensor<double> a) => Mean(a * a) * Mean(a);

    [Differentiable, At]
    public static Tensor<double> VectorByThreeIndices([Shape("V"), Sizes(5)] Tensor<double> table, [Shape("A", "B", "C"), Values(4, 0, 4, 1, 1, 2, 3, 0), Sizes(2, 2, 2)] Tensor<int> rows) => Gather(table * table, rows);

    [Differentiable, At]
    public static Tensor<double> RowsByThreeIndices([Shape("V", "E"), Sizes(4, 2)] Tensor<double> table, [Shape("A", "B", "C"), Values(3, 0, 3, 1), Sizes(2, 1, 2)] Tensor<int> rows) => Gather(table, rows) * 2;

    [Differentiable, At]
    public static Tensor<double> PlanesByTwoIndices([Shape("V", "D", "E"), Sizes(3, 2, 2)] Tensor<double> table, [Shape("A", "B"), Values(2, 1, 2, 2), Sizes(2, 2)] Tensor<int> rows) => Gather(table * table, rows);

    [Differentiable, At]
    public static Tensor<double> BlocksOfRankFour([Shape("V", "D", "E", "F"), Sizes(3, 2, 1, 2)] Tensor<double> table, [Shape("B"), Values(2, 0, 2)] Tensor<int> rows) => Gather(table, rows) * 3;

    [Differentiable, At]
    public static double CrossEntropyOfRankFour([Shape("A", "B", "C", "V"), Sizes(2, 1, 2, 3)] Tensor<double> logits, [Shape("A", "B", "C"), Values(2, 0, 1, 1), Sizes(2, 1, 2)] Tensor<int> targets) => CrossEntropy(logits * logits, targets) * 2;

    [Differentiable, At]
    public static double CrossEntropyOfGatheredRows([Shape("V", "E"), Sizes(4, 3)] Tensor<double> table, [Shape("A", "B"), Values(3, 0, 3, 1), Sizes(2, 2)] Tensor<int> rows, [Shape("A", "B"), Values(2, 0, 1, 1), Sizes(2, 2)] Tensor<int> targets) => CrossEntropy(Gather(table, rows), targets);
}
