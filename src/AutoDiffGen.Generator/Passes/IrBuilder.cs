using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Passes;

/// <summary>Appends operations with fresh ids and the result types that follow from their operands.</summary>
internal sealed class IrBuilder(Dictionary<int, IrType> types, int nextId)
{
    private int _nextId = nextId;

    public List<IrOp> Ops { get; private set; } = [];

    public Dictionary<int, IrType> Types { get; } = types;

    /// <summary>The author's names of values.</summary>
    public Dictionary<int, string> Names { get; } = [];

    /// <summary>Functions of one number that are there already, by code and argument: the cosine beside a sine.</summary>
    public Dictionary<(string Code, int Argument), int> Known { get; } = [];

    private readonly Dictionary<int, string> _suggested = [];

    private readonly Dictionary<int, string> _constants = [];

    /// <summary>The span that new operations get: that of the expression whose derivative they compute.</summary>
    public IrSpan Span { get; set; }

    public IrType TypeOf(int id) => Types[id];

    public TensorType? TensorOf(int id) => Types[id] as TensorType;

    public ScalarType ElementOf(int id) => Element(Types[id]);

    /// <summary>A value is the adjoint of another: it will be named <c>dX</c> after it.</summary>
    public void Suggest(int adjoint, int primal)
    {
        if (Names.TryGetValue(primal, out string? name) && !_suggested.ContainsKey(adjoint))
        {
            _suggested[adjoint] = "d" + Emit.NameScope.Pascal(name);
        }
    }

    /// <summary>Gives adjoints the names that were suggested for them.</summary>
    public IrBlock Name(IrBlock block) => block with
    {
        Ops = block.Ops.Select(op => op with
        {
            Results = op.Results.Select(r => r.Name.Length == 0 && _suggested.TryGetValue(r.Id, out string? name) ? r with { Name = name } : r).ToEquatable(),
            Regions = op.Regions.Select(Name).ToEquatable(),
        }).ToEquatable(),
    };

    public static ScalarType Element(IrType type) => type switch
    {
        TensorType tensor => tensor.Element,
        ScalarType scalar => scalar,
        _ => throw new InvalidOperationException($"{type} has no element type."),
    };

    public int Id() => _nextId++;

    public void Append(IrOp op)
    {
        Ops.Add(op);
        foreach (var result in op.Results)
        {
            Types[result.Id] = result.Type;
        }
    }

    public int Op(string code, IrType type, int[] operands, params (string Name, string Text)[] attributes) =>
        Op(code, type, operands, "", attributes);

    public int Op(string code, IrType type, int[] operands, string name, params (string Name, string Text)[] attributes)
    {
        var result = new IrValue(Id(), type, name);
        Append(IrOp.Create(code, operands, [result], attributes.Select(a => new IrAttribute(a.Name, a.Text)), Span));
        return result.Id;
    }

    public int Constant(string value, ScalarType type)
    {
        int id = Op("const", type, [], ("value", value));
        _constants[id] = value;
        return id;
    }

    /// <summary>The text of a number or truth value that is a constant of the operations being built.</summary>
    public string? ConstantOf(int id) => _constants.TryGetValue(id, out string? text) ? text : null;

    /// <summary>A truth value that is known before the program runs.</summary>
    public bool? TruthOf(int id) => ConstantOf(id) switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    /// <summary>Appends a loop over 0 .. count - 1 that carries nothing.</summary>
    /// <param name="body">Appends the operations of one iteration; it is given the index.</param>
    public void Counted(int count, Action<int> body, string name = "")
    {
        var span = Span;
        int zero = Constant("0", ScalarType.I32);
        var index = new IrValue(Id(), ScalarType.I32, name);
        Types[index.Id] = index.Type;
        var ops = Capture(() =>
        {
            body(index.Id);
            Append(IrOp.Create("yield", [], []));
        });
        Append(IrOp.Create("for", [zero, count], [], [new("step", "1"), new("compare", "lt")], span, [new IrBlock(EquatableArray.Of(index), ops.ToEquatable())]));
    }

    /// <summary>An elementwise operation; its type is the broadcast of those of its operands.</summary>
    public int Elementwise(string code, params int[] operands) => Op(code, Broadcast(operands), operands);

    public int Select(string compare, int a, int b, int whenTrue, int whenFalse) =>
        Op("select", Broadcast([a, b, whenTrue, whenFalse], ElementOf(whenTrue)), [a, b, whenTrue, whenFalse], ("compare", compare));

