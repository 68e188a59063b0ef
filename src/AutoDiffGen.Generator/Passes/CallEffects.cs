using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>What the functions of a unit do besides giving their results, by themselves or through what they call.</summary>
internal sealed class CallEffects
{
    private readonly IReadOnlyDictionary<string, IrFunction> _functions;
    private readonly Dictionary<string, HashSet<int>> _writes = [];
    private readonly HashSet<string> _acting = [];
    private readonly HashSet<string> _tensors = [];

    public CallEffects(IReadOnlyDictionary<string, IrFunction> functions)
    {
        _functions = functions;
        foreach (string key in functions.Keys)
        {
            _writes[key] = [];
        }

        int before;
        do
        {
            before = Known;
            foreach (var pair in functions)
            {
                Read(pair.Key, pair.Value);
            }
        }
        while (Known > before);
    }

    private int Known => _writes.Values.Sum(w => w.Count) + _acting.Count + _tensors.Count;

    /// <summary>A call of one of the functions with what is known of it.</summary>
    public IrOp Noted(IrOp call)
    {
        string key = call.Text("callee");
        var callee = _functions[key];
        string List(IEnumerable<int> places) => string.Join(",", places);
        IEnumerable<int> Places(Func<IrParameter, bool> which) => Enumerable.Range(0, callee.Parameters.Count).Where(i => which(callee.Parameters[i]));

        // Which arguments its derivative has destinations for, and which its pushforward takes tangents of.
        call = call.With("active", List(Places(p => p.IsActive && p.Type is ScalarType)))
            .With("tangents", List(Places(p => p.IsActive && p.Type is ScalarType or ArrayType)));
        if (callee.Parameters.Any(p => p.Type is ArrayType))
        {
            call = call.With("memory", "true");
        }

        if (_writes[key].Count > 0)
        {
            call = call.With("writes", List(_writes[key].OrderBy(i => i)));
        }

        if (_tensors.Contains(key))
        {
            call = call.With("tensors", "true");
        }

        return _writes[key].Count > 0 || _acting.Contains(key) ? call.With("effects", "true") : call;
    }

    private void Read(string key, IrFunction function)
    {
        var roots = Roots.Analyze(function);
        foreach (var op in IrWalk.AllOps(function.Body))
        {
            string? callee = op.Code == "call" && !op.Flag("virtual") && _functions.ContainsKey(op.Text("callee")) ? op.Text("callee") : null;
            var written = callee is null ? Roots.Writes(op) : _writes[callee].Select(i => op.Operands[i]);
            foreach (int root in written.SelectMany(roots.Of).ToList())
            {
                int place = function.Parameters.Select(p => p.Value.Id).ToList().IndexOf(root);
                if (place >= 0)
                {
                    _writes[key].Add(place);
                }
            }

            if (op.Code is "throw" or "inert_call" or "rule_call" || op.Flag("effects") || (callee is not null && _acting.Contains(callee)))
            {
                _acting.Add(key);
            }

            if (op.Results.Any(r => r.Type is TensorType) || (callee is not null && _tensors.Contains(callee)))
            {
                _tensors.Add(key);
            }
        }

        if (function.Parameters.Any(p => p.Type is TensorType))
        {
            _tensors.Add(key);
        }
    }
}
