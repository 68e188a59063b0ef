using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Views (permuted axes, parts, flips, other shapes) move no data where strides can say what they show. Loops over elements
/// read them as they are; what needs its elements one after the other gets a copy, made here. Of what the reverse part
/// reads the view is taken again: only the tensor that it is of is kept.
/// </summary>
internal static class Views
{
    public static bool IsView(IrOp op) => op.Code is "permute" or "part" or "flip" or "reshape";

    /// <summary>The layouts of all views in some blocks, by value id.</summary>
    public static Dictionary<int, Layout> Layouts(IEnumerable<IrOp> ops, Func<int, IrType> typeOf)
    {
        var layouts = new Dictionary<int, Layout>();
        foreach (var op in ops.Where(IsView))
        {
            int source = op.Operands[0];
            var shape = ((TensorType)typeOf(source)).Shape;
            var from = layouts.TryGetValue(source, out var known) ? known : Layout.Whole(source, shape);
            if (Layout.Of(op, from, shape) is { } layout)
            {
                layouts[op.Result.Id] = layout;
            }
        }

        return layouts;
    }

    /// <summary>Copies what has to be dense, in both blocks, and repeats the views that the reverse block reads.</summary>
    public static (IrBlock Forward, IrBlock Reverse) Settle(IrBlock forward, IrBlock reverse, Func<int, IrType> typeOf, int next)
    {
        if (!IrWalk.AllOps(forward).Concat(IrWalk.AllOps(reverse)).Any(op => IsView(op) && op.Code != "reshape"))
        {
            return (forward, reverse);
        }

        var pass = new Pass(typeOf, next + 1 + IrWalk.AllValues(forward).Concat(IrWalk.AllValues(reverse)).Select(v => v.Id).Concat(IrWalk.FreeIds(forward)).Concat(IrWalk.FreeIds(reverse)).DefaultIfEmpty(0).Max());
        forward = pass.Block(forward);
        var views = forward.Ops.Where(op => IsView(op) && pass.IsStrided(op.Result.Id)).ToDictionary(op => op.Result.Id);
        return (forward, pass.Block(pass.Repeat(reverse, views)));
    }

    /// <summary>The same of one block.</summary>
    public static IrBlock Settle(IrBlock block, Func<int, IrType> typeOf, int next) => Settle(block, new IrBlock(EquatableArray<IrValue>.Empty, EquatableArray<IrOp>.Empty), typeOf, next).Forward;

    private sealed class Pass(Func<int, IrType> typeOf, int next)
    {
        private readonly Dictionary<int, Layout> _layouts = [];
        private readonly Dictionary<int, IrType> _types = [];
        private readonly Dictionary<int, int> _copies = [];
        private int _next = next;

        public bool IsStrided(int id) => _layouts.TryGetValue(id, out var layout) && !layout.IsDense(Shape(id));

        public IrBlock Block(IrBlock block)
        {
            var ops = new List<IrOp>();
            foreach (var op in block.Ops)
            {
                Add(op, ops);
            }

            return block with { Ops = ops.ToEquatable() };
        }

        /// <summary>The block with views of its own in place of those that it reads from outside.</summary>
        public IrBlock Repeat(IrBlock block, Dictionary<int, IrOp> views)
        {
            var repeated = new List<IrOp>();
            var map = new Dictionary<int, int>();
            int Own(int id)
            {
                if (map.TryGetValue(id, out int own))
                {
                    return own;
                }

                if (_copies.TryGetValue(id, out int copy))
                {
                    return map[id] = copy;
                }

                if (!views.TryGetValue(id, out var view))
                {
                    return id;
                }

                int source = Own(view.Operands[0]);
                var result = view.Result with { Id = _next++, Name = "" };
                _types[result.Id] = result.Type;
                repeated.Add(view with { Operands = EquatableArray.Of(source), Results = EquatableArray.Of(result) });
                return map[id] = result.Id;
            }

            foreach (int id in IrWalk.FreeIds(block))
            {
                Own(id);
            }

            return map.Count == 0 ? block : IrWalk.Rename(block with { Ops = repeated.Concat(block.Ops).ToEquatable() }, map);
        }

        private EquatableArray<Dim> Shape(int id) => ((TensorType)TypeOf(id)).Shape;

        private IrType TypeOf(int id) => _types.TryGetValue(id, out var own) ? own : typeOf(id);

        private void Add(IrOp op, List<IrOp> ops)
        {
            if (op.Regions.Count > 0)
            {
                // A copy made in a region is not there after it.
                var outer = new Dictionary<int, int>(_copies);
                op = op with { Regions = op.Regions.Select(Block).ToEquatable() };
                _copies.Clear();
                foreach (var pair in outer)
                {
                    _copies[pair.Key] = pair.Value;
                }
            }

            if (IsView(op))
            {
                int source = op.Operands[0];
                var from = _layouts.TryGetValue(source, out var known) ? known : Layout.Whole(source, Shape(source));
                if (Layout.Of(op, from, Shape(source)) is not { } layout)
                {
                    source = Dense(source, op, ops);
                    op = op with { Operands = EquatableArray.Of(source) };
                    layout = Layout.Of(op, Layout.Whole(source, Shape(source)), Shape(source))!;
                }

                _layouts[op.Result.Id] = layout;
            }
            else if (!Takes(op))
            {
                op = op.Code == "matmul" ? Turned(op) : op;
                op = op with { Operands = op.Operands.Select(id => TypeOf(id) is TensorType && IsStrided(id) ? Dense(id, op, ops) : id).ToEquatable() };
            }

            ops.Add(op);
        }

        // A product reads its operands transposed as well.
        private IrOp Turned(IrOp op)
        {
            for (int i = 0; i < 2; i++)
            {
                if (!IsStrided(op.Operands[i]) || _copies.ContainsKey(op.Operands[i]))
                {
                    continue;
                }

                var layout = _layouts[op.Operands[i]];
                List<T> Swapped<T>(EquatableArray<T> list) => [.. list.Take(list.Count - 2), list[list.Count - 1], list[list.Count - 2]];
                var shape = Swapped(Shape(op.Operands[i])).ToEquatable();
                if (Shape(layout.Root) == shape && (layout with { Strides = Swapped(layout.Strides).ToEquatable() }).IsDense(shape))
                {
                    string flag = i == 0 ? "transpose_a" : "transpose_b";
                    int operand = i;
                    op = op.With(flag, op.Flag(flag) ? "false" : "true") with { Operands = op.Operands.Select((id, k) => k == operand ? layout.Root : id).ToEquatable() };
                }
            }

            return op;
        }

        // Loops over elements, and what only asks for the shape.
        private static bool Takes(IrOp op) => op.Code is "dense" or "broadcast" or "dim" or "size" or "extent"
            || (OpTable.IsElementwise(op) && op.Results.Count == 1 && op.Result.Type is TensorType { Element.IsFloating: true });

        private int Dense(int id, IrOp reader, List<IrOp> ops)
        {
            if (_copies.TryGetValue(id, out int copy))
            {
                return copy;
            }

            var result = new IrValue(_next++, TypeOf(id));
            _types[result.Id] = result.Type;
            ops.Add(IrOp.Create("dense", [id], [result], span: reader.Span));
            return _copies[id] = result.Id;
        }
    }
}
