using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Reverse-mode differentiation of structured SSA: each operation, last first, hands its result's adjoint to the
/// adjoints of its operands. A branch is reversed by a branch on the same condition, which yields what it adds to the
/// adjoints of outer values; values of the forward branch that it reads become further results of that branch.
/// </summary>
internal sealed partial class Differentiate
{
    private readonly Activity _activity;
    private readonly IrBuilder _builder;

    private readonly Optimizations _optimizations;
    private readonly bool _again;
    private string _function = "";

    private Differentiate(Activity activity, IrBuilder builder, bool again, Optimizations optimizations) =>
        (_activity, _builder, _again, _optimizations) = (activity, builder, again, again ? optimizations & ~Optimizations.OfOneDerivative : optimizations);

    /// <param name="onlyResult">Only the result has a cotangent; that of every other output is zero.</param>
    /// <param name="again">The derivative will be differentiated itself: what is detached stays so, nothing depends on
    /// whether an adjoint happens to be zero, and what is kept is kept number by number.</param>
    public static Derivative Run(ShapedFunction shaped, bool onlyResult = false, bool again = false, Optimizations optimizations = Optimizations.All)
    {
        var function = shaped.Function;
        var activity = Activity.Analyze(function);
        var types = IrWalk.AllValues(function).ToDictionary(v => v.Id, v => v.Type);
        var builder = new IrBuilder(types, function.NextId);
        foreach (var value in IrWalk.AllValues(function).Where(v => v.Name.Length > 0))
        {
            builder.Names[value.Id] = value.Name;
        }

        return new Differentiate(activity, builder, again, optimizations).Function(function, shaped.SymbolValues, onlyResult);
    }

    private Derivative Function(IrFunction function, IReadOnlyDictionary<string, int> symbolValues, bool onlyResult)
    {
        var outputs = function.Return.Operands.Where(id => _builder.TypeOf(id).IsDifferentiable).Take(onlyResult ? 1 : int.MaxValue).ToList();
        var cotangents = outputs.Select(id => Fresh(CotangentType(_builder.TypeOf(id), function.Return.Span), "cotangent")).ToList();

        foreach (var op in IrWalk.AllOps(function.Body).Where(op => op.Results.Count == 1 && op.Result.Type is ArrayType))
        {
            _arrays[op.Result.Id] = op;
        }

        foreach (var op in IrWalk.AllOps(function.Body).Where(op => op.Code == "const"))
        {
            _constants[op.Result.Id] = op.Text("value");
        }

        _function = function.Name;
        _symbolValues = symbolValues;
        _roots = Roots.Analyze(function);
        _stacks = Stacks.Of(function.Body);
        _uses = AdjointUses(IrWalk.AllOps(function.Body));
        _parameters.UnionWith(function.Parameters.Select(p => p.Value.Id));
        var shadows = new List<IrValue>();
        foreach (var parameter in function.Parameters.Where(p => p.IsActive && p.Type is ArrayType))
        {
            var shadow = Fresh(AdjointType(parameter.Type), Adjoint(parameter.Name));
            _shadows[parameter.Value.Id] = shadow.Id;
            shadows.Add(shadow);
        }

        var adjoints = new Adjoints(_builder);
        var forward = new List<IrOp>(function.Body.Body);
        _builder.Span = function.Return.Span;
        var shape = outputs.Count > 0 && _builder.TypeOf(outputs[0]) is ArrayType ? ResultShape(outputs[0], forward) : null;
        bool constant = !outputs.Any(_activity.IsActive) && shadows.Count == 0;
        var reverse = _builder.Capture(() =>
        {
            if (shape is not null)
            {
                _builder.Append(IrOp.Create("expect_length", shape.Prepend(cotangents[0].Id), [], span: function.Return.Span));
            }

            if (!constant)
            {
                ShadowsOf(forward);
                var modules = ModulesOf(forward);
                for (int i = 0; i < outputs.Count; i++)
                {
                    if (_activity.IsActive(outputs[i]) && _builder.TypeOf(outputs[i]) is ArrayType)
                    {
                        AddCotangent(outputs[i], cotangents[i]);
                    }
                    else if (_activity.IsActive(outputs[i]))
                    {
                        adjoints.Add(outputs[i], cotangents[i].Id);
                    }
                }

                forward = ReverseInto(forward, adjoints);
                ReadAgain(modules);
            }
        });

        var destinations = Destinations(function);
        reverse.AddRange(_builder.Capture(() =>
        {
            var ids = destinations.Select(d => d.Type is ArrayType ? _shadows[function.Parameters[d.Parameter].Value.Id] : (d.IsModelMember ? adjoints.TakeMember(forward, d.Name) : adjoints.Take(function.Parameters[d.Parameter].Value.Id))
                ?? _builder.Op("zero", d.Type, [])).ToList();
            _builder.Append(IrOp.Create("yield", ids, []));
        }));

        var forwardBlock = new IrBlock(function.Body.Arguments, forward.Append(IrOp.Create("yield", function.Return.Operands, [], span: function.Return.Span)).ToEquatable());
        var reverseBlock = RepeatReferences(forward, _builder.Name(new IrBlock(cotangents.Concat(shadows).ToEquatable(), reverse.ToEquatable())));
        if (!_again)
        {
            var attached = Detached(forwardBlock, reverseBlock);
            (forwardBlock, reverseBlock) = (Attach(forwardBlock, attached), Attach(reverseBlock, attached));
        }

        return Simplify.Run(new Derivative(function, forwardBlock, EquatableArray<IrValue>.Empty, reverseBlock, destinations, symbolValues, constant));
    }

