using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Forward-mode differentiation of structured SSA: beside every active value goes its tangent, computed right after it.
/// A rule's derivative is linear in g, so that the tangent of a result is the sum of its rule's derivatives with the
/// operands' tangents for g. Branches and loops hand tangents on as further results, and beside every active array goes
/// an array of tangents, whose operations run in lockstep. A tangent that is known to be zero is not there at all.
/// </summary>
internal sealed partial class ForwardMode
{
    private readonly Activity _activity;
    private readonly IrBuilder _builder;
    private readonly Dictionary<int, int> _tangents = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly HashSet<int> _arrays = [];

    private readonly bool _again;

    private ForwardMode(Activity activity, IrBuilder builder, bool again) => (_activity, _builder, _again) = (activity, builder, again);

    /// <param name="again">The pushforward will be differentiated itself: what is detached stays so.</param>
    public static Pushforward Run(ShapedFunction shaped, bool again = false)
    {
        var function = shaped.Function;
        var types = IrWalk.AllValues(function).ToDictionary(v => v.Id, v => v.Type);
        var pass = new ForwardMode(Activity.Analyze(function), new IrBuilder(types, function.NextId), again);
        return pass.Function(function, shaped.SymbolValues);
    }

    private Pushforward Function(IrFunction function, IReadOnlyDictionary<string, int> symbolValues)
    {
        int first = function.NextId;
        var inputs = Inputs(function);
        bool constant = !function.Return.Operands.Any(_activity.IsActive) && !function.Parameters.Any(p => p.Type is ArrayType && _activity.Roots.IsWritten(p.Value.Id));
        var ops = _builder.Capture(() =>
        {
            Visit(function.Body);
            var outputs = function.Return.Operands;
            _builder.Append(IrOp.Create("yield", outputs.Concat(outputs.Where(id => _builder.TypeOf(id).IsDifferentiable).Select(TangentOrZero)), [], span: function.Return.Span));
        });

        var whole = new IrBlock(function.Body.Arguments, ops.ToEquatable());
        var block = Name(Simplify.WithTangents(_again ? whole : Differentiate.Attach(whole), first, symbolValues));
        var known = IrWalk.AllValues(block).Concat(IrWalk.AllValues(function)).Concat(inputs.Select(i => i.Value)).GroupBy(v => v.Id).ToDictionary(v => v.Key, v => v.First().Type);
        block = Views.Settle(block, id => known[id], Math.Max(first, known.Keys.Max() + 1));
        var nothing = new IrBlock(inputs.Select(i => i.Value).ToEquatable(), EquatableArray.Of(IrOp.Create("yield", [], [])));
        var program = new Derivative(function, block, EquatableArray<IrValue>.Empty, nothing, inputs.Select(i => i.Of).ToEquatable(), symbolValues, constant);
        return new Pushforward(program, inputs.ToEquatable(), _arrays.OrderBy(id => id).ToEquatable());
    }

    private List<TangentInput> Inputs(IrFunction function)
    {
        var inputs = new List<TangentInput>();
        foreach (var destination in Differentiate.Destinations(function))
        {
            var parameter = function.Parameters[destination.Parameter];
            var of = !destination.IsModelMember ? parameter.Value
                : IrWalk.AllOps(function.Body).First(op => op.Code == "parameter" && op.Operands[0] == parameter.Value.Id && op.Text("member") == destination.Name).Result;

            // Of an array that is only read, the tangents are too.
            var type = Differentiate.AdjointType(destination.Type, IrSpan.None);
            if (type is ArrayType { Rank: 1, Element: ScalarType or StructType } array)
            {
                type = array with { Kind = _activity.Roots.IsWritten(of.Id) ? ArrayKind.Span : ArrayKind.ReadOnlySpan };
            }

            var value = Fresh(type, Tangent(destination.Name));
            inputs.Add(new TangentInput(destination, value));
            _tangents[of.Id] = value.Id;
            if (type is ArrayType)
            {
                _arrays.Add(value.Id);
            }
        }

        return inputs;
    }

    /// <summary>Appends a block's operations, without its terminator, and their tangents.</summary>
    private void Visit(IrBlock block)
    {
        foreach (var op in block.Body)
        {
            _builder.Span = op.Span;
            switch (op.Code)
            {
                case "if":
                    Branch(op);
                    break;
                case "while" or "for":
                    Loop(op);
                    break;
                case "load" or "store" or "add_to" or "alloc" or "slice" or "choose" or "rows" or "table" or "table_add" or "shadow_table":
                    Memory(op);
                    break;
                case "push" or "pop":
                    Record(op);
                    break;
                case "module_parameter" when _activity.IsActive(op.Result.Id):
                    throw new CompilationException("ADG0010", op.Span, $"the forward derivative through '{op.Text("member")}', a parameter of a module", "ask for DerivativeModes.Reverse alone");
                case "rule_call":
                    _builder.Append(op);
                    Rule(op);
                    break;
                case "call" when _activity.Concerns(op):
                    Call(op);
                    break;
                default:
                    _builder.Append(op);
                    if (op.Code != "parameter" && op.Results.Any(r => _activity.IsActive(r.Id)))
                    {
                        Operation(op);
                    }

                    break;
            }
        }
    }

