using AutoDiffGen.Generator;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Gradient.Tests.Mutation;

/// <summary>
/// Wrong reversals of control flow and memory: one operation of the reverse part changed, left out or exchanged, or a
/// record left off the tape.
/// </summary>
internal static class ReverseMutants
{
    /// <summary>A changed operation: what stands in its place, and what the uses of its results become.</summary>
    private sealed record Change(string Name, IReadOnlyList<IrOp> Ops, Dictionary<int, int> Map);

    public static IEnumerable<(string Name, Derivative Derivative)> Of(Derivative derivative)
    {
        int next = IrWalk.AllValues(derivative.Forward).Concat(IrWalk.AllValues(derivative.Reverse)).Concat(derivative.Primal.Parameters.Select(p => p.Value)).Max(v => v.Id) + 1;
        var counts = new Dictionary<string, int>();
        var zeros = IrWalk.AllOps(derivative.Reverse).Where(op => op.Code == "zero" || (op.Code == "const" && op.Text("value") == "0")).Select(op => op.Result.Id).ToHashSet();
        var used = IrWalk.AllOps(derivative.Reverse).SelectMany(op => op.Operands).ToHashSet();
        string Numbered(string name) => $"{name} {counts[name] = counts.GetValueOrDefault(name) + 1}";
        foreach (var (name, reverse) in Variants(derivative.Reverse, op => Changes(op, next, zeros, used)))
        {
            yield return (Numbered(name), derivative with { Reverse = reverse });
        }

        // The cotangent never arrives.
        foreach (var cotangent in derivative.Cotangents)
        {
            var zero = Constant(next, (ScalarType)cotangent.Type, "0");
            var ops = derivative.Reverse.Ops.Select(op => IrWalk.Rename(op, new Dictionary<int, int> { [cotangent.Id] = next })).Prepend(zero);
            yield return (Numbered("lose a cotangent"), derivative with { Reverse = derivative.Reverse with { Ops = ops.ToEquatable() } });
        }

        // A record is neither kept nor read.
        foreach (var push in IrWalk.AllOps(derivative.Forward).Where(op => op.Code == "push"))
        {
            var forward = Variants(derivative.Forward, op => op == push ? [new Change("", [], [])] : []).Single().Block;
            foreach (var (_, reverse) in Variants(derivative.Reverse, op => op.Code == "pop" && op.Text("record") == push.Text("record") ? [new Change("", [.. op.Results.Select(Zero)], [])] : []).Take(1))
            {
                yield return (Numbered("do not keep a record"), derivative with { Forward = forward, Reverse = reverse });
            }
        }

        // The array as it is now, instead of as it was.
        var copied = IrWalk.AllOps(derivative.Forward).Where(op => op.Code == "push_all").ToList();
        if (copied is [var copy])
        {
            var forward = Variants(derivative.Forward, op => op == copy ? [new Change("", [], [])] : []).Single().Block;
            foreach (var (_, reverse) in Variants(derivative.Reverse, op => op.Code == "pop_all" ? [new Change("", [], new() { [op.Result.Id] = copy.Operands[0] })] : []).Take(1))
            {
                yield return (Numbered("read an array as it is now"), derivative with { Forward = forward, Reverse = reverse });
            }
        }
    }

