using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// A loop that keeps the best of many values overwrites what it carries in some iterations. Its adjoint goes to the last
// of these alone: that one index is kept instead of a truth value for every iteration.
internal sealed partial class Differentiate
{
    /// <summary>A counted loop with the index at which a branch was last taken among its carried values.</summary>
    /// <param name="Loop">The loop, whose body is <paramref name="Forward"/>.</param>
    /// <param name="Reverse">The reversed body, which asks whether the index is that one.</param>
    /// <param name="Branch">The branch of the reversed body by this condition; its first side is the one that was taken.</param>
    /// <param name="Never">What the index is when no iteration took the branch.</param>
    private sealed record LastTaken(IrOp Loop, List<IrOp> Forward, IrBlock Reverse, IrOp Branch, int Index, int Never);

    /// <param name="incoming">The adjoints that the reversed loop carries for the carried values <paramref name="active"/>.</param>
    private LastTaken? FindLastTaken(IrOp op, List<IrOp> forward, IrBlock reverse, IReadOnlyList<int> active, IReadOnlyList<IrValue> incoming)
    {
        var loop = new LoopView(op);
        if (!loop.IsCounted || (_optimizations & Optimizations.LastTaken) == 0 || Fuse.UsesTensors(op) || forward.FirstOrDefault(o => o.Code == "if" && Overwritten(o, loop, active) >= 0) is not { } branch)
        {
            return null;
        }

        int side = Overwritten(branch, loop, active);
        int condition = branch.Operands[0];
        if (reverse.Ops.FirstOrDefault(o => o.Code == "if" && o.Operands[0] == condition) is not { } reversed
            || IrWalk.AllOps(reverse).Sum(o => o.Operands.Count(id => id == condition)) != 1
            || !HandsOn(reversed, side, reverse, incoming))
        {
            return null;
        }

        var type = (ScalarType)loop.Index.Type;
        int never = 0;
        _beforeLoop.AddRange(_builder.Capture(() =>
        {
            bool up = loop.IsUp;
            never = _constants.TryGetValue(op.Operands[0], out string? first) && int.TryParse(first, NumberStyles.Integer, CultureInfo.InvariantCulture, out int from) && Math.Abs(from) < int.MaxValue
                ? _builder.Constant((up ? from - 1 : from + 1).ToString(CultureInfo.InvariantCulture), type)
                : _builder.Op(up ? "sub" : "add", type, [op.Operands[0], _builder.Constant("1", type)]);
        }));

        int carried = Enumerable.Range(0, loop.Count).First(i => branch.Results.Any(r => r.Id == loop.Next(i)) && active.Contains(i));
        string name = loop.Argument(carried).Name.Length > 0 ? loop.Argument(carried).Name + "At" : "";
        var (argument, next, result) = (Fresh(type, name), Fresh(type, name), Fresh(type, name));
        var taking = branch with
        {
            Results = branch.Results.Append(next).ToEquatable(),
            Regions = branch.Regions.Select((r, k) => Yielding(r, k == side ? loop.Index.Id : argument.Id, [])).ToEquatable(),
        };
        var body = loop.Body with { Arguments = loop.Body.Arguments.Append(argument).ToEquatable() };
        var yield = body.Terminator;
        body = body with { Ops = body.Body.Append(yield with { Operands = yield.Operands.Append(next.Id).ToEquatable() }).ToEquatable() };
        var extended = op with
        {
            Operands = op.Operands.Append(never).ToEquatable(),
            Results = op.Results.Append(result).ToEquatable(),
            Regions = EquatableArray.Of(body),
        };

        // Where the branch is taken on a false condition, the sides change places.
        int index = reverse.Arguments[0].Id;
        IrOp? asking = null;
        var ops = new List<IrOp>();
        foreach (var o in reverse.Ops)
        {
            if (!ReferenceEquals(o, reversed))
            {
                ops.Add(o);
                continue;
            }

            ops.AddRange(_builder.Capture(() => condition = _builder.Op("eq", ScalarType.Bool, [index, result.Id])));
            asking = o with { Operands = EquatableArray.Of(condition), Regions = side == 0 ? o.Regions : EquatableArray.Of(o.Regions[1], o.Regions[0]) };
            ops.Add(asking);
        }

        return new LastTaken(extended, [.. forward.Select(o => ReferenceEquals(o, branch) ? taking : o)], reverse with { Ops = ops.ToEquatable() }, asking!, result.Id, never);
    }

    // The side of a branch that overwrites a carried value which the other side hands on as it came; else -1.
    private static int Overwritten(IrOp branch, LoopView loop, IReadOnlyList<int> active)
    {
        foreach (int i in active)
        {
            int at = branch.Results.Select(r => r.Id).ToList().IndexOf(loop.Next(i));
            if (at >= 0)
            {
                var kept = Enumerable.Range(0, 2).Where(side => branch.Regions[side].Terminator.Operands[at] == loop.Argument(i).Id).ToList();
                return kept.Count == 1 ? 1 - kept[0] : -1;
            }
        }

        return -1;
    }

