using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Widens the tangents of a pushforward to lanes: one number's tangents along several directions at once. Tangents are
/// linear in each other and no branch asks for them, so that the operations stay the same and values stay numbers. An
/// array of structs' tangents becomes an array of lanes, one for each number in each element.
/// </summary>
internal sealed class DirectionLanes
{
    private readonly Pushforward _pushforward;
    private readonly string _what;
    private readonly Dictionary<int, IrType> _types;
    private readonly Records _records;
    private readonly HashSet<int> _tangents;
    private readonly IrBuilder _builder;
    private ScalarType _lane = ScalarType.F64;

    private DirectionLanes(Pushforward pushforward, string what)
    {
        (_pushforward, _what) = (pushforward, what);
        _types = IrWalk.AllValues(pushforward.Block).Concat(IrWalk.AllValues(pushforward.Program.Reverse)).Concat(IrWalk.AllValues(pushforward.Program.Primal))
            .GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        _records = new Records(pushforward.Block);
        _tangents = [.. pushforward.Inputs.Select(i => i.Value.Id), .. pushforward.Arrays.Where(_types.ContainsKey)];
        _builder = new IrBuilder(new(_types), _types.Keys.Max() + 1);
    }

    /// <param name="what">What is computed, for messages: a Jacobian, a Hessian.</param>
    public static Pushforward Run(Pushforward pushforward, string what) => new DirectionLanes(pushforward, what).Run();

    /// <summary>The number of lanes beside one element of an array: that of the numbers in it that have a tangent.</summary>
    public static int LanesOf(IrType element) => element is StructType s ? Leaves(s).Count : 1;

    private static List<string> Leaves(StructType type) => [.. type.Leaves().Where(l => l.Type.IsDifferentiable && !l.NoGradient).Select(l => l.Path)];

    private Pushforward Run()
    {
        var block = _pushforward.Block;
        Refuse(block);
        int before;
        do
        {
            before = _tangents.Count;
            Spread(block);
        }
        while (_tangents.Count > before);

        _lane = ScalarType.Lane(Element());
        foreach (int id in _tangents)
        {
            _builder.Types[id] = Widened(_types[id]);
        }

        var widened = Block(block, block.Arguments, null);
        var inputs = _pushforward.Inputs.Select(i => i with { Value = Widened(i.Value) }).ToEquatable();
        var reverse = _pushforward.Program.Reverse;
        var program = _pushforward.Program with { Forward = widened, Reverse = reverse with { Arguments = reverse.Arguments.Select(Widened).ToEquatable() } };
        return _pushforward with { Program = program, Inputs = inputs, Lane = _lane };
    }

    private CompilationException Error(IrOp? at, string why) => new("ADG0221", at?.Span ?? IrSpan.None, _pushforward.Program.Primal.Name, _what, why);

    private void Refuse(IrBlock block)
    {
        if (_types.Values.Any(t => t is TensorType or ModelType))
        {
            throw Error(null, "it computes with tensors");
        }

// What is only said, to a log or in an exception, has no part in the derivatives.
        static bool IsSaid(IrOp op) => op.Code == "throw" || (op.Code == "inert_call" && (op.Results.Count == 0 || op.Text("kind") is "new" or "text"));
        var read = new HashSet<int>(IrWalk.AllOps(block).Where(op => !IsSaid(op)).SelectMany(op => op.Operands));
        foreach (var op in IrWalk.AllOps(block))
        {
            if (op.Code.StartsWith("call", StringComparison.Ordinal))
            {
                throw Error(op, $"it calls '{op.TryText("method")}', {(op.Flag("virtual") ? "of which the override that runs is only known then" : "which calls itself")}");
            }

            // A second sweep would find what the first one has left.
            if (op.Code == "inert_call" && op.Text("kind") is not ("new" or "text") && !op.Flag("stateless") && op.Results.Any(r => read.Contains(r.Id)))
            {
                throw Error(op, $"it runs once for every few columns, and '{Emit.TypeNames.Plain(op.Text("target"))}' may give another value each time");
            }
        }
    }

    // What depends on a tangent is one.
    private void Spread(IrBlock block)
    {
        foreach (var op in block.Ops)
        {
            op.Regions.ToList().ForEach(Spread);
            switch (op.Code)
            {
                case "if":
                    for (int i = 0; i < op.Results.Count; i++)
                    {
                        Add(op.Results[i], op.Regions.Any(r => _tangents.Contains(r.Terminator.Operands[i])));
                    }

                    break;
                case "while" or "for":
                    var loop = new LoopView(op);
                    for (int i = 0; i < loop.Count; i++)
                    {
                        bool any = _tangents.Contains(loop.Initial(i)) || _tangents.Contains(loop.Next(i)) || loop.Carried(i).Any(v => _tangents.Contains(v.Id));
                        loop.Carried(i).ToList().ForEach(v => Add(v, any));
                    }

                    break;
                case "store" when op.Stored.Any(_tangents.Contains):
                    // Tangents that wait until all of them are known: of what a rule writes.
                    _tangents.Add(op.Operands[0]);
                    break;
                case "pop":
                    for (int i = 0; i < op.Results.Count; i++)
                    {
                        Add(op.Results[i], _records.Pushed(op, i).Any(_tangents.Contains));
                    }

                    break;
                default:
                    foreach (var result in op.Results.Where(r => r.Type is ScalarType { IsFloating: true }))
                    {
                        Add(result, op.Operands.Any(_tangents.Contains));
                    }

                    break;
            }
        }
    }

    private void Add(IrValue value, bool isTangent)
    {
        if (isTangent)
        {
            _tangents.Add(value.Id);
        }
    }

