using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Rules;

/// <summary>What Ops computes and what is generated for it: the same value, and a gradient that differences confirm.</summary>
public class OpsGradientTests
{
    [Theory]
    [InlineData("Sum(Tanh(MatMul(x, y, transposeB: true)))")]
    [InlineData("Sum(Exp(MatMul(x, y, transposeA: true)))")]
    [InlineData("Sum(Sin(MatMul(MatMul(x, y, transposeB: true), x)))")]
    [InlineData("Sum(Exp(Sum(x * y, 0)) * Sum(x, 0))")]
    [InlineData("Sum(Exp(Sum(x, -1, keepDims: true)) * y)")]
    [InlineData("Sum(Exp(Mean(x, [0, 1], true) * y))")]
    [InlineData("Mean(x * Sigmoid(y)) + Sum(x) * Mean(y)")]
    [InlineData("Sum(Softmax(x) * y)")]
    [InlineData("Sum(Softmax(x, 0) * y)")]
    [InlineData("Sum(LogSoftmax(x, 1) * Softmax(y))")]
    [InlineData("Sum(LogSoftmax(x * y, 0) * y)")]
    [InlineData("CrossEntropy(x * y, rows)")]
    [InlineData("CrossEntropy(x * y, rows, Reduce.Mean, Sum(Exp(x), 0), labelSmoothing: 0.1, ignoreIndex: 0)")]
    [InlineData("Sum(Erf(x) * Softplus(y) + Gelu(x) * Elu(y))")]
    [InlineData("Sum(Where(LessThan(x, y), x * y, 2.0)) + Norm(x, 3) * StdDev(y)")]
    [InlineData("HuberLoss(x, y, n > 2 ? LossReduction.Sum : LossReduction.Mean) + BceWithLogits(x, y)")]
    [InlineData("2 * CrossEntropy(MatMul(x, y, transposeB: true), rows) + Sum(x * y)")]
    [InlineData("Sum(Sin(Gather(x, rows)) * y)")]
    [InlineData("Sum(Sin(Reshape(x, [y.Lengths[1], 3]) + 1) * Reshape(y, [5, -1]))")]
    [InlineData("Sum(Reshape(Exp(x * y), [1, 15, 1]))")]
    [InlineData("Sum(Hypot(Max(x, y), Min(x, 0.1)) + Clamp(x, -0.5, 0.5) + Relu(y) * Abs(x))")]
    [InlineData("Sum(FusedMultiplyAdd(x, y, x) + Lerp(x, y, 0.25) + Pow(Exp(x), y) + Log(Exp(x) + 1, 3))")]
    [InlineData("Sum(Atan2(x, y) + Cbrt(y) + RootN(Exp(x), 3) + ScaleB(y, 2) + CopySign(x, y))")]
    [InlineData("Sum(RootN(Exp(x), n) * ScaleB(y, n) + ScaleB(x, -1))")]
    public void Value_and_gradient(string expression)
    {
        string source = """
            using System;
            using System.Linq;
            using System.Numerics.Tensors;
            using AutoDiffGen;
            using AutoDiffGen.Checking;
            using static AutoDiffGen.Ops;
            namespace Samples;
            public static partial class C
            {
                [Differentiable]
                public static double F([Shape("3", "5")] Tensor<double> x, [Shape("3", "5")] Tensor<double> y, [Shape("3")] Tensor<int> rows, int n) => EXPRESSION;

                public static string Run()
                {
                    Tensor<double> x = Numbers(1), y = Numbers(2), dX = Numbers(3), dY = Numbers(4);
                    Tensor<int> rows = Tensor.Create(new[] { 2, 0, 2 }, [3]);
                    double eager = F(x, y, rows, 3), value = FGradient(x, y, rows, 3, dX, dY);
                    if (!(Math.Abs(eager - value) <= 1e-13 * Math.Abs(eager)))
                    {
                        return $"F gives {eager:R}, FGradient {value:R}";
                    }

                    var checkX = GradientCheck.Check(v => F(v, y, rows, 3), x, dX);
                    var checkY = GradientCheck.Check(v => F(x, v, rows, 3), y, dY);
                    return checkX.Passed && checkY.Passed ? "" : checkX + "\n" + checkY;
                }

                private static Tensor<double> Numbers(int seed)
                {
                    var random = new Random(seed);
                    return Tensor.Create(Enumerable.Range(0, 15).Select(_ => random.NextDouble() * 2 - 1).ToArray(), [3, 5]);
                }
            }
            """.Replace("EXPRESSION", expression);
        object? problems = GeneratorHarness.Run(source).Method("Samples.C", "Run").Invoke(null, null);
        Assert.Equal("", problems);
    }
}
