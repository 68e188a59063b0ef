using System.Numerics.Tensors;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Tensors;

// What is differentiated.
public partial class KernelReferenceTests
{
    [Differentiable]
    private static Tensor<double> AlongTheMiddle([Shape("L", "M", "N")] Tensor<double> x) => Softmax(x, 1);

    [Differentiable]
    private static Tensor<double> LogAlongTheMiddle([Shape("L", "M", "N")] Tensor<double> x) => LogSoftmax(x, 1);

    [Differentiable]
    private static Tensor<double> LogSumAlongTheMiddle([Shape("L", "M", "N")] Tensor<double> x) => LogSumExp(x, 1);

    [Differentiable]
    private static Tensor<double> OfRows([Shape("M", "N")] Tensor<double> x) => Softmax(x);

    [Differentiable]
    private static Tensor<double> LogOfRows([Shape("M", "N")] Tensor<double> x) => LogSoftmax(x);

    [Differentiable]
    private static Tensor<double> LogSumOfRows([Shape("M", "N")] Tensor<double> x) => LogSumExp(x, -1);

    [Differentiable]
    private static Tensor<double> PlainLayer([Shape("M", "N")] Tensor<double> x, [NoGradient] double epsilon) => LayerNorm(x, epsilon);

    [Differentiable]
    private static Tensor<double> Layer([Shape("M", "N")] Tensor<double> x, [Shape("N")] Tensor<double> weight, [Shape("N")] Tensor<double> bias, [NoGradient] double epsilon) => LayerNorm(x, weight, bias, epsilon);

    [Differentiable]
    private static Tensor<double> Root([Shape("M", "N")] Tensor<double> x, [Shape("N")] Tensor<double> weight, [NoGradient] double epsilon) => RmsNorm(x, weight, epsilon);

    [Differentiable]
    private static Tensor<double> OverTwoAxes([Shape("L", "M", "N")] Tensor<double> x, [NoGradient] double epsilon) => LayerNorm(x, [-2, -1], epsilon);

    [Differentiable]
    private static Tensor<double> OverTwoAxesWeighted([Shape("L", "M", "N")] Tensor<double> x, [Shape("M", "N")] Tensor<double> weight, [Shape("M", "N")] Tensor<double> bias, [NoGradient] double epsilon) =>
        LayerNorm(x, [-2, -1], weight, bias, epsilon);

    [Differentiable]
    private static Tensor<double> PlainBatch([Shape("N", "C", "L")] Tensor<double> x, [NoGradient] double epsilon) => BatchNorm(x, epsilon);

    [Differentiable]
    private static Tensor<double> Batch([Shape("N", "C", "L")] Tensor<double> x, [Shape("C")] Tensor<double> weight, [Shape("C")] Tensor<double> bias, [NoGradient] double epsilon) => BatchNorm(x, weight, bias, epsilon);

    [Differentiable]
    private static Tensor<double> Running(
        [Shape("N", "C", "L")] Tensor<double> x, [Shape("C"), NoGradient] Tensor<double> mean, [Shape("C"), NoGradient] Tensor<double> variance, [Shape("C")] Tensor<double> weight, [Shape("C")] Tensor<double> bias, [NoGradient] double epsilon) =>
        BatchNormWith(x, mean, variance, weight, bias, epsilon);

    [Differentiable]
    private static Tensor<double> AlongOne([Shape("O", "D", "K")] Tensor<double> w, [Shape("N", "D * groups", "L")] Tensor<double> x, [Shape("O")] Tensor<double> bias, int stride, int padding, int dilation, int groups) =>
        Conv1d(x, w, bias, stride, padding, dilation, groups);

    [Differentiable]
    private static Tensor<double> WithoutBias([Shape("O", "D", "K")] Tensor<double> w, [Shape("N", "D * groups", "L")] Tensor<double> x, int stride, int padding, int dilation, int groups) =>
        Conv1d(x, w, null, stride, padding, dilation, groups);

    [Differentiable]
    private static Tensor<double> Causal([Shape("O", "D", "K")] Tensor<double> w, [Shape("N", "D * groups", "L")] Tensor<double> x, [Shape("O")] Tensor<double> bias, int stride, int dilation, int groups) =>
        Conv1d(x, w, bias, stride, 0, dilation, groups, causal: true);

