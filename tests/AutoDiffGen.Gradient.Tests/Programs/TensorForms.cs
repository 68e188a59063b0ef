using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Tensors repeated, rolled, padded and split.</summary>
public static partial class TensorForms
{
    [Differentiable, At]
    public static Tensor<double> Broadcasts([Shape("L", "1", "N"), Sizes(2, 1, 3)] Tensor<double> x, [Shape("M", "1"), Sizes(4, 1)] Tensor<double> y) =>
        Tanh(BroadcastTo(x, [2, x.Lengths[0], y.Lengths[0], x.Lengths[2]])) * BroadcastTo(y * y, [2, 1, y.Lengths[0], x.Lengths[2]]);

    [Differentiable, At]
    public static Tensor<double> BroadcastProduct([Shape("1", "N"), Sizes(1, 3)] Tensor<double> x, [Shape("N", "M"), Sizes(3, 2)] Tensor<double> y) => MatMul(BroadcastTo(x, [4, x.Lengths[1]]), y);

    [Differentiable, At]
    public static Tensor<double> BroadcastLike([Shape("N"), Sizes(3)] Tensor<double> x, [Shape("M", "N"), Sizes(2, 3)] Tensor<double> y) => Exp(BroadcastTo(x, y.Lengths)) * y;

    [Differentiable, At]
    public static Tensor<double> Tiles([Shape("M", "N"), Sizes(2, 3)] Tensor<double> x) => Tanh(Tile(x, [2, 1, 3])) * Tile(x * x, [2, 1, 3]);

    [Differentiable, At(1), At(-4), At(0)]
    public static Tensor<double> Rolls(int k, [Shape("M", "N"), Sizes(2, 3)] Tensor<double> x) => Roll(x, 1, 0) * Exp(x) + Roll(x * x, k, 1) * Roll(x, -1, -1);

    [Differentiable, At]
    public static Tensor<double> PadZeros([Shape("M", "N"), Sizes(2, 3)] Tensor<double> x) => Cos(Pad(x, [1, 0], [2, 3])) * Pad(x * x, [3, 3], [0, 0]);

    [Differentiable, At]
    public static Tensor<double> PadWithAValue([Shape("M", "N"), Sizes(2, 3)] Tensor<double> x, double v) => Exp(Pad(x, [1, 0], [0, 2], v)) * Pad(x, [0, 1], [1, 1], 2.5);

    [Differentiable, At]
    public static Tensor<double> PadReflected([Shape("M", "N"), Sizes(3, 4)] Tensor<double> x) => Tanh(Pad(x, [2, 0], [1, 3], PadMode.Reflect));

    [Differentiable, At]
    public static Tensor<double> PadReplicated([Shape("M", "N"), Sizes(2, 3)] Tensor<double> x) => Tanh(Pad(x * x, [3, 1], [0, 4], PadMode.Replicate));

    [Differentiable, At]
    public static Tensor<double> PadAround([Shape("M", "N"), Sizes(2, 3)] Tensor<double> x) => Exp(Pad(x, [2, 1], [1, 3], PadMode.Circular));

    [Differentiable, At]
    public static Tensor<double> Halves([Shape("M", "N"), Sizes(3, 4)] Tensor<double> x)
    {
        var parts = Split(x, 2, -1);
        return parts[0] * Sigmoid(parts[1]) + parts[^1] * parts.Length;
    }

    [Differentiable, At]
    public static Tensor<double> RowsOfDifferentLengths([Shape("5", "N"), Sizes(5, 2)] Tensor<double> x)
    {
        Tensor<double>[] parts = Split(x, [1, 3, (int)x.Lengths[0] - 4]);
        return MatMul(parts[1], Exp(MatMul(parts[0], parts[2], transposeA: true))) + parts[0] + Split(x * x, [2, 3])[1];
    }

    [Differentiable, At]
    public static double FirstRows([Shape("M", "N"), Sizes(4, 3)] Tensor<double> x) => Sum(Tanh(MatMul(Split(x, 2)[0], x, transposeB: true)));

    [Differentiable, At]
    public static Tensor<double> InALoop([Shape("M", "N"), Sizes(3, 4)] Tensor<double> x)
    {
        var y = x;
        for (int k = 0; k < 3; k++)
        {
            var parts = Split(Pad(y, [0, 1], [0, 1]), [2, (int)x.Lengths[1]], 1);
            y = Tanh(parts[1]) + Roll(y, k, 1) * Sum(parts[0]);
        }

        return y;
    }
}