    private static IEnumerable<Change> Changes(IrOp op, int next, HashSet<int> zeros, HashSet<int> used)
    {
        static Dictionary<int, int> To(IrOp op, int id) => new() { [op.Result.Id] = id };
        bool real = op.Results.Count == 1 && op.Result.Type is ScalarType { IsFloating: true };
        switch (op.Code)
        {
            case "add" when real:
                yield return new("subtract", [op with { Code = "sub" }], []);
                yield return new("keep the first part of a sum", [], To(op, op.Operands[0]));
                yield return new("keep the second part of a sum", [], To(op, op.Operands[1]));
                break;
            case "sub" when real:
                yield return new("add", [op with { Code = "add" }], []);
                break;
            case "neg" when real:
                yield return new("do not negate", [], To(op, op.Operands[0]));
                break;
            case "add_to":
                yield return new("do not add to a shadow", [], []);
                yield return new("overwrite a shadow", [op with { Code = "store" }], []);
                break;
            case "store":
                yield return new("do not clear a shadow", [], []);
                break;
            case "load" when real:
                yield return new("do not read a shadow", [Zero(op.Result)], []);
                break;
            case "if":
                yield return new("exchange branches", [op with { Regions = EquatableArray.Of(op.Regions[1], op.Regions[0]) }], []);
                break;
            case "for":
                var type = (ScalarType)op.Regions[0].Arguments[0].Type;
                var one = Constant(next, type, "1");
                string further = op.Text("step") == "1" ? "add" : "sub";
                var moved = new IrValue(next + 1, type);
                yield return new("skip the last iteration", [one, IrOp.Create(further, [op.Operands[0], next], [moved]), op with { Operands = op.Operands.Skip(1).Prepend(moved.Id).ToEquatable() }], []);
                yield return new("skip the first iteration", [op.With("compare", op.Text("compare") switch { "ge" => "gt", "le" => "lt", "gt" => "ge", _ => "le" })], []);
                for (int i = 0; i < op.Results.Count; i++)
                {
                    if (op.Results[i].Type is ScalarType { IsFloating: true } carried)
                    {
                        // What begins with zero anyway, and what nobody reads, cannot be made wrong.
                        if (!zeros.Contains(op.Operands[i + 2]))
                        {
                            yield return new("begin with zero", [Constant(next, carried, "0"), op with { Operands = op.Operands.Select((id, k) => k == i + 2 ? next : id).ToEquatable() }], []);
                        }

                        if (used.Contains(op.Results[i].Id))
                        {
                            yield return new("forget what a loop carries", [op, Constant(next, carried, "0")], new() { [op.Results[i].Id] = next });
                        }
                    }
                }

                break;
            case "pop":
                for (int i = 0; i < op.Results.Count; i++)
                {
                    int at = i, other = Enumerable.Range(0, op.Results.Count).FirstOrDefault(k => k > at && op.Results[k].Type.Equals(op.Results[at].Type), -1);
                    if (other >= 0)
                    {
                        yield return new("exchange two kept values", [op], new() { [op.Results[i].Id] = op.Results[other].Id, [op.Results[other].Id] = op.Results[i].Id });
                    }
                }

                break;
            case "call_reverse":
                yield return new("call without a cotangent", [Constant(next, ScalarType.F64, "0"), op with { Operands = op.Operands.Take(op.Operands.Count - 1).Append(next).ToEquatable() }], []);
                break;
        }
    }

    /// <summary>The block with one operation changed, for every change of every operation, nested ones included.</summary>
    private static IEnumerable<(string Name, IrBlock Block)> Variants(IrBlock block, Func<IrOp, IEnumerable<Change>> changes)
    {
        for (int i = 0; i < block.Ops.Count; i++)
        {
            var op = block.Ops[i];
            foreach (var change in changes(op))
            {
                var ops = block.Ops.Take(i).Concat(change.Ops).Concat(block.Ops.Skip(i + 1).Select(o => IrWalk.Rename(o, change.Map)));
                yield return (change.Name, block with { Ops = ops.ToEquatable() });
            }

            for (int r = 0; r < op.Regions.Count; r++)
            {
                int at = r;
                foreach (var (name, region) in Variants(op.Regions[r], changes))
                {
                    var changed = op with { Regions = op.Regions.Select((old, k) => k == at ? region : old).ToEquatable() };
                    yield return (name, block with { Ops = block.Ops.Select((old, k) => k == i ? changed : old).ToEquatable() });
                }
            }
        }
    }

    private static IrOp Zero(IrValue value) => value.Type is ScalarType { IsFloating: true } or ScalarType { Kind: ScalarKind.Integer } ? Constant(value.Id, (ScalarType)value.Type, "0") : IrOp.Create("undef", [], [value]);

    private static IrOp Constant(int id, ScalarType type, string value) => IrOp.Create("const", [], [new IrValue(id, type)], [new("value", value)]);
}
