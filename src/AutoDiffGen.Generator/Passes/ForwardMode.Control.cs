using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

internal sealed partial class ForwardMode
{
    // Both branches yield the tangents of the active results too: zero where a branch gives a constant.
    private void Branch(IrOp op)
    {
        var active = Enumerable.Range(0, op.Results.Count).Where(i => _activity.IsActive(op.Results[i].Id)).ToList();
        var regions = op.Regions.Select(region => Region(region, region.Arguments, active)).ToList();
        var tangents = active.Select(i => Fresh(TangentType(op.Results[i], regions, op.Results.Count + active.IndexOf(i)), Tangent(op.Results[i].Name))).ToList();
        _builder.Append(op with { Results = op.Results.Concat(tangents).ToEquatable(), Regions = regions.ToEquatable() });
        for (int a = 0; a < active.Count; a++)
        {
            Set(op.Results[active[a]], tangents[a].Id);
        }
    }

    // A loop carries the tangents of what it carries.
    private void Loop(IrOp op)
    {
        var loop = new LoopView(op);
        var active = Enumerable.Range(0, loop.Count).Where(i => _activity.IsActive(loop.Argument(i).Id)).ToList();
        var initial = active.Select(i => TangentOrZero(loop.Initial(i))).ToList();
        List<IrValue> Carried() => [.. active.Select((i, a) => Fresh(_builder.TypeOf(initial[a]), Tangent(op.Results[i].Name)))];

        var regions = new List<IrBlock>();
        if (!loop.IsCounted)
        {
            // The test only looks at values.
            var test = op.Regions[0];
            regions.Add(test with { Arguments = test.Arguments.Concat(Carried()).ToEquatable() });
        }

        var arguments = Carried();
        for (int a = 0; a < active.Count; a++)
        {
            Set(loop.Argument(active[a]), arguments[a].Id);
        }

        regions.Add(Region(loop.Body, loop.Body.Arguments.Concat(arguments).ToEquatable(), active));
        var results = Carried();
        _builder.Span = op.Span;
        _builder.Append(op with
        {
            Operands = op.Operands.Concat(initial).ToEquatable(),
            Results = op.Results.Concat(results).ToEquatable(),
            Regions = regions.ToEquatable(),
        });
        for (int a = 0; a < active.Count; a++)
        {
            Set(op.Results[active[a]], results[a].Id);
        }
    }

    private IrBlock Region(IrBlock region, EquatableArray<IrValue> arguments, List<int> active)
    {
        var ops = _builder.Capture(() =>
        {
            Visit(region);
            var yield = region.Terminator;
            _builder.Append(yield with { Operands = yield.Operands.Concat(active.Select(i => TangentOrZero(yield.Operands[i]))).ToEquatable() });
        });
        return new IrBlock(arguments, ops.ToEquatable());
    }

    private IrType TangentType(IrValue value, List<IrBlock> regions, int yield) =>
        value.Type is ArrayType ? _builder.TypeOf(regions[0].Terminator.Operands[yield]) : value.Type;
}
