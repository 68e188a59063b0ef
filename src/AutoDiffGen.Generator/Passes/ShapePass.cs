using System.Globalization;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Passes;

/// <summary>A function whose tensors all have symbolic shapes, and the integers that new symbols stand for.</summary>
/// <param name="SymbolValues">Symbols that name the value of an integer operation (by id) rather than a parameter or member.</param>
internal sealed record ShapedFunction(IrFunction Function, IReadOnlyDictionary<string, int> SymbolValues);

/// <summary>
/// Gives every tensor its symbolic dimensions, checks that operations fit together, and replaces what only shapes
/// decide: the mean by a sum over an extent, the shape demands of inlined callees by their proof.
/// </summary>
internal sealed partial class ShapePass
{
    private readonly Dictionary<int, IrType> _types = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<int, Dim> _ints = [];
    private readonly Dictionary<string, Dim> _bound = [];
    private readonly Dictionary<string, int> _symbolValues = [];
    private readonly Dictionary<string, EquatableArray<Dim>> _packs = [];
    private readonly HashSet<string> _parameters = [];
    private readonly Settings _settings = new();
    private readonly Masks _masks = new();

    // Results of branches that are no branches here, by what they are.
    private readonly Dictionary<int, int> _same = [];

    // What is checked before the operation that is visited.
    private readonly List<IrOp> _before = [];
    private int _nextId;

    private readonly DynamicRanks _ranks;

    private ShapePass(int nextId, DynamicRanks ranks) => (_nextId, _ranks) = (nextId, ranks);

    public static ShapedFunction Run(IrFunction function)
    {
        // Each demand takes away from what is open, so there are not many.
        const int most = 1000;
        var ranks = new DynamicRanks();
        for (int i = 0; i < most; i++)
        {
            try
            {
                return Run(function, ranks);
            }
            catch (DynamicRanks.Refined)
            {
            }
        }

        throw new InvalidOperationException("The ranks of the tensors do not settle: " + ranks);
    }

    private static ShapedFunction Run(IrFunction function, DynamicRanks ranks)
    {
        var pass = new ShapePass(function.NextId, ranks);
        IrValue Known(IrValue value) => value.Type is not TensorType type ? value
            : value with { Type = type with { Dims = ranks.Of((type.Dims is null ? DynamicRanks.Unknown(type, value.Name) : type).Shape) } };
        var parameters = function.Parameters.Select(p => p with { Value = Known(p.Value) }).ToEquatable();
        function = function with
        {
            Parameters = parameters,
            ReturnShape = function.ReturnShape is { } returned ? ranks.Of(returned) : null,
            Body = function.Body with { Arguments = function.Body.Arguments.Select(a => parameters.FirstOrDefault(p => p.Value.Id == a.Id)?.Value ?? a).ToEquatable() },
        };
        foreach (var parameter in function.Parameters)
        {
            pass._types[parameter.Value.Id] = parameter.Type;
            pass._names[parameter.Value.Id] = parameter.Name;
            if (parameter.Type is ScalarType { Kind: ScalarKind.Integer })
            {
                pass._ints[parameter.Value.Id] = Dim.Symbol(parameter.Name);
                pass._parameters.Add(parameter.Name);
            }
        }

        var body = pass._settings.WithoutLists(pass.Resolved(function.Body));
        if (function.ReturnShape is { } shape && body.Terminator.Operands[0] is var result && pass._types[result] is TensorType { Dims: { } actual })
        {
            pass.Expect(shape, actual, pass.Describe(result), "the return value", body.Terminator.Span);
        }

        body = pass.Checked(pass.Known(body));
        pass.SizesAreOuter(body);
        return new ShapedFunction(function with { Body = body }, pass._symbolValues);
    }

    /// <summary>A symbol as the author wrote it, without the marks of receivers and inlined calls.</summary>
    public static string Display(string symbol)
    {
        int at = 0;
        while (at < symbol.Length && (symbol[at] == '$' || (at > 0 && symbol[0] == '$' && char.IsDigit(symbol[at]))))
        {
            at++;
        }

        string name = symbol.Substring(at);
        return name.StartsWith("this.", StringComparison.Ordinal) ? name.Substring(5) : Packs.Display(name);
    }

    private static string Format(Dim dim) => dim.Format(Display);

