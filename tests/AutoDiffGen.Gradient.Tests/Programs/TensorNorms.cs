using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Norms and standard deviations.</summary>
public static partial class TensorNorms
{
    [Differentiable, At, At(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Kink = true)]
    public static double Length([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Norm(a);

    [Differentiable, At, At(0, 0, 0, 0, 0, 1, 2, 0, 0, -1, 0, 0, 0, 0, 3, Kink = true)]
    public static Tensor<double> LengthsOfRows([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Norm(a, 2, -1);

    [Differentiable, At, At(0, 0, 0, 0, 0, 1, 2, 0, 0, -1, 0, 0, 0, 0, 3, Kink = true)]
    public static Tensor<double> SumOfMagnitudes([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Norm(a, 1, 0, true) * a;

    [Differentiable, At, At(0, 0, 0, 0, 0, 2, 2, 0, 0, -2, 0, 0, 0, 0, 3, Kink = true)]
    public static Tensor<double> LargestMagnitude([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Norm(a, double.PositiveInfinity, 1);

    [Differentiable, At]
    public static Tensor<double> SmallestMagnitude([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Norm(a, double.NegativeInfinity, [1]);

    [Differentiable, At]
    public static double NumberOfElements([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Norm(a, 0) * Norm(a);

    [Differentiable, At, At(0, 0, 0, 0, 0, 1, 2, 0, 0, -1, 0, 0, 0, 0, 3, Kink = true)]
    public static Tensor<double> OfDegreeThree([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Norm(a, 3, [1], true);

    [Differentiable, At, At(0, 0, 0, 0, 0, 1, 2, 0, 0, -1, 0, 0, 0, 0, 3, Kink = true)]
    public static double OfDegreeHalf([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Norm(a, 0.5);

    [Differentiable, At(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 2), At(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 1)]
    public static double OfAVariableDegree([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, double p) => Norm(a, p);

    [Differentiable, At, At(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, Kink = true)]
    public static double Deviation([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => StdDev(a);

    [Differentiable, At, At(2, 2, 2, 2, 2, 1, 2, 3, 4, 5, 0, 0, 0, 0, 0, Kink = true)]
    public static Tensor<double> DeviationOfRows([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => StdDev(a, [1], true, 0) * a;
}
