using System.Numerics.Tensors;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>The model of DESIGN 2.4.</summary>
[Differentiable]
public sealed partial class NamesMlp(int vocab, int context, int embed, int hidden)
{
    [Parameter("vocab", "embed", Init = Init.Normal)]
    public partial Tensor<double> C { get; }

    [Parameter("context * embed", "hidden", Init = Init.KaimingNormal, Gain = 5.0 / 3)]
    public partial Tensor<double> W1 { get; }

    [Parameter("hidden", Init = Init.Normal)]
    public partial Tensor<double> B1 { get; }

    [Parameter("hidden", "vocab", Init = Init.Normal)]
    public partial Tensor<double> W2 { get; }

    [Parameter("vocab", Init = Init.Zeros)]
    public partial Tensor<double> B2 { get; }

    [Differentiable]
    [return: Shape("B", "vocab")]
    public Tensor<double> Logits([Shape("B", "context")] Tensor<int> tokens)
    {
        var e = Gather(C, tokens).Reshape([tokens.Lengths[0], context * embed]);
        var h = Tanh(MatMul(e, W1) + B1);
        return MatMul(h, W2) + B2;
    }

    [Differentiable]
    public double Loss([Shape("B", "context")] Tensor<int> tokens, [Shape("B")] Tensor<int> targets) => CrossEntropy(Logits(tokens), targets);
}

/// <summary>One matrix twice, a parameter that is not used, inputs with gradients of their own.</summary>
[Differentiable]
public sealed partial class Tied
{
    private const int Width = 3;

    [Parameter("Width", "Width", Init = Init.Normal, Name = "weight")]
    public partial Tensor<double> Matrix { get; }

    [Parameter("Width", Init = Init.Ones)]
    public partial Tensor<double> Unused { get; }

    [Parameter("1", "Width", Init = Init.Uniform)]
    public partial Tensor<double> Bias { get; }

    [Differentiable]
    public double Energy([Shape("B", "Width")] Tensor<double> x, double scale)
    {
        var h = Tanh(MatMul(x, Matrix) + Bias);
        var y = MatMul(h, Matrix, transposeB: true) * scale;
        return Sum((y - x) * (y - x)) + Penalty * scale;
    }

    private double Penalty => Sum(Matrix * Matrix);
}