    [Differentiable]
    private static Tensor<double> AlongTwo(
        [Shape("O", "D", "K", "L")] Tensor<double> w, [Shape("N", "D * groups", "H", "W")] Tensor<double> x, [Shape("O")] Tensor<double> bias, int strideHeight, int strideWidth, int paddingHeight, int paddingWidth, int dilationHeight, int dilationWidth, int groups) =>
        Conv2d(x, w, bias, (strideHeight, strideWidth), (paddingHeight, paddingWidth), (dilationHeight, dilationWidth), groups);

    [Differentiable]
    private static Tensor<double> Largest([Shape("N", "C", "L")] Tensor<double> x, int kernel, int stride, int padding) => MaxPool1d(x, kernel, stride, padding);

    [Differentiable]
    private static Tensor<double> LargestOfTwo([Shape("N", "C", "H", "W")] Tensor<double> x, int height, int width, int strideHeight, int strideWidth, int paddingHeight, int paddingWidth) =>
        MaxPool2d(x, (height, width), (strideHeight, strideWidth), (paddingHeight, paddingWidth));

    [Differentiable]
    private static Tensor<double> CountedMeans([Shape("N", "C", "L")] Tensor<double> x, int kernel, int stride, int padding) => AvgPool1d(x, kernel, stride, padding);

    [Differentiable]
    private static Tensor<double> Means([Shape("N", "C", "L")] Tensor<double> x, int kernel, int stride, int padding) => AvgPool1d(x, kernel, stride, padding, countIncludePad: false);

    [Differentiable]
    private static Tensor<double> CountedMeansOfTwo([Shape("N", "C", "H", "W")] Tensor<double> x, int height, int width, int strideHeight, int strideWidth, int paddingHeight, int paddingWidth) =>
        AvgPool2d(x, (height, width), (strideHeight, strideWidth), (paddingHeight, paddingWidth));

    [Differentiable]
    private static Tensor<double> MeansOfTwo([Shape("N", "C", "H", "W")] Tensor<double> x, int height, int width, int strideHeight, int strideWidth, int paddingHeight, int paddingWidth) =>
        AvgPool2d(x, (height, width), (strideHeight, strideWidth), (paddingHeight, paddingWidth), countIncludePad: false);

    [Differentiable]
    private static Tensor<double> PlainAttention([Shape("A", "B", "T", "D")] Tensor<double> q, [Shape("A", "B", "S", "D")] Tensor<double> k, [Shape("A", "B", "S", "E")] Tensor<double> v, [NoGradient] double scale) =>
        ScaledDotProductAttention(q, k, v, scale: scale);

    [Differentiable]
    private static Tensor<double> PlainCausal([Shape("A", "B", "T", "D")] Tensor<double> q, [Shape("A", "B", "S", "D")] Tensor<double> k, [Shape("A", "B", "S", "E")] Tensor<double> v, [NoGradient] double scale) =>
        ScaledDotProductAttention(q, k, v, causal: true, scale: scale);

    [Differentiable]
    private static Tensor<double> Masked(
        [Shape("A", "B", "T", "D")] Tensor<double> q, [Shape("A", "B", "S", "D")] Tensor<double> k, [Shape("A", "B", "S", "E")] Tensor<double> v, [Shape("A", "B", "T", "S")] Tensor<bool> mask, [NoGradient] double scale) =>
        ScaledDotProductAttention(q, k, v, mask, scale: scale);

    [Differentiable]
    private static Tensor<double> MaskedCausal(
        [Shape("A", "B", "T", "D")] Tensor<double> q, [Shape("A", "B", "S", "D")] Tensor<double> k, [Shape("A", "B", "S", "E")] Tensor<double> v, [Shape("A", "B", "T", "S")] Tensor<bool> mask, [NoGradient] double scale) =>
        ScaledDotProductAttention(q, k, v, mask, true, scale);

    [Differentiable]
    private static Tensor<double> Biased(
        [Shape("A", "B", "T", "D")] Tensor<double> q, [Shape("A", "B", "S", "D")] Tensor<double> k, [Shape("A", "B", "S", "E")] Tensor<double> v, [Shape("A", "B", "T", "S")] Tensor<double> bias, [NoGradient] double scale) =>
        ScaledDotProductAttention(q, k, v, bias, scale: scale);

    [Differentiable]
    private static Tensor<double> BiasedCausal(
        [Shape("A", "B", "T", "D")] Tensor<double> q, [Shape("A", "B", "S", "D")] Tensor<double> k, [Shape("A", "B", "S", "E")] Tensor<double> v, [Shape("A", "B", "T", "S")] Tensor<double> bias, [NoGradient] double scale) =>
        ScaledDotProductAttention(q, k, v, bias, true, scale);
}
