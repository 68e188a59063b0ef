using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// A reference that a branch or a loop picks among several arrays becomes the number of the array it stands for, and a
/// choice by that number where it is used. A number can be kept for the reverse part; a reference cannot.
/// </summary>
internal sealed class NameReferences
{
    private readonly HashSet<int> _nameable = [];
    private readonly Dictionary<int, int> _numbers = [];
    private readonly Dictionary<int, int> _selectors = [];
    private readonly Dictionary<int, IrType> _types;
    private readonly HashSet<int> _named = [];
    private readonly Dictionary<int, List<int>> _sources = [];

    // Arrays of one index that the function makes anywhere, and those that are elements of a table, with the tables by their
    // elements' type. The numbers of a table's arrays come after those of what can be named.
    private readonly HashSet<int> _allocs = [];
    private readonly HashSet<int> _made = [];
    private readonly Dictionary<IrType, IrValue> _tables = [];

    // References that can only be one array.
    private readonly Dictionary<int, int> _alone = [];

    // What a path yields on which nothing reads the reference.
    private readonly HashSet<int> _undefined = [];
    private int _nextId;

    private NameReferences(IrFunction function)
    {
        _types = IrWalk.AllValues(function).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        _nextId = function.NextId;

        // What can be named anywhere: parameters, and what is made or found at the top of the function before anything picks it.
        var top = function.Body.Ops.Where(op => op.Results.Count == 1 && op.Result.Type is ArrayType).ToList();
        foreach (int root in function.Parameters.Select(p => p.Value.Id).Concat(top.Where(op => op.Code == "alloc").Concat(top.Where(op => op.Code is "slice" or "load" or "static" or "field")).Select(op => op.Result.Id)))
        {
            _nameable.Add(root);
            _numbers[root] = _numbers.Count;
        }

        _allocs.UnionWith(IrWalk.AllOps(function.Body).Where(op => op.Code == "alloc" && op.Operands.Count == 1 && op.Result.Type is ArrayType { Rank: 1, Element: not ArrayType }).Select(op => op.Result.Id));
    }

    public static IrFunction Run(IrFunction function)
    {
        bool picks = IrWalk.AllOps(function.Body).Any(op => op.Regions.Count > 0 && op.Results.Any(r => r.Type is ArrayType));
        if (!picks)
        {
            return function;
        }

        var pass = new NameReferences(function);
        pass.FindNamed(function.Body);
        pass.FindMade(function.Body);
        pass.Check(function.Body);
        var named = pass.Block(function.Body);
        named = named with { Ops = pass._tables.Values.Select(t => IrOp.Create("table", [], [t], [new("first", pass.First)])).Concat(named.Ops).ToEquatable() };
        return function with { Body = pass._alone.Count == 0 ? named : IrWalk.Rename(named, pass._alone) };
    }

    // A picked reference has a number when every array that flows into it is whole and can be named.
    private void FindNamed(IrBlock body)
    {
        void Flows(int to, int from)
        {
            if (_types[to] is ArrayType && !_undefined.Contains(from))
            {
                (_sources.TryGetValue(to, out var list) ? list : _sources[to] = []).Add(from);
            }
        }

        _undefined.UnionWith(IrWalk.AllOps(body).Where(op => op.Code == "undef").Select(op => op.Result.Id));
        foreach (var op in IrWalk.AllOps(body))
        {
            for (int i = 0; op.Code == "if" && i < op.Results.Count; i++)
            {
                foreach (var region in op.Regions)
                {
                    Flows(op.Results[i].Id, region.Terminator.Operands[i]);
                }
            }

            if (op.Code is "while" or "for")
            {
                var loop = new LoopView(op);
                for (int i = 0; i < loop.Count; i++)
                {
                    foreach (var value in loop.Carried(i))
                    {
                        Flows(value.Id, loop.Initial(i));
                        Flows(value.Id, loop.Next(i));
                    }
                }
            }
        }

        var named = new HashSet<int>(_sources.Keys);
        while (named.RemoveWhere(id => _sources[id].Any(s => !_nameable.Contains(s) && !named.Contains(s))) > 0)
        {
        }

        _named.UnionWith(named);
    }

