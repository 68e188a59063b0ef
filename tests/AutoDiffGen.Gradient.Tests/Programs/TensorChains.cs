using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Several operations in a row, as models have them.</summary>
public static partial class TensorChains
{
    [Differentiable, At]
    public static double Mlp(
        [Shape("B", "I"), Sizes(4, 3)] Tensor<double> x,
        [Shape("I", "H"), Sizes(3, 6)] Tensor<double> w1,
        [Shape("H"), Sizes(6)] Tensor<double> b1,
        [Shape("H", "O"), Sizes(6, 5)] Tensor<double> w2,
        [Shape("O"), Sizes(5)] Tensor<double> b2,
        [Shape("B"), Values(1, 4, 0, 2)] Tensor<int> targets)
    {
        var h = Tanh(MatMul(x, w1) + b1);
        return CrossEntropy(MatMul(h, w2) + b2, targets);
    }

    [Differentiable, At]
    public static Tensor<double> LayerNorm([Shape("B", "N"), Sizes(3, 8)] Tensor<double> x, [Shape("N"), Sizes(8)] Tensor<double> gain, [Shape("N"), Sizes(8)] Tensor<double> bias)
    {
        var centred = x - Mean(x, -1, keepDims: true);
        var variance = Mean(centred * centred, -1, keepDims: true);
        return centred / Sqrt(variance + 1e-5) * gain + bias;
    }

    [Differentiable, At]
    public static Tensor<double> BatchNorm([Shape("B", "N"), Sizes(6, 5)] Tensor<double> x, [Shape("N"), Sizes(5)] Tensor<double> gain, [Shape("N"), Sizes(5)] Tensor<double> bias)
    {
        var difference = x - Mean(x, 0, keepDims: true);
        var variance = Sum(difference * difference, 0, keepDims: true) / 5;
        return gain * (difference * Pow(variance + 1e-5, -0.5)) + bias;
    }

    [Differentiable, At]
    public static Tensor<double> SoftmaxSpelledOut([Shape("B", "N"), Sizes(3, 5)] Tensor<double> x)
    {
        var e = Exp(x);
        return e / Sum(e, 1, keepDims: true);
    }

    [Differentiable, At]
    public static double CrossEntropySpelledOut([Shape("B", "V"), Sizes(3, 5)] Tensor<double> logits, [NoGradient, Shape("B", "V"), Sizes(3, 5)] Tensor<double> oneHot)
    {
        var counts = Exp(logits);
        var probabilities = counts / Sum(counts, 1, keepDims: true);
        return -Sum(Log(probabilities) * oneHot) / 3;
    }

    [Differentiable, At]
    public static double Embedding(
        [Shape("V", "E"), Sizes(5, 2)] Tensor<double> table,
        [Shape("B", "3"), Values(0, 4, 4, 1, 2, 2), Sizes(2, 3)] Tensor<int> tokens,
        [Shape("3 * E", "H"), Sizes(6, 4)] Tensor<double> w)
    {
        var e = Gather(table, tokens).Reshape([tokens.Lengths[0], -1]);
        return Mean(Sigmoid(MatMul(e, w)) * 2);
    }

    [Differentiable, At]
    public static double Attention([Shape("T", "D"), Sizes(4, 3)] Tensor<double> q, [Shape("T", "D"), Sizes(4, 3)] Tensor<double> k, [Shape("T", "D"), Sizes(4, 3)] Tensor<double> v)
    {
        var weights = Softmax(MatMul(q, k, transposeB: true) / Math.Sqrt(3));
        var mixed = MatMul(weights, v);
        return Sum(mixed * mixed);
    }

    [Differentiable, At]
    public static double Residual([Shape("B", "N"), Sizes(3, 4)] Tensor<double> x, [Shape("N", "N"), Sizes(4, 4)] Tensor<double> w)
    {
        var h = x + Relu(MatMul(x, w));
        h = h + Relu(MatMul(h, w));
        h = h + Tanh(MatMul(h, w, transposeB: true));
        return Mean(h * h);
    }

    [Differentiable, At]
    public static double Regression([Shape("B", "N"), Sizes(5, 2)] Tensor<double> x, [Shape("N", "1"), Sizes(2, 1)] Tensor<double> w, double bias, [NoGradient, Shape("B", "1"), Sizes(5, 1)] Tensor<double> y, [NoGradient] double decay)
    {
        var error = MatMul(x, w) + bias - y;
        return Mean(error * error) + decay * Sum(w * w);
    }

    [Differentiable, At]
    public static double CallsAnother([Shape("B", "N"), Sizes(3, 4)] Tensor<double> x, [Shape("N"), Sizes(4)] Tensor<double> gain, [Shape("N"), Sizes(4)] Tensor<double> bias) =>
        Sum(LayerNorm(LayerNorm(x, gain, bias) * x, bias, gain) * x);

    [Differentiable, At(Kink = true)]
    public static Tensor<double> LongElementwiseChain([Shape("B", "N"), Sizes(3, 21)] Tensor<double> x, [Shape("N"), Sizes(21)] Tensor<double> y, [Shape("B", "1"), Sizes(3, 1)] Tensor<double> z)
    {
        var a = Sin(x) * y + Cos(z);
        var b = Exp(-Abs(a)) / (1 + y * y);
        var c = Max(a, b) - Min(x, z) * 0.5;
        return Sigmoid(c) * Log(1 + c * c) + Sqrt(1 + a * a) * Clamp(x, -1.0, 1.0);
    }
}
