using System.Numerics.Tensors;
using Makemore.Data;
using Makemore.Randomness;

namespace Makemore.Training;

/// <summary>Tensors over two arrays that are filled again for every step, so that a step allocates nothing.</summary>
internal sealed class Batch
{
    private readonly int[] _tokens;
    private readonly int[] _targets;

    public Batch(int size, int context)
    {
        _tokens = new int[size * context];
        _targets = new int[size];
        Tokens = Tensor.Create(_tokens, [size, context]);
        Targets = Tensor.Create(_targets, [size]);
    }

    public int Size => _targets.Length;

    public Tensor<int> Tokens { get; }

    public Tensor<int> Targets { get; }

    /// <summary>Examples drawn with replacement, as the notebooks draw them.</summary>
    public void Draw(ExampleSet examples, TorchRandom random)
    {
        for (int row = 0; row < _targets.Length; row++)
        {
            examples.CopyTo(random.NextInt(examples.Count), row, _tokens, _targets);
        }
    }

    /// <summary>As many examples as fit, from one on.</summary>
    public void Fill(ExampleSet examples, int start) => examples.CopyTo(start, _tokens, _targets);
}
