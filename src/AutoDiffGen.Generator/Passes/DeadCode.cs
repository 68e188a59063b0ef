using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Drops what nothing reads: operations without effects, results of branches, values that a loop carries for their own
/// sake alone.
/// </summary>
internal sealed class DeadCode
{
    private readonly HashSet<int> _used;

    private DeadCode(IEnumerable<int> live) => _used = [.. live];

    /// <param name="live">Values that are read outside of the block.</param>
    public static IrBlock Run(IrBlock block, IEnumerable<int> live) => new DeadCode(live).Block(block);

    private IrBlock Block(IrBlock block)
    {
        var kept = new List<IrOp>();
        for (int i = block.Ops.Count - 1; i >= 0; i--)
        {
            var op = block.Ops[i];
            if (OpTable.IsRemovable(op) && !op.Results.Any(r => _used.Contains(r.Id)))
            {
                continue;
            }

            op = op.Code switch
            {
                "if" => Branch(op),
                "while" or "for" => Loop(op),
                _ => op,
            };
            _used.UnionWith(op.Operands);
            kept.Add(op);
        }

        kept.Reverse();
        return block with { Ops = kept.ToEquatable() };
    }

    private IrOp Branch(IrOp op)
    {
        var keep = Enumerable.Range(0, op.Results.Count).Where(i => _used.Contains(op.Results[i].Id)).ToList();
        return op with
        {
            Results = keep.Select(i => op.Results[i]).ToEquatable(),
            Regions = op.Regions.Select(r => Block(Yielding(r, keep))).ToEquatable(),
        };
    }

    private IrOp Loop(IrOp op)
    {
        // Operands before the carried values: the bounds of a counted loop; its index stands before the carried arguments.
        int bounds = op.Code == "for" ? 2 : 0, index = op.Code == "for" ? 1 : 0;
        var body = op.Regions[op.Regions.Count - 1];
        var alive = new SortedSet<int>(Enumerable.Range(0, op.Results.Count).Where(i => _used.Contains(op.Results[i].Id)));
        while (true)
        {
            // What is read inside, if these values are carried.
            var trial = new DeadCode(_used);
            trial.Regions(op, alive, bounds);
            var more = Enumerable.Range(0, op.Results.Count)
                .Where(i => !alive.Contains(i) && (trial._used.Contains(body.Arguments[i + index].Id) || (bounds == 0 && trial._used.Contains(op.Regions[0].Arguments[i].Id)))).ToList();
            if (more.Count == 0)
            {
                break;
            }

            alive.UnionWith(more);
        }

        var keep = alive.ToList();
        return op with
        {
            Operands = op.Operands.Take(bounds).Concat(keep.Select(i => op.Operands[i + bounds])).ToEquatable(),
            Results = keep.Select(i => op.Results[i]).ToEquatable(),
            Regions = Regions(op, alive, bounds),
        };
    }

    private EquatableArray<IrBlock> Regions(IrOp op, SortedSet<int> alive, int bounds)
    {
        IrBlock Carrying(IrBlock block) => block with
        {
            Arguments = block.Arguments.Where((_, i) => bounds > 0 ? i == 0 || alive.Contains(i - 1) : alive.Contains(i)).ToEquatable(),
        };

        var regions = new List<IrBlock>();
        for (int i = op.Regions.Count - 1; i >= 0; i--)
        {
            bool isTest = op.Code == "while" && i == 0;
            regions.Insert(0, Block(Carrying(isTest ? op.Regions[i] : Yielding(op.Regions[i], [.. alive]))));
        }

        return regions.ToEquatable();
    }

    private static IrBlock Yielding(IrBlock block, IReadOnlyList<int> keep)
    {
        var yield = block.Terminator;
        return block with { Ops = block.Body.Append(yield with { Operands = keep.Select(i => yield.Operands[i]).ToEquatable() }).ToEquatable() };
    }
}
