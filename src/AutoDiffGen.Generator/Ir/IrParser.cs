using System.Globalization;
using System.Text;

namespace AutoDiffGen.Generator.Ir;

/// <summary>Reads what <see cref="IrPrinter"/> writes. A malformed text is a <see cref="FormatException"/> with its line.</summary>
internal sealed class IrParser
{
    private readonly string _text;
    private readonly Dictionary<string, StructType> _structs = [];
    private int _position;

    private IrParser(string text) => _text = text;

    public static IrFunction Parse(string text)
    {
        var parser = new IrParser(text);
        var function = parser.Function();
        parser.Space();
        return parser._position == text.Length ? function : throw parser.Error("nothing more");
    }

    /// <summary>Reads what <see cref="IrDocument"/> writes, of this version.</summary>
    public static IrDocument Document(string text)
    {
        try
        {
            var parser = new IrParser(text);
            var document = parser.Document();
            parser.Space();
            return parser._position == text.Length ? document : throw parser.Error("nothing more");
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            throw new FormatException(e.Message);
        }
    }

    private IrDocument Document()
    {
        Expect("ir");
        Quoted();
        var typeParameters = new List<string>();
        if (Accept("types"))
        {
            do
            {
                typeParameters.Add(Quoted());
            }
            while (Accept(","));
        }

        var structs = new List<StructType>();
        while (Accept("struct"))
        {
            structs.Add(Struct());
        }

        string primary = Accept("primary") ? Quoted() : "";
        string problem = Accept("none") ? Quoted() : "";
        Space();
        var function = _position < _text.Length ? Function() : null;
        return new IrDocument(typeParameters.ToEquatable(), structs.ToEquatable(), primary, function, problem);
    }

    private StructType Struct()
    {
        string name = Quoted(), gradient = Quoted(), creation = Quoted();
        var fields = new List<StructField>();
        Expect("{");
        while (!Accept("}"))
        {
            if (fields.Count > 0)
            {
                Expect(",");
            }

            string field = Quoted();
            var read = new StructField(field, Type(), Accept("nograd"), !Accept("readonly"));
            fields.Add(Accept("private") ? read with { Backing = Quoted(), IsReadable = false } : read);
        }

        return _structs[name] = new StructType(name, fields.ToEquatable(), gradient, creation);
    }

    private IrFunction Function()
    {
        Expect("func");
        string key = Quoted();
        string name = Word();
        Expect("(");
        var parameters = new List<IrParameter>();
        while (!Accept(")"))
        {
            if (parameters.Count > 0)
            {
                Expect(",");
            }

            var (id, valueName) = ValueHead();
            Expect(":");
            var value = new IrValue(id, Type(), valueName);
            parameters.Add(new IrParameter(value, Accept("nograd")));
        }

        EquatableArray<Dim>? shape = null;
        if (Accept("->"))
        {
            Expect("[");
            shape = Dims();
        }

        Expect("{");
        var body = Block(parameters.Select(p => p.Value).ToEquatable());
        return new IrFunction(key, name, parameters.ToEquatable(), body, shape);
    }

    private IrBlock Block(EquatableArray<IrValue> arguments)
    {
        var ops = new List<IrOp>();
        while (!Accept("}"))
        {
            ops.Add(Op());
        }

        return new IrBlock(arguments, ops.ToEquatable());
    }

    private IrOp Op()
    {
        var heads = new List<(int Id, string Name)>();
        Space();
        if (Peek() == '%')
        {
            do
            {
                heads.Add(ValueHead());
            }
            while (Accept(","));
            Expect("=");
        }

        string code = Word();
        var operands = new List<int>();
        Space();
        if (Peek() == '%')
        {
            do
            {
                operands.Add(Id());
            }
            while (Accept(","));
        }

        var attributes = new List<IrAttribute>();
        if (AttributesFollow())
        {
            Expect("{");
            do
            {
                string name = Word();
                Expect("=");
                attributes.Add(new IrAttribute(name, Quoted()));
            }
            while (Accept(","));
            Expect("}");
        }

        var results = new List<IrValue>();
        if (heads.Count > 0)
        {
            Expect(":");
            for (int i = 0; i < heads.Count; i++)
            {
                if (i > 0)
                {
                    Expect(",");
                }

                results.Add(new IrValue(heads[i].Id, Type(), heads[i].Name));
            }
        }

        var span = IrSpan.None;
        if (Accept("@"))
        {
            int start = Number();
            Expect("+");
            span = new IrSpan(start, Number());
        }

        var regions = new List<IrBlock>();
        while (Accept("{"))
        {
            var arguments = new List<IrValue>();
            if (Accept("|"))
            {
                do
                {
                    var (id, name) = ValueHead();
                    Expect(":");
                    arguments.Add(new IrValue(id, Type(), name));
                }
                while (Accept(","));
                Expect("|");
            }

            regions.Add(Block(arguments.ToEquatable()));
        }

        return IrOp.Create(code, operands, results, attributes, span, regions);
    }

