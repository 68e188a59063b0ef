using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Which values the derivative concerns. Varied: depends on an active parameter in a differentiable way. Useful: the
/// result depends on it so. Active: both. Loops are read again until nothing new is found.
/// </summary>
internal sealed class Activity
{
    private readonly HashSet<int> _varied = [];
    private readonly HashSet<int> _useful = [];

    private readonly Roots _roots;

    private readonly Records _records;

    private readonly IReadOnlyDictionary<int, IrType> _types;

    private Activity(Roots roots, Records records, IReadOnlyDictionary<int, IrType> types) => (_roots, _records, _types) = (roots, records, types);

    public bool IsVaried(int id) => _varied.Contains(id);

    public bool IsActive(int id) => (_varied.Contains(id) && _useful.Contains(id)) || _roots.Of(id).Any(r => _varied.Contains(r) && _useful.Contains(r));

    public Roots Roots => _roots;

    // Varied itself, or a reference to memory that holds something varied.
    private bool HoldsVaried(int id) => _varied.Contains(id) || _roots.Of(id).Any(_varied.Contains);

    /// <summary>The places in a record whose values are active where they are read back.</summary>
    public IReadOnlyList<int> ActiveOf(IrOp pushOrPop) => _records.ActiveOf(pushOrPop, IsActive);

    /// <summary>Whether an operation takes part in the derivative: by what it gives, or by what it writes.</summary>
    public bool Concerns(IrOp op) => op.Results.Any(r => IsActive(r.Id)) || (op.Code is "store" or "add_to" or "call" or "rule_call" && Roots.Writes(op).Any(IsActive))
        || (op.Code == "push" && ActiveOf(op).Count > 0);

    public static Activity Analyze(IrFunction function)
    {
        var types = IrWalk.AllValues(function).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        var activity = new Activity(Roots.Analyze(function), new Records(function.Body), types);
        foreach (var parameter in function.Parameters.Where(p => p.IsActive))
        {
            activity._varied.Add(parameter.Value.Id);
        }

        activity._useful.UnionWith(function.Return.Operands.Concat(function.Return.Operands.SelectMany(activity._roots.Of)));
        activity._useful.UnionWith(function.Parameters.Where(p => activity._roots.IsWritten(p.Value.Id)).Select(p => p.Value.Id));

        // Memory ties what stands anywhere to what stands anywhere else, so both directions are read until nothing is new.
        Settle(activity._varied, () => activity.Forward(function.Body));
        Settle(activity._useful, () => activity.Backward(function.Body));
        activity.CheckInertCalls(function.Body);
        activity.CheckRuleCalls(function.Body);
        activity.CheckForeignArrays(function.Body);
        var foreign = new ForeignValues(activity.HoldsVaried);
        int known;
        do
        {
            known = foreign.Count;
            foreign.Visit(function.Body, types);
        }
        while (foreign.Count > known);
        return activity;
    }

    private static void Settle(HashSet<int> found, Action read)
    {
        int before;
        do
        {
            before = found.Count;
            read();
        }
        while (found.Count > before);
    }

    // A method that is not differentiated must not write to memory that matters.
    private void CheckInertCalls(IrBlock block)
    {
        foreach (var op in IrWalk.AllOps(block).Where(op => op.Code == "inert_call" && op.TryText("reads") is null))
        {
            bool variedNumber = op.Operands.Any(_varied.Contains) || op.Operands.Any(id => _roots.Of(id).Any(_varied.Contains));
            foreach (int id in op.Operands)
            {
                if (_roots.Of(id).Any(r => _useful.Contains(r) && (variedNumber || _varied.Contains(r))) && !IsReadOnly(id, block))
                {
                    throw new CompilationException("ADG0201", op.Span, Emit.TypeNames.Plain(op.Text("target")));
                }
            }
        }
    }

    // A rule cannot tell what an array held before the call from what the call wrote to it under another name.
    private void CheckRuleCalls(IrBlock block)
    {
        MadeApart? apart = null;
        foreach (var op in IrWalk.AllOps(block).Where(op => op.Code == "rule_call"))
        {
            foreach (int id in new RuleCall(op).Written)
            {
                var others = op.Operands.Where(other => _roots.Of(other).Intersect(_roots.Of(id)).Any()).ToList();
                if (others.Count > 1 && (others.Count(other => other == id) > 1 || !others.All(other => other == id || (apart ??= new MadeApart(FixedLoads.Places(block))).AreApart(other, id))))
                {
                    throw new CompilationException("ADG0509", op.Span, Emit.TypeNames.Plain(op.Text("target")));
                }
            }
        }
    }