    // Tangents of float and double in one function are all computed in double.
    private ScalarType Element()
    {
        static IEnumerable<ScalarType> Numbers(IrType type) => type switch
        {
            ScalarType { IsFloating: true } s => [s],
            ArrayType array => Numbers(array.Innermost),
            StructType s => s.Leaves().Where(l => l.Type.IsDifferentiable && !l.NoGradient).SelectMany(l => Numbers(l.Type)),
            _ => [],
        };
        var all = _tangents.SelectMany(id => Numbers(_types[id])).Distinct().OrderBy(t => t.CSharp, StringComparer.Ordinal).ToList();
        if (all.Count > 1 && all.Any(t => t.Kind == ScalarKind.Generic))
        {
            throw Error(null, $"it computes with both '{all[0].CSharp}' and '{all[1].CSharp}'");
        }

        return all.Count == 1 ? all[0] : ScalarType.F64;
    }

    private IrValue Widened(IrValue value) => _tangents.Contains(value.Id) ? value with { Type = Widened(value.Type) } : value;

    private IrType Widened(IrType type) => type switch
    {
        ArrayType { Kind: ArrayKind.Table, Element: ArrayType { Element: StructType, Rank: > 1 } } => throw Error(null, "it makes arrays of several dimensions whose elements are structs in its branches or loops"),
        ArrayType { Element: ArrayType { Element: ArrayType } } => throw Error(null, "it has arrays of arrays of arrays"),
        ArrayType array => array with { Element = Widened(array.Element) },
        _ => _lane,
    };

    private IrBlock Block(IrBlock block, EquatableArray<IrValue> arguments, Func<int, bool>? yields)
    {
        var ops = _builder.Capture(() =>
        {
            foreach (var op in block.Ops)
            {
                _builder.Append(IrOpOf(op, yields));
            }
        });
        return new IrBlock(arguments.Select(Widened).ToEquatable(), ops.ToEquatable());
    }

    private IrOp IrOpOf(IrOp op, Func<int, bool>? yields)
    {
        _builder.Span = op.Span;
        var operands = op.Operands.ToArray();
        void Lane(int i) => operands[i] = _tangents.Contains(operands[i]) ? operands[i] : _builder.Op("lane", _lane, [operands[i]]);
        switch (op.Code)
        {
            case "yield":
                for (int i = 0; i < operands.Length && yields is not null; i++)
                {
                    if (yields(i) && _types[operands[i]] is ScalarType)
                    {
                        Lane(i);
                    }
                }

                break;
            case "if":
                return op with { Results = op.Results.Select(Widened).ToEquatable(), Regions = op.Regions.Select(r => Block(r, r.Arguments, i => _tangents.Contains(op.Results[i].Id))).ToEquatable() };
            case "while" or "for":
                var loop = new LoopView(op);
                for (int i = 0; i < loop.Count; i++)
                {
                    if (_tangents.Contains(op.Results[i].Id) && op.Results[i].Type is ScalarType)
                    {
                        Lane(i + loop.Bounds);
                    }
                }

                int last = op.Regions.Count - 1;
                return op with
                {
                    Operands = operands.ToEquatable(),
                    Results = op.Results.Select(Widened).ToEquatable(),
                    Regions = op.Regions.Select((r, k) => Block(r, r.Arguments, k == last ? i => _tangents.Contains(op.Results[i].Id) : null)).ToEquatable(),
                };
            case "push":
                for (int i = 0; i < operands.Length; i++)
                {
                    if (_records.IsPopped(op, i, _tangents.Contains))
                    {
                        Lane(i);
                    }
                }

                break;
            case "load" or "store" or "add_to" or "alloc" or "slice" or "table_add" or "shadow_table" when _tangents.Contains(op.Code is "alloc" or "shadow_table" ? op.Result.Id : operands[0]):
                return Memory(op, operands, Lane);
        }

        return op with { Operands = operands.ToEquatable(), Results = op.Results.Select(Widened).ToEquatable() };
    }

    // The places of an array of lanes that stand for one of structs: as many for an element as it has numbers.
    private IrOp Memory(IrOp op, int[] operands, Action<int> lane)
    {
        if (op.Code is "store" or "add_to")
        {
            lane(operands.Length - 1);
        }

        var type = (ArrayType)_types[op.Code is "alloc" or "shadow_table" ? op.Result.Id : operands[0]];
        if ((type.Kind == ArrayKind.Table ? type.Innermost : type.Element) is StructType s)
        {
            var leaves = Leaves(s);
            int count = _builder.Constant(leaves.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), ScalarType.I32);
            int Times(int id) => leaves.Count == 1 ? id : _builder.Op("mul", _builder.TypeOf(id), [id, count]);
            if (op.Code == "shadow_table")
            {
                op = op.With("each", leaves.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            else if (op.Code == "table_add")
            {
                operands[1] = Times(operands[1]);
            }
            else if (op.Code == "alloc")
            {
                operands[type.Rank - 1] = Times(operands[type.Rank - 1]);
            }
            else if (op.Code == "slice")
            {
                (operands[1], operands[2]) = (Times(operands[1]), Times(operands[2]));
            }
            else if (type.Kind != ArrayKind.Table)
            {
                int leaf = leaves.IndexOf(op.Text("path"));
                int at = Times(operands[type.Rank]);
                operands[type.Rank] = leaf == 0 ? at : _builder.Op("add", _builder.TypeOf(at), [at, _builder.Constant(leaf.ToString(System.Globalization.CultureInfo.InvariantCulture), (ScalarType)_builder.TypeOf(at))]);
                op = op with { Attributes = op.Attributes.Where(a => a.Name is not ("path" or "creation")).ToEquatable() };
            }
        }

        return op with { Operands = operands.ToEquatable(), Results = op.Results.Select(Widened).ToEquatable() };
    }
}