    private static string ShapeText(IEnumerable<Dim> dims)
    {
        var list = dims.Select(Format).ToList();
        return "(" + string.Join(", ", list) + (list.Count == 1 ? ",)" : ")");
    }

    private IrBlock Block(IrBlock block)
    {
        var ops = new List<IrOp>();
        foreach (var op in block.Ops)
        {
            Visit(op, ops);
        }

        return block with { Ops = ops.ToEquatable() };
    }

    private void Visit(IrOp op, List<IrOp> ops)
    {
        op = op with { Operands = op.Operands.Select(Same).ToEquatable() };
        op = _settings.Settle(op, Integer);
        switch (op.Code)
        {
            case "where":
                Where(op, ops);
                return;
            case "recast":
                Recast(op, ops);
                return;
            case "if" when _settings.Truth(op.Operands[0]) is { } taken && op.Regions[taken ? 0 : 1] is var side && side.Body.All(o => o.Code != "throw"):
                foreach (var inside in side.Body)
                {
                    Visit(inside, ops);
                }

                for (int i = 0; i < op.Results.Count; i++)
                {
                    _same[op.Results[i].Id] = Same(side.Terminator.Operands[i]);
                }

                return;
            case "expect_shape":
                Expect(op);
                return;
            case "same_shape":
                SameShape(op);
                return;
            case "literal" when op.Result.Type is TensorType nothing:
                _types[op.Result.Id] = nothing;
                _settings.Note(op, Integer);
                return;
            case "is_setting":
                op = IrOp.Create("const", [], [op.Result], [new("value", _settings.IsNumber(op.Operands[0], op.Operands[1]) ? "true" : "false")], op.Span);
                break;
            case "eq" or "ne" when op.Operands.Any(_settings.IsNothing):
                _settings.Note(op, Integer);
                op = IrOp.Create("const", [], [op.Result], [new("value", _settings.Truth(op.Result.Id) == true ? "true" : "false")], op.Span);
                break;
            case "mean":
                Mean(op, ops);
                return;
            case "expect_split":
                ExpectSplit(op, ops);
                return;
            case var code when Expansion.Find(code) is { } expand:
                Expand(op, expand, ops);
                return;
            case "matmul" when !op.Flag("transpose_a") && _types[op.Operands[0]] is TensorType { Rank: > 2 } many && _types[op.Operands[1]] is TensorType { Rank: 2 }:
                Flattened(op, many, ops);
                return;
            case "extent" when op.Text("axes") != "*":
                op = op.With("axes", string.Join(",", ContextOf(op).Axes("Count", ((TensorType)_types[op.Operands[0]]).Rank)));
                break;
            case "rank" when Packs.IndexIn(((TensorType)_types[op.Operands[0]]).Shape) >= 0:
                break;
            case "rank":
                op = IrOp.Create("const", [], [op.Result], [new("value", ((TensorType)_types[op.Operands[0]]).Rank.ToString(CultureInfo.InvariantCulture))], op.Span);
                break;
            case "dim":
                op = op.With("axis", ContextOf(op).Axis("Lengths", ((TensorType)_types[op.Operands[0]]).Rank).ToString(CultureInfo.InvariantCulture));
                break;
            case "if":
                op = If(op);
                break;
            case "while" or "for":
                op = Loop(op);
                break;
            default:
                op = Infer(op);
                break;
        }

        Define(op);
        _settings.Note(op, Integer);
        ops.AddRange(_before);
        _before.Clear();
        ops.Add(op);
    }

    private int Same(int id) => _same.TryGetValue(id, out int other) ? other : id;

    private Dim? Integer(int id) => _ints.TryGetValue(id, out var known) ? Resolve(known) : null;

    private void Define(IrOp op)
    {
        foreach (var result in op.Results)
        {
            if (result.Type is TensorType { Dims: null } && op.Code is not ("undef" or "if" or "while" or "for"))
            {
                throw new CompilationException("ADG0103", op.Span, $"the shape of what '{Emit.TypeNames.Plain(op.TryText("target") ?? op.Code)}' returns is not known to the compiler");
            }

            _types[result.Id] = result.Type;
            _names[result.Id] = result.Name;
            if (result.Type is ScalarType { Kind: ScalarKind.Integer })
            {
                _ints[result.Id] = IntegerOf(op, result);
            }
        }
    }

