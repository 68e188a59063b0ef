using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Operations with kernels of their own over dimensions of length zero: whatever is not empty has an exact gradient.</summary>
public static partial class EmptyTensors
{
    [Differentiable, At]
    public static double NoRows([Shape("M", "N"), Sizes(0, 3)] Tensor<double> a, [Shape("K"), Sizes(2)] Tensor<double> b) => Sum(Softmax(a)) + Sum(LogSoftmax(a, 1)) + Sum(b * b);

    [Differentiable, At]
    public static double NoColumns([Shape("M", "N"), Sizes(3, 0)] Tensor<double> a, [Shape("K"), Sizes(2)] Tensor<double> b) => Sum(Softmax(a)) + Sum(LogSoftmax(a)) + Sum(b * b);

    [Differentiable, At]
    public static double NothingAcross([Shape("M", "N"), Sizes(0, 3)] Tensor<double> a, [Shape("K"), Sizes(2)] Tensor<double> b) => Sum(Softmax(a, 0)) + Sum(LogSoftmax(a, 0)) + Sum(b * b);

    [Differentiable, At]
    public static double MeanOfNoRows([Shape("M", "N"), Sizes(0, 3)] Tensor<double> a, [Shape("K"), Sizes(2)] Tensor<double> b) => Sum(Mean(a, 1)) + Sum(b * b);

    [Differentiable, At]
    public static Tensor<double> Reshaped([Shape("M", "6"), Sizes(0, 6)] Tensor<double> a, [Shape("2", "3"), Sizes(2, 3)] Tensor<double> b) => Sum(a.Reshape([a.Lengths[0], 2, 3]), 0) + b * b;

    [Differentiable, At]
    public static double NoIndices([Shape("V", "E"), Sizes(4, 3)] Tensor<double> table, [Shape("B"), Sizes(0), Values] Tensor<int> rows) => Sum(Gather(table, rows)) + Sum(table * table);

    [Differentiable, At]
    public static Tensor<double> RowsOfNothing([Shape("V", "E"), Sizes(4, 0)] Tensor<double> table, [Shape("B"), Values(3, 0)] Tensor<int> rows, [Shape("B"), Sizes(2)] Tensor<double> b) => Sum(Gather(table, rows), 1) + b * b;

    [Differentiable, At]
    public static Tensor<double> LeftTransposedOverNothing([Shape("K", "M"), Sizes(0, 3)] Tensor<double> a, [Shape("K", "N"), Sizes(0, 4)] Tensor<double> b, [Shape("N"), Sizes(4)] Tensor<double> c) => MatMul(a, b, transposeA: true) + c * c;

    [Differentiable, At]
    public static Tensor<double> RightTransposedOverNothing([Shape("M", "K"), Sizes(3, 0)] Tensor<double> a, [Shape("N", "K"), Sizes(4, 0)] Tensor<double> b, [Shape("N"), Sizes(4)] Tensor<double> c) => MatMul(a, b, transposeB: true) + c * c;

    [Differentiable, At]
    public static double BothTransposedOfNoRows([Shape("K", "M"), Sizes(3, 0)] Tensor<double> a, [Shape("N", "K"), Sizes(4, 3)] Tensor<double> b) => Sum(MatMul(a, b, true, true)) + Sum(b * b);
}
