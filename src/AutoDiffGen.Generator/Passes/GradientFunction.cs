using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// A derivative as a function of its own, which can be inlined and differentiated like any other. The gradient: the
/// parameters and one array of adjoints for each active array, to which it adds; the outputs and the adjoints of numbers
/// come back. The pushforward: the parameters and their tangents; the outputs and their tangents come back.
/// </summary>
internal static class GradientFunction
{
    public static IrFunction Gradient(ShapedFunction shaped, string key)
    {
        NoTensors(shaped.Function);
        var derivative = Simplify.WithUnitCotangent(Differentiate.Run(shaped, onlyResult: true, again: true));
        var function = derivative.Primal;
        var types = new[] { function.Body, derivative.Forward, derivative.Reverse }.SelectMany(IrWalk.AllValues).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        var builder = new IrBuilder(types, types.Keys.Max() + 1);
        var roots = Roots.Analyze(function);
        var parameters = function.Parameters.ToList();
        var adjoints = derivative.Reverse.Terminator.Operands;
        var results = new List<int>();
        var map = new Dictionary<int, int>();
        var sums = new List<(int Shadow, int Destination)>();
        var ops = builder.Capture(() =>
        {
            for (int k = 0; k < derivative.Destinations.Count; k++)
            {
                if (derivative.Destinations[k].Type is not ArrayType array)
                {
                    results.Add(adjoints[k]);
                    continue;
                }

                var of = function.Parameters[derivative.Destinations[k].Parameter];
                var type = (ArrayType)Differentiate.AdjointType(array, IrSpan.None);
                var destination = new IrValue(builder.Id(), type.Rank == 1 && type.Element is not ArrayType ? type with { Kind = ArrayKind.Span } : type, "d" + Emit.NameScope.Pascal(of.Name));
                builder.Types[destination.Id] = destination.Type;
                parameters.Add(new IrParameter(destination));
                if (!roots.IsWritten(of.Value.Id))
                {
                    map[adjoints[k]] = destination.Id;
                    continue;
                }

                // Adjoints pass through a written array on their way to others: they are gathered apart.
                if (type.Element is ArrayType)
                {
                    throw new CompilationException("ADG0220", IrSpan.None, function.Name, $"it writes to '{of.Name}', an array of arrays");
                }

                int[] lengths = [.. Enumerable.Range(0, type.Rank).Select(axis => ElementSums.Length(builder, of.Value.Id, axis))];
                int shadow = map[adjoints[k]] = builder.Op("alloc", destination.Type, lengths, destination.Name + "Shadow");
                sums.Add((shadow, destination.Id));
            }
        });

        // Loads of the forward part may be repeated in a reverse part only as long as nothing writes there: that is found anew.
        ops = [.. derivative.Forward.Body, .. ops, .. IrWalk.Rename(derivative.Reverse, map).Body];
        ops.AddRange(builder.Capture(() => sums.ForEach(s => ElementSums.Add(builder, s.Destination, s.Shadow))));
        ops.Add(IrOp.Create("return", derivative.Forward.Terminator.Operands.Concat(results), [], span: function.Return.Span));
        return Finish(function, key, parameters, ops);
    }

    public static IrFunction Pushforward(ShapedFunction shaped, string key)
    {
        NoTensors(shaped.Function);
        var pushforward = ForwardMode.Run(shaped, again: true);
        var function = pushforward.Program.Primal;
        var parameters = function.Parameters.Concat(pushforward.Inputs.Select(i => new IrParameter(i.Value))).ToList();
        var ops = pushforward.Block.Body.Append(IrOp.Create("return", pushforward.Block.Terminator.Operands, [], span: function.Return.Span)).ToList();
        return Finish(function, key, parameters, ops);
    }

    private static IrFunction Finish(IrFunction function, string key, List<IrParameter> parameters, List<IrOp> ops)
    {
        var body = new IrBlock(parameters.Select(p => p.Value).ToEquatable(), ops.ToEquatable());
        if (IrWalk.AllOps(body).FirstOrDefault(op => op.Code is "rule_call" or "rule_pullback" || op.Code.StartsWith("call", StringComparison.Ordinal)) is { } call)
        {
            throw call.Code.StartsWith("rule", StringComparison.Ordinal)
                ? NoRule(call.Span, function.Name, call.TryText("rule") ?? call.TryText("target") ?? "")
                : new CompilationException("ADG0220", call.Span, function.Name, $"it calls '{call.TryText("method")}', {(call.Flag("virtual") ? "of which the override that runs is only known then" : "which calls itself")}");
        }

        // The records that were kept for the reverse part are pushed and popped within this function now.
        string stack = Stacks.Of(body).Fresh("kept");
        IrOp Own(IrOp op)
        {
            op = op with { Regions = op.Regions.Select(r => r with { Ops = r.Ops.Select(Own).ToEquatable() }).ToEquatable() };
            return Records.IsRecord(op) && Records.Stack(op).Length == 0 ? op.With("stack", stack)
                : op.Flag("fixed") ? op with { Attributes = op.Attributes.Where(a => a.Name != "fixed").ToEquatable() }
                : op;
        }

        return new IrFunction(key, function.Name, parameters.ToEquatable(), body with { Ops = body.Ops.Select(Own).ToEquatable() });
    }

    /// <summary>A derivative that calls a rule is to be differentiated again.</summary>
    public static CompilationException NoRule(IrSpan span, string method, string rule) =>
        new("ADG0220", span, method, $"the rule '{Emit.TypeNames.Plain(rule)}' is written by hand and has no derivative itself");

    private static void NoTensors(IrFunction function)
    {
        if (IrWalk.AllValues(function).Any(v => v.Type is TensorType or ModelType))
        {
            throw new CompilationException("ADG0220", IrSpan.None, function.Name, "it computes with tensors");
        }
    }
}
