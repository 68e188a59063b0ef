using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// A reference that only the running program knows, because a branch or a loop picks it or an array of arrays holds it, becomes
/// the number of the array it stands for, and a choice by that number where it is used. A number can be kept for the
/// reverse part; a reference cannot. Of a slice the start and the length go along.
/// </summary>
internal sealed partial class NameReferences
{
    private readonly HashSet<int> _nameable = [];
    private readonly Dictionary<int, int> _numbers = [];
    private readonly Dictionary<int, int> _selectors = [];
    private readonly Dictionary<int, IrType> _types;
    private readonly Dictionary<int, IrOp> _definitions = [];
    private readonly HashSet<int> _named = [];
    private readonly Dictionary<int, List<int>> _sources = [];

    // For a value that a loop carries, all that stand for it.
    private readonly Dictionary<int, int[]> _carried = [];

    // Arrays that the function makes anywhere, and those that are elements of a table, with the tables by the type of their
    // arrays. The numbers of a table's arrays come after those of what can be named.
    private readonly HashSet<int> _allocs = [];
    private readonly HashSet<int> _made = [];
    private readonly Dictionary<IrType, IrValue> _tables = [];

    // Values that are found to be others: references that can only be one array, lengths that are carried.
    private readonly Dictionary<int, int> _same = [];

    // What a path yields on which nothing reads the reference.
    private readonly HashSet<int> _undefined = [];

    // References that are null, whose number is 0: that of no array, where there are such.
    private readonly HashSet<int> _nulls = [];
    private int _base;
    private int _nextId;

    private NameReferences(IrFunction function)
    {
        _types = IrWalk.AllValues(function).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        _nextId = function.NextId;
        foreach (var op in IrWalk.AllOps(function.Body))
        {
            foreach (var result in op.Results)
            {
                _definitions[result.Id] = op;
            }
        }

        FindJagged(function);
        _nulls.UnionWith(IrWalk.AllOps(function.Body).Where(op => op.Code == "literal" && op.Result.Type is ArrayType && op.Text("text") == "null").Select(op => op.Result.Id));
        _base = _jagged.Count > 0 || _nulls.Count > 0 ? 1 : 0;

        // What can be named anywhere: parameters, and what is made or found at the top of the function before anything picks it.
        var top = function.Body.Ops.Where(op => op.Results.Count == 1 && op.Result.Type is ArrayType && !IsRow(op.Result.Id)).ToList();
        foreach (int root in function.Parameters.Select(p => p.Value.Id).Concat(top.Where(op => op.Code == "alloc").Concat(top.Where(op => op.Code is "slice" or "load" or "static" or "field")).Select(op => op.Result.Id)))
        {
            _nameable.Add(root);
            _numbers[root] = _numbers.Count + _base;
        }

        _allocs.UnionWith(IrWalk.AllOps(function.Body).Where(op => op.Code == "alloc" && op.Result.Type is ArrayType { Element: not ArrayType } array && op.Operands.Count == array.Rank).Select(op => op.Result.Id));
    }

    public static IrFunction Run(IrFunction function)
    {
        while (IrWalk.AllOps(function.Body).Any(op => op.Results.Any(r => r.Type is ArrayType { Kind: not ArrayKind.Table } array && (op.Regions.Count > 0 || (op.Code == "alloc" && array.Element is ArrayType)))))
        {
            var pass = new NameReferences(function);
            function = pass.Named(function);

            // Arrays of numbers may be picked themselves, and be rows of another array.
            if (pass._jagged.Count == 0)
            {
                break;
            }
        }

        return Stored(function);
    }

    private IrFunction Named(IrFunction function)
    {
        FindSources(function.Body);
        FindMade(function.Body);
        FindParts();
        Check(function.Body);
        CheckJagged(function);
        var named = Block(function.Body);
        named = named with { Ops = _tables.Values.Select(t => IrOp.Create("table", [], [t], [new("first", First)])).Concat(named.Ops).ToEquatable() };
        return function with { Body = _same.Count == 0 ? named : IrWalk.Rename(named, _same.Keys.ToDictionary(id => id, Same)) };
    }

    private int Same(int id) => _same.TryGetValue(id, out int other) ? Same(other) : id;

    private string First => (_numbers.Count + _base).ToString(CultureInfo.InvariantCulture);

    // One for each type of arrays, whatever kind of variable stands for them.
    private IrValue Table(ArrayType type)
    {
        type = type with { Kind = ArrayKind.Array };
        if (!_tables.TryGetValue(type, out var table))
        {
            _tables[type] = table = new IrValue(_nextId++, new ArrayType(type, ArrayKind.Table), "arrays");
        }

        return table;
    }

