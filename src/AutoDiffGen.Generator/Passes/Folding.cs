using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Takes together what the reverse block does to one place of a shadow: what both sides of a branch add is added once,
/// before it; a zero to which something is added next is stored as that; what is stored back as it was loaded is not stored.
/// </summary>
internal sealed class Folding
{
    private readonly ReverseMemory _memory;

    private Folding(ReverseMemory memory) => _memory = memory;

    public static Derivative Run(Derivative derivative)
    {
        var reverse = new Folding(new ReverseMemory(derivative)).Block(derivative.Reverse);
        return derivative with { Reverse = DeadCode.Run(reverse, []) };
    }

    private IrBlock Block(IrBlock block)
    {
        var ops = block.Ops.Select(op => op with { Regions = op.Regions.Select(Block).ToEquatable() }).SelectMany(Common).ToList();
        for (int i = 0; i < ops.Count; i++)
        {
            if (_memory.IsClear(ops[i]) && FoldClear(ops, i))
            {
                i--;
            }
        }

        StoredBack(ops);
        return block with { Ops = ops.ToEquatable() };
    }

    // A branch without what both of its sides add, after that.
    private static IEnumerable<IrOp> Common(IrOp op)
    {
        if (op.Code != "if" || !op.Regions.All(r => r.Body.Any(o => o.Code == "add_to")))
        {
            return [op];
        }

        var (left, right) = (op.Regions[0], op.Regions[1]);
        var inside = new HashSet<int>(IrWalk.DefinedIds(left).Concat(IrWalk.DefinedIds(right)));
        var before = new List<IrOp>();
        var map = new Dictionary<int, int>();
        var (onLeft, onRight) = (new HashSet<int>(), new HashSet<int>());
        for (int l = 0; l < left.Ops.Count && CanMoveUp(left.Ops[l]); l++)
        {
            var candidate = left.Ops[l];
            if (candidate.Operands.Any(inside.Contains))
            {
                continue;
            }

            for (int r = 0; r < right.Ops.Count && CanMoveUp(right.Ops[r]); r++)
            {
                var same = right.Ops[r];
                if (onRight.Contains(r) || same.Code != candidate.Code || !same.Attributes.Equals(candidate.Attributes)
                    || !same.Operands.Select(id => map.TryGetValue(id, out int to) ? to : id).SequenceEqual(candidate.Operands)
                    || !same.Results.Select(v => v.Type).SequenceEqual(candidate.Results.Select(v => v.Type)))
                {
                    continue;
                }

                before.Add(candidate);
                onLeft.Add(l);
                onRight.Add(r);
                for (int i = 0; i < candidate.Results.Count; i++)
                {
                    map[same.Results[i].Id] = candidate.Results[i].Id;
                    inside.Remove(candidate.Results[i].Id);
                }

                break;
            }
        }

        if (!before.Any(o => o.Code == "add_to"))
        {
            return [op];
        }

        var rest = op with
        {
            Regions = EquatableArray.Of(
                left with { Ops = left.Ops.Where((_, i) => !onLeft.Contains(i)).ToEquatable() },
                IrWalk.Rename(right with { Ops = right.Ops.Where((_, i) => !onRight.Contains(i)).ToEquatable() }, map)),
        };
        return rest.Results.Count == 0 && rest.Regions.All(r => !r.Body.Any()) ? before : [.. before, rest];
    }

    // Past a store or a read of memory, an addition would come too early.
    private static bool CanMoveUp(IrOp op) => op.Code == "add_to" || (op.Regions.Count == 0 && OpTable.IsPure(op));

    // Stores what is added next in place of the zero; true where the zero's own store is gone.
    private bool FoldClear(List<IrOp> ops, int at)
    {
        var clear = ops[at];
        if (_memory.Root(clear.Operands[0]) is not { } root)
        {
            return false;
        }

        int next = ops.FindIndex(at + 1, o => _memory.Touches(o, root));
        if (next < 0)
        {
            return false;
        }

        var op = ops[next];
        if (op.Code == "add_to" && ReverseMemory.SamePlace(clear, op))
        {
            ops[next] = op with { Code = "store" };
        }
        else if (op.Code == "if" && Enumerable.Range(0, 2).Where(k => Added(op.Regions[k], clear, root) is not null).ToList() is { Count: 1 } sides
            && !op.Regions[1 - sides[0]].Ops.Any(o => _memory.Touches(o, root)))
        {
            int side = sides[0];
            var addition = Added(op.Regions[side], clear, root)!;
            IrBlock Side(IrBlock region, bool adding) => region with
            {
                Ops = (adding
                    ? region.Ops.Select(o => ReferenceEquals(o, addition) ? o with { Code = "store" } : o)
                    : region.Body.Append(clear).Append(region.Terminator)).ToEquatable(),
            };
            ops[next] = op with { Regions = op.Regions.Select((r, k) => Side(r, k == side)).ToEquatable() };
        }
        else
        {
            return false;
        }

        ops.RemoveAt(at);
        return true;
    }

    // What a side of a branch adds to the place that was cleared, when that is all that it does there.
    private IrOp? Added(IrBlock side, IrOp clear, int root) =>
        side.Ops.Where(o => _memory.Touches(o, root)).ToList() is { Count: 1 } touching
        && touching[0].Code == "add_to" && ReverseMemory.SamePlace(clear, touching[0]) ? touching[0] : null;

    // What a place holds already need not be stored there.
    private void StoredBack(List<IrOp> ops)
    {
        for (int i = 0; i < ops.Count; i++)
        {
            if (ops[i].Code == "store" && IsStoredBack(ops[i], ops, i))
            {
                ops.RemoveAt(i--);
            }
            else if (ops[i].Code == "if")
            {
                var op = ops[i];
                ops[i] = op with
                {
                    Regions = op.Regions.Select(region => region with
                    {
                        Ops = region.Ops.Where((o, k) => !(o.Code == "store" && _memory.Root(o.Operands[0]) is { } root
                            && !region.Ops.Take(k).Any(p => _memory.Touches(p, root)) && IsStoredBack(o, ops, i))).ToEquatable(),
                    }).ToEquatable(),
                };
                if (ops[i].Results.Count == 0 && ops[i].Regions.All(r => !r.Body.Any()))
                {
                    ops.RemoveAt(i--);
                }
            }
        }
    }

    private bool IsStoredBack(IrOp store, List<IrOp> ops, int at)
    {
        if (store.StoredCount != 1 || store.TryText("creation") is not null || _memory.Root(store.Operands[0]) is not { } root)
        {
            return false;
        }

        int load = ops.FindIndex(o => o.Code == "load" && o.Result.Id == store.Stored.First());
        return load >= 0 && load < at && IsLoadOf(ops[load], store) && !ops.Skip(load + 1).Take(at - load - 1).Any(o => o.Code != "load" && _memory.Touches(o, root));
    }

    private static bool IsLoadOf(IrOp load, IrOp store) =>
        load.Operands[0] == store.Operands[0] && (load.TryText("path") ?? "") == store.StoredPaths[0] && load.Indices.SequenceEqual(store.Indices);
}
