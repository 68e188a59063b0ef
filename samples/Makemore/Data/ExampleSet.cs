namespace Makemore.Data;

/// <summary>Every position of some words: the tokens before it, and the one that stands there.</summary>
internal sealed class ExampleSet
{
    private readonly int[] _contexts;
    private readonly int[] _targets;

    private ExampleSet(int words, int context, int[] contexts, int[] targets) => (Words, Context, _contexts, _targets) = (words, context, contexts, targets);

    /// <summary>The number of words.</summary>
    public int Words { get; }

    /// <summary>How many tokens stand before each target.</summary>
    public int Context { get; }

    /// <summary>The number of examples.</summary>
    public int Count => _targets.Length;

    public static ExampleSet Build(ReadOnlySpan<string> words, Vocabulary vocabulary, int context)
    {
        var contexts = new List<int>();
        var targets = new List<int>();
        int[] window = new int[context];
        foreach (string word in words)
        {
            Array.Fill(window, Vocabulary.Boundary);
            foreach (int token in vocabulary.Encode(word).Append(Vocabulary.Boundary))
            {
                contexts.AddRange(window);
                targets.Add(token);
                window.AsSpan(1).CopyTo(window);
                window[^1] = token;
            }
        }

        return new ExampleSet(words.Length, context, [.. contexts], [.. targets]);
    }

    /// <summary>Copies one example into its row of a batch.</summary>
    public void CopyTo(int example, int row, int[] contexts, int[] targets)
    {
        _contexts.AsSpan(example * Context, Context).CopyTo(contexts.AsSpan(row * Context));
        targets[row] = _targets[example];
    }

    /// <summary>Copies consecutive examples into a batch of that size.</summary>
    public void CopyTo(int start, int[] contexts, int[] targets)
    {
        _contexts.AsSpan(start * Context, contexts.Length).CopyTo(contexts);
        _targets.AsSpan(start, targets.Length).CopyTo(targets);
    }
}