    private void Make(IrOp alloc, List<IrOp> ops)
    {
        var type = (ArrayType)Retyped(alloc.Result).Type;
        var number = new IrValue(_nextId++, ScalarType.I32);
        _selectors[alloc.Result.Id] = number.Id;
        ops.Add(IrOp.Create("table_add", alloc.Operands.Prepend(Table(type).Id), [number], span: alloc.Span));
        ops.Add(Find(number.Id, alloc.Result, type) with { Span = alloc.Span });
    }

    private IrOp Find(int number, IrValue result, ArrayType type) =>
        IrOp.Create("load", [Table(type).Id, number], [result], [new("fixed", "true")]);

    private IrBlock Block(IrBlock block, IEnumerable<IrOp>? before = null)
    {
        var ops = new List<IrOp>(before ?? []);
        foreach (var op in block.Ops)
        {
            switch (op.Code)
            {
                case "alloc" when _made.Contains(op.Result.Id):
                    Make(op, ops);
                    break;
                case "load" when IsRow(op.Result.Id):
                    Row(op, ops);
                    break;
                case "store" when _jagged.Contains(op.Operands[0]) && _types[op.Stored.First()] is ArrayType { Element: not ArrayType }:
                    int number = Selector(op.Stored.First(), ops);
                    ops.Add(op with { Operands = op.Operands.Take(op.Operands.Count - 1).Append(number).ToEquatable() });
                    break;
                case "eq" or "ne" when op.Operands.Any(_nulls.Contains) && op.Operands.FirstOrDefault(_named.Contains) is var compared && _named.Contains(compared):
                    ops.Add(op with { Operands = EquatableArray.Of(Selector(compared, ops), Constant(0, ops)) });
                    break;
                case "length" when _parts.TryGetValue(op.Operands[0], out var part):
                    _same[op.Result.Id] = part.Count;
                    break;
                case "length" when _named.Contains(op.Operands[0]) && MayBeNull(op.Operands[0]):
                    ops.Add(op with { Operands = EquatableArray.Of(NotNull(op.Operands[0], ops)) });
                    break;
                case "return" when op.Operands.Count > 0:
                    Returned(op, ops);
                    break;
                case "rows" when IsNull(op.Operands[1]):
                    throw NullResult(op.Span);
                case "if":
                    Pick(op, 0, 0, ops);
                    break;
                case "while":
                    Pick(op, 0, 0, ops);
                    break;
                case "for":
                    Pick(op, 2, 1, ops);
                    break;
                default:
                    ops.Add(op with { Results = op.Results.Select(Retyped).ToEquatable(), Regions = op.Regions.Select(r => Block(r)).ToEquatable() });
                    break;
            }
        }

        return block with { Arguments = block.Arguments.Select(Retyped).ToEquatable(), Ops = ops.ToEquatable() };
    }

    private void Pick(IrOp op, int bounds, int index, List<IrOp> ops)
    {
        bool loop = op.Code != "if";
        var operands = op.Operands.ToList();
        for (int i = 0; loop && i < op.Results.Count; i++)
        {
            if (_named.Contains(op.Results[i].Id))
            {
                operands.AddRange(Ends(op.Results[i].Id, operands[i + bounds], ops));
                operands[i + bounds] = Selector(operands[i + bounds], ops);
            }
        }

        var regions = new List<IrBlock>();
        for (int r = 0; r < op.Regions.Count; r++)
        {
            var region = op.Regions[r];
            var choices = new List<IrOp>();
            var arguments = Chosen(region.Arguments, choices);
            var body = Block(region with { Arguments = arguments }, choices);
            bool isTest = op.Code == "while" && r == 0;
            regions.Add(isTest ? body : Yielding(body, op));
        }

        var after = new List<IrOp>();
        var results = Chosen(op.Results, after);
        ops.Add(op with { Operands = operands.ToEquatable(), Regions = regions.ToEquatable(), Results = results.Select(Retyped).ToEquatable() });
        ops.AddRange(after);
    }

    // The numbers that take the places of references, and the starts and lengths of slices after all else.
    private EquatableArray<IrValue> Chosen(EquatableArray<IrValue> values, List<IrOp> ops)
    {
        var ends = new List<IrValue>();
        return values.Select(v => _named.Contains(v.Id) ? Choose(v, ops, ends) : v).ToList().Concat(ends).ToEquatable();
    }

