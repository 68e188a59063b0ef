using System.Text;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Writes lines of C# with indentation.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private string _chained = "";

    /// <summary>Text that the next line starts with.</summary>
    public void Chain(string text) => _chained = text;

    public CodeWriter Line(string text = "")
    {
        (text, _chained) = (_chained + text, "");
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', _depth * 4).Append(line);
            }

            _text.Append('\n');
        }

        return this;
    }

    public CodeWriter Open(string? head = null)
    {
        if (head is not null)
        {
            Line(head);
        }

        Line("{");
        _depth++;
        return this;
    }

    public CodeWriter Close(string tail = "")
    {
        _depth--;
        return Line("}" + tail);
    }

    /// <summary>A statement too long for one line goes on, one argument a line.</summary>
    public CodeWriter Call(string head, IReadOnlyList<string> arguments, string tail)
    {
        string one = head + "(" + string.Join(", ", arguments) + ")" + tail;
        if (one.Length <= 120 || arguments.Count < 2)
        {
            return Line(one);
        }

        Line(head + "(");
        for (int i = 0; i < arguments.Count; i++)
        {
            Line("    " + arguments[i] + (i < arguments.Count - 1 ? "," : ")" + tail));
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