    private IrOp Infer(IrOp op)
    {
        foreach (int id in op.Operands.Where(id => !OpTable.IsTerminator(op) && _types[id] is TensorType { Dims: null }))
        {
            throw new CompilationException("ADG0103", op.Span, $"no path gives {Describe(id)} a value before");
        }

        if (StructuredRule.Find(op.Code) is { } rule)
        {
            return rule.Infer(op, ContextOf(op));
        }

        // The truth of each element; it becomes part of what picks by it (Where).
        if (Masks.IsTruth(op) && op.Result.Type is TensorType mask)
        {
            _masks.Add(op);
            return op with { Results = EquatableArray.Of(op.Result with { Type = mask with { Dims = CommonShape(op) } }) };
        }

        if (!OpTable.IsElementwise(op) || op.Result.Type is not TensorType result)
        {
            return op.Code is "parameter" or "module_parameter" && op.Result.Type is TensorType { Dims: { } dims } declared
                ? op with { Results = EquatableArray.Of(op.Result with { Type = declared with { Dims = dims.Select(Resolve).ToEquatable() } }) }
                : op;
        }

        return op with { Results = EquatableArray.Of(op.Result with { Type = result with { Dims = CommonShape(op) } }) };
    }

    private EquatableArray<Dim> CommonShape(IrOp op)
    {
        var operands = op.Operands.Where(id => _types[id] is TensorType).ToList();
        Align(op);
        if (Shapes.TryBroadcast(operands.Select(id => ((TensorType)_types[id]).Shape)) is not { } shape)
        {
            string list = string.Join(", ", operands.Select((id, i) => $"{Describe(id, op.Operands, i)} is {ShapeText(((TensorType)_types[id]).Shape)}"));
            string sign = ScalarRules.Find(op.Code)?.Spelling ?? Masks.Spelling(op.Code);
            throw new CompilationException("ADG0102", op.Span, $"'{sign}': the shapes do not broadcast: {list}.");
        }

        return shape;
    }

    private ShapeContext ContextOf(IrOp op) => new(op, id => _types[id], id => Resolve(_ints[id]), Describe, Format,
        (a, b, sentence) => Same(a, b, sentence, op.Span), (dim, sentence) => _before.Add(IrOp.Create("expect_size", [], [], [new("dim", dim.ToString()), new("message", sentence)], op.Span)),
        symbol => symbol.StartsWith("this.", StringComparison.Ordinal) || _symbolValues.ContainsKey(symbol) || _parameters.Contains(symbol), _ranks);

    private IrOp If(IrOp op)
    {
        _settings.Forget(op.Regions);
        int around = _branch;
        _branch = _ofModules.Count;
        var regions = op.Regions.Select(Block).ToEquatable();
        _branch = around;
        var results = op.Results.Select((result, i) =>
        {
            var (a, b) = (regions[0].Terminator.Operands[i], regions[1].Terminator.Operands[i]);
            if (_types[a] is not TensorType)
            {
                return result;
            }

            string Sentence() => $"The two branches give different shapes: {ShapeText(((TensorType)_types[a]).Shape)} and {ShapeText(((TensorType)_types[b]).Shape)}";
            if (!Unify(a, b, Sentence, op.Span))
            {
                throw new CompilationException("ADG0102", op.Span, Sentence() + ".");
            }

            return Like(result, a);
        });
        return op with { Regions = regions, Results = results.ToEquatable() };
    }

