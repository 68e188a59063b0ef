using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Passes;

/// <summary>A step of a block that computes with tensors.</summary>
/// <param name="Ops">One operation; in a loop several elementwise ones.</param>
internal abstract record Step(EquatableArray<IrOp> Ops)
{
    public IrOp Op => Ops[0];
}

/// <summary>A number, a branch, a call: a statement of its own.</summary>
internal sealed record ScalarStep(IrOp Single) : Step(EquatableArray.Of(Single));

/// <summary>A structured operation with a kernel.</summary>
internal sealed record KernelStep(IrOp Single) : Step(EquatableArray.Of(Single));

/// <summary>A branch or loop that computes with tensors: its regions are blocks of steps themselves.</summary>
internal sealed record RegionStep(IrOp Single) : Step(EquatableArray.Of(Single));

/// <summary>The same elements under another shape: no code.</summary>
internal sealed record ViewStep(IrOp Single) : Step(EquatableArray.Of(Single));

/// <summary>Elementwise operations over one shape, in one loop. Only <paramref name="Outputs"/> are written to memory.</summary>
internal sealed record LoopStep(EquatableArray<Dim> Shape, EquatableArray<IrOp> All, EquatableArray<IrValue> Outputs) : Step(All);

/// <summary>
/// Groups the elementwise operations of a block into loops. An operation joins the earliest loop of its shape and
/// demand that runs after everything it reads is there.
/// </summary>
internal static class Fuse
{
    /// <param name="group">Operations of different groups never share a loop (what each gradient wanted needs).</param>
    public static List<Step> Run(IrBlock block, IEnumerable<int> outside, Func<IrOp, string> group)
    {
        var drafts = new List<Draft>();
        var producer = new Dictionary<int, int>();
        foreach (var op in block.Ops.Where(op => !OpTable.IsTerminator(op)))
        {
            int ready = op.Operands.Concat(op.Regions.SelectMany(IrWalk.FreeIds)).Select(id => producer.TryGetValue(id, out int at) ? at : -1).DefaultIfEmpty(-1).Max();
            int place = Place(op, ready, drafts, group(op));
            drafts[place].Ops.Add(op);

            // A loop repeats a constant, so it need not wait for one.
            foreach (var result in op.Results.Where(r => op.Code is not ("const" or "zero") || r.Type is TensorType))
            {
                producer[result.Id] = place;
            }
        }

        var used = new HashSet<int>(outside.Concat(block.Terminator.Operands));
        return [.. drafts.Select((draft, i) => draft.Finish(used, drafts, i))];
    }

    /// <summary>Whether an operation, or one in its regions, is a step over tensors.</summary>
    public static bool UsesTensors(IrOp op) => op.Results.Any(r => r.Type is TensorType) || op.Code == "add_module" || StructuredRule.Find(op.Code) is not null || op.Regions.Any(r => r.Arguments.Any(a => a.Type is TensorType) || r.Body.Any(UsesTensors));

    private static int Place(IrOp op, int ready, List<Draft> drafts, string group)
    {
        bool loop = op.Results.Count == 1 && op.Result.Type is TensorType { Element.IsFloating: true } && (OpTable.IsElementwise(op) || op.Code is "broadcast" or "zero");
        if (loop)
        {
            var shape = op.Result.Tensor!.Shape;
            for (int i = Math.Max(ready, 0); i < drafts.Count; i++)
            {
                if (drafts[i].Shape == shape && drafts[i].Group == group)
                {
                    return i;
                }
            }

            drafts.Add(new Draft(shape, group));
        }
        else
        {
            drafts.Add(new Draft(null, group));
        }

        return drafts.Count - 1;
    }

    private sealed class Draft(EquatableArray<Dim>? shape, string group)
    {
        public EquatableArray<Dim>? Shape { get; } = shape;

        public string Group { get; } = group;

        public List<IrOp> Ops { get; } = [];

        public Step Finish(HashSet<int> usedOutside, List<Draft> all, int index)
        {
            if (Shape is not { } shape)
            {
                var op = Ops[0];
                bool tensor = op.Results.Any(r => r.Type is TensorType);
                return op.Regions.Count > 0 && UsesTensors(op) ? new RegionStep(op)
                    : Views.IsView(op) ? new ViewStep(op)
                    : !tensor && Rules.StructuredRule.Find(op.Code) is null ? new ScalarStep(op)
                    : op.Code is "parameter" or "module_parameter" or "pop" ? new ScalarStep(op)
                    : new KernelStep(op);
            }

            var usedElsewhere = new HashSet<int>(all.Where((_, i) => i != index).SelectMany(d => d.Ops).SelectMany(op => op.Operands.Concat(op.Regions.SelectMany(IrWalk.FreeIds))));
            var outputs = Ops.Select(op => op.Result).Where(r => usedOutside.Contains(r.Id) || usedElsewhere.Contains(r.Id));
            return new LoopStep(shape, Ops.ToEquatable(), outputs.ToEquatable());
        }
    }
}