    // An array that an object holds outlives the call, and may be read under another name.
    private void CheckForeignArrays(IrBlock block)
    {
        var foreign = IrWalk.AllOps(block).Where(op => op.Code is "field" or "static" or "literal" && op.Result.Type is ArrayType).ToDictionary(op => op.Result.Id, op => op.TryText("member") ?? "an array");
        foreach (var op in IrWalk.AllOps(block).Where(op => foreign.Count > 0 && op.Code is "store" or "add_to" or "rule_call"))
        {
            var from = op.Code == "rule_call" ? new RuleCall(op).Targets : op.Stored;
            if (from.Any(HoldsVaried) && Roots.Writes(op).SelectMany(_roots.Of).FirstOrDefault(foreign.ContainsKey) is var root && foreign.TryGetValue(root, out string? member))
            {
                throw new CompilationException("ADG0009", op.Span, Emit.TypeNames.Plain(member));
            }
        }
    }

    private static bool IsReadOnly(int id, IrBlock block) =>
        IrWalk.AllValues(block).FirstOrDefault(v => v.Id == id)?.Type is ArrayType { Kind: ArrayKind.ReadOnlySpan };

    private void Forward(IrBlock block)
    {
        foreach (var op in block.Ops)
        {
            switch (op.Code)
            {
                case "if":
                    foreach (var region in op.Regions)
                    {
                        Forward(region);
                    }

                    for (int i = 0; i < op.Results.Count; i++)
                    {
                        Vary(op.Results[i], op.Regions.Any(r => _varied.Contains(r.Terminator.Operands[i])));
                    }

                    break;
                case "while" or "for":
                    ForwardLoop(op);
                    break;
                default:
                    ForwardOp(op);
                    break;
            }
        }
    }

    private void ForwardOp(IrOp op)
    {
        if (op.Code == "load")
        {
            bool isHeld = _types[op.Operands[0]] is ArrayType array && array.IsHeld(op.TryText("path"));
            Vary(op.Result, !isHeld && op.Result.Type is not ArrayType && _roots.Of(op.Operands[0]).Any(_varied.Contains));
            return;
        }

        if (op.Code == "rule_call")
        {
            var call = new RuleCall(op);
            if (call.Targets.Any(HoldsVaried))
            {
                _varied.UnionWith(op.Results.Take(call.Outputs).Where(r => r.Type.IsDifferentiable).Select(r => r.Id).Concat(call.Written.SelectMany(_roots.Of)));
            }

            return;
        }

        if (op.Code == "pop")
        {
            for (int i = 0; i < op.Results.Count; i++)
            {
                Vary(op.Results[i], _records.Pushed(op, i).Any(_varied.Contains));
            }

            return;
        }

        if (op.Code == "call" && op.TryText("tangents") is not null)
        {
            if (op.OperandsOf("tangents").Any(HoldsVaried))
            {
                _varied.UnionWith(op.Results.Where(r => r.Type.IsDifferentiable).Select(r => r.Id).Concat(op.OperandsOf("writes").Intersect(op.OperandsOf("tangents")).SelectMany(_roots.Of)));
            }

            return;
        }

        if (op.Code is "store" or "add_to")
        {
            if (op.Stored.Any(_varied.Contains))
            {
                _varied.UnionWith(_roots.Of(op.Operands[0]));
            }

            return;
        }

        if (op.Code == "module_parameter")
        {
            _varied.Add(op.Result.Id);
            return;
        }

        // A number that the receiver holds and that is no parameter of it is a constant.
        if (op.Code is "field" or "module_length" || !FlowingOperands(op).Any(_varied.Contains))
        {
            return;
        }

        foreach (var result in op.Results.Where(r => r.Type.IsDifferentiable && r.Type is not (ArrayType or ModelType)))
        {
            // What a method that is not differentiated makes of an active value is looked at in ForeignValues.
            if (op.Code == "inert_call")
            {
                continue;
            }

            _varied.Add(result.Id);
        }
    }

