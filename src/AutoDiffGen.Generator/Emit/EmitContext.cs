using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

/// <summary>What one generated member knows while its body is written: names, values as text, spans, symbols.</summary>
internal sealed class EmitContext(CodeWriter writer, NameScope names, IReadOnlyDictionary<int, IrType> types, IReadOnlyDictionary<string, int> symbolValues)
{
    public CodeWriter Writer { get; } = writer;

    public NameScope Names { get; } = names;

    public IReadOnlyDictionary<int, IrType> Types { get; } = types;

    /// <summary>Numbers, truth values and objects, by value id.</summary>
    public Dictionary<int, Expr> Values { get; } = [];

    /// <summary>The span that holds a tensor's elements, by value id.</summary>
    public Dictionary<int, string> Spans { get; } = [];

    /// <summary>Where the elements of a view that is not dense are found, by value id; its span is that of the layout's root.</summary>
    public Dictionary<int, Passes.Layout> Layouts { get; } = [];

    /// <summary>C# names of symbolic dimensions.</summary>
    public Dictionary<string, string> Symbols { get; } = [];

    /// <summary>Values whose variable exists already (an <c>out</c> parameter) and is only assigned.</summary>
    public Dictionary<int, string> Assigned { get; } = [];

    /// <summary>The scratch of what is only needed for a while: the tensors of branches and loops.</summary>
    public string Temporaries { get; set; } = "";

    /// <summary>The model that the method belongs to, its gradient as a span, and the condition under which that is wanted.</summary>
    public string Model { get; set; } = "this";

    public string ModuleGradient { get; set; } = "";

    public string ModuleGroup { get; set; } = "";

    /// <summary>How many pieces were taken from it so far.</summary>
    public int TemporariesTaken { get; private set; }

    /// <summary>A piece of the temporaries, as C#.</summary>
    public string Temporary(Dim size)
    {
        TemporariesTaken++;
        return $"{Temporaries}.Take({Size(size)})";
    }

    /// <summary>Whether a size depends on what the method computes, so that it is not known at entry.</summary>
    public bool IsLate(Dim size) => size.Symbols.Any(symbolValues.ContainsKey);

    /// <summary>Tensors of indices that are checked where they are used, with the argument's name as C#.</summary>
    public Dictionary<int, string> LateIndices { get; } = [];

    /// <summary>Reads private members of other types; null where none is expected.</summary>
    public AccessorLibrary? Accessors { get; set; }

    /// <summary>Shadows that may be unwanted, with the condition under which they are there.</summary>
    public Dictionary<int, string> Guards { get; } = [];

    /// <summary>Arrays in rented memory: their values are spans.</summary>
    public HashSet<int> Locals { get; } = [];

    /// <summary>Arrays that are made for the caller to keep.</summary>
    public HashSet<int> Owned { get; } = [];

    public Dictionary<int, string> LeaseOf { get; } = [];

    /// <summary>The leases of each block that is open, innermost last.</summary>
    public Stack<List<string>> Leases { get; } = new([[]]);

    public void OpenBlock()
    {
        Names.Open();
        Leases.Push([]);
    }

    public void CloseBlock()
    {
        ReleaseLeases(Leases.Pop());
        Names.Close();
    }

    /// <summary>Returns the rented memory of a block.</summary>
    public void ReleaseLeases(IEnumerable<string> leases)
    {
        foreach (string lease in leases.Reverse())
        {
            Writer.Line($"{lease}.Dispose();");
        }
    }

    /// <summary>Which variables that are assigned more than once a value's expression mentions.</summary>
    private readonly Dictionary<int, HashSet<string>> _mentions = [];

    public IReadOnlyCollection<string> Mentions(int id) => _mentions.TryGetValue(id, out var variables) ? variables : [];

    public IEnumerable<int> Mentioning(string variable) => _mentions.Where(p => p.Value.Contains(variable)).Select(p => p.Key);

    /// <summary>The value is a variable that changes later.</summary>
    public void Bind(int id, string variable)
    {
        Values[id] = Expr.Of(variable);
        _mentions[id] = [variable];
    }

    /// <summary>The value is an expression over others, written where it is used.</summary>
    public void Inline(int id, Expr expression, IEnumerable<int> operands)
    {
        Values[id] = expression;
        _mentions[id] = [.. operands.SelectMany(Mentions)];
    }

    /// <summary>The type that the member stands in, when that is one for helpers: their calls need no prefix.</summary>
    public string Holder { get; set; } = "";

    /// <summary>The name of the tape that forward calls push on, and of the cursor that reverse calls read.</summary>
    public string Tape { get; set; } = "tape";

    public string Cursor { get; set; } = "cursor";

    /// <summary>The tapes of stacks that are pushed and popped within one member, by the stack's name.</summary>
    public Dictionary<string, string> StackNames { get; } = [];

    /// <summary>What an operation on a record pushes on or pops from.</summary>
    public string Records(IrOp op) => Passes.Records.Stack(op) is { Length: > 0 } stack ? StackNames[stack] : op.Code == "push" ? Tape : Cursor;

    /// <summary>The parameters of the member, which hide the members of the type that have their names.</summary>
    public HashSet<string> Parameters { get; init; } = [];

    /// <summary>A member of the object that the method belongs to.</summary>
    public string Own(string member) => Parameters.Contains(member.TrimStart('@')) || TypeNames.Contains(member) ? "this." + member : member;

    public ScalarType Element(int id) => Passes.IrBuilder.Element(Types[id]);

    public Expr Value(int id) =>
        Values.TryGetValue(id, out var value) ? value : throw new InvalidOperationException($"%{id} has no C# expression.");

    public string Span(int id) =>
        Spans.TryGetValue(id, out string? span) ? span : throw new InvalidOperationException($"%{id} has no span.");

    public string Size(Dim dim) => dim.Format(Symbol);

    /// <summary>The lengths that each pack stands for, an expression.</summary>
    public Dictionary<string, string> Packs { get; } = [];

    /// <summary>The lengths of a shape, one after the other as a collection expression has them.</summary>
    public string Lengths(IEnumerable<Dim> shape) =>
        string.Join(", ", shape.Select(d => d.SingleSymbol is { } symbol && Packs.TryGetValue(symbol, out string? lengths) ? ".. " + lengths : Size(d)));

    private string Symbol(string symbol) =>
        Symbols.TryGetValue(symbol, out string? name) ? name
        : symbol.StartsWith("this.", StringComparison.Ordinal) ? Own(NameScope.Escape(symbol.Substring(5)))
        : symbolValues.TryGetValue(symbol, out int id) ? "(int)" + Value(id).At(Expr.Unary)
        : throw new InvalidOperationException($"The symbol '{symbol}' has no C# expression.");
}
