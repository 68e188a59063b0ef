using System.Text;
using Makemore.Cli;

namespace Makemore.Data;

/// <summary>
/// The words of a text file in UTF-8, one a line. White space around a word is dropped, and so are blank lines; every
/// other character is a letter of the word: a space, a full stop, upper case, any script. A word that stands twice counts
/// twice.
/// </summary>
/// <param name="Source">Where they came from, for the user to read.</param>
/// <param name="Words">In the order of the file.</param>
internal sealed record WordList(string Source, IReadOnlyList<string> Words)
{
    /// <summary>The built-in data set: given names of US babies born in 2018.</summary>
    public const string BuiltInName = "ssa-names-2018.txt";

    private const string Option = "--data";
    private const int LongestFile = 32 << 20;

    public static WordList BuiltIn()
    {
        using Stream stream = typeof(WordList).Assembly.GetManifestResourceStream(BuiltInName)
            ?? throw new InvalidOperationException($"The resource {BuiltInName} is missing.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return Parse($"{BuiltInName} (built in)", BuiltInName, content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <exception cref="UserException">The file is missing, empty or no text.</exception>
    public static WordList Load(string path) => Parse(path, path, FileContent.Read(Option, path, LongestFile));

    private static WordList Parse(string source, string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        var words = new List<string>();
        var line = new StringBuilder();
        int number = 1;
        while (!bytes.IsEmpty)
        {
            bool valid = Rune.DecodeFromUtf8(bytes, out Rune letter, out int length) == System.Buffers.OperationStatus.Done;
            if (!valid || (Rune.IsControl(letter) && letter.Value is not ('\n' or '\r' or '\t')))
            {
                string found = valid ? $"the control character U+{letter.Value:X4}" : $"the byte 0x{bytes[0]:X2}, which is not UTF-8";
                throw new UserException($"{Option}: '{path}' is not text: line {number} has {found}; one word a line in UTF-8 was expected.");
            }

            // A lone carriage return ends a line as well; of the two of "\r\n" the second ends a blank one.
            if (letter.Value is '\n' or '\r')
            {
                EndLine();
                number += letter.Value == '\n' ? 1 : 0;
            }
            else
            {
                line.Append(letter);
            }

            bytes = bytes[length..];
        }

        EndLine();
        return words.Count > 0 ? new WordList(source, words) : throw new UserException($"{Option}: '{path}' is empty; one word a line was expected.");

        void EndLine()
        {
            string word = line.ToString().Trim();
            if (word.Length > 0)
            {
                words.Add(word);
            }

            line.Clear();
        }
    }
}