    private void Operation(IrOp op)
    {
        if (ScalarRules.Find(op.Code) is { } rule)
        {
            Elementwise(op, rule);
        }
        else if (op.Code == "select")
        {
            Select(op);
        }
        else if (op.Code == "convert")
        {
            if (TangentOf(op.Operands[0]) is { } t)
            {
                Set(op.Result, _builder.Op("convert", op.Result.Type, [t]));
            }
        }
        else if (StructuredRule.Find(op.Code) is { } structured)
        {
            structured.Pushforward(op, new PushforwardContext(op, _builder, TangentOf, Set));
        }
        else if (op.Results.Any(r => r.Type is ArrayType))
        {
            throw new CompilationException("ADG0206", op.Span);
        }
        else
        {
            throw new InvalidOperationException($"'{op.Code}' has no pushforward.");
        }
    }

    private void Elementwise(IrOp op, ScalarRule rule)
    {
        var bindings = new Dictionary<string, int> { ["r"] = op.Result.Id };
        for (int i = 0; i < op.Operands.Count; i++)
        {
            bindings["xyz".Substring(i, 1)] = op.Operands[i];
        }

        int? sum = null;
        for (int i = 0; i < op.Operands.Count && !rule.IsPiecewiseConstant; i++)
        {
            if (TangentOf(op.Operands[i]) is not { } t)
            {
                continue;
            }

            bindings["g"] = t;
            if (_builder.Instantiate(rule.Derivative(i, _again), bindings, IrBuilder.Element(op.Result.Type)) is { } part)
            {
                sum = sum is { } earlier ? _builder.Elementwise("add", earlier, part) : part;
            }
        }

        if (sum is { } tangent)
        {
            Set(op.Result, Spread(tangent, op.Result.Type));
        }
    }

    // The tangent of the side that is taken, so that whatever the other one has never reaches the result.
    private void Select(IrOp op)
    {
        if (TangentOf(op.Operands[2]) is null && TangentOf(op.Operands[3]) is null)
        {
            return;
        }

        int zero = _builder.Constant("0", IrBuilder.Element(op.Result.Type));
        int Side(int operand) => TangentOf(op.Operands[operand]) ?? zero;
        Set(op.Result, Spread(_builder.Select(op.Text("compare"), op.Operands[0], op.Operands[1], Side(2), Side(3)), op.Result.Type));
    }

    // The callee's own pushforward gives the value and the tangent.
    private void Call(IrOp op)
    {
        if (op.Text("pushforward").Length == 0 && op.TryText("marked") != "false")
        {
            throw new CompilationException("ADG0208", op.Span, op.Text("method"));
        }

        var tangents = op.OperandsOf("tangents").Select(TangentOrZero).ToList();
        var active = op.Results.Where(r => r.Type.IsDifferentiable).ToList();
        var results = active.Select(r => Fresh(r.Type, Tangent(r.Name))).ToList();
        _builder.Append(IrOp.Create("call_pushforward", op.Operands.Concat(tangents), op.Results.Concat(results), op.Attributes, op.Span));
        for (int i = 0; i < results.Count; i++)
        {
            Set(active[i], results[i].Id);
        }
    }

    // A tangent of fewer axes, or a number, that stands for a tensor filled with it.
    private int Spread(int tangent, IrType type) => type is TensorType tensor ? _builder.Broadcast(tangent, tensor) : tangent;

    private int? TangentOf(int id) => _tangents.TryGetValue(id, out int tangent) ? tangent : null;

    private int TangentOrZero(int id) => _builder.TypeOf(id) is ArrayType ? ShadowOf(id) : TangentOf(id) ?? _builder.Op("zero", _builder.TypeOf(id), []);

    private void Set(IrValue value, int tangent)
    {
        if (!_builder.TypeOf(tangent).Equals(value.Type) && value.Type is not ArrayType)
        {
            throw new InvalidOperationException($"The tangent of %{value.Id} is {_builder.TypeOf(tangent)}, not {value.Type}.");
        }

        _tangents[value.Id] = tangent;
        if (value.Type is ArrayType)
        {
            _arrays.Add(tangent);
        }

        if (value.Name.Length > 0 && !_names.ContainsKey(tangent))
        {
            _names[tangent] = Tangent(value.Name);
        }
    }

    /// <summary>What the tangent of a value is called: tX is that of x.</summary>
    private static string Tangent(string name) =>
        name.Length == 0 ? "" : "t" + char.ToUpperInvariant(name.TrimStart('@', '_').FirstOrDefault()) + string.Concat(name.TrimStart('@', '_').Skip(1));

    private IrValue Fresh(IrType type, string name)
    {
        var value = new IrValue(_builder.Id(), type, name);
        _builder.Types[value.Id] = type;
        return value;
    }

    private IrBlock Name(IrBlock block) => block with
    {
        Ops = block.Ops.Select(op => op with
        {
            Results = op.Results.Select(r => r.Name.Length == 0 && _names.TryGetValue(r.Id, out string? name) ? r with { Name = name } : r).ToEquatable(),
            Regions = op.Regions.Select(Name).ToEquatable(),
        }).ToEquatable(),
    };
}
