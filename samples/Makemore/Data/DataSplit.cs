using Makemore.Cli;
using Makemore.Randomness;

namespace Makemore.Data;

/// <summary>The course's split of the words: shuffled, then 80 % to train on, 10 % to tune by, 10 % for a last test.</summary>
internal sealed record DataSplit(ExampleSet Train, ExampleSet Dev, ExampleSet Test)
{
    /// <summary>The notebooks' <c>random.seed(42)</c>: fixed, so that losses of runs with different seeds can be compared.</summary>
    private const uint ShuffleSeed = 42;

    /// <exception cref="UserException">There are too few words for three parts.</exception>
    public static DataSplit Of(WordList list, Vocabulary vocabulary, int context)
    {
        string[] words = Shuffle(list.Words);
        int dev = (int)(0.8 * words.Length);
        int test = (int)(0.9 * words.Length);
        if (dev == 0 || dev == test || test == words.Length)
        {
            string count = words.Length == 1 ? "one word" : $"{words.Length} words";
            throw new UserException($"--data: '{list.Source}' has only {count}; at least six, one a line, were expected (80 % to train on, 10 % dev, 10 % test).");
        }

        return new DataSplit(
            ExampleSet.Build(words.AsSpan(0, dev), vocabulary, context),
            ExampleSet.Build(words.AsSpan(dev, test - dev), vocabulary, context),
            ExampleSet.Build(words.AsSpan(test), vocabulary, context));
    }

    /// <summary>The words in the notebooks' order.</summary>
    internal static string[] Shuffle(IEnumerable<string> words)
    {
        string[] shuffled = [.. words];
        new PythonRandom(ShuffleSeed).Shuffle<string>(shuffled);
        return shuffled;
    }
}
