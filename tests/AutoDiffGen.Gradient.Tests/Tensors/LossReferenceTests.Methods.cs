using System.Numerics.Tensors;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Tensors;

// What is differentiated.
public partial class LossReferenceTests
{
    [Differentiable]
    public static double Mse([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, LossReduction reduction) => MseLoss(a, b, reduction);

    [Differentiable]
    public static Tensor<double> MseEach([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b) => MseLoss(a, b, Reduce.None);

    [Differentiable]
    public static double L1([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, LossReduction reduction) => L1Loss(a, b, reduction);

    [Differentiable]
    public static Tensor<double> L1Each([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b) => L1Loss(a, b, Reduce.None);

    [Differentiable]
    public static double Huber([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, LossReduction reduction, [NoGradient] double delta) => HuberLoss(a, b, reduction, delta);

    [Differentiable]
    public static Tensor<double> HuberEach([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, [NoGradient] double delta) => HuberLoss(a, b, Reduce.None, delta);

    [Differentiable]
    public static double Kl([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, LossReduction reduction, bool logarithms) => KlDivLoss(a, b, reduction, logarithms);

    [Differentiable]
    public static Tensor<double> KlEach([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, bool logarithms) => KlDivLoss(a, b, Reduce.None, logarithms);

    [Differentiable]
    public static double Bce([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, LossReduction reduction) => BceWithLogits(a, b, reduction);

    [Differentiable]
    public static Tensor<double> BceEach([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b) => BceWithLogits(a, b, Reduce.None);

    [Differentiable]
    public static double PositiveBce([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, [Shape("M"), NoGradient] Tensor<double> p, LossReduction reduction) => BceWithLogits(a, b, reduction, positiveWeight: p);

    [Differentiable]
    public static double WeightedBce([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, [Shape("N", "1"), NoGradient] Tensor<double> w, [Shape("M"), NoGradient] Tensor<double> p, LossReduction reduction) => BceWithLogits(a, b, reduction, w, p);

    [Differentiable]
    public static Tensor<double> WeightedBceEach([Shape("N", "M")] Tensor<double> a, [Shape("N", "M")] Tensor<double> b, [Shape("N", "1"), NoGradient] Tensor<double> w, [Shape("M"), NoGradient] Tensor<double> p) => BceWithLogits(a, b, Reduce.None, w, p);

    [Differentiable]
    public static double Entropy([Shape("N", "C")] Tensor<double> x, [Shape("N")] Tensor<int> targets, [Shape("C"), NoGradient] Tensor<double> w, LossReduction reduction, int ignored, [NoGradient] double smoothing) => CrossEntropy(x, targets, reduction, w, -1, ignored, smoothing);

    [Differentiable]
    public static double PlainEntropy([Shape("N", "C")] Tensor<double> x, [Shape("N")] Tensor<int> targets, LossReduction reduction, int ignored) => CrossEntropy(x, targets, reduction, ignoreIndex: ignored);

    [Differentiable]
    public static Tensor<double> CrossEntropyEach([Shape("N", "C")] Tensor<double> x, [Shape("N")] Tensor<int> targets, [Shape("C"), NoGradient] Tensor<double> w, int ignored, [NoGradient] double smoothing) => CrossEntropy(x, targets, Reduce.None, w, -1, ignored, smoothing);

    [Differentiable]
    public static double Nll([Shape("N", "C")] Tensor<double> x, [Shape("N")] Tensor<int> targets, [Shape("C"), NoGradient] Tensor<double> w, LossReduction reduction, int ignored) => NllLoss(x, targets, reduction, w, -1, ignored);

    [Differentiable]
    public static Tensor<double> NllEach([Shape("N", "C")] Tensor<double> x, [Shape("N")] Tensor<int> targets, [Shape("C"), NoGradient] Tensor<double> w, int ignored) => NllLoss(x, targets, Reduce.None, w, -1, ignored);

    [Differentiable]
    public static double Along([Shape("N", "C", "L")] Tensor<double> x, [Shape("N", "L")] Tensor<long> targets, [Shape("C"), NoGradient] Tensor<double> w, LossReduction reduction, int ignored, [NoGradient] double smoothing) => CrossEntropy(x, targets, reduction, w, 1, ignored, smoothing);

    [Differentiable]
    public static Tensor<double> AlongEach([Shape("N", "C", "L")] Tensor<double> x, [Shape("N", "L")] Tensor<long> targets, [Shape("C"), NoGradient] Tensor<double> w, int ignored, [NoGradient] double smoothing) => CrossEntropy(x, targets, Reduce.None, w, 1, ignored, smoothing);

    [Differentiable]
    public static double Distributions([Shape("N", "C", "L")] Tensor<double> x, [Shape("N", "C", "L")] Tensor<double> y, [Shape("C"), NoGradient] Tensor<double> w, LossReduction reduction, [NoGradient] double smoothing) => CrossEntropy(x, y, reduction, w, 1, smoothing);

    [Differentiable]
    public static Tensor<double> Leaky([Shape("N")] Tensor<double> x, double slope) => LeakyRelu(x, slope);

    [Differentiable]
    public static Tensor<double> Exponential([Shape("N")] Tensor<double> x, double alpha) => Elu(x, alpha);

    [Differentiable]
    public static Tensor<double> Soft([Shape("N")] Tensor<double> x, double beta) => Softplus(x, beta);

    [Differentiable]
    public static Tensor<double> ByTanh([Shape("N")] Tensor<double> x) => GeluTanh(x);

    [Differentiable]
    public static Tensor<double> Gaussian([Shape("N")] Tensor<double> x) => Gelu(x);

    [Differentiable]
    public static Tensor<double> SigmoidWeighted([Shape("N")] Tensor<double> x) => Silu(x);

    [Differentiable]
    public static Tensor<double> LogOfSigmoid([Shape("N")] Tensor<double> x) => LogSigmoid(x);

    [Differentiable]
    public static Tensor<double> ErrorFunction([Shape("N")] Tensor<double> x) => Erf(x);

    [Differentiable]
    public static double Norm1([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 1);

    [Differentiable]
    public static Tensor<double> Norms1([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 1, 2);

    [Differentiable]
    public static double Norm2([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 2);

    [Differentiable]
    public static Tensor<double> Norms2([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 2, 2);

    [Differentiable]
    public static double Norm3([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 3);

    [Differentiable]
    public static Tensor<double> Norms3([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 3, 2);

    [Differentiable]
    public static double Norm25([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 2.5);

    [Differentiable]
    public static Tensor<double> Norms25([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 2.5, 2);

    [Differentiable]
    public static double Norm05([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 0.5);

    [Differentiable]
    public static Tensor<double> Norms05([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, 0.5, 2);

    [Differentiable]
    public static double Largest([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, double.PositiveInfinity);

    [Differentiable]
    public static Tensor<double> Largests([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, double.PositiveInfinity, [2]);

    [Differentiable]
    public static double Smallest([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, double.NegativeInfinity);

    [Differentiable]
    public static Tensor<double> Smallests([Shape("A", "B", "C")] Tensor<double> x) => Norm(x, double.NegativeInfinity, [2]);

    [Differentiable]
    public static double Deviation([Shape("A", "B", "C")] Tensor<double> x, int correction) => StdDev(x, correction: correction);

    [Differentiable]
    public static Tensor<double> Deviations([Shape("A", "B", "C")] Tensor<double> x, int correction) => StdDev(x, 2, false, correction);
}
