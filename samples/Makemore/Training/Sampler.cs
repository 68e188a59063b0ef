using System.Numerics.Tensors;
using System.Text;
using Makemore.Data;
using Makemore.Models;
using Makemore.Randomness;

namespace Makemore.Training;

/// <summary>Draws words from a model, letter by letter.</summary>
internal sealed class Sampler
{
    /// <summary>Where a word is cut that does not end by itself, as a badly trained model's may not.</summary>
    private const int LongestWord = 100;

    private readonly NamesMlp _model;
    private readonly Vocabulary _vocabulary;
    private readonly TorchRandom _random;
    private readonly int[] _window;
    private readonly Tensor<int> _context;
    private readonly float[] _scores;
    private readonly double[] _cumulative;

    public Sampler(NamesMlp model, Vocabulary vocabulary, int context, TorchRandom random)
    {
        (_model, _vocabulary, _random) = (model, vocabulary, random);
        _window = new int[context];
        _context = Tensor.Create(_window, [1, context]);
        _scores = new float[vocabulary.Count];
        _cumulative = new double[vocabulary.Count];
    }

    public string[] Draw(int count)
    {
        string[] words = new string[count];
        for (int i = 0; i < count; i++)
        {
            words[i] = DrawWord();
        }

        return words;
    }

    private string DrawWord()
    {
        var word = new StringBuilder();
        Array.Fill(_window, Vocabulary.Boundary);
        for (int length = 0; length < LongestWord; length++)
        {
            int token = DrawToken(_model.LogitsPrimal(_context));
            if (token == Vocabulary.Boundary)
            {
                break;
            }

            word.Append(_vocabulary.Letter(token));
            _window.AsSpan(1).CopyTo(_window);
            _window[^1] = token;
        }

        return word.ToString();
    }

    /// <summary>As <c>torch.multinomial</c> does: the first token whose cumulative probability exceeds one uniform number.</summary>
    private int DrawToken(Tensor<float> logits)
    {
        logits.FlattenTo(_scores);
        double largest = TensorPrimitives.Max<float>(_scores);
        double sum = 0;
        for (int i = 0; i < _scores.Length; i++)
        {
            _cumulative[i] = sum += Math.Exp(_scores[i] - largest);
        }

        double drawn = _random.NextDouble() * sum;
        int token = Array.FindIndex(_cumulative, value => value > drawn);
        return token >= 0 ? token : _cumulative.Length - 1;
    }
}
