using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Which arrays flow into a reference, and which references have a number because all of these have one.
internal sealed partial class NameReferences
{
    private void FindSources(IrBlock body)
    {
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
                    int[] carried = [.. loop.Carried(i).Select(v => v.Id)];
                    foreach (var value in loop.Carried(i))
                    {
                        _carried[value.Id] = carried;
                        Flows(value.Id, loop.Initial(i));
                        Flows(value.Id, loop.Next(i));
                    }
                }
            }
        }

        RowSources(body);
        _named.UnionWith(Closed(_sources.Keys, s => _nameable.Contains(s)));
    }

    private void Flows(int to, int from)
    {
        if (_types[to] is ArrayType && !_jagged.Contains(to))
        {
            var list = _sources.TryGetValue(to, out var known) ? known : _sources[to] = [];
            if (!_undefined.Contains(from))
            {
                list.Add(from);
            }
        }
    }

    // Those into which only what has a number flows.
    private HashSet<int> Closed(IEnumerable<int> references, Func<int, bool> isKnown)
    {
        var closed = new HashSet<int>(references);
        while (closed.RemoveWhere(id => _sources[id].Select(Whole).Any(s => !isKnown(s) && !_nulls.Contains(s) && !_named.Contains(s) && !closed.Contains(s))) > 0)
        {
        }

        return closed;
    }

    // What a branch or a loop makes and something after it uses is in a table, and so has a number of its own each time; so is
    // what stands in an array of arrays, which may be read where a name of it is not known.
    private void FindMade(IrBlock body)
    {
        // A loop carries a number or an array: one of the values that stand for it is not used without the others.
        bool Picked(int id) => _sources.ContainsKey(id) && !_named.Contains(id);
        IEnumerable<int> Needs(int id) => _sources[id].Select(Whole).Concat(_carried.TryGetValue(id, out int[]? carried) ? carried : []);
        var used = new HashSet<int>(IrWalk.AllOps(body).Where(op => op.Regions.Count == 0 && op.Code != "yield").SelectMany(op => op.Operands).Concat(_returned is { } returned ? [returned] : []).Where(Picked));
        var waiting = new Stack<int>(used);
        while (waiting.Count > 0)
        {
            foreach (int source in Needs(waiting.Pop()).Where(s => Picked(s) && used.Add(s)))
            {
                waiting.Push(source);
            }
        }

        used = Closed(used, s => _nameable.Contains(s) || _allocs.Contains(s));
        _made.UnionWith(used.SelectMany(id => _sources[id]).Select(Whole).Where(_allocs.Contains));
        _named.UnionWith(used);
        _made.UnionWith(_sources.Keys.Where(id => IsRow(id) && _named.Contains(id)).SelectMany(Arrays).Where(_allocs.Contains).ToList());
        _nameable.ExceptWith(_made);
    }

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
        Visit(id, from =>
        {
            if (_nameable.Contains(from) || _allocs.Contains(from))
            {
                found.Add(from);
            }
        });
        return found;
    }

    // Whether the author lets it be null, other than by not making a row.
    private bool IsNull(int id)
    {
        bool isNull = false;
        Visit(id, from => isNull |= _nulls.Contains(from));
        return isNull;
    }

    // Whether a path leads to a reference on which it is no array.
    private bool MayBeNull(int id)
    {
        bool isNull = false;
        if (_base > 0)
        {
            Visit(id, from => isNull |= _nulls.Contains(from) || IsRow(from));
        }

        return isNull;
    }

    private void Visit(int id, Action<int> found)
    {
        var seen = new HashSet<int>();
        void From(int from)
        {
            if (seen.Add(from))
            {
                found(from);
                if (!_nameable.Contains(from) && _sources.TryGetValue(from, out var sources))
                {
                    sources.ForEach(s => From(Whole(s)));
                }
            }
        }

        From(id);
    }
}
