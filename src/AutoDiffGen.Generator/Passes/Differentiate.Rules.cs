using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Calls whose pullback an author has written.
internal sealed partial class Differentiate
{
    /// <summary>
    /// Calls the rule: it is given what it names, hands back the adjoints of numbers and adds to the shadows of arrays. A
    /// destination that nothing wants is ignored; of an array, an empty span. The shadow of an array that the method
    /// wrote is the cotangent of what it left there, and then, cleared and added to, the adjoint of what was there before.
    /// </summary>
    /// <returns>What the forward part does after the call: it records the arrays that the rule reads and that change later.</returns>
    private List<IrOp> RulePullback(IrOp op, Adjoints adjoints)
    {
        var records = new List<IrOp>();
        var call = new RuleCall(op);
        var cotangents = op.Results.Take(call.Outputs).Select(r => _activity.IsActive(r.Id) ? adjoints.Take(r.Id) : null).ToList();
        if (cotangents.All(g => g is null) && !call.Written.Any(_activity.IsActive))
        {
            return records;
        }

        int[] stale = op.TryText("stale") is null ? [] : op.Ints("stale");
        var pullback = new RulePullback(op, call, _builder)
        {
            Cotangent = result => cotangents[result] ?? _builder.Op("zero", op.Results[result].Type, []),
            Shadow = id => _activity.IsActive(id) ? ShadowOf(id) : null,
            Zeros = id => _builder.Op("alloc", AdjointType(Made((ArrayType)_builder.TypeOf(id))), [LengthOf(id, records)]),
            Recorded = id => stale.Any(i => op.Operands[i] == id) ? Recorded(op, id, records) : null,
        };
        foreach (var (to, adjoint) in pullback.Append().Where(a => _activity.IsActive(a.To)))
        {
            adjoints.Add(to, adjoint);
        }

        return records;
    }

    // An array goes to the tape as a whole. What is pushed last is popped first.
    private int Recorded(IrOp op, int array, List<IrOp> records)
    {
        if (_again)
        {
            throw GradientFunction.NoRule(op.Span, _function, op.Text("rule"));
        }

        if (_builder.TypeOf(array) is not ArrayType { Rank: 1 } type || !(type.Element is ScalarType || (type.Element is StructType s && s.Leaves().All(l => l.Type is ScalarType))))
        {
            throw new CompilationException("ADG0505", op.Span, Emit.TypeNames.Plain(op.Text("rule")), _builder.Names.TryGetValue(array, out string? name) ? name : "an array");
        }

        // The array may be gone by then, and its length with it.
        var length = new List<IrOp>();
        int count = LengthOf(array, length);
        records.InsertRange(0, length.Append(IrOp.Create("push_all", [array], [], span: op.Span)));
        var copy = Fresh(new ArrayType(type.Element, ArrayKind.ReadOnlySpan), _builder.Names.TryGetValue(array, out string? known) ? known : "");
        _builder.Append(IrOp.Create("pop_all", [count], [copy], span: op.Span));
        return copy.Id;
    }

    /// <summary>Once differentiated, a detached value is the value.</summary>
    public static IrBlock Attach(IrBlock block) => Attach(block, Detached(block));

    private static IrBlock Attach(IrBlock block, Dictionary<int, int> values)
    {
        IrBlock Without(IrBlock b) => b with
        {
            Ops = b.Ops.Where(op => op.Code != "detach").Select(op => op with { Regions = op.Regions.Select(Without).ToEquatable() }).ToEquatable(),
        };

        return values.Count == 0 ? block : IrWalk.Rename(Without(block), values);
    }

    // What stands for each detached value; one may have been detached twice.
    private static Dictionary<int, int> Detached(params IrBlock[] blocks)
    {
        var map = new Dictionary<int, int>();
        foreach (var op in blocks.SelectMany(IrWalk.AllOps).Where(op => op.Code == "detach"))
        {
            map[op.Result.Id] = map.TryGetValue(op.Operands[0], out int first) ? first : op.Operands[0];
        }

        return map;
    }
}
