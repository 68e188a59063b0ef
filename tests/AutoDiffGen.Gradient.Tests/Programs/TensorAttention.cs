using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Attention, masked, causal and biased; dropout; softmax with masks and along every axis.</summary>
public static partial class TensorAttention
{
    [Differentiable, At]
    public static Tensor<double> Plain([Shape("B", "T", "D"), Sizes(2, 3, 4)] Tensor<double> q, [Shape("B", "S", "D"), Sizes(2, 5, 4)] Tensor<double> k, [Shape("B", "S", "E"), Sizes(2, 5, 3)] Tensor<double> v) => ScaledDotProductAttention(q, k, v);

    [Differentiable, At]
    public static Tensor<double> WithoutABatch([Shape("T", "D"), Sizes(3, 4)] Tensor<double> q, [Shape("S", "D"), Sizes(17, 4)] Tensor<double> k, [Shape("S", "E"), Sizes(17, 2)] Tensor<double> v) => ScaledDotProductAttention(q, k, v);

    [Differentiable, At]
    public static Tensor<double> OfHeads([Shape("B", "H", "T", "D"), Sizes(2, 2, 3, 2)] Tensor<double> q, [Shape("B", "H", "S", "D"), Sizes(2, 2, 3, 2)] Tensor<double> k, [Shape("B", "H", "S", "E"), Sizes(2, 2, 3, 2)] Tensor<double> v) => ScaledDotProductAttention(q, k, v, causal: true);

    [Differentiable, At]
    public static Tensor<double> OfItself([Shape("B", "T", "D"), Sizes(2, 5, 3)] Tensor<double> x) => ScaledDotProductAttention(x, x, x, causal: true, scale: 0.7);

    [Differentiable, At]
    public static Tensor<double> CausalWithMoreKeys([Shape("T", "D"), Sizes(3, 2)] Tensor<double> q, [Shape("S", "D"), Sizes(5, 2)] Tensor<double> k, [Shape("S", "E"), Sizes(5, 2)] Tensor<double> v) => ScaledDotProductAttention(q, k, v, causal: true);

    [Differentiable, At]
    public static Tensor<double> CausalWithFewerKeys([Shape("T", "D"), Sizes(5, 2)] Tensor<double> q, [Shape("S", "D"), Sizes(3, 2)] Tensor<double> k, [Shape("S", "E"), Sizes(3, 2)] Tensor<double> v) => ScaledDotProductAttention(q, k, v, causal: true);

    [Differentiable, At]
    public static Tensor<double> WithABias([Shape("B", "T", "D"), Sizes(2, 3, 4)] Tensor<double> q, [Shape("B", "S", "D"), Sizes(2, 5, 4)] Tensor<double> k, [Shape("B", "S", "E"), Sizes(2, 5, 3)] Tensor<double> v, [Shape("B", "T", "S"), Sizes(2, 3, 5)] Tensor<double> bias) => ScaledDotProductAttention(q, k, v, bias);

    [Differentiable, At]
    public static Tensor<double> WithABiasThatIsRepeated([Shape("B", "H", "T", "D"), Sizes(2, 2, 3, 2)] Tensor<double> q, [Shape("B", "H", "S", "D"), Sizes(2, 2, 3, 2)] Tensor<double> k, [Shape("B", "H", "S", "E"), Sizes(2, 2, 3, 2)] Tensor<double> v, [Shape("H", "1", "S"), Sizes(2, 1, 3)] Tensor<double> bias) => ScaledDotProductAttention(q, k, v, bias, causal: true, scale: 0.5);

    [Differentiable, At(double.NegativeInfinity, 1, 0, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, 0.5, 0, double.NegativeInfinity, Kink = true)]
    public static Tensor<double> WithAWhollyMaskedQuery([Shape("T", "S"), Sizes(3, 3)] Tensor<double> bias, [Shape("T", "D"), Sizes(3, 2)] Tensor<double> q, [Shape("S", "D"), Sizes(3, 2)] Tensor<double> k, [Shape("S", "E"), Sizes(3, 2)] Tensor<double> v) => ScaledDotProductAttention(q, k, v, bias);

    [Differentiable, At]
    public static Tensor<double> OverNoKeys([Shape("T", "D"), Sizes(3, 2)] Tensor<double> q, [Shape("S", "D"), Sizes(0, 2)] Tensor<double> k, [Shape("S", "E"), Sizes(0, 4)] Tensor<double> v, [Shape("E"), Sizes(4)] Tensor<double> c) => ScaledDotProductAttention(q, k, v) + c * c;

    [Differentiable, At]
    public static Tensor<double> OfNoWidth([Shape("T", "D"), Sizes(3, 0)] Tensor<double> q, [Shape("S", "D"), Sizes(4, 0)] Tensor<double> k, [Shape("S", "E"), Sizes(4, 2)] Tensor<double> v) => ScaledDotProductAttention(q, k, v, causal: true);

    [Differentiable, At(1e4, -1e4, 1e4, 1e4, 1, 1, 1, 1, -1, -1, 0.5, 0.5, Kink = true, Tolerance = 1e-11)]
    public static Tensor<double> WithLargeScores([Shape("T", "D"), Sizes(2, 2)] Tensor<double> q, [Shape("S", "D"), Sizes(4, 2)] Tensor<double> k, [Shape("S", "E"), Sizes(4, 1)] Tensor<double> v) => ScaledDotProductAttention(q, k, v);

    [Differentiable, At]
    public static Tensor<T> InEitherPrecision<T>([Shape("B", "T", "D"), Sizes(2, 3, 4)] Tensor<T> q, [Shape("B", "S", "D"), Sizes(2, 5, 4)] Tensor<T> k, [Shape("B", "S", "E"), Sizes(2, 5, 3)] Tensor<T> v)
        where T : System.Numerics.IFloatingPointIeee754<T> => ScaledDotProductAttention(q, k, v, causal: true);

    [Differentiable, At]
    public static Tensor<double> Dropped([Shape("M", "N"), Sizes(3, 7)] Tensor<double> x) => Dropout(x * x, 0.4, 7L);

    [Differentiable, At(0, 3), At(0.25, 4), At(1, 5)]
    public static Tensor<double> DroppedWithAGivenProbability([NoGradient] double p, long seed, [Shape("N"), Sizes(17)] Tensor<double> x) => Dropout(x, p, seed) * x;

    [Differentiable, At(double.NegativeInfinity, 1, 2, double.NegativeInfinity, 0, 3, 1, double.NegativeInfinity, double.NegativeInfinity, Kink = true)]
    public static Tensor<double> SoftmaxOfMaskedRows([Shape("M", "N"), Sizes(3, 3)] Tensor<double> a) => Softmax(a);

    [Differentiable, At]
    public static Tensor<double> SoftmaxOfRankFive([Shape("J", "K", "L", "M", "N"), Sizes(2, 2, 3, 1, 2)] Tensor<double> a) => Softmax(a, 2) * LogSoftmax(a, 0);

    [Differentiable, At]
    public static Tensor<double> SoftmaxOfOneEach([Shape("M", "N"), Sizes(4, 1)] Tensor<double> a) => Softmax(a) * a + LogSoftmax(a);

    [Differentiable, At]
    public static Tensor<double> SoftmaxOfLaneWidths([Shape("M", "N"), Sizes(9, 17)] Tensor<double> a) => Softmax(a) * Softmax(a, 0);
}
