using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Convolutions: strides, padding, dilation, groups, causal, with and without a bias.</summary>
public static partial class TensorConvolutions
{
    [Differentiable, At]
    public static Tensor<double> AlongOneAxis([Shape("N", "C", "L"), Sizes(2, 3, 7)] Tensor<double> x, [Shape("O", "C", "K"), Sizes(4, 3, 3)] Tensor<double> w, [Shape("O"), Sizes(4)] Tensor<double> b) => Conv1d(x, w, b);

    [Differentiable, At]
    public static Tensor<double> WithoutABias([Shape("N", "C", "L"), Sizes(2, 3, 17)] Tensor<double> x, [Shape("O", "C", "K"), Sizes(2, 3, 3)] Tensor<double> w) => Conv1d(x, w, padding: 1);

    [Differentiable, At]
    public static Tensor<double> StridePaddingAndDilation([Shape("N", "C", "L"), Sizes(2, 2, 9)] Tensor<double> x, [Shape("O", "C", "K"), Sizes(3, 2, 3)] Tensor<double> w, [Shape("O"), Sizes(3)] Tensor<double> b) => Conv1d(x, w, b, stride: 2, padding: 3, dilation: 2);

    [Differentiable, At]
    public static Tensor<double> InGroups([Shape("N", "4", "L"), Sizes(2, 4, 6)] Tensor<double> x, [Shape("6", "2", "K"), Sizes(6, 2, 3)] Tensor<double> w, [Shape("6"), Sizes(6)] Tensor<double> b) => Conv1d(x, w, b, groups: 2);

    [Differentiable, At]
    public static Tensor<double> ChannelByChannel([Shape("N", "3", "L"), Sizes(2, 3, 6)] Tensor<double> x, [Shape("3", "1", "K"), Sizes(3, 1, 2)] Tensor<double> w) => Conv1d(x, w, groups: 3);

    [Differentiable, At]
    public static Tensor<double> Causal([Shape("N", "C", "L"), Sizes(2, 2, 7)] Tensor<double> x, [Shape("O", "C", "K"), Sizes(3, 2, 3)] Tensor<double> w, [Shape("O"), Sizes(3)] Tensor<double> b) => Conv1d(x, w, b, dilation: 2, causal: true);

    [Differentiable, At]
    public static Tensor<double> CausalAndLongerThanTheInput([Shape("N", "C", "L"), Sizes(1, 2, 2)] Tensor<double> x, [Shape("O", "C", "K"), Sizes(2, 2, 5)] Tensor<double> w) => Conv1d(x, w, causal: true);

    [Differentiable, At]
    public static Tensor<double> CausalWithAStride([Shape("N", "C", "L"), Sizes(2, 2, 7)] Tensor<double> x, [Shape("O", "C", "K"), Sizes(2, 2, 2)] Tensor<double> w) => Conv1d(x, w, stride: 3, causal: true);

    [Differentiable, At]
    public static Tensor<double> OfOneTap([Shape("N", "C", "L"), Sizes(2, 3, 5)] Tensor<double> x, [Shape("O", "C", "1"), Sizes(4, 3, 1)] Tensor<double> w) => Tanh(Conv1d(x, w));

    [Differentiable, At]
    public static Tensor<double> OfTheWholeInput([Shape("N", "C", "L"), Sizes(2, 3, 4)] Tensor<double> x, [Shape("O", "C", "L"), Sizes(2, 3, 4)] Tensor<double> w) => Conv1d(x, w);

    [Differentiable, At]
    public static Tensor<double> OfWindowsThatSkipElements([Shape("N", "C", "L"), Sizes(1, 1, 9)] Tensor<double> x, [Shape("O", "C", "K"), Sizes(2, 1, 2)] Tensor<double> w) => Conv1d(x, w, stride: 4);

    [Differentiable, At]
    public static double OfNoSamples([Shape("N", "C", "L"), Sizes(0, 2, 5)] Tensor<double> x, [Shape("O", "C", "K"), Sizes(3, 2, 3)] Tensor<double> w, [Shape("O"), Sizes(3)] Tensor<double> b) => Sum(Conv1d(x, w, b)) + Sum(w * w);

    [Differentiable, At]
    public static Tensor<double> OfATensorWithItself([Shape("N", "N", "N"), Sizes(3, 3, 3)] Tensor<double> x) => Conv1d(x, x, padding: 1);

    [Differentiable, At]
    public static Tensor<double> AlongTwoAxes([Shape("N", "C", "H", "W"), Sizes(2, 2, 4, 5)] Tensor<double> x, [Shape("O", "C", "K", "L"), Sizes(3, 2, 2, 3)] Tensor<double> w, [Shape("O"), Sizes(3)] Tensor<double> b) => Conv2d(x, w, b);

    [Differentiable, At]
    public static Tensor<double> PaddedAlongTwoAxes([Shape("N", "C", "H", "W"), Sizes(1, 2, 4, 5)] Tensor<double> x, [Shape("O", "C", "3", "3"), Sizes(2, 2, 3, 3)] Tensor<double> w, [Shape("O"), Sizes(2)] Tensor<double> b) => Conv2d(x, w, b, stride: 2, padding: 1);

    [Differentiable, At]
    public static Tensor<double> DifferentAlongEach([Shape("N", "C", "H", "W"), Sizes(1, 2, 5, 7)] Tensor<double> x, [Shape("O", "C", "K", "L"), Sizes(2, 2, 2, 3)] Tensor<double> w) => Conv2d(x, w, null, (2, 1), (0, 2), (1, 2));

    [Differentiable, At]
    public static Tensor<double> InGroupsAlongTwoAxes([Shape("N", "4", "H", "W"), Sizes(1, 4, 3, 4)] Tensor<double> x, [Shape("2", "2", "K", "L"), Sizes(2, 2, 2, 2)] Tensor<double> w, [Shape("2"), Sizes(2)] Tensor<double> b) => Conv2d(x, w, b, dilation: 2, padding: 1, groups: 2);

    [Differentiable, At]
    public static Tensor<double> OneAfterTheOther([Shape("N", "C", "H", "W"), Sizes(1, 1, 5, 5)] Tensor<double> x, [Shape("O", "C", "3", "3"), Sizes(2, 1, 3, 3)] Tensor<double> v, [Shape("P", "O", "3", "3"), Sizes(2, 2, 3, 3)] Tensor<double> w) => Conv2d(Tanh(Conv2d(x, v, padding: 1)), w);

    [Differentiable, At]
    public static Tensor<T> InEitherPrecision<T>([Shape("N", "C", "L"), Sizes(2, 2, 9)] Tensor<T> x, [Shape("O", "C", "K"), Sizes(3, 2, 3)] Tensor<T> w, [Shape("O"), Sizes(3)] Tensor<T> b)
        where T : System.Numerics.IFloatingPointIeee754<T> => Conv1d(x, w, b, 2, 1);
}
