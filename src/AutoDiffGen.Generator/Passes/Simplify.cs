using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Drops what is unused and computes equal expressions once, in both blocks; in the reverse block also applies the
/// algebra of <see cref="Algebra"/>. The forward block keeps every operation's order and rounding, so that its value
/// stays bitwise that of the author's method.
/// </summary>
internal static class Simplify
{
    public static Derivative Run(Derivative derivative)
    {
        var forwardMap = new Dictionary<int, int>();
        var available = new Dictionary<string, IrOp>();
        var forward = Share(derivative.Forward, forwardMap, available, _ => true);

        var given = new HashSet<int>(derivative.Primal.Parameters.Select(p => p.Value.Id));
        var reverse = IrWalk.Rename(derivative.Reverse, forwardMap);
        for (int round = 0; round < 4; round++)
        {
            var before = reverse;
            reverse = Algebra.Run(reverse, Definitions(forward));

            // A tensor that the forward part fuses away costs more to keep than to compute again, and an argument has its length.
            var scalars = available.Where(p => p.Value.Results.All(r => r.Type is not (TensorType or ArrayType)) && !(p.Value.Code == "length" && given.Contains(p.Value.Operands[0]))).ToDictionary(p => p.Key, p => p.Value);
            var map = new Dictionary<int, int>();
            reverse = DeadCode.Run(IrWalk.Rename(Share(reverse, map, scalars, _ => true), map), []);
            if (reverse.Equals(before))
            {
                break;
            }
        }

        forward = DeadCode.Run(forward, IrWalk.FreeIds(reverse).Concat(Sizes(derivative.SymbolValues, forward, reverse)));
        var types = IrWalk.AllValues(derivative.Primal).Concat(IrWalk.AllValues(forward)).Concat(IrWalk.AllValues(reverse)).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        (forward, reverse) = Views.Settle(forward, reverse, id => types[id], derivative.Primal.NextId);
        forward = DeadCode.Run(forward, IrWalk.FreeIds(reverse).Concat(Sizes(derivative.SymbolValues, forward, reverse)));
        var defined = forward.Ops.SelectMany(op => op.Results.Select(r => (op, r))).ToList();
        var free = new HashSet<int>(IrWalk.FreeIds(reverse));
        var saved = defined.Where(p => free.Contains(p.r.Id) && !IsLeaf(p.op)).Select(p => p.r).ToEquatable();
        return derivative with { Forward = forward, Reverse = reverse, Saved = saved };
    }

    /// <summary>Computes equal expressions once: their adjoints are then summed before they go on.</summary>
    public static IrFunction Share(IrFunction function) => function with { Body = Share(function.Body, [], [], op => op.Results.All(r => r.Type is ScalarType or ModelType) || op.Code == "field") };

    /// <summary>The numbers that sizes of tensors in some blocks depend on: nothing names them as operands.</summary>
    private static IEnumerable<int> Sizes(IReadOnlyDictionary<string, int> symbolValues, params IrBlock[] blocks) => symbolValues.Count == 0 ? []
        : blocks.SelectMany(IrWalk.AllValues).Select(v => v.Tensor).OfType<TensorType>().SelectMany(t => t.Shape).SelectMany(d => d.Symbols).Distinct().Where(symbolValues.ContainsKey).Select(s => symbolValues[s]);

    /// <summary>A block that computes values and their tangents; the tangents' ids start at <paramref name="first"/>.</summary>
    public static IrBlock WithTangents(IrBlock block, int first, IReadOnlyDictionary<string, int> symbolValues)
    {
        for (int round = 0; round < 4; round++)
        {
            var before = block;
            var map = new Dictionary<int, int>();
            block = Share(Algebra.Run(block, [], first), map, [], _ => true);
            block = DeadCode.Run(IrWalk.Rename(block, map), Sizes(symbolValues, block));
            if (block.Equals(before))
            {
                break;
            }
        }

        return block;
    }

    /// <summary>The derivative for the cotangent 1, folded in.</summary>
    public static Derivative WithUnitCotangent(Derivative derivative)
    {
        if (derivative.Cotangents.Count() != 1 || derivative.Cotangent.Type is not ScalarType)
        {
            throw new InvalidOperationException("Only a number has the cotangent 1.");
        }

        var one = IrOp.Create("const", [], [derivative.Cotangent], [new("value", "1")]);
        var reverse = new IrBlock(derivative.Reverse.Arguments.Skip(1).ToEquatable(), derivative.Reverse.Ops.Prepend(one).ToEquatable());
        return Run(derivative with { Reverse = reverse });
    }

    /// <summary>The function alone: nothing is kept for a reverse.</summary>
    public static IrBlock PrimalBlock(Derivative derivative) => DeadCode.Run(WithoutTape(derivative.Forward), Sizes(derivative.SymbolValues, derivative.Forward));

    private static IrBlock WithoutTape(IrBlock block) => block with
    {
        Ops = block.Ops.Where(op => op.Code is not ("push" or "push_all") || Records.Stack(op).Length > 0).Select(op => op with { Code = op.Code == "call_forward" ? "call" : op.Code, Regions = op.Regions.Select(WithoutTape).ToEquatable() }).ToEquatable(),
    };

    /// <summary>Operations that cost nothing to repeat, which are therefore never saved.</summary>
    public static bool IsLeaf(IrOp op) => op.Code is "const" or "literal" or "zero" or "parameter" or "dim" or "size" or "extent";

    private static Dictionary<int, IrOp> Definitions(IrBlock block) =>
        block.Ops.SelectMany(op => op.Results.Select(r => (r.Id, op))).ToDictionary(p => p.Id, p => p.op);

    // Equal pure operations become one; a region sees what stands before its branch.
    private static IrBlock Share(IrBlock block, Dictionary<int, int> map, Dictionary<string, IrOp> available, Func<IrOp, bool> eligible)
    {
        var ops = new List<IrOp>();
        foreach (var original in block.Ops)
        {
            var op = original with { Operands = original.Operands.Select(id => map.TryGetValue(id, out int to) ? to : id).ToEquatable() };
            if (op.Regions.Count > 0)
            {
                op = op with { Regions = op.Regions.Select(r => Share(r, map, new Dictionary<string, IrOp>(available), eligible)).ToEquatable() };
            }
            else if (OpTable.IsPure(op) && eligible(op) && op.Results.Count > 0)
            {
                string key = $"{op.Code}({string.Join(",", op.Operands)}){string.Join(";", op.Attributes)}:{string.Join(",", op.Results.Select(r => r.Type))}";
                if (available.TryGetValue(key, out var same) && same.Results[0].Id != op.Results[0].Id)
                {
                    for (int i = 0; i < op.Results.Count; i++)
                    {
                        map[op.Results[i].Id] = same.Results[i].Id;
                    }

                    continue;
                }

                available[key] = op;
            }

            ops.Add(op);
        }

        return block with { Ops = ops.ToEquatable() };
    }
}
