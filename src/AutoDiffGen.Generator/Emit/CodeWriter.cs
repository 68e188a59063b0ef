using System.Text;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Writes lines of C# with indentation.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _afterBlock;
    private string _chained = "";
    private int _guardBody;
    private (string Condition, int End, int Depth) _guard = ("", -1, 0);

    /// <summary>Text that the next line starts with.</summary>
    public void Chain(string text) => _chained = text;

    public CodeWriter Line(string text = "")
    {
        (text, _chained) = (_chained + text, "");
        foreach (string line in text.Split('\n'))
        {
            // A blank line parts a block from what follows it, as a person would write.
            if (_afterBlock && line.Length > 0 && line[0] != '}' && !line.StartsWith("else", StringComparison.Ordinal))
            {
                _text.Append('\n');
            }

            _afterBlock = line.Length > 0 && line[0] == '}';
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

    /// <summary>A statement under a condition; one that follows another under the same condition joins its block.</summary>
    public CodeWriter Guarded(string condition, string line)
    {
        if (_guard == (condition, _text.Length, _depth))
        {
            _text.Length = _guardBody;
            _afterBlock = false;
            _depth++;
        }
        else
        {
            Open($"if ({condition})");
        }

        Line(line);
        _guardBody = _text.Length;
        Close();
        _guard = (condition, _text.Length, _depth);
        return this;
    }

    /// <summary>Lines between a first and a last one, which are taken back when the lines have no need of them.</summary>
    public CodeWriter Between(string first, string last, Func<bool> body)
    {
        int start = _text.Length;
        Line(first);
        int length = _text.Length - start;
        if (body())
        {
            return Line(last);
        }

        _text.Remove(start, length);
        _guard = ("", -1, 0);
        return this;
    }

    /// <summary>A part of a body under a comment that names it; nothing at all when it has no lines.</summary>
    public CodeWriter Section(string comment, Action body)
    {
        int before = _text.Length;
        bool afterBlock = _afterBlock;
        if (before > 1 && _text[before - 2] is not '{' and not '\n')
        {
            Line();
        }

        Line("// " + comment);
        int start = _text.Length;
        body();
        if (_text.Length == start)
        {
            _text.Length = before;
            _afterBlock = afterBlock;
        }

        return this;
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
