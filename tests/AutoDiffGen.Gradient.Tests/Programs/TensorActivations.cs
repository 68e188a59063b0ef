using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Activations, at their bends and far out too.</summary>
public static partial class TensorActivations
{
    [Differentiable, At, At(0, 0, 0, 0, 0, 1e4, -1e4, 800, -800, 0, -0.0, 30, -30, 1, -1, Kink = true)]
    public static Tensor<double> Softplussed([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Softplus(a);

    [Differentiable, At]
    public static Tensor<double> SharpSoftplus([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Softplus(a, 2.5);

    [Differentiable, At]
    public static Tensor<double> LogOfSigmoid([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => LogSigmoid(a);

    [Differentiable, At(Low = -4, High = 4), At(0, 1, -1, 1.0000001, 0.9999999, 1e4, -1e4, 800, -800, 6, -6, 30, -30, 5.9, -1e-300)]
    public static Tensor<double> ErrorFunction([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Erf(a);

    [Differentiable, At, At(0, 0, 0, 0, 0, 1e4, -1e4, 800, -800, 0, -0.0, 30, -30, 1, -1, Kink = true)]
    public static Tensor<double> Leaky([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => LeakyRelu(a);

    [Differentiable, At]
    public static Tensor<double> LeakyAtASlope([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => LeakyRelu(a, 0.3) * a;

    [Differentiable, At, At(0, 0, 0, 0, 0, 1e4, -1e4, 800, -800, 0, -0.0, 30, -30, 1, -1, Kink = true)]
    public static Tensor<double> Exponential([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Elu(a);

    [Differentiable, At, At(0, 0, 0, 0, 0, 1e4, -1e4, 800, -800, 0, -0.0, 30, -30, 1, -1, Kink = true)]
    public static Tensor<double> ExponentialWithAlpha([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Elu(a, 1.7);

    [Differentiable, At(Low = -4, High = 4)]
    public static Tensor<double> Gaussian([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Gelu(a);

    [Differentiable, At(Low = -4, High = 4)]
    public static Tensor<double> GaussianByTanh([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => GeluTanh(a);

    [Differentiable, At]
    public static Tensor<double> SigmoidWeighted([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Silu(a);
}