    // What a loop carries keeps its shape from one iteration to the next.
    private IrOp Loop(IrOp op)
    {
        int bounds = op.Code == "for" ? 2 : 0;
        _settings.Forget(op.Regions);
        var regions = new List<IrBlock>();
        foreach (var region in op.Regions)
        {
            for (int i = 0; i < region.Arguments.Count; i++)
            {
                var argument = region.Arguments[i];
                int carried = bounds > 0 ? i - 1 : i;
                _types[argument.Id] = carried < 0 ? argument.Type : Like(argument, op.Operands[carried + bounds]).Type;
                _names[argument.Id] = argument.Name;
                if (argument.Type is ScalarType { Kind: ScalarKind.Integer })
                {
                    _ints[argument.Id] = IntegerOf(op, argument);
                }
            }

            regions.Add(Block(region with { Arguments = region.Arguments.Select(a => a with { Type = _types[a.Id] }).ToEquatable() }));
        }

        var last = regions[regions.Count - 1];
        for (int i = 0; i < op.Results.Count; i++)
        {
            var (first, next) = (op.Operands[i + bounds], last.Terminator.Operands[i]);
            string Sentence() => $"The loop changes the shape of '{op.Results[i].Name}' from {ShapeText(((TensorType)_types[first]).Shape)} to {ShapeText(((TensorType)_types[next]).Shape)}";
            if (_types[first] is TensorType && !Unify(first, next, Sentence, op.Span))
            {
                throw new CompilationException("ADG0102", op.Span, Sentence() + ".");
            }
        }

        return op with
        {
            Regions = regions.ToEquatable(),
            Results = op.Results.Select((r, i) => Like(r, op.Operands[i + bounds])).ToEquatable(),
        };
    }

    // (..., m, k) times (k, n) is one product of many rows.
    private void Flattened(IrOp op, TensorType many, List<IrOp> ops)
    {
        // What is wrong is said of the operands as they were given.
        var whole = Infer(op);
        var (first, second) = ((TensorType)whole.Result.Type, (TensorType)_types[op.Operands[1]]);
        var rows = Dim.Product(many.Shape.Take(many.Rank - 1));
        var flat = IrOp.Create("reshape", [op.Operands[0]], [new IrValue(_nextId++, many with { Dims = EquatableArray.Of(rows, many.Shape[many.Rank - 1]) })], span: op.Span);
        var product = op with { Operands = EquatableArray.Of(flat.Result.Id, op.Operands[1]), Results = EquatableArray.Of(new IrValue(_nextId++, second with { Dims = EquatableArray.Of(rows, first.Shape[first.Rank - 1]) })) };
        var result = IrOp.Create("reshape", [product.Result.Id], [whole.Result], span: op.Span);
        foreach (var part in new[] { flat, product, result })
        {
            Define(part);
            ops.Add(part);
        }
    }

    // Picks by masks, which are comparisons put together: the comparisons pick themselves.
    private void Where(IrOp op, List<IrOp> ops)
    {
        var shape = CommonShape(op);
        int picked = _masks.Pick(op, _types, () => _nextId++, inner =>
        {
            inner = Infer(inner);
            Define(inner);
            ops.Add(inner);
        });
        _same[op.Result.Id] = picked;
        _names[picked] = op.Result.Name;
        if (_types[picked] is TensorType { Shape: var given } && given != shape)
        {
            throw new InvalidOperationException($"Where gives {ShapeText(given)}, not {ShapeText(shape)}.");
        }
    }

    // mean = sum / extent: one rule and one kernel fewer, and the value that the eager operation gives.
    private void Mean(IrOp op, List<IrOp> ops)
    {
        var context = ContextOf(op);
        var element = context.Tensor(0).Element;
        context.Axes("Mean", context.Tensor(0).Rank);
        var sum = Infer(op with { Code = "sum", Results = EquatableArray.Of(op.Result with { Id = _nextId++, Name = "" }) });
        Define(sum);
        var extent = IrOp.Create("extent", [op.Operands[0]], [new IrValue(_nextId++, element)], [new("axes", sum.Text("axes"))], op.Span);
        Define(extent);
        var mean = IrOp.Create("div", [sum.Result.Id, extent.Result.Id], [op.Result with { Type = sum.Result.Type }], span: op.Span);
        Define(mean);
        ops.AddRange([sum, extent, mean]);
    }

    // One operand, of which is known that it has the shape of the other.
    private void SameShape(IrOp op)
    {
        var context = ContextOf(op);
        if (context.Tensor(0).Shape != context.Tensor(1).Shape)
        {
            context.Mismatch($"A loss takes two tensors of one shape: {context.Describe(0)}, {context.Describe(1)}.");
        }

        _same[op.Result.Id] = op.Operands[0];
    }

    private void Expect(IrOp op)
    {
        var dims = op.Text("dims").Split([','], StringSplitOptions.RemoveEmptyEntries).Select(DimParser.Parse).ToEquatable();
        int id = op.Operands[0];
        if (_types[id] is TensorType tensor)
        {
            Expect(dims, tensor.Shape, Describe(id), op.Text("name"), op.Span);
        }
        else if (dims[0].SingleSymbol is { } symbol)
        {
            _bound[symbol] = Resolve(_ints[id]);
        }
    }

