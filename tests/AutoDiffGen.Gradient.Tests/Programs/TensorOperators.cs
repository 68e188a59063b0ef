using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Operators of tensors, with every kind of broadcast.</summary>
public static partial class TensorOperators
{
    [Differentiable, At]
    public static Tensor<double> Add([Shape("N"), Sizes(7)] Tensor<double> a, [Shape("N"), Sizes(7)] Tensor<double> b) => a + b;

    [Differentiable, At]
    public static Tensor<double> Subtract([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 5)] Tensor<double> b) => a - b;

    [Differentiable, At]
    public static Tensor<double> Multiply([Shape("L", "M", "N"), Sizes(2, 3, 5)] Tensor<double> a, [Shape("L", "M", "N"), Sizes(2, 3, 5)] Tensor<double> b) => a * b;

    [Differentiable, At(Low = 0.5)]
    public static Tensor<double> Divide([Shape("K", "L", "M", "N"), Sizes(2, 2, 3, 5)] Tensor<double> a, [Shape("K", "L", "M", "N"), Sizes(2, 2, 3, 5)] Tensor<double> b) => a / b;

    [Differentiable, At]
    public static Tensor<double> Negate([Shape("N"), Sizes(19)] Tensor<double> a) => -a;

    [Differentiable, At]
    public static Tensor<double> RowOverMatrix([Shape("M", "N"), Sizes(3, 17)] Tensor<double> a, [Shape("N"), Sizes(17)] Tensor<double> b) => a * b;

    [Differentiable, At]
    public static Tensor<double> MatrixOverRow([Shape("N"), Sizes(17)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 17)] Tensor<double> b) => a - b;

    [Differentiable, At(Low = 0.5)]
    public static Tensor<double> ColumnOverMatrix([Shape("M", "N"), Sizes(4, 5)] Tensor<double> a, [Shape("M", "1"), Sizes(4, 1)] Tensor<double> b) => a / b;

    [Differentiable, At]
    public static Tensor<double> RowTimesColumn([Shape("1", "N"), Sizes(1, 5)] Tensor<double> a, [Shape("M", "1"), Sizes(4, 1)] Tensor<double> b) => a * b + a;

    [Differentiable, At]
    public static Tensor<double> MiddleAxis([Shape("L", "1", "N"), Sizes(2, 1, 5)] Tensor<double> a, [Shape("M", "1"), Sizes(3, 1)] Tensor<double> b) => a * b - b;

    [Differentiable, At]
    public static Tensor<double> OneElement([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a, [Shape("1"), Sizes(1)] Tensor<double> b) => a * b;

    [Differentiable, At]
    public static Tensor<double> RanksOneAndFour([Shape("K", "L", "M", "N"), Sizes(2, 1, 3, 4)] Tensor<double> a, [Shape("N"), Sizes(4)] Tensor<double> b) => b * a * b;

    [Differentiable, At]
    public static Tensor<double> Empty([Shape("M", "N"), Sizes(0, 4)] Tensor<double> a, [Shape("N"), Sizes(4)] Tensor<double> b) => a * b + b;

    [Differentiable, At]
    public static double SumOfEmpty([Shape("M", "N"), Sizes(3, 0)] Tensor<double> a, [Shape("M", "1"), Sizes(3, 1)] Tensor<double> b) => Sum(a * b);

    [Differentiable, At(Low = 0.5)]
    public static Tensor<double> Numbers([Shape("M", "N"), Sizes(3, 7)] Tensor<double> a, double x, [NoGradient] double k) => (a * x + k) / x - x * a + (x - a) * (k / a);

    [Differentiable, At]
    public static Tensor<double> Constants([Shape("N"), Sizes(9)] Tensor<double> a) => 2 * a - 0.5 + a / 4 - (1 - a) * 3;

    [Differentiable, At]
    public static Tensor<double> TheSameTensorTwice([Shape("N"), Sizes(9)] Tensor<double> a) => a * a + a - a * 2;

    [Differentiable, At]
    public static double UnusedTensor([Shape("N"), Sizes(9)] Tensor<double> a, [Shape("N"), Sizes(9)] Tensor<double> unused) => Sum(a * a);

    [Differentiable, At]
    public static Tensor<double> ReturnsAnArgument([Shape("N"), Sizes(9)] Tensor<double> a, [Shape("N"), Sizes(9)] Tensor<double> b) => b;

    [Differentiable, At]
    public static Tensor<double> ReusesLocals([Shape("N"), Sizes(9)] Tensor<double> a, [Shape("N"), Sizes(9)] Tensor<double> b)
    {
        var c = a * b;
        c = c + a;
        var d = c * c;
        a = d - b;
        return a * c;
    }

    [Differentiable, At(1.5), At(-1.5)]
    public static double NumberFromATensorInABranch(double x, [Shape("N"), Sizes(6)] Tensor<double> a)
    {
        double s = Sum(a * a) * x;
        if (x > 0)
        {
            s *= x;
        }

        return s + x;
    }

    [Differentiable, At]
    public static Tensor<double> HeldTensor([Shape("N"), Sizes(6)] Tensor<double> a, [NoGradient, Shape("N"), Sizes(6)] Tensor<double> mask) => a * mask + mask;
}
