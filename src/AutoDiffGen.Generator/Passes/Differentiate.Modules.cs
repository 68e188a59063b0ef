using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Parameters of modules. The reverse reads them where they lie, from the module, which is kept like any value; their
// adjoints are added where they lie in the gradient. So it does not matter how the module was found, or how often.
internal sealed partial class Differentiate
{
    // The parameters of modules that operations read, read once more for their reverse: by the first reading's value.
    private Dictionary<int, int> ModulesOf(IEnumerable<IrOp> ops)
    {
        var again = new Dictionary<int, int>();
        foreach (var op in ops.Where(op => op.Code == "module_parameter"))
        {
            var value = Fresh(op.Result.Type, op.Result.Name);
            _builder.Append(op with { Results = EquatableArray.Of(value) });
            again[op.Result.Id] = value.Id;
        }

        return again;
    }

    // What was captured since then uses the second reading.
    private void ReadAgain(Dictionary<int, int> again)
    {
        for (int i = 0; again.Count > 0 && i < _builder.Ops.Count; i++)
        {
            _builder.Ops[i] = IrWalk.Rename(_builder.Ops[i], again);
        }
    }

    private IReadOnlyDictionary<string, int> _symbolValues = new Dictionary<string, int>();

    // The sizes that a loop's body finds and its reverse needs: of what it keeps, or computes.
    private Dictionary<string, int> SizesWithin(IrBlock reverse, List<IrOp> forward)
    {
        if (_symbolValues.Count == 0)
        {
            return [];
        }

        var own = new HashSet<int>(forward.SelectMany(op => op.Results).Select(r => r.Id));
        var types = IrWalk.AllValues(reverse).Select(v => v.Type).Concat(IrWalk.FreeIds(reverse).Select(_builder.TypeOf));
        return types.OfType<TensorType>().SelectMany(t => t.Shape).SelectMany(d => d.Symbols).Distinct()
            .Where(s => _symbolValues.TryGetValue(s, out int id) && own.Contains(id)).ToDictionary(s => s, s => _symbolValues[s]);
    }

    // The sizes come back before the tensors that have them: these stand below on the tape.
    private List<IrOp> KeepSized(List<IrValue> kept, List<IrOp> prefix, Dictionary<int, int> map, Dictionary<string, int> sizes, List<IrOp> forward, IrSpan span)
    {
        var ops = new List<IrOp>();
        var pops = new List<IrOp>();
        foreach (bool tensors in new[] { true, false })
        {
            var values = kept.Where(v => v.Type is TensorType == tensors).ToList();
            if (values.Count == 0)
            {
                continue;
            }

            string record = (_records++).ToString(System.Globalization.CultureInfo.InvariantCulture);
            forward.Add(IrOp.Create("push", values.Select(v => v.Id), [], [new("record", record)], span));
            var popped = values.Select(v => Fresh(v.Type, v.Name)).ToList();
            for (int i = 0; i < values.Count; i++)
            {
                map[values[i].Id] = popped[i].Id;
            }

            pops.Insert(0, IrOp.Create("pop", [], popped, [new("record", record)], span));
        }

        bool IsOfTensors(IrOp op) => op.Results.Any(r => r.Type is TensorType);
        ops.AddRange(pops.Where(p => !IsOfTensors(p)));
        var late = new HashSet<int>(pops.Where(IsOfTensors).SelectMany(p => p.Results).Select(r => r.Id));
        var rest = new List<IrOp>();
        foreach (var op in prefix.Select(op => IrWalk.Rename(op, map)))
        {
            // A length of a tensor is one of its sizes.
            if (IsOfTensors(op) || op.Code is "dim" or "size" or "extent" || op.Operands.Concat(op.Regions.SelectMany(IrWalk.FreeIds)).Any(late.Contains))
            {
                late.UnionWith(op.Results.Select(r => r.Id));
                rest.Add(op);
            }
            else
            {
                ops.Add(op);
            }
        }

        ops.AddRange(sizes.OrderBy(s => s.Value).Select(s => IrOp.Create("size_is", [map[s.Value]], [], [new("symbol", s.Key)], span)));
        ops.AddRange(pops.Where(IsOfTensors));
        ops.AddRange(rest);
        return ops;
    }

    private void ReverseModule(IrOp op, Adjoints adjoints)
    {
        if (adjoints.Take(op.Result.Id) is { } adjoint)
        {
            _builder.Append(IrOp.Create("add_module", [op.Operands[0], adjoint], [], op.Attributes, op.Span));
        }
    }
}
