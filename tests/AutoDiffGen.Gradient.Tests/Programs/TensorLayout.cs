using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>The same elements in another order or shape, some of them, or those of several tensors.</summary>
public static partial class TensorLayout
{
    [Differentiable, At]
    public static Tensor<double> Transposed([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => Tanh(Tensor.Transpose(a));

    [Differentiable, At]
    public static Tensor<double> TransposedOfRankFour([Shape("K", "L", "M", "N"), Sizes(2, 1, 3, 4)] Tensor<double> a, [Shape("N", "M"), Sizes(4, 3)] Tensor<double> b) => Tensor.Transpose(a) * b;

    [Differentiable, At]
    public static Tensor<double> TimesItsOwnTranspose([Shape("N", "N"), Sizes(4, 4)] Tensor<double> a) => a * Tensor.Transpose(a) + MatMul(Tensor.Transpose(a), a);

    [Differentiable, At]
    public static Tensor<double> Permuted([Shape("K", "L", "M", "N"), Sizes(2, 3, 4, 2)] Tensor<double> a) => Tanh(Tensor.PermuteDimensions(a, [2, 0, 3, 1]));

    [Differentiable, At]
    public static Tensor<double> PermutedTwice([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Tensor.PermuteDimensions(Tensor.PermuteDimensions(a, [1, 2, 0]) * 2, [2, 0, 1]) * a;

    [Differentiable, At]
    public static Tensor<double> SumOfAPermuted([Shape("L", "M", "N"), Sizes(2, 3, 9)] Tensor<double> a) => Sum(Tensor.PermuteDimensions(a * a, [2, 0, 1]), 1);

    [Differentiable, At]
    public static Tensor<double> Reversed([Shape("M", "N"), Sizes(3, 5)] Tensor<double> a) => a * Tensor.Reverse<double>(a);

    [Differentiable, At]
    public static Tensor<double> ReversedAlongOne([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => CumSum(Tensor.ReverseDimension<double>(a, 1), 1) * Tensor.ReverseDimension<double>(a, 2);

    [Differentiable, At]
    public static Tensor<double> PartOfTheRows([Shape("7", "N"), Sizes(7, 3)] Tensor<double> a) => Slice(a, 0, 2, 5) * Slice(a, 0, 4);

    [Differentiable, At]
    public static Tensor<double> PartsCountedFromTheEnd([Shape("M", "8"), Sizes(3, 8)] Tensor<double> a) => Slice(a, -1, -6, -2) * Slice(a, 1, 1, 5);

    [Differentiable, At]
    public static Tensor<double> EverySecondColumn([Shape("M", "9"), Sizes(2, 9)] Tensor<double> a) => Slice(a, 1, 0, step: 2) * Slice(a, 1, 4);

    [Differentiable, At]
    public static Tensor<double> EveryThirdOfAPart([Shape("12"), Sizes(12)] Tensor<double> a) => Tanh(Slice(a, 0, 1, 9, 3));

    [Differentiable, At]
    public static Tensor<double> NoPartAtAll([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => Sum(Slice(a, 1, 2, 2), 1) + Sum(a, 1);

    [Differentiable, At]
    public static Tensor<double> NeighboursOfASequence([Shape("B", "T"), Sizes(2, 9)] Tensor<double> a) => Slice(a, 1, 1) * Slice(a, 1, 0, -1);

    [Differentiable, At]
    public static Tensor<double> PartOfATransposed([Shape("M", "6"), Sizes(3, 6)] Tensor<double> a) => MatMul(Slice(Tensor.Transpose(a), 0, 1, 4), a);

    [Differentiable, At]
    public static Tensor<double> WithoutTheAxesOfLengthOne([Shape("1", "M", "1", "N"), Sizes(1, 3, 1, 4)] Tensor<double> a) => Tanh(Tensor.Squeeze(a));

    [Differentiable, At]
    public static Tensor<double> WithoutOneAxis([Shape("M", "1", "N"), Sizes(3, 1, 4)] Tensor<double> a, [Shape("N"), Sizes(4)] Tensor<double> b) => Tensor.SqueezeDimension(a, 1) * b;

    [Differentiable, At]
    public static Tensor<double> WithAnAxisMore([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => Tensor.Unsqueeze(a, 1) * Tensor.Unsqueeze(a, 0);

    [Differentiable, At]
    public static Tensor<double> OneAfterTheOther([Shape("M", "N"), Sizes(2, 4)] Tensor<double> a, [Shape("L", "N"), Sizes(3, 4)] Tensor<double> b) => Tanh(Tensor.Concatenate([a, b, a]));

    [Differentiable, At]
    public static Tensor<double> BesideOneAnother([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a, [Shape("M", "K"), Sizes(3, 1)] Tensor<double> b) => Tensor.ConcatenateOnDimension(1, [a * 2, b, a]);

    [Differentiable, At]
    public static Tensor<double> WithNothing([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a, [Shape("M", "K"), Sizes(3, 0)] Tensor<double> b) => Tanh(Tensor.ConcatenateOnDimension(1, [b, a, b]));

    [Differentiable, At]
    public static Tensor<double> Stacked([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 4)] Tensor<double> b) => Tensor.Stack([a, b, a * b]);

    [Differentiable, At]
    public static Tensor<double> StackedInside([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 4)] Tensor<double> b) => Tanh(Tensor.StackAlongDimension(1, [a, b]));

    [Differentiable, At]
    public static Tensor<double> ReshapedAfterAPermutation([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Reshape(Tensor.PermuteDimensions(a, [1, 0, 2]), [a.Lengths[1], a.Lengths[0] * a.Lengths[2]]) * 2;

    [Differentiable, At]
    public static Tensor<double> HeadsOfASequence([Shape("B", "T", "6"), Sizes(2, 3, 6)] Tensor<double> a)
    {
        var heads = Tensor.PermuteDimensions(Reshape(a, [a.Lengths[0], a.Lengths[1], 2, 3]), [0, 2, 1, 3]);
        return Reshape(Tensor.PermuteDimensions(ScaledDotProductAttention(heads, heads, heads, causal: true), [0, 2, 1, 3]), a.Lengths);
    }

    [Differentiable, At]
    public static Tensor<double> ScaledByItsNumbers([Shape("M", "N"), Sizes(3, 4)] Tensor<double> a) => a * (a.Lengths[0] * 2) + a * a.FlattenedLength - a * a.Rank;

    [Differentiable, At]
    public static Tensor<double> FlatAndBack([Shape("L", "M", "N"), Sizes(2, 3, 4)] Tensor<double> a) => Reshape(CumSum(Reshape(a, [a.FlattenedLength]), 0), a.Lengths) * a;
}