    // Whether a reversed branch hands carried adjoints on, to what the taken side read or to the next iteration: once they
    // were handed to the former they are zero, and so is everything that the branch makes of them.
    private static bool HandsOn(IrOp branch, int taken, IrBlock body, IReadOnlyList<IrValue> incoming)
    {
        var (there, elsewhere) = (branch.Regions[taken], branch.Regions[1 - taken]);
        if (elsewhere.Body.Any(o => o.Code != "zero") || !there.Body.All(OpTable.IsPure))
        {
            return false;
        }

        var carried = new HashSet<int>(incoming.Select(v => v.Id));
        var linear = new HashSet<int>(carried);
        foreach (var o in there.Body.Where(o => o.Results.Count == 1 && (o.Code == "zero" || IsLinear(o, linear))))
        {
            linear.Add(o.Result.Id);
        }

        bool Zero(IrBlock region, int id) => region.Body.Any(o => o.Code == "zero" && o.Result.Id == id);
        for (int k = 0; k < branch.Results.Count; k++)
        {
            int taking = there.Terminator.Operands[k], other = elsewhere.Terminator.Operands[k];
            bool given = linear.Contains(taking) && Zero(elsewhere, other);
            bool onward = carried.Contains(other) && Zero(there, taking)
                && body.Terminator.Operands.Select((id, i) => (id, i)).All(p => (p.id == branch.Results[k].Id) == (body.Arguments[p.i + 1].Id == other));
            if (!given && !onward)
            {
                return false;
            }
        }

        // Each adjoint that it gives away is gone in the iterations before, and nothing else reads it.
        int Uses(IrBlock block, int id) => IrWalk.AllOps(block).Sum(o => o.Operands.Count(x => x == id));
        return carried.Where(id => Uses(there, id) > 0).All(id => elsewhere.Terminator.Operands.Contains(id) && Uses(body, id) == Uses(there, id) + Uses(elsewhere, id));
    }

    // Whether an operation gives zero where what the branch gave is zero.
    private static bool IsLinear(IrOp op, HashSet<int> linear) => op.Code switch
    {
        "mul" => op.Operands.Any(linear.Contains),
        "add" or "sub" => op.Operands.All(linear.Contains),
        "neg" or "convert" or "div" => linear.Contains(op.Operands[0]),
        _ => false,
    };

    /// <summary>
    /// Appends the reversed loop as its one iteration that does anything, when all others only hand the adjoints on.
    /// </summary>
    private bool RunOnce(LastTaken taken, IrOp reversed)
    {
        var body = reversed.Regions[0];
        if (body.Ops.FirstOrDefault(o => o.Code == "if" && o.Results.SequenceEqual(taken.Branch.Results)) is not { } branch)
        {
            return false;
        }

        // Everything but the branch computes numbers, adds what is zero elsewhere, or stands under the condition that what
        // the branch gave is not zero.
        var given = new HashSet<int>(branch.Results.Where((r, k) => !body.Terminator.Operands.Contains(r.Id)).Select(r => r.Id));
        var rest = body.Body.Where(o => !ReferenceEquals(o, branch)).ToList();
        var definitions = rest.SelectMany(o => o.Results.Select(r => (r.Id, o))).ToDictionary(p => p.Id, p => p.o);
        bool IsGiven(IrOp o) => o.Code == "if" && o.Results.Count == 0 && !o.Regions[1].Body.Any()
            && definitions.TryGetValue(o.Operands[0], out var test) && test.Code == "ne" && given.Contains(test.Operands[0])
            && definitions.TryGetValue(test.Operands[1], out var zero) && zero.Code == "zero";
        var linear = new HashSet<int>(given);
        foreach (var o in rest.Where(o => o.Results.Count == 1 && IsLinear(o, linear)))
        {
            linear.Add(o.Result.Id);
        }

        if (!rest.All(o => OpTable.IsPure(o) || IsGiven(o) || (o.Code == "add_to" && o.Stored.All(linear.Contains))) || !body.Terminator.Operands.All(id => branch.Results.Any(r => r.Id == id)))
        {
            return false;
        }

        var map = new Dictionary<int, int> { [body.Arguments[0].Id] = taken.Index };
        for (int i = 1; i < body.Arguments.Count; i++)
        {
            map[body.Arguments[i].Id] = reversed.Operands[i + 1];
        }

        int condition = _builder.Op("ne", ScalarType.Bool, [taken.Index, taken.Never]);
        var once = _builder.Capture(() =>
        {
            // What stood under a condition that holds now stands by itself.
            foreach (var o in body.Body.SelectMany(o => ReferenceEquals(o, branch) || IsGiven(o) ? o.Regions[0].Body.Append(o) : [o]))
            {
                if (ReferenceEquals(o, branch))
                {
                    for (int k = 0; k < branch.Results.Count; k++)
                    {
                        int value = branch.Regions[0].Terminator.Operands[k];
                        map[branch.Results[k].Id] = map.TryGetValue(value, out int outer) ? outer : value;
                    }
                }
                else if (!IsGiven(o))
                {
                    _builder.Append(IrWalk.Rename(o, map));
                }
            }

            _builder.Append(IrOp.Create("yield", body.Terminator.Operands.Select(id => map[id]), []));
        });
        var never = IrOp.Create("yield", reversed.Operands.Skip(2), []);
        _builder.Append(IrOp.Create("if", [condition], reversed.Results, span: reversed.Span,
            regions: [new IrBlock(EquatableArray<IrValue>.Empty, once.ToEquatable()), new IrBlock(EquatableArray<IrValue>.Empty, EquatableArray.Of(never))]));
        return true;
    }
}
