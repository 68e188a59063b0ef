using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// What a path leaves without a value (the result of a loop that does not return) has the shape that the other paths give
// it, which may show only later: until then the values that stand for one another are linked.
internal sealed partial class ShapePass
{
    private readonly Dictionary<int, List<int>> _links = [];

    /// <summary>Makes two tensors have one shape; false where each has its own.</summary>
    private bool Unify(int a, int b, Func<string> sentence, IrSpan span)
    {
        var (left, right) = ((TensorType)_types[a], (TensorType)_types[b]);
        if (left.Dims is null && right.Dims is null)
        {
            Link(a, b);
            return true;
        }

        if (left.Dims is null || right.Dims is null)
        {
            Give(left.Dims is null ? a : b, left.Dims is null ? right : left);
            return true;
        }

        return left.Element.Equals(right.Element) && Same(left.Shape, right.Shape, sentence, span);
    }

    /// <summary>A value of the type of another.</summary>
    private IrValue Like(IrValue value, int other)
    {
        if (_types[other] is TensorType { Dims: null })
        {
            _types[value.Id] = _types[other];
            Link(value.Id, other);
        }

        return value with { Type = _types[other] };
    }

    private void Link(int a, int b)
    {
        void Add(int from, int to)
        {
            if (!_links.TryGetValue(from, out var list))
            {
                _links[from] = list = [];
            }

            list.Add(to);
        }

        Add(a, b);
        Add(b, a);
    }

    private void Give(int id, TensorType type)
    {
        _types[id] = type;
        foreach (int other in _links.TryGetValue(id, out var list) ? list : [])
        {
            if (_types[other] is TensorType { Dims: null })
            {
                Give(other, type);
            }
        }
    }

    // The body, every value with the shape that was found for it.
    private IrBlock Resolved(IrBlock body)
    {
        body = Block(body);
        return Resolved(body, [.. IrWalk.AllOps(body).SelectMany(op => op.Operands)]);
    }

    private IrBlock Resolved(IrBlock block, HashSet<int> used)
    {
        IrValue Known(IrValue value, IrSpan span) => value.Type is not TensorType { Dims: null } ? value
            : _types[value.Id] is TensorType { Dims: not null } type ? value with { Type = type }
            : throw new CompilationException("ADG0103", span, $"no path gives {Describe(value.Id)} a value");
        return block with
        {
            Ops = block.Ops.Where(op => op.Code != "undef" || used.Contains(op.Result.Id)).Select(op => op with
            {
                Results = op.Results.Select(r => Known(r, op.Span)).ToEquatable(),
                Regions = op.Regions.Select(r => Resolved(r with { Arguments = r.Arguments.Select(a => Known(a, op.Span)).ToEquatable() }, used)).ToEquatable(),
            }).ToEquatable(),
        };
    }

    // The body, every tensor with the shape that is known in the end.
    private IrBlock Known(IrBlock block)
    {
        IrValue Value(IrValue value) => value.Type is TensorType && _types.TryGetValue(value.Id, out var type) ? value with { Type = type } : value;
        return _assumed.Count == 0 ? block : new IrBlock(block.Arguments.Select(Value).ToEquatable(), block.Ops.Select(op => op with
        {
            Results = op.Results.Select(Value).ToEquatable(),
            Regions = op.Regions.Select(Known).ToEquatable(),
        }).ToEquatable());
    }

    // A size that a branch or loop computes is not there where the reverse part, or the memory around it, needs it.
    private void SizesAreOuter(IrBlock body)
    {
        if (_symbolValues.Count == 0)
        {
            return;
        }

        // A size of a module that a loop's body finds is found again by its reverse.
        void Visit(IrBlock block, HashSet<int> outer)
        {
            foreach (var op in block.Ops)
            {
                foreach (string symbol in op.Results.Select(r => r.Tensor).OfType<TensorType>().SelectMany(t => t.Shape).SelectMany(d => d.Symbols))
                {
                    if (_symbolValues.TryGetValue(symbol, out int id) && !outer.Contains(id))
                    {
                        throw new CompilationException("ADG0204", op.Span, Display(symbol));
                    }
                }

                foreach (var region in op.Regions)
                {
                    var sizes = op.Code == "if" ? [] : region.Ops.SelectMany(o => o.Results).Select(r => r.Id).Where(id => _ofModules.Keys.Any(s => _symbolValues[s] == id));
                    Visit(region, [.. outer, .. sizes]);
                }
            }
        }

        Visit(body, [.. body.Arguments.Concat(body.Ops.SelectMany(op => op.Results)).Select(v => v.Id)]);
    }
}