    private string First => _numbers.Count.ToString(CultureInfo.InvariantCulture);

    // What a branch or a loop makes and something after it uses is in a table, and so has a number of its own each time.
    private void FindMade(IrBlock body)
    {
        bool Picked(int id) => _sources.ContainsKey(id) && !_named.Contains(id);
        var used = new HashSet<int>(IrWalk.AllOps(body).Where(op => op.Regions.Count == 0 && op.Code != "yield").SelectMany(op => op.Operands).Where(Picked));
        var waiting = new Stack<int>(used);
        while (waiting.Count > 0)
        {
            foreach (int source in _sources[waiting.Pop()].Where(s => Picked(s) && used.Add(s)))
            {
                waiting.Push(source);
            }
        }

        while (used.RemoveWhere(id => _sources[id].Any(s => !_nameable.Contains(s) && !_allocs.Contains(s) && !_named.Contains(s) && !used.Contains(s))) > 0)
        {
        }

        _made.UnionWith(used.SelectMany(id => _sources[id]).Where(_allocs.Contains));
        _nameable.ExceptWith(_made);
        _named.UnionWith(used);
    }

    private IrValue Table(IrType element)
    {
        if (!_tables.TryGetValue(element, out var table))
        {
            _tables[element] = table = new IrValue(_nextId++, new ArrayType(new ArrayType(element), ArrayKind.Table), "arrays");
        }

        return table;
    }

    private void Make(IrOp alloc, List<IrOp> ops)
    {
        var type = (ArrayType)alloc.Result.Type;
        var number = new IrValue(_nextId++, ScalarType.I32);
        _selectors[alloc.Result.Id] = number.Id;
        ops.Add(IrOp.Create("table_add", [Table(type.Element).Id, alloc.Operands[0]], [number], span: alloc.Span));
        ops.Add(Find(number.Id, alloc.Result, type.Element) with { Span = alloc.Span });
    }

    private IrOp Find(int number, IrValue result, IrType element) =>
        IrOp.Create("load", [Table(element).Id, number], [result], [new("fixed", "true")]);

    // A reference without a name can be handed on, but nothing can be done with it.
    private void Check(IrBlock body)
    {
        var unnamed = new HashSet<int>(_sources.Keys.Where(id => !_named.Contains(id)));
        var used = new HashSet<int>(IrWalk.AllOps(body).Where(op => op.Regions.Count == 0 && op.Code != "yield").SelectMany(op => op.Operands).Where(unnamed.Contains));
        if (used.Count > 0 && IrWalk.AllOps(body).FirstOrDefault(op => op.Results.Select(r => r.Id).Concat(op.Regions.SelectMany(r => r.Arguments).Select(a => a.Id)).Any(used.Contains)) is { } pick)
        {
            // What a method without a derivative gives is the real trouble, where there is such a method.
            var flowing = new HashSet<int>(used.SelectMany(Arrays));
            throw IrWalk.AllOps(body).FirstOrDefault(op => op.Code == "inert_call" && op.Results.Any(r => r.Type.IsDifferentiable && flowing.Contains(r.Id))) is { } foreign
                ? new CompilationException("ADG0201", foreign.Span, Emit.TypeNames.Plain(foreign.Text("target")))
                : new CompilationException("ADG0206", pick.Span);
        }
    }