    // A brace opens attributes when a name and '=' and a quote follow it, else a region.
    private bool AttributesFollow()
    {
        Space();
        int p = _position;
        if (Peek() != '{')
        {
            return false;
        }

        for (p++; p < _text.Length && (char.IsLetterOrDigit(_text[p]) || _text[p] == '_'); p++)
        {
        }

        return p + 1 < _text.Length && _text[p] == '=' && _text[p + 1] == '"';
    }

    private IrType Type()
    {
        string word = Accept("'") ? "'" + Word() : Word();
        if (word is "model" or "opaque")
        {
            string name = Bracketed();
            return word == "model" ? new ModelType(name) : new OpaqueType(name);
        }

        if (word == "struct")
        {
            string name = Bracketed();
            return _structs.TryGetValue(name, out var structure) ? structure : throw Error("a known struct");
        }

        if (word is "array" or "span" or "rospan" or "table" || (word.StartsWith("array", StringComparison.Ordinal) && word.Length == 6 && char.IsDigit(word[5])))
        {
            Expect("<");
            var element = Type();
            Expect(">");
            return new ArrayType(element, word switch { "span" => ArrayKind.Span, "rospan" => ArrayKind.ReadOnlySpan, "table" => ArrayKind.Table, _ => ArrayKind.Array }, word.Length == 6 && word[0] == 'a' ? word[5] - '0' : 1);
        }

        ScalarType scalar = word switch
        {
            "f32" => ScalarType.F32,
            "f64" => ScalarType.F64,
            "bool" => ScalarType.Bool,
            _ when word[0] == '\'' => ScalarType.TypeParameter(word.Substring(1)),
            _ => new ScalarType(ScalarKind.Integer, word),
        };
        if (!Accept("["))
        {
            return scalar;
        }

        if (Accept("?"))
        {
            Expect("]");
            return new TensorType(scalar, null);
        }

        return new TensorType(scalar, Dims());
    }

    private EquatableArray<Dim> Dims()
    {
        int end = _text.IndexOf(']', _position);
        if (end < 0)
        {
            throw Error("']'");
        }

        string inner = _text.Substring(_position, end - _position);
        _position = end + 1;
        return inner.Trim().Length == 0 ? EquatableArray<Dim>.Empty : inner.Split(',').Select(DimParser.Parse).ToEquatable();
    }

    private string Bracketed()
    {
        Expect("<");
        int start = _position;
        for (int depth = 1; _position < _text.Length; _position++)
        {
            depth += _text[_position] == '<' ? 1 : _text[_position] == '>' ? -1 : 0;
            if (depth == 0)
            {
                return _text.Substring(start, _position++ - start);
            }
        }

        throw Error("'>'");
    }

    private (int Id, string Name) ValueHead()
    {
        int id = Id();
        return (id, _position < _text.Length && _text[_position] == ' ' && _position + 1 < _text.Length && IsWordStart(_text[_position + 1]) ? Word() : "");
    }

    private int Id()
    {
        Expect("%");
        return Number();
    }

    private int Number()
    {
        Space();
        int start = _position;
        while (_position < _text.Length && char.IsDigit(_text[_position]))
        {
            _position++;
        }

        return _position > start ? int.Parse(_text.Substring(start, _position - start), CultureInfo.InvariantCulture) : throw Error("a number");
    }

    private string Word()
    {
        Space();
        int start = _position;
        while (_position < _text.Length && IsWordPart(_text[_position]))
        {
            _position++;
        }

        return _position > start ? _text.Substring(start, _position - start) : throw Error("a name");
    }

    private string Quoted()
    {
        Expect("\"");
        var result = new StringBuilder();
        for (; _position < _text.Length && _text[_position] != '"'; _position++)
        {
            char c = _text[_position];
            if (c == '\\' && _position + 1 < _text.Length)
            {
                c = _text[++_position] == 'n' ? '\n' : _text[_position] == 'u' ? Escaped() : _text[_position];
            }

            result.Append(c);
        }

        Expect("\"");
        return result.ToString();
    }

    // The four digits after \u.
    private char Escaped()
    {
        if (_position + 4 >= _text.Length || !ushort.TryParse(_text.Substring(_position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            throw Error("four digits");
        }

        _position += 4;
        return (char)code;
    }

    private bool Accept(string token)
    {
        Space();
        if (string.CompareOrdinal(_text, _position, token, 0, token.Length) != 0
            || (char.IsLetter(token[0]) && _position + token.Length < _text.Length && IsWordPart(_text[_position + token.Length])))
        {
            return false;
        }

        _position += token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!Accept(token))
        {
            throw Error("'" + token + "'");
        }
    }

    private static bool IsWordStart(char c) => char.IsLetter(c) || c is '_' or '@' || char.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;

    // What C# allows in a name, and the dots of paths.
    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '@' or '.'
        || char.GetUnicodeCategory(c) is UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format;

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private void Space()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private FormatException Error(string expected)
    {
        int line = _text.Take(_position).Count(c => c == '\n') + 1;
        return new FormatException($"line {line}: {expected} expected at '{_text.Substring(Math.Min(_position, _text.Length)).Split('\n')[0]}'");
    }
}