    public int Sum(int value, int[] axes, bool keep)
    {
        var tensor = TensorOf(value)!;
        var dims = tensor.Shape
            .Select((d, i) => (Dim: axes.Contains(i) ? Dim.One : d, Keep: keep || !axes.Contains(i)))
            .Where(p => p.Keep).Select(p => p.Dim).ToEquatable();
        return Op("sum", new TensorType(tensor.Element, dims), [value], ("axes", string.Join(",", axes)), ("keep", keep ? "true" : "false"));
    }

    /// <summary>The sum of all elements, a number.</summary>
    public int SumAll(int value) => Op("sum", ElementOf(value), [value], ("axes", "*"), ("keep", "false"));

    public int Reshape(int value, EquatableArray<Dim> dims) =>
        TensorOf(value)!.Shape == dims ? value : Op("reshape", new TensorType(ElementOf(value), dims), [value]);

    public int Broadcast(int value, TensorType type) => Types[value].Equals(type) ? value : Op("broadcast", type, [value]);

    /// <summary>
    /// Sums a cotangent of a broadcast result down to the type of one operand: the adjoint of broadcasting.
    /// </summary>
    public int ReduceTo(int value, IrType target)
    {
        if (Types[value] is not TensorType source)
        {
            // A number stands for a tensor filled with it.
            return target is TensorType tensor ? Broadcast(value, tensor) : value;
        }

        if (target is not TensorType to)
        {
            return SumAll(value);
        }

        if (source.Shape.Count < to.Shape.Count || Shapes.RepeatedAxes(source.Shape, to.Shape).Length > 0)
        {
            value = Broadcast(value, source with { Dims = Shapes.TryBroadcast([source.Shape, to.Shape]) });
            source = TensorOf(value)!;
        }

        int[] axes = Shapes.RepeatedAxes(to.Shape, source.Shape);
        return axes.Length == 0 ? value : Reshape(Sum(value, axes, keep: false), to.Shape);
    }

    /// <summary>Collects what <paramref name="build"/> appends in a list of its own.</summary>
    public List<IrOp> Capture(Action build)
    {
        var saved = Ops;
        Ops = [];
        build();
        var captured = Ops;
        Ops = saved;
        return captured;
    }

    private IrType Broadcast(int[] operands, ScalarType? element = null)
    {
        element ??= ElementOf(operands[0]);
        var tensors = operands.Select(TensorOf).OfType<TensorType>().ToList();
        return tensors.Count == 0 ? element : new TensorType(element, Shapes.TryBroadcast(tensors.Select(t => t.Shape)));
    }

    /// <summary>Writes a rule's expression as operations; x, y, z, r and g are bound to values. Null when it is zero.</summary>
    public int? Instantiate(RuleExpression expression, IReadOnlyDictionary<string, int> bindings, ScalarType element)
    {
        if (expression.IsLeaf)
        {
            if (expression.IsZero)
            {
                return null;
            }

            if (!bindings.TryGetValue(expression.Head, out int bound))
            {
                return Constant(NamedConstant(expression.Head), element);
            }

            // An integer argument (the degree of a root) takes part in floating arithmetic.
            return ElementOf(bound).IsFloating ? bound : Op("convert", element, [bound]);
        }

        if (expression.Head.StartsWith("select:", StringComparison.Ordinal))
        {
            int[] parts = [.. expression.Arguments.Select(a => Instantiate(a, bindings, element) ?? Constant("0", element))];
            return Select(expression.Head.Substring(7), parts[0], parts[1], parts[2], parts[3]);
        }

        var arguments = expression.Arguments.Select((a, i) =>
            expression.Head is "scaleb" && i == 1 ? bindings[a.Head] : Instantiate(a, bindings, element) ?? Constant("0", element)).ToArray();
        return arguments.Length == 1 && Known.TryGetValue((expression.Head, arguments[0]), out int known) ? known : Elementwise(expression.Head, arguments);
    }

    private static string NamedConstant(string name) => name switch
    {
        "pi" => "3.141592653589793",
        "ln2" => "0.6931471805599453",
        "ln10" => "2.302585092994046",
        _ when char.IsDigit(name[0]) || name[0] == '-' => name,
        _ => throw new InvalidOperationException($"A rule names '{name}', which is neither an argument nor a constant."),
    };
}
