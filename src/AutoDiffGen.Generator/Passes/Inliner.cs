using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Replaces every call by the callee's body, except calls of methods that can reach themselves: those keep a derivative
/// of their own. Operations that come from a callee carry the span of the call.
/// </summary>
internal static class Inliner
{
    public static IrFunction Run(LoweredUnit unit) => Run(unit.Root!, unit.Callees);

    public static IrFunction Run(IrFunction root, IEnumerable<IrFunction> callees)
    {
        var functions = LoweredUnit.ByKey(callees.Append(root));
        var recursive = RecursiveKeys(functions);
        return new Inlining(functions, recursive, new CallEffects(functions)).Inline(root);
    }

    /// <summary>The functions that can call themselves, directly or through others.</summary>
    public static HashSet<string> RecursiveKeys(IReadOnlyDictionary<string, IrFunction> functions)
    {
        var calls = functions.ToDictionary(p => p.Key, p => Calls(p.Value).Where(functions.ContainsKey).ToList());
        return [.. functions.Keys.Where(key => Reaches(key, key, calls, []))];
    }

    private static IEnumerable<string> Calls(IrFunction function) =>
        IrWalk.AllOps(function.Body).Where(op => op.Code == "call" && !op.Flag("virtual")).Select(op => op.Text("callee")).Distinct();

    private static bool Reaches(string from, string target, Dictionary<string, List<string>> calls, HashSet<string> seen) =>
        calls[from].Any(next => next == target || (seen.Add(next) && Reaches(next, target, calls, seen)));

    private sealed class Inlining(Dictionary<string, IrFunction> functions, HashSet<string> recursive, CallEffects effects)
    {
        private readonly Dictionary<string, IrFunction> _done = [];
        private int _scope;

        // The receiver of the function that is read.
        private int _self = -1;

        public IrFunction Inline(IrFunction function)
        {
            if (_done.TryGetValue(function.Key, out var done))
            {
                return done;
            }

            int next = function.NextId;
            int around = _self;
            _self = function.Parameters.FirstOrDefault(p => p.Name == "this")?.Value.Id ?? -1;
            var body = Block(function.Body, ref next, []);
            _self = around;
            return _done[function.Key] = function with { Body = body };
        }

        private IrBlock Block(IrBlock block, ref int next, Dictionary<int, int> outerMap)
        {
            // Results of calls are renamed to what the inlined body returns.
            var map = new Dictionary<int, int>(outerMap);
            var ops = new List<IrOp>();
            foreach (var original in block.Ops)
            {
                var op = original with { Operands = original.Operands.Select(id => map.TryGetValue(id, out int to) ? to : id).ToEquatable() };
                if (op.Code == "call" && op.TryText("held") is not null && MayWriteHeld(op))
                {
                    throw new CompilationException("ADG0010", op.Span, Lowering.FunctionLowering.ReachedOtherwise, "copy the element into a local, pass that, and store it back");
                }

                if (op.Code != "call" || op.Flag("virtual") || recursive.Contains(op.Text("callee")) || !functions.TryGetValue(op.Text("callee"), out var callee))
                {
                    var regions = new List<IrBlock>();
                    foreach (var region in op.Regions)
                    {
                        regions.Add(Block(region, ref next, map));
                    }

                    op = op with { Regions = regions.ToEquatable() };
                    if (op.Code == "call" && !op.Flag("virtual") && functions.ContainsKey(op.Text("callee")))
                    {
                        op = effects.Noted(op);
                    }

                    ops.Add(op);
                    continue;
                }

                ops.AddRange(Body(Inline(callee), op, ref next, out var results));
                for (int i = 0; i < op.Results.Count; i++)
                {
                    map[op.Results[i].Id] = results[i];
                }
            }

            return block with { Ops = ops.ToEquatable() };
        }

        // An element was copied for this call: whether the callee may write to its array by another way.
        private bool MayWriteHeld(IrOp call)
        {
            if (call.Flag("virtual") || recursive.Contains(call.Text("callee")) || !functions.TryGetValue(call.Text("callee"), out var callee))
            {
                return true;
            }

            var whole = Inline(callee);
            return call.Ints("held").Any(i => Roots.Analyze(whole).IsWritten(whole.Parameters[i].Value.Id));
        }

