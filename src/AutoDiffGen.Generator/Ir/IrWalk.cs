namespace AutoDiffGen.Generator.Ir;

/// <summary>Walks over blocks, their nested regions and the values in them.</summary>
internal static class IrWalk
{
    /// <summary>Every operation in order, an operation before those of its regions.</summary>
    public static IEnumerable<IrOp> AllOps(IrBlock block)
    {
        foreach (var op in block.Ops)
        {
            yield return op;
            foreach (var region in op.Regions)
            {
                foreach (var inner in AllOps(region))
                {
                    yield return inner;
                }
            }
        }
    }

    public static IEnumerable<IrValue> AllValues(IrFunction function) => AllValues(function.Body);

    public static IEnumerable<IrValue> AllValues(IrBlock block) =>
        block.Arguments.Concat(AllOps(block).SelectMany(op => op.Results.Concat(op.Regions.SelectMany(r => r.Arguments)))).Distinct();

    /// <summary>The values that a block defines itself, its regions' included.</summary>
    public static HashSet<int> DefinedIds(IrBlock block) => [.. AllValues(block).Select(v => v.Id)];

    /// <summary>The operands that a block uses and does not define, in order of first use.</summary>
    public static List<int> FreeIds(IrBlock block)
    {
        var defined = DefinedIds(block);
        return [.. AllOps(block).SelectMany(op => op.Operands).Where(id => !defined.Contains(id)).Distinct()];
    }

    /// <summary>How often each value is used, regions included.</summary>
    public static Dictionary<int, int> UseCounts(IrBlock block)
    {
        var counts = new Dictionary<int, int>();
        foreach (int id in AllOps(block).SelectMany(op => op.Operands))
        {
            counts[id] = counts.TryGetValue(id, out int n) ? n + 1 : 1;
        }

        return counts;
    }

    /// <summary>Replaces operands by a map; ids that it does not hold stay.</summary>
    public static IrBlock Rename(IrBlock block, IReadOnlyDictionary<int, int> map) =>
        map.Count == 0 ? block : block with { Ops = block.Ops.Select(op => Rename(op, map)).ToEquatable() };

    public static IrOp Rename(IrOp op, IReadOnlyDictionary<int, int> map) => op with
    {
        Operands = op.Operands.Select(id => map.TryGetValue(id, out int to) ? to : id).ToEquatable(),
        Regions = op.Regions.Select(r => Rename(r, map)).ToEquatable(),
    };

    /// <summary>Gives every value that the block defines a new id, from <paramref name="nextId"/> on. The map gives the ids of
    /// outer values and receives old to new.</summary>
    public static IrBlock Freshen(IrBlock block, ref int nextId, Dictionary<int, int> map)
    {
        int next = nextId;
        IrValue Fresh(IrValue value)
        {
            map[value.Id] = next;
            return value with { Id = next++ };
        }

        IrBlock Visit(IrBlock b)
        {
            var arguments = b.Arguments.Select(Fresh).ToEquatable();
            var ops = new List<IrOp>();
            foreach (var op in b.Ops)
            {
                var regions = op.Regions.Select(Visit).ToEquatable();
                var operands = op.Operands.Select(id => map.TryGetValue(id, out int to) ? to : id).ToEquatable();
                ops.Add(op with { Operands = operands, Results = op.Results.Select(Fresh).ToEquatable(), Regions = regions });
            }

            return new IrBlock(arguments, ops.ToEquatable());
        }

        var result = Visit(block);
        nextId = next;
        return result;
    }
}
