using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// A branch that was not taken hands back zeros. A loop that only carries such zeros on need not run.
internal sealed partial class Differentiate
{
    /// <summary>
    /// Appends a reversed loop under the condition on which its cotangents are not all zero by construction, when there is
    /// one and the loop does nothing else than to hand them on: it is linear in them, and adds only to what they reach.
    /// </summary>
    private bool SkipIfMasked(IrOp reversed, List<int?> cotangents, int carried)
    {
        var present = cotangents.OfType<int>().Distinct().ToList();
        if (present.Count != 1 || !IrWalk.AllOps(reversed.Regions[0]).All(OnlyAdds) || Mask(present[0]) is not { } mask)
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
        int condition = mask.Condition();
        _builder.Append(IrOp.Create("if", [condition], reversed.Results, span: reversed.Span, regions: mask.WhenTrue ? [run, skipped] : [skipped, run]));
        return true;
    }

    // A pop moves the tape, a store clears a shadow, a reversed call does both.
    private static bool OnlyAdds(IrOp op) => op.Code == "add_to" || op.Code == "yield" || (op.Code == "load" && op.Flag("fixed")) || (op.Code != "load" && OpTable.Find(op.Code) is { Pure: true });

    // What an adjoint that is zero on one side of a branch, or of a selection, depends on.
    private (Func<int> Condition, bool WhenTrue)? Mask(int id)
    {
        for (int i = _builder.Ops.Count - 1; i >= 0; i--)
        {
            var op = _builder.Ops[i];
            int at = op.Results.Select(r => r.Id).ToList().IndexOf(id);
            if (at < 0)
            {
                continue;
            }

            if (op.Code == "if")
            {
                bool whenTrue = IsZero(op.Regions[1], op.Regions[1].Terminator.Operands[at]);
                return whenTrue != IsZero(op.Regions[0], op.Regions[0].Terminator.Operands[at]) ? (() => op.Operands[0], whenTrue) : null;
            }

            if (op.Code == "select" && op.Result.Type is ScalarType)
            {
                var here = new IrBlock(EquatableArray<IrValue>.Empty, _builder.Ops.ToEquatable());
                bool whenTrue = IsZero(here, op.Operands[3]);
                return whenTrue != IsZero(here, op.Operands[2]) ? (() => _builder.Op(op.Text("compare"), ScalarType.Bool, [op.Operands[0], op.Operands[1]]), whenTrue) : null;
            }

            return null;
        }

        return null;
    }

    private static bool IsZero(IrBlock block, int id) =>
        block.Ops.FirstOrDefault(o => o.Results.Any(r => r.Id == id)) is { } op && (op.Code == "zero" || (op.Code == "const" && op.Text("value") == "0"));
}