    public static EquatableArray<Destination> Destinations(IrFunction function)
    {
        var list = new List<Destination>();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            var parameter = function.Parameters[i];
            if (parameter.Type is ModelType)
            {
                var members = IrWalk.AllOps(function.Body)
                    .Where(op => op.Code == "parameter" && op.Operands[0] == parameter.Value.Id)
                    .GroupBy(op => op.Text("member")).Select(g => g.First());
                list.AddRange(members.Select(op => new Destination(i, op.Text("member"), op.Result.Type, true)));
            }
            else if (parameter.IsActive)
            {
                list.Add(new Destination(i, parameter.Name, parameter.Type, false));
            }
        }

        return list.ToEquatable();
    }

    /// <summary>Appends the reverse of the operations to the builder; returns them with branches extended.</summary>
    private List<IrOp> Reverse(List<IrOp> ops, Adjoints adjoints)
    {
        ShadowsOf(ops);
        var modules = ModulesOf(ops);
        var forward = ReverseInto(ops, adjoints);
        ReadAgain(modules);
        return forward;
    }

    // The shadows of what the operations make are there already.
    private List<IrOp> ReverseInto(List<IrOp> ops, Adjoints adjoints)
    {
        var forward = new List<IrOp>(ops);
        var known = ops.Where(IsFunctionOfANumber).Select(op => (op.Code, op.Operands[0])).Where(key => !_builder.Known.ContainsKey(key)).ToList();
        foreach (var op in ops.Where(IsFunctionOfANumber).Where(op => known.Contains((op.Code, op.Operands[0]))))
        {
            _builder.Known[(op.Code, op.Operands[0])] = op.Result.Id;
        }

        for (int i = ops.Count - 1; i >= 0; i--)
        {
            var op = ops[i];
            _builder.Span = op.Span;
            if (op.Results.Count > 0 && _sunk.Contains(op.Results[0].Id))
            {
                continue;
            }

            if (op.Code == "if")
            {
                forward[i] = ReverseBranch(ops, i, forward, adjoints);
            }
            else if (op.Code is "while" or "for")
            {
                int at = _builder.Ops.Count;
                var (loop, copies) = Snapshots(op);
                forward[i] = ReverseLoop(loop, adjoints);
                forward.InsertRange(i + 1, TakeSnapshots(copies, at, op.Span));
                forward.InsertRange(i, _beforeLoop);
                _beforeLoop.Clear();
            }
            else if (op.Code is "load" or "store" or "add_to")
            {
                ReverseMemory(op, adjoints);
            }
            else if (op.Code is "push" or "pop")
            {
                ReverseRecord(op, adjoints);
            }
            else if (op.Code == "call")
            {
                var before = new List<IrOp>();
                forward[i] = ReverseCall(op, adjoints, before);
                forward.InsertRange(i, before);
            }
            else if (op.Code == "rule_call")
            {
                forward.InsertRange(i + 1, RulePullback(op, adjoints));
            }
            else if (op.Code == "module_parameter")
            {
                ReverseModule(op, adjoints);
            }
            else if (op.Code != "parameter" && op.Results.Any(r => _activity.IsActive(r.Id) && r.Type is not ArrayType))
            {
                ReverseOp(op, adjoints);
            }
        }

        known.ForEach(key => _builder.Known.Remove(key));
        return forward;
    }

    // Dear enough to be read where the forward pass has it: the cosine for the derivative of a sine.
    private static bool IsFunctionOfANumber(IrOp op) =>
        op.Operands.Count == 1 && op.Results.Count == 1 && op.Result.Type is ScalarType && ScalarRules.Find(op.Code) is { IsOperator: false };

    private void ReverseOp(IrOp op, Adjoints adjoints)
    {
        if (adjoints.Take(op.Result.Id) is not { } g)
        {
            return;
        }

        if (ScalarRules.Find(op.Code) is { } rule)
        {
            Elementwise(op, rule, g, adjoints);
        }
        else if (op.Code == "select")
        {
            Select(op, g, adjoints);
        }
        else if (op.Code == "convert")
        {
            adjoints.Add(op.Operands[0], _builder.Op("convert", _builder.TypeOf(op.Operands[0]), [g]));
        }
        else if (StructuredRule.Find(op.Code) is { } structured)
        {
            structured.Pullback(op, new PullbackContext(op, _builder, [g], _activity.IsActive, adjoints.Add));
        }
        else
        {
            throw new InvalidOperationException($"'{op.Code}' has no pullback.");
        }
    }

    private void Elementwise(IrOp op, ScalarRule rule, int g, Adjoints adjoints)
    {
        var bindings = new Dictionary<string, int> { ["g"] = g, ["r"] = op.Result.Id };
        for (int i = 0; i < op.Operands.Count; i++)
        {
            bindings["xyz".Substring(i, 1)] = op.Operands[i];
        }

        for (int i = 0; i < op.Operands.Count; i++)
        {
            int operand = op.Operands[i];
            if (_activity.IsActive(operand)
                && _builder.Instantiate(rule.Derivative(i, _again), bindings, IrBuilder.Element(op.Result.Type)) is { } contribution)
            {
                adjoints.Add(operand, _builder.ReduceTo(contribution, _builder.TypeOf(operand)));
            }
        }
    }

    private void Select(IrOp op, int g, Adjoints adjoints)
    {
        int zero = _builder.Constant("0", IrBuilder.Element(op.Result.Type));
        for (int i = 2; i < 4; i++)
        {
            if (_activity.IsActive(op.Operands[i]))
            {
                int masked = _builder.Select(op.Text("compare"), op.Operands[0], op.Operands[1], i == 2 ? g : zero, i == 2 ? zero : g);
                adjoints.Add(op.Operands[i], _builder.ReduceTo(masked, _builder.TypeOf(op.Operands[i])));
            }
        }
    }
}
