using System.Text;

namespace Makemore.Data;

/// <summary>
/// The letters of a data set as whole numbers. Token 0 is the boundary of a word, which the course writes as a full stop;
/// the letters follow in the order of their code points. (A full stop inside a word is a letter with a token of its own.)
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>The token before the first and after the last letter of a word.</summary>
    public const int Boundary = 0;

    private readonly Rune[] _letters;
    private readonly Dictionary<Rune, int> _tokens;

    private Vocabulary(Rune[] letters)
    {
        _letters = letters;
        _tokens = letters.Select((letter, index) => (letter, index)).ToDictionary(pair => pair.letter, pair => pair.index + 1);
    }

    /// <summary>The number of tokens.</summary>
    public int Count => _letters.Length + 1;

    /// <summary>All letters in the order of their tokens: what a saved model keeps.</summary>
    public string Letters => string.Concat(_letters.Select(letter => letter.ToString()));

    public static Vocabulary Of(IEnumerable<string> words)
    {
        var letters = new SortedSet<Rune>();
        foreach (string word in words)
        {
            letters.UnionWith(word.EnumerateRunes());
        }

        return new Vocabulary([.. letters]);
    }

    /// <summary>The vocabulary that had these <see cref="Letters"/>.</summary>
    /// <exception cref="FormatException">They are no letters of a vocabulary.</exception>
    public static Vocabulary Parse(string letters)
    {
        Rune[] runes = [.. letters.EnumerateRunes()];
        for (int i = 0; i < runes.Length; i++)
        {
            if (Rune.IsControl(runes[i]) && runes[i].Value != '\t')
            {
                throw new FormatException($"the vocabulary has the control character U+{runes[i].Value:X4}");
            }

            if (i > 0 && runes[i - 1] >= runes[i])
            {
                throw new FormatException("the letters of the vocabulary are not in the order of their code points");
            }
        }

        return new Vocabulary(runes);
    }

    /// <summary>A word's tokens, without the boundaries.</summary>
    public IEnumerable<int> Encode(string word) => word.EnumerateRunes().Select(letter => _tokens[letter]);

    /// <summary>The letter of a token that is not the boundary.</summary>
    public Rune Letter(int token) => _letters[token - 1];
}
