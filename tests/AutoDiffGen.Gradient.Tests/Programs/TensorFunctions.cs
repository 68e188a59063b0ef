using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Operations with kernels of their own.</summary>
public static partial class TensorFunctions
{
    [Differentiable, At]
    public static Tensor<double> Product([Shape("M", "K"), Sizes(3, 5)] Tensor<double> a, [Shape("K", "N"), Sizes(5, 4)] Tensor<double> b) => MatMul(a, b);

    [Differentiable, At]
    public static Tensor<double> ProductTransposedLeft([Shape("K", "M"), Sizes(5, 3)] Tensor<double> a, [Shape("K", "N"), Sizes(5, 4)] Tensor<double> b) => MatMul(a, b, transposeA: true);

    [Differentiable, At]
    public static Tensor<double> ProductTransposedRight([Shape("M", "K"), Sizes(3, 5)] Tensor<double> a, [Shape("N", "K"), Sizes(4, 5)] Tensor<double> b) => MatMul(a, b, transposeB: true);

    [Differentiable, At]
    public static Tensor<double> ProductTransposedBoth([Shape("K", "M"), Sizes(5, 3)] Tensor<double> a, [Shape("N", "K"), Sizes(4, 5)] Tensor<double> b) => MatMul(a, b, true, true);

    [Differentiable, At]
    public static Tensor<double> ProductOfOneMatrix([Shape("N", "N"), Sizes(4, 4)] Tensor<double> a) => MatMul(a, a) + MatMul(a, a, transposeB: true);

    [Differentiable, At]
    public static Tensor<double> ProductOverNothing([Shape("M", "K"), Sizes(3, 0)] Tensor<double> a, [Shape("K", "N"), Sizes(0, 4)] Tensor<double> b) => MatMul(a, b);

    [Differentiable, At]
    public static Tensor<double> LargerProduct([Shape("M", "K"), Sizes(17, 33)] Tensor<double> a, [Shape("K", "N"), Sizes(33, 19)] Tensor<double> b) => MatMul(a, b);

    [Differentiable, At]
    public static Tensor<double> RowsOfATable([Shape("V", "E"), Sizes(5, 3)] Tensor<double> table, [Shape("B"), Values(4, 0, 4, 4, 2)] Tensor<int> rows) => Gather(table, rows);

    [Differentiable, At]
    public static Tensor<double> RowsInTwoDimensions([Shape("V", "E"), Sizes(5, 3)] Tensor<double> table, [Shape("B", "T"), Values(4, 0, 4, 1, 1, 2), Sizes(2, 3)] Tensor<int> rows) => Gather(table, rows);

    [Differentiable, At]
    public static Tensor<double> ElementsOfAVector([Shape("V"), Sizes(5)] Tensor<double> table, [Shape("B"), Values(3, 3)] Tensor<int> rows) => Gather(table, rows);

    [Differentiable, At]
    public static Tensor<double> PlanesOfATable([Shape("V", "D", "E"), Sizes(3, 2, 2)] Tensor<double> table, [Shape("B"), Values(2, 1, 2)] Tensor<int> rows) => Gather(table, rows) * 2;

    [Differentiable, At]
    public static double SumOfAll([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => Sum(a) * Sum(a);

    [Differentiable, At]
    public static Tensor<double> SumOverRows([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => Sum(a, 0);

    [Differentiable, At]
    public static Tensor<double> SumOverColumns([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => Sum(a, -1);

    [Differentiable, At]
    public static Tensor<double> SumKeepingDimensions([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => a * Sum(a, 1, keepDims: true);

    [Differentiable, At]
    public static Tensor<double> SumOverTwoAxes([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Sum(a, [0, 2]);

    [Differentiable, At]
    public static Tensor<double> SumOverMiddleKept([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Sum(a * a, [1], keepDims: true) * a;

    [Differentiable, At]
    public static Tensor<double> SumOfRankFour([Shape("K", "L", "M", "N"), Sizes(2, 3, 2, 2)] Tensor<double> a) => Sum(a, [3, 1]);

    [Differentiable, At]
    public static Tensor<double> SumOverAnEmptyAxis([Shape("M", "N"), Sizes(3, 0)] Tensor<double> a) => Sum(a, 1);

    [Differentiable, At]
    public static double MeanOfAll([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => Mean(a * a);

    [Differentiable, At]
    public static Tensor<double> MeanOverRows([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => Mean(a, 0);

    [Differentiable, At]
    public static Tensor<double> MeanKeepingDimensions([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => a - Mean(a, -1, keepDims: true);

    [Differentiable, At]
    public static Tensor<double> MeanOverTwoAxes([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Mean(a, [0, 1]);

    [Differentiable, At]
    public static Tensor<double> SoftmaxOfRows([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Softmax(a);

    [Differentiable, At]
    public static Tensor<double> SoftmaxOfColumns([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Softmax(a, 0);

    [Differentiable, At]
    public static Tensor<double> SoftmaxOfTheMiddle([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Softmax(a, 1) * a;

    [Differentiable, At]
    public static Tensor<double> LogSoftmaxOfRows([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => LogSoftmax(a);

    [Differentiable, At]
    public static Tensor<double> LogSoftmaxOfColumns([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => LogSoftmax(a, axis: 0);

    [Differentiable, At(1e4, -1e4, 0, 1e4, 1e4, 3, -2, 0, 1)]
    public static Tensor<double> SoftmaxOfLargeLogits([Shape("M", "N"), Sizes(3, 3)] Tensor<double> a) => LogSoftmax(a) * Softmax(a);

    [Differentiable, At]
    public static double CrossEntropyOfRows([Shape("B", "V"), Sizes(3, 5)] Tensor<double> logits, [Shape("B"), Values(4, 0, 0)] Tensor<int> targets) => CrossEntropy(logits, targets);

    [Differentiable, At]
    public static double CrossEntropyOfRankThree([Shape("B", "T", "V"), Sizes(2, 2, 3)] Tensor<double> logits, [Shape("B", "T"), Values(2, 0, 1, 1), Sizes(2, 2)] Tensor<int> targets) => CrossEntropy(logits * 2, targets) * 3;

    [Differentiable, At(1e4, -1e4, 0, 1e4, 1e4, 3)]
    public static double CrossEntropyOfLargeLogits([Shape("B", "V"), Sizes(2, 3)] Tensor<double> logits, [Shape("B"), Values(1, 0)] Tensor<int> targets) => CrossEntropy(logits, targets);

    [Differentiable, At]
    public static Tensor<double> Reshaped([Shape("4", "6"), Sizes(4, 6)] Tensor<double> a, [Shape("8", "3"), Sizes(8, 3)] Tensor<double> b) => a.Reshape([8, 3]) * b;

    [Differentiable, At]
    public static Tensor<double> ReshapedWithOneOpen([Shape("M", "6"), Sizes(4, 6)] Tensor<double> a) => a.Reshape([-1, 3]) * 2 + 1;

    [Differentiable, At]
    public static Tensor<double> ReshapedToItself([Shape("M", "N"), Sizes(4, 6)] Tensor<double> a) => a.Reshape([a.Lengths[0], a.Lengths[1]]);

    [Differentiable, At]
    public static Tensor<double> ReshapedTwice([Shape("4", "6"), Sizes(4, 6)] Tensor<double> a) => (a.Reshape([24]) * a.Reshape([24])).Reshape([2, 3, 4]);
}