        private List<IrOp> Body(IrFunction callee, IrOp call, ref int next, out EquatableArray<int> results)
        {
            string scope = "$" + _scope++;
            bool isOther = callee.Parameters.Count > 0 && callee.Parameters[0].Name == "this" && call.Operands[0] != _self;
            var symbols = Scoped(callee, scope, isOther);
            var ops = new List<IrOp>();
            foreach (var size in isOther ? callee.Body.Ops.Where(op => op.TryText(SizeOf) is not null) : [])
            {
                // What the receiver's own sizes are is found first: shapes of the arguments are compared with them.
                var value = size.Result with { Id = next++ };
                ops.Add(Unmarked(size) with { Operands = size.Operands.Count == 0 ? size.Operands : EquatableArray.Of(call.Operands[0]), Results = EquatableArray.Of(value), Span = call.Span });
                ops.Add(IrOp.Create("expect_shape", [value.Id], [], [new("dims", scope + "this." + size.Text(SizeOf)), new("name", size.Text(SizeOf))], call.Span));
            }

            for (int i = 0; i < callee.Parameters.Count; i++)
            {
                if (callee.Parameters[i].Type is TensorType { Dims: { } dims })
                {
                    ops.Add(IrOp.Create("expect_shape", [call.Operands[i]], [],
                        [new("dims", string.Join(", ", dims.Select(d => d.Substitute(symbols)))), new("name", callee.Parameters[i].Name)], call.Span));
                }
                else if (callee.Parameters[i].Type is ScalarType { Kind: ScalarKind.Integer })
                {
                    // An int parameter that the callee's shapes name is known by its argument.
                    ops.Add(IrOp.Create("expect_shape", [call.Operands[i]], [],
                        [new("dims", symbols.TryGetValue(callee.Parameters[i].Name, out var d) ? d.ToString() : scope + callee.Parameters[i].Name), new("name", callee.Parameters[i].Name)], call.Span));
                }
            }

            var map = callee.Parameters.Select((p, i) => (p.Value.Id, call.Operands[i])).ToDictionary(p => p.Id, p => p.Item2);

            // What the callee holds constant is constant in its caller's derivative too.
            foreach (var held in callee.Parameters.Where(p => p.NoGradient && (p.Type is TensorType or ScalarType) && p.Type.IsDifferentiable))
            {
                var value = new IrValue(next++, held.Type is TensorType tensor ? tensor with { Dims = null } : held.Type);
                int dot = held.Name.LastIndexOf('.');
                ops.Add(IrOp.Create("detach", [map[held.Value.Id]], [value], dot < 0 ? null : [new(HeldFields.Mark, held.Name.Substring(dot + 1))], call.Span));
                map[held.Value.Id] = value.Id;
            }

            var body = IrWalk.Freshen(callee.Body with { Arguments = EquatableArray<IrValue>.Empty }, ref next, map);
            foreach (var op in body.Body)
            {
                ops.Add(Respan(op, call.Span, scope, isOther));
            }

            results = body.Terminator.Operands;
            if (callee.ReturnShape is { } shape)
            {
                ops.Add(IrOp.Create("expect_shape", [results[0]], [],
                    [new("dims", string.Join(", ", shape.Select(d => d.Substitute(symbols)))), new("name", "the result of " + callee.Name)], call.Span));
            }

            return ops;
        }

        // The mark of a member of the receiver that shapes name; what is inlined has another receiver.
        private const string SizeOf = "size";

        private static IrOp Unmarked(IrOp op) => op.TryText(SizeOf) is null ? op : op with { Attributes = op.Attributes.Where(a => a.Name != SizeOf).ToEquatable() };

        // The callee's own symbols get names of this call; members of the receiver ("this.hidden") keep theirs when it is the caller's too.
        private static Dictionary<string, Dim> Scoped(IrFunction callee, string scope, bool isOther)
        {
            var dims = callee.Parameters.Select(p => p.Type).OfType<TensorType>().SelectMany(t => t.Dims ?? EquatableArray<Dim>.Empty)
                .Concat(callee.ReturnShape ?? EquatableArray<Dim>.Empty);
            return dims.SelectMany(d => d.Symbols).Distinct()
                .Where(s => isOther || !s.StartsWith("this.", StringComparison.Ordinal))
                .ToDictionary(s => s, s => Dim.Symbol(scope + s));
        }

        // What the callee inlined itself is scoped again: two calls of it may have other shapes, and the records of two calls
        // of one derivative are not the same.
        private static IrOp Respan(IrOp op, IrSpan span, string scope, bool isOther)
        {
            var regions = op.Regions.Select(r => r with { Ops = r.Ops.Select(o => Respan(o, span, scope, isOther)).ToEquatable() }).ToEquatable();
            op = Unmarked(op) with { Span = span, Regions = regions, Results = op.Results.Select(r => r.Type is TensorType { Dims: { } dims } type
                ? r with { Type = type with { Dims = dims.Select(d => Rescoped(d, scope, isOther)).ToEquatable() } } : r).ToEquatable() };
            op = op.Code is "push" or "pop" ? op.With("record", op.Text("record") + scope) : op;
            return op.Code is "expect_shape" or "recast" && op.Text("dims") is { Length: > 0 } dims && (isOther || dims.Contains('$'))
                ? op with { Attributes = op.Attributes.Select(a => a.Name == "dims" ? a with { Text = string.Join(", ", dims.Split(',').Select(d => Rescoped(DimParser.Parse(d), scope, isOther))) } : a).ToEquatable() }
                : op;
        }

        private static Dim Rescoped(Dim dim, string scope, bool isOther) =>
            dim.Substitute(dim.Symbols.Where(s => s[0] == '$' || (isOther && s.StartsWith("this.", StringComparison.Ordinal))).ToDictionary(s => s, s => Dim.Symbol(scope + s)));
    }
}
