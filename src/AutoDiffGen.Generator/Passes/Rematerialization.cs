using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Decides which values of a loop's body its reverse computes again and which it keeps. A value is computed again when
/// the operations that give it, from the index, outer values and kept values, cost less than a push and a pop.
/// </summary>
internal sealed class Rematerialization
{
    /// <summary>What a push and a pop cost, in additions: two moves through memory and their bookkeeping.</summary>
    private const int LoopCost = 10;

    /// <summary>What one more result of a branch costs.</summary>
    private const int BranchCost = 1;

    private readonly int _keepingCost;
    private readonly bool _branches;
    private readonly LoopView? _loop;
    private readonly EquatableArray<IrValue> _arguments;
    private readonly IrBuilder _builder;
    private readonly Dictionary<int, IrOp> _definitions = [];
    private readonly Dictionary<int, int> _places = [];
    private readonly HashSet<int> _inside;
    private readonly HashSet<int> _kept = [];
    private readonly HashSet<int> _shared = [];

    /// <summary>Of a loop's body.</summary>
    /// <param name="branches">Whether cheap branches are computed again too.</param>
    public Rematerialization(LoopView loop, IReadOnlyList<IrOp> ops, IrBuilder builder, bool branches)
        : this(ops, loop.Body.Arguments, builder, LoopCost, branches) => _loop = loop;

    /// <summary>Of one side of a branch.</summary>
    public Rematerialization(IrBlock side, IrBuilder builder)
        : this(side.Ops, EquatableArray<IrValue>.Empty, builder, BranchCost, branches: false)
    {
    }

    private Rematerialization(IReadOnlyList<IrOp> ops, EquatableArray<IrValue> arguments, IrBuilder builder, int keepingCost, bool branches)
    {
        (_arguments, _builder, _keepingCost, _branches) = (arguments, builder, keepingCost, branches);
        _inside = [.. arguments.Select(a => a.Id)];
        foreach (var op in ops)
        {
            foreach (var result in op.Results)
            {
                _places[result.Id] = _definitions.Count;
                _definitions[result.Id] = op;
                _inside.Add(result.Id);
            }
        }
    }

    /// <param name="needed">What the reverse body reads, of the body or from outside.</param>
    /// <param name="index">The index of the reverse loop.</param>
    /// <returns>The kept values; the operations that compute the others, in order, under ids of their own; and the map
    /// from values of the body to these.</returns>
    public (List<IrValue> Kept, List<IrOp> Prefix, Dictionary<int, int> Map) Run(IEnumerable<int> needed, int index = -1)
    {
        var wanted = needed.Where(_inside.Contains).OrderBy(Place).ToList();
        foreach (int id in wanted)
        {
            if (Cost(id) > _keepingCost)
            {
                _kept.Add(id);
            }
            else
            {
                Share(id);
            }
        }

        // What is computed again may read what is not: that is kept too.
        var again = new HashSet<int>();
        var pending = new Stack<int>(wanted.Where(id => !_kept.Contains(id)));
        while (pending.Count > 0)
        {
            int id = pending.Pop();
            if (_kept.Contains(id) || !_definitions.TryGetValue(id, out var op) || !again.Add(id))
            {
                continue;
            }

            foreach (int operand in Reads(op).Where(_inside.Contains))
            {
                pending.Push(operand);
            }
        }

        var map = new Dictionary<int, int>();
        var prefix = _builder.Capture(() => Arguments(wanted.Concat(again.SelectMany(id => Reads(_definitions[id]))), index, map));
        foreach (var op in again.OrderBy(Place).Select(id => _definitions[id]).Distinct())
        {
            var results = op.Results.Select(r =>
            {
                var copy = r with { Id = _builder.Id() };
                _builder.Types[copy.Id] = copy.Type;
                map[r.Id] = copy.Id;
                return copy;
            });
            prefix.Add(op with { Results = results.ToEquatable(), Regions = op.Regions.Select(Copied).ToEquatable() });
        }

        return (_kept.OrderBy(Place).Select(Value).ToList(), prefix, map);
    }

    // What an operation reads, its regions included.
    private static IEnumerable<int> Reads(IrOp op) => op.Operands.Concat(op.Regions.SelectMany(IrWalk.FreeIds));

    private IrBlock Copied(IrBlock region)
    {
        var map = new Dictionary<int, int>();
        foreach (var value in IrWalk.AllValues(region))
        {
            map[value.Id] = _builder.Id();
            _builder.Types[map[value.Id]] = value.Type;
        }

        IrBlock Visit(IrBlock block) => new(
            block.Arguments.Select(a => a with { Id = map[a.Id] }).ToEquatable(),
            block.Ops.Select(o => o with { Results = o.Results.Select(v => v with { Id = map[v.Id] }).ToEquatable(), Regions = o.Regions.Select(Visit).ToEquatable() }).ToEquatable());
        return IrWalk.Rename(Visit(region), map);
    }

    // Before the body's operations come its arguments.
    private int Place(int id) => _places.TryGetValue(id, out int place) ? place : -1;

    private IrValue Value(int id) => _arguments.FirstOrDefault(a => a.Id == id) ?? _definitions[id].Results.First(r => r.Id == id);

