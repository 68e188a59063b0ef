using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// The sizes of modules are known when the program runs. Where a shape needs one to be what it has from elsewhere, that is
// what it is taken for from then on, and the program checks it where the module is there.
internal sealed partial class ShapePass
{
    // By symbol, in the order in which they are met.
    private readonly Dictionary<string, int> _ofModules = [];
    private readonly List<(int Size, Dim Is, string Sentence, IrSpan Span)> _assumed = [];

    // How many there were before the branch that is read: what it needs of those holds only where it is taken.
    private int _branch;

    /// <summary>Whether two dimensions are the same, or are from now on.</summary>
    /// <param name="sentence">What is wrong where they are not.</param>
    private bool Same(Dim a, Dim b, Func<string> sentence, IrSpan span)
    {
        (a, b) = (Resolve(a), Resolve(b));
        if (a.Equals(b))
        {
            return true;
        }

        // The later one is what the earlier one is.
        int Place(Dim dim) => dim.SingleSymbol is { } symbol && _ofModules.TryGetValue(symbol, out int place) ? place : -1;
        var (size, other) = Place(a) > Place(b) ? (a, b) : (b, a);
        if (Place(size) < _branch || other.Symbols.Contains(size.SingleSymbol!))
        {
            return _ranks.Same(a, b);
        }

        _assumed.Add((_symbolValues[size.SingleSymbol!], other, sentence(), span));
        var known = new Dictionary<string, Dim> { [size.SingleSymbol!] = other };
        foreach (var bound in _bound.ToList())
        {
            _bound[bound.Key] = bound.Value.Substitute(known);
        }

        foreach (var (id, type) in _types.Where(t => t.Value is TensorType { Dims: not null }).Select(t => (t.Key, (TensorType)t.Value)).ToList())
        {
            _types[id] = type with { Dims = type.Shape.Select(d => d.Substitute(known)).ToEquatable() };
        }

        _bound[size.SingleSymbol!] = other;
        return true;
    }

    private bool Same(EquatableArray<Dim> a, EquatableArray<Dim> b, Func<string> sentence, IrSpan span)
    {
        _ranks.Align(a, b);
        _ranks.Align(b, a);
        return a.Count == b.Count && Enumerable.Range(0, a.Count).All(i => Same(a[i], b[i], sentence, span));
    }

    // A tensor in the shape that its caller counts on; sizes that may differ are compared when the program runs.
    private void Recast(IrOp op, List<IrOp> ops)
    {
        var tensor = (TensorType)_types[op.Operands[0]];
        var wanted = op.Text("dims").Split([','], StringSplitOptions.RemoveEmptyEntries).Select(DimParser.Parse).ToEquatable();
        string Sentence() => $"{op.Text("name")} is declared as {ShapeText(wanted)}, but it is {ShapeText(tensor.Shape)}";
        if (wanted.Count != tensor.Rank)
        {
            throw new CompilationException("ADG0102", op.Span, Sentence() + ".");
        }

        for (int i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].SingleSymbol is { } symbol && symbol[0] == '$' && !_bound.ContainsKey(symbol))
            {
                _bound[symbol] = tensor.Shape[i];
            }
            else if (!Same(wanted[i], tensor.Shape[i], Sentence, op.Span))
            {
                var (known, other) = (Resolve(wanted[i]), Resolve(tensor.Shape[i]));
                if (known.Symbols.Concat(other.Symbols).All(s => !_ofModules.ContainsKey(s)))
                {
                    throw new CompilationException("ADG0102", op.Span, Sentence() + ".");
                }

                ops.Add(IrOp.Create("expect_equal", [], [], [new("dim", known.ToString()), new("start", other.ToString()), new("message", Sentence())], op.Span));
            }
        }

        var dims = wanted.Select(Resolve).ToEquatable();
        if (dims == Shape(op.Operands[0]))
        {
            _same[op.Result.Id] = op.Operands[0];
            return;
        }

        var view = IrOp.Create("reshape", [op.Operands[0]], [op.Result with { Type = tensor with { Dims = dims } }], span: op.Span);
        Define(view);
        ops.Add(view);
    }

    // Of what broadcasts: a size of a module is that of the other operand, not 1; a tensor of a rank that is not known has
    // the last dimensions of the others, and two of them have the same shape.
    private void Align(IrOp op)
    {
        var tensors = op.Operands.Where(id => _types[id] is TensorType { Dims: not null }).Distinct().ToList();
        for (int i = 1; i < tensors.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Align(op, tensors[j], tensors[i]);
            }
        }
    }

    private void Align(IrOp op, int left, int right)
    {
        string Sentence() => $"'{Rules.ScalarRules.Find(op.Code)?.Spelling ?? op.Code}': the shapes of {Describe(left)} and {Describe(right)} do not fit";
        _ranks.Align(Shape(left), Shape(right));
        _ranks.Align(Shape(right), Shape(left));
        for (int axis = 1; axis <= Math.Min(Shape(left).Count, Shape(right).Count); axis++)
        {
            var (a, b) = (Shape(left)[Shape(left).Count - axis], Shape(right)[Shape(right).Count - axis]);
            if (!a.IsOne && !b.IsOne)
            {
                Same(a, b, Sentence, op.Span);
            }
        }
    }

    private EquatableArray<Dim> Shape(int id) => ((TensorType)_types[id]).Shape;

    // The checks of what was taken for known, each as soon as both sizes are there.
    private IrBlock Checked(IrBlock block)
    {
        if (_assumed.Count == 0)
        {
            return block;
        }

        var pending = _assumed.ToList();
        IrBlock Visit(IrBlock inside, HashSet<int> outer)
        {
            var known = new HashSet<int>(outer.Concat(inside.Arguments.Select(a => a.Id)));
            var ops = new List<IrOp>();
            void Due()
            {
                foreach (var check in pending.Where(c => known.Contains(c.Size) && c.Is.Symbols.Where(_symbolValues.ContainsKey).All(s => known.Contains(_symbolValues[s]))).ToList())
                {
                    pending.Remove(check);
                    ops.Add(IrOp.Create("expect_same", [check.Size], [], [new("dim", check.Is.ToString()), new("message", check.Sentence)], check.Span));
                }
            }

            Due();
            foreach (var op in inside.Ops)
            {
                ops.Add(Settled(op with { Regions = op.Regions.Select(r => Visit(r, known)).ToEquatable() }));
                known.UnionWith(op.Results.Select(r => r.Id));
                if (!OpTable.IsTerminator(op))
                {
                    Due();
                }
            }

            return inside with { Ops = ops.ToEquatable() };
        }

        var whole = Visit(block, []);
        return pending.Count == 0 ? whole : throw new CompilationException("ADG0102", pending[0].Span, pending[0].Sentence + ", and what it has to be is only known elsewhere.");
    }

    // Sizes among the attributes of an operation, as they are known now.
    private IrOp Settled(IrOp op) => op with
    {
        Attributes = op.Attributes.Select(a => a.Name is "start" or "dim" or "rows" or "columns" or "groups" && a.Text.Contains('$')
            ? a with { Text = string.Join(";", a.Text.Split(';').Select(d => Resolve(DimParser.Parse(d)).ToString())) } : a).ToEquatable(),
    };
}
