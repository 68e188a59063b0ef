using System.Numerics.Tensors;
using AutoDiffGen;
using static AutoDiffGen.Ops;

namespace Makemore.Models;

/// <summary>
/// The model of the course's third lecture, after Bengio et al. 2003 (A Neural Probabilistic Language Model): the
/// embeddings of the last few characters, side by side, through one hidden layer of tanh to the logits of the next one.
/// </summary>
/// <param name="vocab">The number of tokens.</param>
/// <param name="context">How many characters it looks back.</param>
/// <param name="embed">The length of a character's embedding.</param>
/// <param name="hidden">The width of the hidden layer.</param>
[Differentiable]
internal sealed partial class NamesMlp(int vocab, int context, int embed, int hidden)
{
    [Parameter("vocab", "embed", Init = Init.Normal)]
    public partial Tensor<float> C { get; }

    [Parameter("context * embed", "hidden", Init = Init.KaimingNormal, Gain = 5.0 / 3)]
    public partial Tensor<float> W1 { get; }

    [Parameter("hidden", Init = Init.Zeros)]
    public partial Tensor<float> B1 { get; }

    // Small, so that training starts from a nearly uniform guess and not from confident wrong ones.
    [Parameter("hidden", "vocab", Init = Init.Normal, Gain = 0.01)]
    public partial Tensor<float> W2 { get; }

    [Parameter("vocab", Init = Init.Zeros)]
    public partial Tensor<float> B2 { get; }

    /// <summary>The logits of the token that follows each context.</summary>
    [Differentiable]
    [return: Shape("B", "vocab")]
    public Tensor<float> Logits([Shape("B", "context")] Tensor<int> tokens)
    {
        var e = Gather(C, tokens).Reshape([tokens.Lengths[0], context * embed]);
        var h = Tanh(MatMul(e, W1) + B1);
        return MatMul(h, W2) + B2;
    }

    /// <summary>The mean negative log-likelihood of the targets.</summary>
    [Differentiable]
    public float Loss([Shape("B", "context")] Tensor<int> tokens, [Shape("B")] Tensor<int> targets) =>
        CrossEntropy(Logits(tokens), targets);
}