    // The arrays that may flow into a reference.
    private HashSet<int> Arrays(int id)
    {
        var found = new HashSet<int>();
        var seen = new HashSet<int>();
        void Visit(int from)
        {
            if (_nameable.Contains(from) || _made.Contains(from))
            {
                found.Add(from);
            }
            else if (seen.Add(from) && _sources.TryGetValue(from, out var sources))
            {
                sources.ForEach(Visit);
            }
        }

        Visit(id);
        return found;
    }

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
                    ops.Add(op with { Regions = op.Regions.Select(r => Block(r)).ToEquatable() });
                    break;
            }
        }

        return block with { Ops = ops.ToEquatable() };
    }

    private void Pick(IrOp op, int bounds, int index, List<IrOp> ops)
    {
        bool loop = op.Code != "if";
        var operands = op.Operands.ToList();
        for (int i = 0; loop && i < op.Results.Count; i++)
        {
            if (_named.Contains(op.Results[i].Id))
            {
                operands[i + bounds] = Selector(operands[i + bounds], ops);
            }
        }

        var regions = new List<IrBlock>();
        for (int r = 0; r < op.Regions.Count; r++)
        {
            var region = op.Regions[r];
            var choices = new List<IrOp>();
            var arguments = region.Arguments.Select(a => _named.Contains(a.Id) ? Choose(a, choices) : a).ToEquatable();
            var body = Block(region with { Arguments = arguments }, choices);
            bool isTest = op.Code == "while" && r == 0;
            regions.Add(isTest ? body : Yielding(body, op));
        }

        var after = new List<IrOp>();
        var results = op.Results.Select(result => _named.Contains(result.Id) ? Choose(result, after) : result).ToEquatable();
        ops.Add(op with { Operands = operands.ToEquatable(), Regions = regions.ToEquatable(), Results = results });
        ops.AddRange(after);
    }

    private IrBlock Yielding(IrBlock body, IrOp op)
    {
        var ops = body.Body.ToList();
        var yields = body.Terminator.Operands.Select((id, i) => _named.Contains(op.Results[i].Id) ? Selector(id, ops) : id).ToEquatable();
        return body with { Ops = ops.Append(body.Terminator with { Operands = yields }).ToEquatable() };
    }

    // The number that takes a reference's place; the reference itself is chosen by it.
    private IrValue Choose(IrValue value, List<IrOp> ops)
    {
        var selector = new IrValue(_nextId++, ScalarType.I32, value.Name.Length > 0 ? "which" + char.ToUpperInvariant(value.Name[0]) + value.Name.Substring(1) : "which");
        _selectors[value.Id] = selector.Id;
        var all = Arrays(value.Id);
        var roots = all.Where(r => !_made.Contains(r)).OrderBy(r => _numbers[r]).ToList();
        if (roots.Count < all.Count)
        {
            var element = ((ArrayType)value.Type).Element;
            if (roots.Count == 0)
            {
                ops.Add(Find(selector.Id, value, element));
                return selector;
            }

            var made = new IrValue(_nextId++, value.Type);
            _types[made.Id] = made.Type;
            ops.Add(Find(selector.Id, made, element));
            ops.Add(IrOp.Create("choose", roots.Prepend(selector.Id).Append(made.Id), [Common(value, [.. roots, made.Id])], [new("numbers", string.Join(",", roots.Select(r => _numbers[r])) + "," + First)]));
            return selector;
        }

        if (roots.Count == 1)
        {
            _alone[value.Id] = roots[0];
            return selector;
        }

        ops.Add(IrOp.Create("choose", roots.Prepend(selector.Id), [Common(value, roots)], [new("numbers", string.Join(",", roots.Select(r => _numbers[r])))]));
        return selector;
    }

    // One of several arrays is a span where one of them is.
    private IrValue Common(IrValue value, IReadOnlyList<int> roots)
    {
        var kinds = roots.Select(r => ((ArrayType)_types[r]).Kind).Append(((ArrayType)value.Type).Kind).ToList();
        return value with { Type = (ArrayType)value.Type with { Kind = kinds.Contains(ArrayKind.ReadOnlySpan) ? ArrayKind.ReadOnlySpan : kinds.Contains(ArrayKind.Span) ? ArrayKind.Span : ArrayKind.Array } };
    }

    private int Selector(int id, List<IrOp> ops)
    {
        if (_selectors.TryGetValue(id, out int selector))
        {
            return selector;
        }

        var number = new IrValue(_nextId++, ScalarType.I32);
        ops.Add(IrOp.Create("const", [], [number], [new("value", (_undefined.Contains(id) ? 0 : _numbers[id]).ToString(CultureInfo.InvariantCulture))]));
        return number.Id;
    }
}
