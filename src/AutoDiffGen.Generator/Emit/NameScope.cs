namespace AutoDiffGen.Generator.Emit;

/// <summary>Hands out names that nothing else has. A taken name gets a number, as a person would count: c, c2, c3.</summary>
internal sealed class NameScope(IEnumerable<string> reserved)
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock",
        "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected",
        "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string",
        "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort",
        "using", "virtual", "void", "volatile", "while", "field", "value", "var", "V",
    ];

    // Types that generated code names: a local of such a name would hide one.
    private static readonly HashSet<string> Types =
    [
        "ArgumentException", "ArgumentNullException", "Array", "AutoDiffGen", "Dense", "Directions", "Guard", "IDisposable", "Lease", "Math", "MathF", "MemoryMarshal",
        "ObjectDisposedException", "Ops", "PullbackLife", "ReadOnlySpan", "Shadow", "Span", "System", "Tangent", "Tape", "TapeCursor", "TapeLease", "Tensor",
        "TensorPrimitives", "Vector", "Workspace", .. TypeNames.Kernels,
    ];

    private readonly Stack<Level> _levels = new([new Level([.. reserved.Select(n => n.TrimStart('@'))])]);

    public string Take(string hint)
    {
        // A number of a struct, p.X, is called pX.
        hint = hint.Contains('.') ? string.Concat(hint.Split('.').Select((part, i) => i == 0 ? part : Pascal(part))) : hint;
        string name = hint.TrimStart('@');

        // A name that ends in a number counts on from it: dX2, dX3.
        string stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        int n = stem.Length < name.Length && int.TryParse(name.Substring(stem.Length), out int last) ? last + 1 : 2;
        for (; Keywords.Contains(name) || Types.Contains(name) || _levels.Any(l => l.Declared.Contains(name)) || _levels.Peek().Inner.Contains(name); n++)
        {
            name = stem + n;
        }

        _levels.Peek().Declared.Add(name);
        return name;
    }

    /// <summary>A name that is part of a contract: one that is taken gets underscores. It is taken then.</summary>
    public static string Free(HashSet<string> taken, string name)
    {
        while (!taken.Add(name))
        {
            name += "_";
        }

        return name;
    }

    public void Reserve(string name) => _levels.Peek().Declared.Add(name.TrimStart('@'));

    /// <summary>A nested block begins. Its names are free again in the blocks beside it, though not in those around it.</summary>
    public void Open() => _levels.Push(new Level([]));

    public void Close()
    {
        var closed = _levels.Pop();
        _levels.Peek().Inner.UnionWith(closed.Declared);
        _levels.Peek().Inner.UnionWith(closed.Inner);
    }

    private sealed class Level(HashSet<string> declared)
    {
        public HashSet<string> Declared { get; } = declared;

        /// <summary>What blocks inside of this one have declared: C# lets nothing after them take such a name here.</summary>
        public HashSet<string> Inner { get; } = [];
    }

    /// <summary>Whether an expression is one plain name.</summary>
    public static bool IsName(string text) => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c == '_') && !char.IsDigit(text[0]) && !Keywords.Contains(text);

    /// <summary>The name as an identifier: an author's <c>@in</c> keeps its mark, and one that is also a type's gets it.</summary>
    public static string Escape(string name) => (Keywords.Contains(name) && name is not ("field" or "value" or "var" or "V")) || TypeNames.Contains(name) ? "@" + name : name;

    public static string Pascal(string name)
    {
        name = name.TrimStart('@').TrimStart('_');
        return name.Length == 0 ? "_" : char.ToUpperInvariant(name[0]) + name.Substring(1);
    }

    public static string Camel(string name)
    {
        name = name.TrimStart('@');
        return name.Length == 0 ? "_" : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
