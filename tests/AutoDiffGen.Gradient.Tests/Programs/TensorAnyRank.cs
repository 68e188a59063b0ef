using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Tensors whose rank only the call decides.</summary>
public static partial class TensorAnyRank
{
    [Differentiable, At]
    [return: Shape("...", "E")]
    public static Tensor<double> Layer(
        [Shape("...", "D"), Sizes(2, 3, 4)] Tensor<double> x, [Shape("D", "E"), Sizes(4, 5)] Tensor<double> w, [Shape("E"), Sizes(5)] Tensor<double> b) => Tanh(MatMul(x, w) + b);

    [Differentiable, At]
    [return: Shape("...", "E")]
    public static Tensor<double> LayerOfOneRow(
        [Shape("...", "D"), Sizes(1, 4)] Tensor<double> x, [Shape("D", "E"), Sizes(4, 5)] Tensor<double> w, [Shape("E"), Sizes(5)] Tensor<double> b) => Tanh(MatMul(x, w) + b);

    [Differentiable, At]
    public static double LayersOfTwoRanks(
        [Shape("A", "B", "D"), Sizes(2, 3, 4)] Tensor<double> x, [Shape("C", "D"), Sizes(2, 4)] Tensor<double> y, [Shape("D", "E"), Sizes(4, 5)] Tensor<double> w, [Shape("E"), Sizes(5)] Tensor<double> b) =>
        Sum(Layer(x, w, b)) * Mean(Layer(y, w, b));

    [Differentiable, At]
    public static double TwoLayersThatShareWhatStandsBefore(
        [Shape("...", "D"), Sizes(2, 3, 4)] Tensor<double> x, [Shape("...", "E"), Sizes(2, 3, 2)] Tensor<double> y, [Shape("D", "E"), Sizes(4, 2)] Tensor<double> w) =>
        Sum(MatMul(x, w) * y * y);

    [Differentiable, At]
    public static double AxesFromBothEnds([Shape("...", "D"), Sizes(2, 3, 4)] Tensor<double> x) =>
        Sum(Softmax(x, -1) * x) + Sum(Exp(Sum(x, -1, keepDims: true) + x)) + Sum(Sin(Sum(x, 0)));

    [Differentiable, At]
    public static double Unknown([Sizes(2, 3)] Tensor<double> x) => Mean(x * Tanh(x));

    [Differentiable, At]
    public static double UnknownOfNoElements([Sizes(0, 3)] Tensor<double> x) => Sum(x * Tanh(x));

    [Differentiable, At]
    public static Tensor<double> TwoUnknown([Sizes(2, 1, 3)] Tensor<double> x, [Sizes(2, 1, 3)] Tensor<double> y) => x * Sigmoid(y) + y;

    [Differentiable, At]
    public static double ReadFromTheEnd([Sizes(2, 3, 4)] Tensor<double> x) => Sum(x * x) / x.Lengths[^1] + x.Rank * Sum(x);

    [Differentiable, At]
    public static double AgainstADeclaredOne([Sizes(2, 3)] Tensor<double> x, [Shape("N"), Sizes(3)] Tensor<double> b) => Sum(Exp(x * b + x));

    [Differentiable, At]
    public static double UnknownWeights([Sizes(2, 3, 4)] Tensor<double> x, [Sizes(4, 5)] Tensor<double> w) => Sum(Sin(MatMul(x, w)));

    [Differentiable, At]
    public static Tensor<double> FirstAxis([Sizes(3, 4)] Tensor<double> x) => Softmax(x, 0) * x;

    [Differentiable, At]
    public static double InALoop([Shape("...", "D"), Sizes(2, 3, 4)] Tensor<double> x, [Shape("D", "D"), Sizes(4, 4)] Tensor<double> w)
    {
        for (int i = 0; i < 3; i++)
        {
            x = Tanh(MatMul(x, w)) + x;
        }

        return Mean(x);
    }
}
