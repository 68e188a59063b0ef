using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// An array of arrays that the function makes is an array of the numbers of its rows: 0 is null, as new leaves it. An array of
// arrays of arrays becomes an array of arrays of numbers first.
internal sealed partial class NameReferences
{
    // Arrays of arrays that the function makes, and parts of them; not those that it is given.
    private readonly HashSet<int> _jagged = [];

    private void FindJagged(IrFunction function)
    {
        var given = new HashSet<int>(function.Parameters.Select(p => p.Value.Id));
        var sources = Sources(function.Body);
        var stored = IrWalk.AllOps(function.Body).Where(op => op.Code == "store").Select(op => op.Stored.First()).ToList();
        bool IsMade(int id)
        {
            if (!_definitions.TryGetValue(id, out var op) || op.Regions.Count > 0)
            {
                return sources.TryGetValue(id, out var from) && from.All(_jagged.Contains);
            }

            return op.Code switch
            {
                "alloc" or "undef" => true,
                "literal" => op.Text("text") == "null",
                "slice" => _jagged.Contains(op.Operands[0]),
                "load" => _jagged.Contains(op.Operands[0]) && stored.Where(s => IsSameRow(_types[s], op.Result.Type)).All(_jagged.Contains),
                _ => false,
            };
        }

        _jagged.UnionWith(_types.Where(t => !given.Contains(t.Key) && IsOfRows(t.Value)).Select(t => t.Key));
        while (_jagged.RemoveWhere(id => !IsMade(id)) > 0)
        {
        }

        if (!_jagged.Any(id => _definitions.TryGetValue(id, out var op) && op.Code == "alloc"))
        {
            _jagged.Clear();
        }
    }

    private static bool IsOfRows(IrType type) => type is ArrayType { Kind: not ArrayKind.Table, Rank: 1, Element: ArrayType row } && (row.Element is not ArrayType || IsOfRows(row));

    private static bool IsSameRow(IrType a, IrType b) => a is ArrayType x && b is ArrayType y && x.Element.Equals(y.Element);

    // What flows into every array of arrays.
    private static Dictionary<int, List<int>> Sources(IrBlock body)
    {
        var sources = new Dictionary<int, List<int>>();
        void Add(int to, int from) => (sources.TryGetValue(to, out var list) ? list : sources[to] = []).Add(from);
        foreach (var op in IrWalk.AllOps(body).Where(op => op.Regions.Count > 0))
        {
            var loop = op.Code == "if" ? (LoopView?)null : new LoopView(op);
            for (int i = 0; i < op.Results.Count; i++)
            {
                foreach (int to in loop is { } l ? l.Carried(i).Select(v => v.Id) : [op.Results[i].Id])
                {
                    foreach (int from in loop is { } view ? [view.Initial(i), view.Next(i)] : op.Regions.Select(r => r.Terminator.Operands[i]))
                    {
                        Add(to, from);
                    }
                }
            }
        }

        return sources;
    }

    /// <summary>Whether a value is an array that was read from an array of arrays made here.</summary>
    private bool IsRow(int id) => _returned == id || _definitions.TryGetValue(id, out var op) && op.Code == "load" && _jagged.Contains(op.Operands[0]) && op.Result.Type is ArrayType { Element: not ArrayType };

    // What may be read from an array of arrays is what is stored in it, under any of its names. Those that are rows of
    // another one are told apart by their types only.
    private void RowSources(IrBlock body)
    {
        var loads = IrWalk.AllOps(body).Where(op => op.Results.Count == 1 && IsRow(op.Result.Id)).ToList();
        var stores = IrWalk.AllOps(body).Where(op => op.Code == "store" && _jagged.Contains(op.Operands[0])).ToList();
        bool deep = _jagged.Any(id => _types[id] is ArrayType { Element: ArrayType { Element: ArrayType } });
        var arrays = Sources(body);
        var roots = new Dictionary<int, HashSet<int>>();
        HashSet<int> Roots(int id)
        {
            if (!roots.TryGetValue(id, out var found))
            {
                roots[id] = found = [];
                var waiting = new Stack<int>([id]);
                var seen = new HashSet<int>();
                while (waiting.Count > 0)
                {
                    int next = waiting.Pop();
                    if (!seen.Add(next))
                    {
                        continue;
                    }

                    if (arrays.TryGetValue(next, out var from))
                    {
                        from.ForEach(waiting.Push);
                    }
                    else if (_definitions.TryGetValue(next, out var op) && op.Code == "slice")
                    {
                        waiting.Push(op.Operands[0]);
                    }
                    else
                    {
                        found.Add(next);
                    }
                }
            }

            return found;
        }

        void Read(int to, int from)
        {
            _sources[to] = [];
            foreach (var store in stores.Where(s => IsSameRow(_types[s.Stored.First()], _types[to]) && (deep || Roots(s.Operands[0]).Overlaps(Roots(from)))))
            {
                Flows(to, store.Stored.First());
            }
        }

        loads.ForEach(load => Read(load.Result.Id, load.Operands[0]));
        if (body.Terminator.Operands.Count > 0 && body.Terminator.Operands[0] is var result && _jagged.Contains(result) && _types[result] is ArrayType { Element: ArrayType { Rank: 1, Element: not ArrayType } row })
        {
            _returned = _nextId++;
            _types[_returned.Value] = row;
            Read(_returned.Value, result);
        }
    }

    // What stands in an array of arrays that is returned, as if it were read then.
    private int? _returned;

