using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

internal sealed partial class Differentiate
{
    // Before the branch in the forward list stands what the branch's reverse may take along.
    private IrOp ReverseBranch(List<IrOp> ops, int at, List<IrOp> forward, Adjoints adjoints)
    {
        var op = ops[at];
        var cotangents = op.Results.Select(r => adjoints.Take(r.Id)).ToList();
        var forwardRegions = new List<IrBlock>();
        var reversed = new List<(List<IrOp> Ops, Adjoints Adjoints)>();
        foreach (var region in op.Regions)
        {
            var inner = new Adjoints(_builder);
            var sinking = Sinking(ops, at, region);
            var body = sinking.Select(i => ops[i]).Concat(region.Body).ToList();
            var reverse = _builder.Capture(() =>
            {
                for (int i = 0; i < op.Results.Count; i++)
                {
                    if (cotangents[i] is { } g && _activity.IsActive(region.Terminator.Operands[i]))
                    {
                        inner.Add(region.Terminator.Operands[i], g);
                    }
                }

                body = Reverse(body, inner);
            });
            for (int i = 0; i < sinking.Count; i++)
            {
                forward[sinking[i]] = body[i];
                _sunk.Add(body[i].Results[0].Id);
            }

            body.RemoveRange(0, sinking.Count);
            forwardRegions.Add(new IrBlock(region.Arguments, body.Append(region.Terminator).ToEquatable()));
            reversed.Add((reverse, inner));
        }

        // What both branches together add to values outside of them; elements of arrays they add to in place.
        var outer = reversed.SelectMany((r, i) => r.Adjoints.Ids.Except(IrWalk.DefinedIds(forwardRegions[i]))).Distinct().OrderBy(id => id).ToList();
        if (outer.Count == 0 && reversed.All(r => r.Ops.All(OpTable.IsRemovable)))
        {
            return op;
        }

        _builder.Span = op.Span;
        var reverseRegions = reversed.Select(r => new IrBlock(EquatableArray<IrValue>.Empty, r.Ops.Concat(_builder.Capture(() =>
        {
            var yields = outer.Select(id => r.Adjoints.Take(id, isFinal: false) ?? _builder.Op("zero", _builder.TypeOf(id), [])).ToList();
            _builder.Append(IrOp.Create("yield", yields, []));
        })).ToEquatable())).ToList();

        op = Expose(op, forwardRegions, reverseRegions);
        var results = outer.Select(id => new IrValue(_builder.Id(), _builder.TypeOf(id))).ToList();
        _builder.Append(IrOp.Create("if", [op.Operands[0]], results, span: op.Span, regions: reverseRegions));
        for (int i = 0; i < outer.Count; i++)
        {
            adjoints.Add(outer[i], results[i].Id);
            _builder.Suggest(results[i].Id, outer[i]);
        }

        return op;
    }

    // Values that a reverse region reads from its forward region are computed there again where that is cheap; the others
    // become results of the forward branch, whose other region yields a zero there, which is never read.
    private IrOp Expose(IrOp op, List<IrBlock> forward, List<IrBlock> reverse)
    {
        var results = op.Results.ToList();
        for (int r = 0; r < 2; r++)
        {
            var (kept, prefix, map) = new Rematerialization(forward[r], _builder).Run(IrWalk.FreeIds(reverse[r]));
            foreach (var value in kept)
            {
                var result = Fresh(value.Type, value.Name);
                results.Add(result);
                map[value.Id] = result.Id;
                forward[r] = Yielding(forward[r], value.Id, []);
                var zero = _builder.Capture(() => _builder.Op(result.Type is OpaqueType or ModelType or TensorType ? "undef" : "zero", result.Type, []));
                forward[1 - r] = Yielding(forward[1 - r], zero[0].Result.Id, zero);
            }

            reverse[r] = reverse[r] with { Ops = prefix.Concat(reverse[r].Ops).Select(o => IrWalk.Rename(o, map)).ToEquatable() };
        }

        return op with { Results = results.ToEquatable(), Regions = forward.ToEquatable() };
    }

    private static IrBlock Yielding(IrBlock block, int id, List<IrOp> before)
    {
        var yield = block.Terminator;
        return block with { Ops = block.Body.Concat(before).Append(yield with { Operands = yield.Operands.Append(id).ToEquatable() }).ToEquatable() };
    }
}