    // What computing a value again costs; more than keeping it when it cannot be.
    private int Cost(int id, int depth = 0)
    {
        if (_kept.Contains(id) || _shared.Contains(id) || !_inside.Contains(id))
        {
            return 0;
        }

        // References are never kept: a tape holds plain values.
        if (_definitions.TryGetValue(id, out var op) && op.Results.Any(r => r.Id == id && r.Type is ArrayType))
        {
            return op.Code is "slice" or "load" or "choose" ? 0 : throw new CompilationException("ADG0206", op.Span);
        }

        if (op is null)
        {
            return IsIndex(id) ? 0 : Counter(id) is not null ? 2 : _keepingCost + 1;
        }

        // Which module it was is kept: the author may put another one there.
        if (depth > 12 || (op.Code == "field" && (op.Result.Type is ModelType || op.Flag("module"))) || !OpTable.IsPure(op) || Own(op) is not { } own)
        {
            return _keepingCost + 1;
        }

        int cost = own;
        foreach (int operand in Reads(op).Distinct())
        {
            cost += Cost(operand, depth + 1);
            if (cost > _keepingCost)
            {
                break;
            }
        }

        return cost;
    }

    // What one value needs computed again is there for the next: the index of a load for a store to the same place.
    private void Share(int id)
    {
        if (_inside.Contains(id) && !_kept.Contains(id) && _shared.Add(id) && _definitions.TryGetValue(id, out var op))
        {
            foreach (int operand in Reads(op))
            {
                Share(operand);
            }
        }
    }

    // Of a branch, both sides together: it may be reversed where it was not taken.
    // Of a tensor, each operation is one more pass over its elements, at most: what is dear for one element is kept.
    private int? Own(IrOp op) => op.Code switch
    {
        "if" when _branches => op.Regions.SelectMany(r => r.Body).Aggregate((int?)1, (sum, o) => sum + Own(o)),
        "const" or "literal" or "zero" or "undef" or "static" or "field" or "module_length" or "convert" or "dim" or "size" or "extent" or "length" or "detach" or "broadcast" => 0,
        _ when Views.IsView(op) => 0,
        "gather" => 2,
        "add" or "sub" or "mul" or "neg" or "not" or "and" or "or" or "xor" or "shl" or "shr" or "ushr" => 1,
        "lt" or "le" or "gt" or "ge" or "eq" or "ne" or "select" or "abs" or "max" or "min" or "relu" or "fma" or "sign" => 1,
        "is_exactly" or "as" => 1,
        "load" or "slice" or "within" or "not_null" => 1,
        "div" or "sqrt" or "rem" or "last" => 4,
        _ => null,
    };

    private bool IsIndex(int id) => _loop is { IsCounted: true } loop && id == loop.Index.Id;

    // A carried integer that moves by the same amount each time: the amount's id and the operation.
    private (int Carried, IrOp Move)? Counter(int id)
    {
        for (int i = 0; _loop is { } loop && i < loop.Count; i++)
        {
            if (loop.Argument(i).Id == id && loop.Argument(i).Type is ScalarType { Kind: ScalarKind.Integer }
                && _definitions.TryGetValue(loop.Next(i), out var move) && move.Code is "add" or "sub" && move.Operands[0] == id
                && (!_inside.Contains(move.Operands[1]) || _definitions.TryGetValue(move.Operands[1], out var amount) && amount.Code == "const"))
            {
                return (i, move);
            }
        }

        return null;
    }

    // The arguments of the body: the index is the reverse loop's; a counter is where it started plus its steps.
    private void Arguments(IEnumerable<int> ids, int index, Dictionary<int, int> map)
    {
        foreach (int id in ids.Distinct().Where(id => !_definitions.ContainsKey(id) && _inside.Contains(id) && !_kept.Contains(id)).ToList())
        {
            if (IsIndex(id))
            {
                map[id] = index;
            }
            else if (Counter(id) is var (carried, move) && _loop is { } loop)
            {
                var type = (ScalarType)loop.Argument(carried).Type;
                int trip = index;
                if (loop.IsCounted)
                {
                    // Trips done so far, from the index.
                    var indexType = (ScalarType)loop.Index.Type;
                    trip = loop.IsUp ? _builder.Op("sub", indexType, [index, loop.Op.Operands[0]]) : _builder.Op("sub", indexType, [loop.Op.Operands[0], index]);
                    int distance = Math.Abs(loop.Step);
                    trip = distance == 1 ? trip : _builder.Op("div", indexType, [trip, _builder.Constant(distance.ToString(CultureInfo.InvariantCulture), indexType)]);
                }

                trip = _builder.TypeOf(trip).Equals(type) ? trip : _builder.Op("convert", type, [trip]);
                int amount = _definitions.TryGetValue(move.Operands[1], out var constant) ? _builder.Constant(constant.Text("value"), type) : move.Operands[1];
                int steps = constant?.Text("value") == "1" ? trip : _builder.Op("mul", type, [trip, amount]);
                map[id] = _builder.Op(move.Code, type, [loop.Initial(carried), steps], loop.Argument(carried).Name);
            }
            else
            {
                _kept.Add(id);
            }
        }
    }
}
