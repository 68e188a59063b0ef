using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// A branch that was not taken hands back zeros. A loop that only carries such zeros on need not run.
internal sealed partial class Differentiate
{
    /// <summary>
    /// Appends a reversed loop under the condition that its cotangent is not zero, when that comes out of a branch that
    /// may have made it so and the loop does nothing else than to hand it on: it is linear in it, and only adds.
    /// </summary>
    private bool SkipIfMasked(IrOp reversed, List<int?> cotangents, int carried)
    {
        var present = cotangents.OfType<int>().Distinct().ToList();
        if ((_optimizations & Optimizations.Masks) == 0 || present.Count != 1 || _builder.TypeOf(present[0]) is not ScalarType || !IrWalk.AllOps(reversed.Regions[0]).All(OnlyAdds) || !IsMasked(present[0]))
        {
            return false;
        }

        var results = reversed.Results.Select(r => Fresh(r.Type, r.Name)).ToList();
        var inner = reversed with { Results = results.ToEquatable() };
        var run = new IrBlock(EquatableArray<IrValue>.Empty, EquatableArray.Of(inner, IrOp.Create("yield", results.Select(r => r.Id), [])));
        var skipped = new IrBlock(EquatableArray<IrValue>.Empty, _builder.Capture(() =>
        {
            // Without a cotangent nothing reaches the carried values, and the sums stay as they are.
            var kept = reversed.Results.Select((r, i) => i < carried ? _builder.Op("zero", r.Type, []) : reversed.Operands[i + 2]).ToList();
            _builder.Append(IrOp.Create("yield", kept, []));
        }).ToEquatable());
        int zero = _builder.Op("zero", _builder.TypeOf(present[0]), []);
        int condition = _builder.Op("ne", ScalarType.Bool, [present[0], zero]);
        _builder.Append(IrOp.Create("if", [condition], reversed.Results, span: reversed.Span, regions: [run, skipped]));
        return true;
    }

    // A pop moves the tape, a store clears a shadow, a reversed call does both.
    private static bool OnlyAdds(IrOp op) => op.Code is "add_to" or "yield" || (op.Code == "load" ? op.Flag("fixed") : OpTable.Find(op.Code) is { Pure: true });

    // Whether an adjoint is zero on one side of a branch, or of a selection.
    private bool IsMasked(int id)
    {
        var op = _builder.Ops.LastOrDefault(o => o.Results.Any(r => r.Id == id));
        if (op is { Code: "if" })
        {
            int at = op.Results.Select(r => r.Id).ToList().IndexOf(id);
            return op.Regions.Any(region => IsZero(region.Ops, region.Terminator.Operands[at]));
        }

        return op is { Code: "select", Result.Type: ScalarType } && op.Operands.Skip(2).Any(operand => IsZero(_builder.Ops, operand));
    }

    private static bool IsZero(IEnumerable<IrOp> ops, int id) =>
        ops.FirstOrDefault(o => o.Results.Any(r => r.Id == id)) is { } op && (op.Code == "zero" || (op.Code == "const" && op.Text("value") == "0"));
}
