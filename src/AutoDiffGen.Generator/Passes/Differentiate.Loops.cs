using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

internal sealed partial class Differentiate
{
    // A loop is reversed by a counted loop over its iterations, last first. It carries the adjoints of the carried values
    // and the sums of what the iterations add to the adjoints of outer values.
    private IrOp ReverseLoop(IrOp op, Adjoints adjoints)
    {
        var loop = new LoopView(op);
        var active = Enumerable.Range(0, loop.Count).Where(i => _activity.IsActive(loop.Argument(i).Id)).ToList();
        var cotangents = active.Select(i => adjoints.Take(op.Results[i].Id)).ToList();
        if (active.Count == 0 && !IrWalk.AllOps(loop.Body).Any(_activity.Concerns))
        {
            return op;
        }

        // Reversed, the body gives the adjoints of its arguments from those of what it yields.
        var inner = new Adjoints(_builder);
        var incoming = active.Select(i => Fresh(op.Results[i].Type, Adjoint(op.Results[i].Name))).ToList();
        var outgoing = new List<int>();
        var forwardBody = new List<IrOp>(loop.Body.Body);
        var ops = _builder.Capture(() =>
        {
            for (int a = 0; a < active.Count; a++)
            {
                if (_activity.IsActive(loop.Next(active[a])))
                {
                    inner.Add(loop.Next(active[a]), incoming[a].Id);
                }
            }

            forwardBody = Reverse(forwardBody, inner);
            foreach (int i in active)
            {
                outgoing.Add(inner.Take(loop.Argument(i).Id) ?? _builder.Op("zero", op.Results[i].Type, []));
            }
        });

        var defined = IrWalk.DefinedIds(loop.Body with { Ops = forwardBody.Append(loop.Body.Terminator).ToEquatable() });
        var outer = inner.Ids.Except(defined).OrderBy(id => id).ToList();
        var sums = outer.Select(id => Fresh(_builder.TypeOf(id), Adjoint(_builder.Names.TryGetValue(id, out string? name) ? name : ""))).ToList();
        ops.AddRange(_builder.Capture(() =>
        {
            for (int k = 0; k < outer.Count; k++)
            {
                outgoing.Add(_builder.Elementwise("add", sums[k].Id, inner.Take(outer[k], isFinal: false)!.Value));
            }
        }));

        var index = Fresh(loop.IsCounted ? loop.Index.Type : ScalarType.I32, loop.IsCounted ? loop.Index.Name : "trip");
        var arguments = incoming.Concat(sums).Prepend(index).ToEquatable();
        var reverse = DeadCode.Run(Algebra.Run(new IrBlock(arguments, ops.Append(IrOp.Create("yield", outgoing, [])).ToEquatable()), []), []);
        var counted = loop.IsCounted ? op : Counting(op);
        _builder.Span = op.Span;
        var last = FindLastTaken(counted, forwardBody, reverse, active, incoming);
        if (last is not null)
        {
            (counted, forwardBody, reverse) = (last.Loop, last.Forward, last.Reverse);
        }

        var (keptBody, reverseBody) = Keep(counted, forwardBody, reverse, index.Id);
        counted = counted with { Regions = counted.Regions.Take(counted.Regions.Count - 1).Append(keptBody).ToEquatable() };

        var initial = cotangents.Select((g, a) => g ?? _builder.Op("zero", op.Results[active[a]].Type, []))
            .Concat(outer.Select(id => adjoints.Take(id, isFinal: false) ?? _builder.Op("zero", _builder.TypeOf(id), []))).ToList();
        var results = incoming.Concat(sums).Select(v => Fresh(v.Type, v.Name)).ToList();
        var (from, to, compare, step) = Mirrored(counted);
        var reversed = IrOp.Create("for", initial.Prepend(to).Prepend(from), results, [new("step", step), new("compare", compare)], op.Span, [reverseBody]);
        if (!(last is not null && RunOnce(last, reversed)) && !SkipIfMasked(reversed, cotangents, active.Count))
        {
            _builder.Append(reversed);
        }

        for (int a = 0; a < active.Count; a++)
        {
            if (_activity.IsActive(loop.Initial(active[a])))
            {
                adjoints.Add(loop.Initial(active[a]), results[a].Id);
            }
        }

        for (int k = 0; k < outer.Count; k++)
        {
            adjoints.Add(outer[k], results[active.Count + k].Id);
            _builder.Suggest(results[active.Count + k].Id, outer[k]);
        }

        return counted;
    }

