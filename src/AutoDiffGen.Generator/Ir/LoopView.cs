namespace AutoDiffGen.Generator.Ir;

/// <summary>A <c>while</c> or <c>for</c> by its carried values, whatever stands before them.</summary>
internal readonly struct LoopView(IrOp op)
{
    public IrOp Op { get; } = op;

    public bool IsCounted => Op.Code == "for";

    /// <summary>The number of carried values.</summary>
    public int Count => Op.Results.Count;

    public IrBlock Body => Op.Regions[Op.Regions.Count - 1];

    /// <summary>Of a counted loop: the index.</summary>
    public IrValue Index => Body.Arguments[0];

    /// <summary>Of a counted loop: by how much the index moves.</summary>
    public int Step => Op.Int("step");

    /// <summary>Of a counted loop: whether the index grows.</summary>
    public bool IsUp => Step > 0;

    public int Bounds => IsCounted ? 2 : 0;

    public int Initial(int i) => Op.Operands[i + Bounds];

    public IrValue Argument(int i) => Body.Arguments[IsCounted ? i + 1 : i];

    /// <summary>What the body yields for the next iteration.</summary>
    public int Next(int i) => Body.Terminator.Operands[i];

    /// <summary>Every value that stands for a carried one: arguments and result.</summary>
    public IEnumerable<IrValue> Carried(int i)
    {
        yield return Op.Results[i];
        yield return Argument(i);
        if (!IsCounted)
        {
            yield return Op.Regions[0].Arguments[i];
        }
    }
}
