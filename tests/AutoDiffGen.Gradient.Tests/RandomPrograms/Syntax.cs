namespace AutoDiffGen.Gradient.Tests.RandomPrograms;

/// <summary>
/// A small syntax tree of programs. Names are numbers that are taken modulo what is in scope, so that every tree is a
/// legal program and any part may be cut out or replaced.
/// </summary>
internal abstract record Node
{
    /// <summary>The parts, in order.</summary>
    public abstract IReadOnlyList<Node> Children { get; }

    public abstract Node With(IReadOnlyList<Node> children);

    public int Size => 1 + Children.Sum(c => c.Size);
}

internal abstract record Expression : Node;

/// <summary>A parameter or local of type double.</summary>
internal sealed record Name(int Index) : Expression
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;
}

/// <summary>A constant, or the whole-number parameter.</summary>
internal sealed record Text(string Value) : Expression
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;
}

/// <summary>Parts put into a format: an operator or the call of a library function.</summary>
internal sealed record Apply(string Format, IReadOnlyList<Node> Children) : Expression
{
    public override IReadOnlyList<Node> Children { get; } = Children;

    public override Node With(IReadOnlyList<Node> children) => new Apply(Format, children);
}

/// <summary>A call of another program of the same class.</summary>
internal sealed record CallOf(int Callee, IReadOnlyList<Node> Children) : Expression
{
    public override IReadOnlyList<Node> Children { get; } = Children;

    public override Node With(IReadOnlyList<Node> children) => new CallOf(Callee, children);
}

/// <summary>condition ? a : b.</summary>
internal sealed record Choice(IReadOnlyList<Node> Children) : Expression
{
    public override IReadOnlyList<Node> Children { get; } = Children;

    public override Node With(IReadOnlyList<Node> children) => new Choice(children);
}

internal abstract record Condition : Node;

/// <summary>Numbers or conditions put into a format.</summary>
internal sealed record Test(string Format, IReadOnlyList<Node> Children) : Condition
{
    public override IReadOnlyList<Node> Children { get; } = Children;

    public override Node With(IReadOnlyList<Node> children) => new Test(Format, children);
}

/// <summary>The flag parameter or a local of type bool.</summary>
internal sealed record Flag(int Index) : Condition
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;
}

internal abstract record Statement : Node;

/// <summary>A local of type double, or of type bool where the value is a condition.</summary>
internal sealed record Declare(Node Value) : Statement
{
    public override IReadOnlyList<Node> Children => [Value];

    public override Node With(IReadOnlyList<Node> children) => new Declare(children[0]);
}

internal sealed record Assign(int Target, string Operator, Node Value) : Statement
{
    public override IReadOnlyList<Node> Children => [Value];

    public override Node With(IReadOnlyList<Node> children) => new Assign(Target, Operator, children[0]);
}

/// <summary>x++ and its like.</summary>
internal sealed record Step(int Target, string Format) : Statement
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;
}

internal sealed record Block(IReadOnlyList<Node> Children) : Statement
{
    public override IReadOnlyList<Node> Children { get; } = Children;

    public override Node With(IReadOnlyList<Node> children) => new Block(children);
}

/// <summary>if with else; an empty else is not written.</summary>
internal sealed record Branch(Node Condition, Node Then, Node Else) : Statement
{
    public override IReadOnlyList<Node> Children => [Condition, Then, Else];

    public override Node With(IReadOnlyList<Node> children) => new Branch(children[0], children[1], children[2]);
}

/// <summary>The number that was declared last.</summary>
internal sealed record Latest : Expression
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;
}

/// <summary>What a method has besides three numbers, a whole number and a flag.</summary>
internal enum Form
{
    Plain,
    Array,
    Rectangular,
    Jagged,
    Span,
    ReadOnlySpan,
    Ref,
    Out,
    Void,
    Struct,
    Tuple,
    ArrayResult,

    /// <summary>It calls itself, and makes no array.</summary>
    Recursive,
}

/// <summary>A method of three numbers, a whole number and a flag, and what its form adds; in single precision or double.</summary>
internal sealed record Method(Node Body, Node Result, bool HoldsZ, IReadOnlyList<Method> Callees, Form Form = Form.Plain, bool IsSingle = false) : Node
{
    public override IReadOnlyList<Node> Children => [Body, Result, .. Callees];

    public override Node With(IReadOnlyList<Node> children) => new Method(children[0], children[1], HoldsZ, [.. children.Skip(2).Cast<Method>()], Form, IsSingle);
}
