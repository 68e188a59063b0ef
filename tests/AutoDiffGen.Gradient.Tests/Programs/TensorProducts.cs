using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Products of batches of matrices, repeated to one another, either transposed.</summary>
public static partial class TensorProducts
{
    [Differentiable, At]
    public static Tensor<double> OfABatch([Shape("B", "M", "K"), Sizes(2, 3, 4)] Tensor<double> a, [Shape("B", "K", "N"), Sizes(2, 4, 5)] Tensor<double> b) => MatMul(a, b);

    [Differentiable, At]
    public static Tensor<double> OfABatchTransposedLeft([Shape("B", "K", "M"), Sizes(2, 4, 3)] Tensor<double> a, [Shape("B", "K", "N"), Sizes(2, 4, 5)] Tensor<double> b) => MatMul(a, b, transposeA: true);

    [Differentiable, At]
    public static Tensor<double> OfABatchTransposedRight([Shape("B", "M", "K"), Sizes(2, 3, 4)] Tensor<double> a, [Shape("B", "N", "K"), Sizes(2, 5, 4)] Tensor<double> b) => MatMul(a, b, transposeB: true);

    [Differentiable, At]
    public static Tensor<double> OfABatchTransposedBoth([Shape("B", "K", "M"), Sizes(2, 4, 3)] Tensor<double> a, [Shape("B", "N", "K"), Sizes(2, 5, 4)] Tensor<double> b) => MatMul(a, b, true, true);

    [Differentiable, At]
    public static Tensor<double> OneMatrixForTheBatch([Shape("B", "M", "K"), Sizes(3, 2, 4)] Tensor<double> a, [Shape("K", "N"), Sizes(4, 5)] Tensor<double> b) => MatMul(a, b);

    [Differentiable, At]
    public static Tensor<double> OneMatrixOnTheLeft([Shape("M", "K"), Sizes(2, 4)] Tensor<double> a, [Shape("B", "K", "N"), Sizes(3, 4, 5)] Tensor<double> b) => MatMul(a, b);

    [Differentiable, At]
    public static Tensor<double> OneMatrixOnTheLeftTransposed([Shape("K", "M"), Sizes(4, 2)] Tensor<double> a, [Shape("B", "N", "K"), Sizes(3, 5, 4)] Tensor<double> b) => MatMul(a, b, true, true);

    [Differentiable, At]
    public static Tensor<double> RepeatedBothWays([Shape("A", "1", "M", "K"), Sizes(2, 1, 3, 2)] Tensor<double> a, [Shape("B", "K", "N"), Sizes(3, 2, 2)] Tensor<double> b) => MatMul(a, b);

    [Differentiable, At]
    public static Tensor<double> RepeatedBothWaysTransposed([Shape("1", "B", "K", "M"), Sizes(1, 3, 2, 3)] Tensor<double> a, [Shape("A", "1", "N", "K"), Sizes(2, 1, 2, 2)] Tensor<double> b) => MatMul(a, b, true, true);

    [Differentiable, At]
    public static Tensor<double> OfRankFive([Shape("A", "B", "C", "M", "K"), Sizes(2, 1, 2, 2, 3)] Tensor<double> a, [Shape("A", "B", "C", "K", "N"), Sizes(2, 1, 2, 3, 2)] Tensor<double> b) => MatMul(a, b);

    [Differentiable, At]
    public static Tensor<double> OfABatchWithItself([Shape("B", "T", "D"), Sizes(2, 3, 4)] Tensor<double> a) => MatMul(MatMul(a, a, transposeB: true), a);

    [Differentiable, At]
    public static Tensor<double> OverNothing([Shape("B", "M", "K"), Sizes(2, 3, 0)] Tensor<double> a, [Shape("B", "K", "N"), Sizes(2, 0, 4)] Tensor<double> b, [Shape("N"), Sizes(4)] Tensor<double> c) => MatMul(a, b) + c * c;

    [Differentiable, At]
    public static double OfAnEmptyBatch([Shape("B", "M", "K"), Sizes(0, 3, 2)] Tensor<double> a, [Shape("K", "N"), Sizes(2, 4)] Tensor<double> b) => Sum(MatMul(a, b)) + Sum(b * b);

    [Differentiable, At]
    public static Tensor<double> OfLaneWidths([Shape("B", "M", "K"), Sizes(2, 7, 17)] Tensor<double> a, [Shape("K", "N"), Sizes(17, 9)] Tensor<double> b) => MatMul(a, b);

    [Differentiable, At]
    public static Tensor<double> WithABiasAndAnActivation([Shape("B", "T", "I"), Sizes(2, 3, 4)] Tensor<double> x, [Shape("O", "I"), Sizes(5, 4)] Tensor<double> w, [Shape("O"), Sizes(5)] Tensor<double> b) => Tanh(MatMul(x, w, transposeB: true) + b);

    [Differentiable, At]
    public static Tensor<double> OfColumnAndRow([Shape("B", "M", "1"), Sizes(2, 3, 1)] Tensor<double> a, [Shape("B", "1", "N"), Sizes(2, 1, 4)] Tensor<double> b) => MatMul(a, b) * Sum(a);

    [Differentiable, At]
    public static Tensor<T> InEitherPrecision<T>([Shape("B", "M", "K"), Sizes(2, 3, 5)] Tensor<T> a, [Shape("N", "K"), Sizes(4, 5)] Tensor<T> b)
        where T : System.Numerics.IFloatingPointIeee754<T> => MatMul(a, b, transposeB: true);
}
