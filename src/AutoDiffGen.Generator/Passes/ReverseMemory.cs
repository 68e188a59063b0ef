using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Which memory the operations of a reverse block touch. Shadows are named by what made them: an operation, or a
/// parameter, of which no two overlap where something is written.
/// </summary>
internal sealed class ReverseMemory
{
    private readonly Dictionary<int, IrOp> _definitions = [];

    public ReverseMemory(Derivative derivative)
    {
        foreach (var op in IrWalk.AllOps(derivative.Forward).Concat(IrWalk.AllOps(derivative.Reverse)))
        {
            Add(op);
        }
    }

    public void Add(IrOp op)
    {
        foreach (var result in op.Results)
        {
            _definitions[result.Id] = op;
        }
    }

    public IrOp? Definition(int id) => _definitions.TryGetValue(id, out var op) ? op : null;

    /// <summary>The array that a reference is, or is a slice of; null where that is only known when the program runs.</summary>
    public int? Root(int id) => Definition(id) switch
    {
        null => id,
        { Code: "alloc" or "pop_all" } => id,
        { Code: "slice" } slice => Root(slice.Operands[0]),
        _ => null,
    };

    /// <summary>Whether an operation may read or write an array of this root, regions included.</summary>
    public bool Touches(IrOp op, int root)
    {
        bool Is(int array) => Root(array) is not { } other || other == root;
        return op.Code switch
        {
            "load" or "store" or "add_to" or "clear" or "push_all" => Is(op.Operands[0]),
            "add_scaled" => Is(op.Operands[0]) || Is(op.Operands[3]),
            "push" or "pop" or "pop_all" or "alloc" or "shadow_like" or "yield" => false,
            "if" or "for" or "while" => op.Regions.SelectMany(r => r.Ops).Any(o => Touches(o, root)),
            _ => !OpTable.IsPure(op),
        };
    }

    /// <summary>Whether two accesses are of the same place: the same array, indices and member.</summary>
    public static bool SamePlace(IrOp a, IrOp b) =>
        a.Operands[0] == b.Operands[0] && a.StoredCount == 1 && b.StoredCount == 1 && a.StoredPaths[0] == b.StoredPaths[0] && a.Indices.SequenceEqual(b.Indices);

    /// <summary>Whether an operation stores a zero: the adjoint of what was overwritten.</summary>
    public bool IsClear(IrOp op) =>
        op.Code == "store" && op.StoredCount == 1 && op.TryText("creation") is null && Definition(op.Stored.First()) is { } value
        && (value.Code == "zero" || (value.Code == "const" && value.Text("value") == "0"));
}