    private void Returned(IrOp exit, List<IrOp> ops)
    {
        int result = exit.Operands[0];
        if (IsNull(result))
        {
            throw NullResult(exit.Span);
        }

        if (_returned is null)
        {
            ops.Add(_named.Contains(result) && MayBeNull(result) ? exit with { Operands = exit.Operands.Skip(1).Prepend(NotNull(result, ops)).ToEquatable() } : exit);
            return;
        }

        var type = (ArrayType)_types[result];
        var rows = new IrValue(_nextId++, type with { Kind = ArrayKind.Array });
        ops.Add(IrOp.Create("rows", [Table((ArrayType)type.Element).Id, exit.Operands[0]], [rows], span: exit.Span));
        ops.Add(exit with { Operands = exit.Operands.Skip(1).Prepend(rows.Id).ToEquatable() });
    }

    private void Row(IrOp load, List<IrOp> ops)
    {
        var number = new IrValue(_nextId++, ScalarType.I32, "row");
        _selectors[load.Result.Id] = number.Id;
        ops.Add(load with { Results = EquatableArray.Of(number) });
        if (_named.Contains(load.Result.Id))
        {
            Choose(number.Id, load.Result, ops);
        }
        else
        {
            ops.Add(IrOp.Create("undef", [], [load.Result], span: load.Span));
        }
    }

    /// <summary>A reference whose number is checked for null before it is looked at.</summary>
    private int NotNull(int id, List<IrOp> ops)
    {
        int number = Number("not_null", ops, Selector(id, ops));
        var copy = new IrValue(_nextId++, _types[id]);
        _types[copy.Id] = copy.Type;
        _sources[copy.Id] = [id];
        Choose(number, copy, ops);
        return copy.Id;
    }

    private IrValue Retyped(IrValue value) => _jagged.Contains(value.Id) ? value with { Type = OfNumbers((ArrayType)value.Type) } : value;

    private static ArrayType OfNumbers(ArrayType type) =>
        type.Element is ArrayType { Element: ArrayType } inner ? type with { Element = OfNumbers(inner) } : type with { Element = ScalarType.I32 };

    // What an array of numbers cannot do in place of one of arrays.
    private void CheckJagged(IrFunction function)
    {
        foreach (var (to, from) in Sources(function.Body).SelectMany(s => s.Value.Select(from => (s.Key, from))))
        {
            if (_jagged.Contains(from) && !_jagged.Contains(to) && !_undefined.Contains(from) && !_nulls.Contains(from))
            {
                var pick = IrWalk.AllOps(function.Body).First(op => op.Results.Any(r => r.Id == to) || op.Regions.Any(r => r.Arguments.Any(a => a.Id == to)));
                throw new CompilationException("ADG0206", pick.Span);
            }
        }

        // Rows that were given are not copied: whoever gets them could write to them.
        if (_returned is { } returned && (!_named.Contains(returned) || Arrays(returned).Any(id => !_made.Contains(id))))
        {
            throw new CompilationException("ADG0010", function.Return.Span, "an array of arrays that is returned and holds an array that was given", "store a copy of it");
        }

        // A parameter has a name everywhere; what is found elsewhere has one after it is found.
        var top = function.Body.Ops.ToList();
        int At(Func<IrOp, bool> where) => top.FindIndex(op => where(op) || op.Regions.Any(r => IrWalk.AllOps(r).Any(where)));
        foreach (int row in _sources.Keys.Where(id => IsRow(id) && _named.Contains(id)))
        {
            int read = At(op => op.Results.Any(r => r.Id == row));
            foreach (int array in Arrays(row).Where(id => !_made.Contains(id) && _definitions.ContainsKey(id)))
            {
                if (At(op => op.Results.Any(r => r.Id == array)) > read)
                {
                    throw new CompilationException("ADG0206", _definitions[array].Span);
                }
            }
        }

        foreach (var op in IrWalk.AllOps(function.Body).Where(op => op.Operands.Any(_jagged.Contains)))
        {
            bool known = (op.Code == "return" && _returned is not null) || op.Code is "slice" or "load" or "length" or "if" or "while" or "for" or "yield" or "eq" or "ne";
            bool kept = op.Code == "store" && _jagged.Contains(op.Operands[0]) && (_types[op.Stored.First()] is ArrayType { Element: not ArrayType } || _jagged.Contains(op.Stored.First()));
            if (!known && !kept)
            {
                throw new CompilationException("ADG0010", op.Span, "an array of arrays made inside of the method that leaves it, or goes to a call that stays a call", "hand its rows over one by one");
            }
        }
    }

    private static CompilationException NullResult(IrSpan span) => new("ADG0010", span, "a result that may be null", "return an empty array");

    // What is left is no array that the function makes.
    private static IrFunction Stored(IrFunction function)
    {
        var types = IrWalk.AllValues(function).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        if (IrWalk.AllOps(function.Body).FirstOrDefault(op => op.Code == "store" && types[op.Stored.First()] is ArrayType) is { } store)
        {
            throw new CompilationException("ADG0010", store.Span, "an array that is stored in an array which was given", "copy its elements, or make the array of arrays in the method");
        }

        if (function.Body.Ops.FirstOrDefault(op => op.Code == "literal" && op.Result.Type is ArrayType && function.Return.Operands.Contains(op.Result.Id)) is not null)
        {
            throw NullResult(function.Return.Span);
        }

        if (IrWalk.AllOps(function.Body).FirstOrDefault(op => op.Code == "alloc" && op.Result.Type is ArrayType { Element: ArrayType }) is { } made)
        {
            throw new CompilationException("ADG0010", made.Span, "an array of several dimensions whose elements are arrays, made inside of the method", "use one array and compute the index, or pass the array in");
        }

        return function;
    }
}
