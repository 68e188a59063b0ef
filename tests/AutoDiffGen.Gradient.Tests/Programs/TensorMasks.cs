using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Choices by comparisons and masks.</summary>
public static partial class TensorMasks
{
    [Differentiable, At]
    public static Tensor<double> ChosenByANumber([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Where(LessThan(a, 0.2), a * a, Exp(a));

    [Differentiable, At]
    public static Tensor<double> ChosenByATensor([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => Where(GreaterThanOrEqual(a, b), a * b, b);

    [Differentiable, At]
    public static Tensor<double> ChosenByARow([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("N"), Sizes(5)] Tensor<double> w) => Where(LessThanOrEqual(w, 0.1), a * w, 2.0);

    [Differentiable, At]
    public static Tensor<double> NumberWhereTrue([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Where(GreaterThan(a, 0.5), 3.0, a * a);

    [Differentiable, At]
    public static Tensor<double> NumbersOnBothSides([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => a * Where(GreaterThan(a, Sum(a, 0)), 3.0, 0.5);

    [Differentiable, At]
    public static Tensor<double> Together([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => Where(BitwiseOr(BitwiseAnd(LessThan(a, b), GreaterThan(a, 0.0)), Not(LessThan(b, 0.3))), a, b * b);

    [Differentiable, At]
    public static Tensor<double> ExactlyOne([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => Where(Xor(LessThan(a, 0.2), LessThan(b, 0.2)), a * b, a + b);

    [Differentiable, At(0, 1, 0, 1, 2, 3, 4, 0, -0.0, 1, 0, 0, 1, 2, 0, Kink = true)]
    public static Tensor<double> NotEqual([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Where(NotEquals(a, 0.0), Log(Where(NotEquals(a, 0.0), Abs(a), 1.0)), a);

    [Differentiable, At(0, 1, 0, 1, 2, 3, 4, 0, -0.0, 1, 0, 0, 1, 2, 0, Kink = true)]
    public static Tensor<double> WhatIsNotChosenIsInfinite([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Where(GreaterThan(a, 0.0), a, Exp(a * 1e-3));
}