    private void ForwardLoop(IrOp op)
    {
        var loop = new LoopView(op);
        int before;
        do
        {
            before = _varied.Count;
            for (int i = 0; i < loop.Count; i++)
            {
                bool varied = _varied.Contains(loop.Initial(i)) || _varied.Contains(loop.Next(i));
                foreach (var value in loop.Carried(i))
                {
                    Vary(value, varied);
                }
            }

            foreach (var region in op.Regions)
            {
                Forward(region);
            }
        }
        while (_varied.Count > before);
    }

    private void Vary(IrValue value, bool varied)
    {
        // A reference to a module is a constant; its parameters are not.
        if (varied && value.Type.IsDifferentiable && value.Type is not ModelType)
        {
            _varied.Add(value.Id);
        }
    }

    private void Backward(IrBlock block)
    {
        for (int i = block.Ops.Count - 1; i >= 0; i--)
        {
            var op = block.Ops[i];
            switch (op.Code)
            {
                case "if":
                    for (int r = 0; r < op.Results.Count; r++)
                    {
                        if (_useful.Contains(op.Results[r].Id))
                        {
                            _useful.UnionWith(op.Regions.Select(region => region.Terminator.Operands[r]));
                        }
                    }

                    foreach (var region in op.Regions)
                    {
                        Backward(region);
                    }

                    break;
                case "while" or "for":
                    BackwardLoop(op);
                    break;
                case "load":
                    if (_useful.Contains(op.Result.Id))
                    {
                        _useful.UnionWith(_roots.Of(op.Operands[0]));
                    }

                    break;
                case "rule_call":
                    var call = new RuleCall(op);
                    if (op.Results.Any(r => _useful.Contains(r.Id)) || call.Written.SelectMany(_roots.Of).Any(_useful.Contains))
                    {
                        _useful.UnionWith(call.Targets.Concat(call.Targets.SelectMany(_roots.Of)));
                    }

                    break;
                case "pop":
                    for (int r = 0; r < op.Results.Count; r++)
                    {
                        if (_useful.Contains(op.Results[r].Id))
                        {
                            _useful.UnionWith(_records.Pushed(op, r));
                        }
                    }

                    break;
                case "call" when op.TryText("tangents") is not null:
                    if (op.Results.Any(r => _useful.Contains(r.Id)) || op.OperandsOf("writes").SelectMany(_roots.Of).Any(_useful.Contains))
                    {
                        _useful.UnionWith(op.OperandsOf("tangents").Concat(op.OperandsOf("tangents").SelectMany(_roots.Of)));
                    }

                    break;
                case "store" or "add_to":
                    if (_roots.Of(op.Operands[0]).Any(_useful.Contains))
                    {
                        _useful.UnionWith(op.Stored);
                    }

                    break;
                default:
                    if (op.Results.Any(r => _useful.Contains(r.Id)))
                    {
                        _useful.UnionWith(FlowingOperands(op));
                    }

                    break;
            }
        }
    }

    private void BackwardLoop(IrOp op)
    {
        var loop = new LoopView(op);
        int before;
        do
        {
            before = _useful.Count;
            for (int i = 0; i < loop.Count; i++)
            {
                if (loop.Carried(i).Any(v => _useful.Contains(v.Id)))
                {
                    _useful.UnionWith(loop.Carried(i).Select(v => v.Id).Append(loop.Initial(i)).Append(loop.Next(i)));
                }
            }

            Backward(loop.Body);
        }
        while (_useful.Count > before);
    }

    // Operands through which a derivative can flow: not those that are only compared or that pick a piece.
    private static IEnumerable<int> FlowingOperands(IrOp op) => op.Code switch
    {
        "select" => op.Operands.Skip(2),
        "detach" or "extent" or "dim" or "size" or "const" or "zero" or "length" or "alloc" or "slice" or "choose" or "rows" or "table" or "table_add" or "shadow_table" => [],
        "arg_max" or "arg_min" or "one_hot" => [],
        "gather" or "take_along" or "scatter_add" or "add_along" or "roll" or "cross_entropy" => op.Operands.Take(1),
        "scatter_onto" or "add_onto_along" => [op.Operands[0], op.Operands[2]],
        _ when ScalarRules.Find(op.Code) is { } rule => rule.IsPiecewiseConstant ? [] : op.Operands.Where((_, i) => rule.Derivatives[i] != "0"),
        _ => op.Operands,
    };
}
