namespace AutoDiffGen.Gradient.Tests.RandomPrograms;

/// <summary>An element of a local array of three.</summary>
internal sealed record Element(int Array, int Index) : Expression
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;
}

/// <summary>A loop of a few trips. Kind: for, for downwards, while, do, foreach over an array, while that an active value stops.</summary>
internal sealed record Loop(int Kind, int Trips, Node Body) : Statement
{
    public override IReadOnlyList<Node> Children => [Body];

    public override Node With(IReadOnlyList<Node> children) => new Loop(Kind, Trips, children[0]);
}

/// <summary>if (condition) break, continue (within a loop) or return.</summary>
internal sealed record Exit(int Kind, Node Condition, Node Value) : Statement
{
    public override IReadOnlyList<Node> Children => [Condition, Value];

    public override Node With(IReadOnlyList<Node> children) => new Exit(Kind, children[0], children[1]);
}

/// <summary>A local array of three numbers: made empty, or with elements.</summary>
internal sealed record NewArray(IReadOnlyList<Node> Children) : Statement
{
    public override IReadOnlyList<Node> Children { get; } = Children;

    public override Node With(IReadOnlyList<Node> children) => new NewArray(children);
}

internal sealed record Store(int Array, int Index, string Operator, Node Value) : Statement
{
    public override IReadOnlyList<Node> Children => [Value];

    public override Node With(IReadOnlyList<Node> children) => new Store(Array, Index, Operator, children[0]);
}

/// <summary>Two locals or two elements change places; or two array locals do.</summary>
internal sealed record Swap(int Kind, int First, int Second) : Statement
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;
}

/// <summary>A switch over the whole-number parameter, with a default.</summary>
internal sealed record Switch(IReadOnlyList<Node> Children) : Statement
{
    public override IReadOnlyList<Node> Children { get; } = Children;

    public override Node With(IReadOnlyList<Node> children) => new Switch(children);
}