    private void Expect(EquatableArray<Dim> declared, EquatableArray<Dim> actual, string given, string wanted, IrSpan span)
    {
        declared = Packed(declared, actual, out actual);
        string Sentence() => $"{wanted} is declared as {ShapeText(declared)}, but {(given == "the operand" ? "it" : given)} is {ShapeText(actual)}";
        if (declared.Count != actual.Count)
        {
            throw new CompilationException("ADG0102", span, Sentence() + ".");
        }

        for (int i = 0; i < declared.Count; i++)
        {
            if (declared[i].SingleSymbol is { } symbol && symbol[0] == '$' && !_bound.ContainsKey(symbol))
            {
                _bound[symbol] = actual[i];
            }
        }

        for (int i = 0; i < declared.Count; i++)
        {
            if (!Same(declared[i], actual[i], Sentence, span))
            {
                throw new CompilationException("ADG0102", span, Sentence() + ".");
            }
        }
    }

    // The dimensions that the "..." of a callee stands for are those of its argument.
    private EquatableArray<Dim> Packed(EquatableArray<Dim> declared, EquatableArray<Dim> actual, out EquatableArray<Dim> looked)
    {
        looked = actual;
        int at = Packs.IndexIn(declared);
        if (at < 0)
        {
            _ranks.Exactly(actual, declared.Count);
            return declared;
        }

        string symbol = declared[at].SingleSymbol!;
        if (!_packs.TryGetValue(symbol, out var dims))
        {
            int back = declared.Count - 1 - at;
            _ranks.Split(actual, at, back);
            if (symbol[0] != '$' || actual.Count < at + back)
            {
                return declared;
            }

            _packs[symbol] = dims = actual.Skip(at).Take(actual.Count - at - back).ToEquatable();
        }

        return declared.Take(at).Concat(dims).Concat(declared.Skip(at + 1)).ToEquatable();
    }

    private Dim Resolve(Dim dim) => _bound.Count == 0 ? dim : dim.Substitute(_bound);

    private Dim IntegerOf(IrOp op, IrValue result)
    {
        Dim? known = op.Code switch
        {
            "const" when long.TryParse(op.Text("value"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n) => Dim.Constant(n),
            "dim" => ((TensorType)_types[op.Operands[0]]).Shape[op.Int("axis")],
            "size" => ((TensorType)_types[op.Operands[0]]).Size,
            "convert" when _ints.TryGetValue(op.Operands[0], out var d) => d,
            "neg" => Dim.Zero - _ints[op.Operands[0]],
            "add" => _ints[op.Operands[0]] + _ints[op.Operands[1]],
            "sub" => _ints[op.Operands[0]] - _ints[op.Operands[1]],
            "mul" => _ints[op.Operands[0]] * _ints[op.Operands[1]],
            "div" => Dim.Quotient(_ints[op.Operands[0]], _ints[op.Operands[1]]),
            "rem" => _ints[op.Operands[0]] - (Dim.Quotient(_ints[op.Operands[0]], _ints[op.Operands[1]]) * _ints[op.Operands[1]]),
            "field" or "module_length" when _names[op.Operands[0]] == "this" => Dim.Symbol("this." + op.Text("member")),
            _ => null,
        };
        if (known is not null)
        {
            return known;
        }

        // An integer that is no expression of known symbols becomes a symbol of its own.
        string symbol = "$" + result.Id + (result.Name.Length > 0 ? result.Name : "n");
        _symbolValues[symbol] = result.Id;
        if (op.Flag("shape"))
        {
            _ofModules[symbol] = _ofModules.Count;
        }

        return Dim.Symbol(symbol);
    }

    // Of two operands without a name it must be clear which is which.
    private string Describe(int id, EquatableArray<int> operands, int index) =>
        operands.Count == 2 && Describe(id) is "the operand" ? index == 0 ? "the left operand" : "the right operand" : Describe(id);

    private string Describe(int id) => _names.TryGetValue(id, out string? name) && name.Length > 0 ? $"'{name}'" : "the operand";
}
