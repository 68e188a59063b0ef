using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Inside a loop that reads an array and never writes it, the array stays what it was; only later writes make that a past
// state. Keeping a copy of the whole array once, beside the loop, then saves keeping the same elements iteration by iteration.
internal sealed partial class Differentiate
{
    private readonly Dictionary<int, string> _constants = [];
    private Roots? _roots;

    /// <summary>The copies that a loop's reverse is to read, and the loop with its loads marked as reads of these.</summary>
    private (IrOp Loop, List<(IrOp Alloc, IrValue Copy)> Copies) Snapshots(IrOp op)
    {
        var copies = new List<(IrOp Alloc, IrValue Copy)>();
        var body = op.Regions[op.Regions.Count - 1];
        var candidates = IrWalk.AllOps(body).Where(IsChanging).Select(o => o.Operands[0]).Distinct().Where(id => _arrays.TryGetValue(id, out var a) && a.Code == "alloc").ToList();
        if (candidates.Count == 0 || (_optimizations & Optimizations.Snapshots) == 0)
        {
            return (op, copies);
        }

        var defined = IrWalk.DefinedIds(body);
        var written = new HashSet<int>(IrWalk.AllOps(op.Regions[0]).Concat(IrWalk.AllOps(body)).SelectMany(Roots.Writes).SelectMany(id => _roots!.Of(id)));
        foreach (int array in candidates.Where(id => !defined.Contains(id) && !written.Contains(id)))
        {
            var alloc = _arrays[array];
            if (ReadsAll(op, array, alloc.Operands[0]))
            {
                var type = (ArrayType)alloc.Result.Type;
                copies.Add((alloc, Fresh(new ArrayType(type.Element, ArrayKind.ReadOnlySpan), alloc.Result.Name)));
            }
        }

        var marks = copies.ToDictionary(c => c.Alloc.Result.Id, c => c.Copy.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        IrBlock Mark(IrBlock block) => block with
        {
            Ops = block.Ops.Select(o => IsChanging(o) && marks.TryGetValue(o.Operands[0], out string? copy)
                ? o.With("fixed", "true").With("snapshot", copy)
                : o with { Regions = o.Regions.Select(Mark).ToEquatable() }).ToEquatable(),
        };

        return copies.Count == 0 ? (op, copies) : (op with { Regions = op.Regions.Take(op.Regions.Count - 1).Append(Mark(body)).ToEquatable() }, copies);
    }

    // An element of an array of numbers that something writes to later.
    private static bool IsChanging(IrOp op) => op.Code == "load" && op.Result.Type is ScalarType && op.Operands.Count == 2 && !op.Flag("fixed") && op.TryText("path") is null;

    // Whether the elements that the loop reads are, each time, at least as many as the array has: then the copy costs no more.
    private bool ReadsAll(IrOp loop, int array, int length)
    {
        var body = loop.Regions[loop.Regions.Count - 1];
        if (loop.Code == "for" && loop.Text("compare") == "lt" && Same(loop.Operands[1], length)
            && _constants.TryGetValue(loop.Operands[0], out string? from) && from == "0" && loop.Int("step") is > 0 and int step
            && body.Ops.Where(o => IsChanging(o) && o.Operands[0] == array).Select(o => o.Operands[1]).Distinct().Count() >= step)
        {
            return true;
        }

        return body.Ops.Any(o => o.Code is "for" or "while" && ReadsAll(o, array, length));
    }

    private bool Same(int a, int b) => a == b || (_constants.TryGetValue(a, out string? x) && _constants.TryGetValue(b, out string? y) && x == y);

    /// <summary>Makes the reverse read the copies; puts those that it reads on the tape after the forward loop.</summary>
    /// <param name="at">Where the reversed loop begins among the operations of the builder.</param>
    private List<IrOp> TakeSnapshots(List<(IrOp Alloc, IrValue Copy)> copies, int at, IrSpan span)
    {
        var pushes = new List<IrOp>();
        foreach (var (alloc, copy) in copies)
        {
            string mark = copy.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
            bool used = false;
            IrOp Read(IrOp op)
            {
                op = op with { Regions = op.Regions.Select(r => r with { Ops = r.Ops.Select(Read).ToEquatable() }).ToEquatable() };
                if (op.TryText("snapshot") != mark)
                {
                    return op;
                }

                used = true;
                return op with
                {
                    Operands = op.Operands.Skip(1).Prepend(copy.Id).ToEquatable(),
                    Attributes = op.Attributes.Where(a => a.Name != "snapshot").ToEquatable(),
                };
            }

            for (int i = at; i < _builder.Ops.Count; i++)
            {
                _builder.Ops[i] = Read(_builder.Ops[i]);
            }

            if (used)
            {
                // Last in, first out: the pops stand in the opposite order.
                pushes.Add(IrOp.Create("push_all", [alloc.Result.Id], [], span: span));
                _builder.Ops.Insert(at, IrOp.Create("pop_all", [alloc.Operands[0]], [copy], span: span));
            }
        }

        return pushes;
    }
}