    private IrBlock Yielding(IrBlock body, IrOp op)
    {
        var ops = body.Body.ToList();
        var given = body.Terminator.Operands;
        var yields = given.Select((id, i) => _named.Contains(op.Results[i].Id) ? Selector(id, ops) : id).ToList();
        for (int i = 0; i < op.Results.Count; i++)
        {
            yields.AddRange(Ends(op.Results[i].Id, given[i], ops));
        }

        return body with { Ops = ops.Append(body.Terminator with { Operands = yields.ToEquatable() }).ToEquatable() };
    }

    // The number that takes a reference's place; the reference itself is chosen by it.
    private IrValue Choose(IrValue value, List<IrOp> ops, List<IrValue> ends)
    {
        var selector = new IrValue(_nextId++, ScalarType.I32, value.Name.Length > 0 ? "which" + char.ToUpperInvariant(value.Name[0]) + value.Name.Substring(1) : "which");
        _selectors[value.Id] = selector.Id;
        if (!_partial.Contains(value.Id))
        {
            Choose(selector.Id, value, ops);
            return selector;
        }

        var (start, count) = (new IrValue(_nextId++, ScalarType.I32, "start"), new IrValue(_nextId++, ScalarType.I32, "count"));
        _parts[value.Id] = (start.Id, count.Id);
        ends.Add(start);
        ends.Add(count);
        var whole = new IrValue(_nextId++, value.Type);
        _types[whole.Id] = whole.Type;
        _sources[whole.Id] = _sources[value.Id];
        Choose(selector.Id, whole, ops);
        var common = (ArrayType)Common(value, [.. Arrays(value.Id)]).Type;
        ops.Add(IrOp.Create("slice", [whole.Id, start.Id, count.Id], [value with { Type = common with { Kind = common.Kind == ArrayKind.Array ? ArrayKind.Span : common.Kind } }]));
        return selector;
    }

    private void Choose(int selector, IrValue value, List<IrOp> ops)
    {
        var all = Arrays(value.Id);
        var roots = all.Where(r => !_made.Contains(r)).OrderBy(r => _numbers[r]).ToList();
        if (roots.Count < all.Count || roots.Count == 0)
        {
            var type = (ArrayType)value.Type;
            if (roots.Count == 0)
            {
                ops.Add(Find(selector, value, type));
                return;
            }

            var made = new IrValue(_nextId++, value.Type);
            _types[made.Id] = made.Type;
            ops.Add(Find(selector, made, type));
            ops.Add(IrOp.Create("choose", roots.Prepend(selector).Append(made.Id), [Common(value, [.. roots, made.Id])], [new("numbers", string.Join(",", roots.Select(r => _numbers[r])) + "," + First)]));
            return;
        }

        // One that may be null is no array's where its number is none's: an empty one.
        bool isNull = MayBeNull(value.Id);
        if (roots.Count == 1 && !isNull)
        {
            _same[value.Id] = roots[0];
            return;
        }

        IEnumerable<IrAttribute> attributes = [new("numbers", string.Join(",", roots.Select(r => _numbers[r])))];
        ops.Add(IrOp.Create("choose", roots.Prepend(selector), [Common(value, roots)], isNull ? attributes.Append(new("nullable", "true")) : attributes));
    }

    // One of several arrays is a span where one of them is.
    private IrValue Common(IrValue value, IReadOnlyList<int> roots)
    {
        var kinds = roots.Select(r => ((ArrayType)_types[r]).Kind).Append(((ArrayType)value.Type).Kind).ToList();
        return value with { Type = (ArrayType)value.Type with { Kind = kinds.Contains(ArrayKind.ReadOnlySpan) ? ArrayKind.ReadOnlySpan : kinds.Contains(ArrayKind.Span) ? ArrayKind.Span : ArrayKind.Array } };
    }

    private int Selector(int id, List<IrOp> ops) =>
        _selectors.TryGetValue(id, out int selector) ? selector
        : _undefined.Contains(id) || _nulls.Contains(id) ? Constant(0, ops)
        : _numbers.TryGetValue(id, out int number) ? Constant(number, ops)
        : IsSlice(id) ? Selector(_definitions[id].Operands[0], ops)

        // Stored where nothing reads it.
        : Constant(0, ops);

    private int Constant(int value, List<IrOp> ops)
    {
        var number = new IrValue(_nextId++, ScalarType.I32);
        ops.Add(IrOp.Create("const", [], [number], [new("value", value.ToString(CultureInfo.InvariantCulture))]));
        return number.Id;
    }
}