    // The bounds of the loop that visits the same indices from the last to the first.
    private (int From, int To, string Compare, string Step) Mirrored(IrOp op)
    {
        int One(IrType type) => _builder.Constant("1", (ScalarType)type);
        if (op.Code == "while")
        {
            var trips = op.Results[op.Results.Count - 1];
            return (_builder.Op("sub", trips.Type, [trips.Id, One(trips.Type)]), _builder.Constant("0", ScalarType.I32), "ge", "-1");
        }

        int step = op.Int("step");
        bool up = step > 0;
        int last = op.Operands[1];
        if (step is not (1 or -1))
        {
            last = _builder.Op("last", _builder.TypeOf(op.Operands[0]), [op.Operands[0], last], ("step", op.Text("step")), ("compare", op.Text("compare")));
            return (last, op.Operands[0], up ? "ge" : "le", (-step).ToString(CultureInfo.InvariantCulture));
        }

        if (op.Text("compare") is "lt" or "gt")
        {
            var type = _builder.TypeOf(last);
            last = _builder.Op(up ? "sub" : "add", type, [last, One(type)]);
        }

        return (last, op.Operands[0], up ? "ge" : "le", up ? "-1" : "1");
    }

    /// <summary>A while that counts its trips, in its last carried value.</summary>
    private IrOp Counting(IrOp op)
    {
        var (test, body) = (op.Regions[0], op.Regions[1]);
        int zero = _builder.Constant("0", ScalarType.I32);
        var constant = _builder.Ops[_builder.Ops.Count - 1];
        _builder.Ops.RemoveAt(_builder.Ops.Count - 1);
        _beforeLoop.Add(constant);
        var argument = Fresh(ScalarType.I32, "trips");
        var ops = new List<IrOp>(body.Body);
        int next = 0;
        ops.AddRange(_builder.Capture(() => next = _builder.Op("add", ScalarType.I32, [argument.Id, _builder.Constant("1", ScalarType.I32)])));
        var yield = body.Terminator;
        return op with
        {
            Operands = op.Operands.Append(zero).ToEquatable(),
            Results = op.Results.Append(Fresh(ScalarType.I32, "trips")).ToEquatable(),
            Regions = EquatableArray.Of(
                test with { Arguments = test.Arguments.Append(Fresh(ScalarType.I32, "trips")).ToEquatable() },
                new IrBlock(body.Arguments.Append(argument).ToEquatable(), ops.Append(yield with { Operands = yield.Operands.Append(next).ToEquatable() }).ToEquatable())),
        };
    }

    // Constants that the forward part of a loop needs before it.
    private readonly List<IrOp> _beforeLoop = [];

    private IrValue Fresh(IrType type, string name)
    {
        var value = new IrValue(_builder.Id(), type, name);
        _builder.Types[value.Id] = type;
        return value;
    }

    private static string Adjoint(string name) =>
        name.Length == 0 ? "" : "d" + char.ToUpperInvariant(name.TrimStart('@', '_').FirstOrDefault()) + string.Concat(name.TrimStart('@', '_').Skip(1));

    /// <summary>
    /// Gives the reverse body the values of the forward body that it reads: computed again where that is cheap, else from
    /// a record that the forward body pushes at its end.
    /// </summary>
    private (IrBlock Forward, IrBlock Reverse) Keep(IrOp loop, List<IrOp> forwardOps, IrBlock reverse, int index)
    {
        var view = new LoopView(loop);
        var body = view.Body;
        if (loop.Code == "while")
        {
            // The trip count's own step stands at the end.
            forwardOps = [.. forwardOps, .. body.Body.Skip(body.Ops.Count - 3)];
        }

        var plan = new Rematerialization(view, forwardOps, _builder, (_optimizations & Optimizations.Branches) != 0);
        var sizes = SizesWithin(reverse, forwardOps);
        var (kept, prefix, map) = plan.Run(IrWalk.FreeIds(reverse).Concat(sizes.Values), index);
        var ops = new List<IrOp>();
        if (sizes.Count > 0)
        {
            ops.AddRange(KeepSized(kept, prefix, map, sizes, forwardOps, loop.Span));
        }
        else if (kept.Count > 0)
        {
            string record = (_records++).ToString(CultureInfo.InvariantCulture);
            forwardOps.Add(IrOp.Create("push", kept.Select(v => v.Id), [], [new("record", record)], loop.Span));
            var popped = kept.Select(v => Fresh(v.Type, v.Name)).ToList();
            for (int i = 0; i < kept.Count; i++)
            {
                map[kept[i].Id] = popped[i].Id;
            }

            ops.Add(IrOp.Create("pop", [], popped, [new("record", record)], loop.Span));
        }

        ops.AddRange(sizes.Count > 0 ? [] : prefix.Select(op => IrWalk.Rename(op, map)));
        ops.AddRange(reverse.Ops.Select(op => IrWalk.Rename(op, map)));
        return (new IrBlock(body.Arguments, forwardOps.Append(body.Terminator).ToEquatable()), reverse with { Ops = ops.ToEquatable() });
    }

    private int _records;
}
