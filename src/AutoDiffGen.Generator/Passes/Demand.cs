using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Which destinations each operation of a reverse block works for, so that the work of a gradient that is not wanted is
/// skipped.
/// </summary>
internal sealed class Demand
{
    private readonly Dictionary<int, SortedSet<string>> _byValue = [];

    /// <param name="groups">The group of each yielded adjoint; empty for one that is always computed.</param>
    /// <param name="modules">The group of the model's gradient, to which the adjoints of modules are added.</param>
    public Demand(IrBlock reverse, IReadOnlyList<string> groups, string modules = "")
    {
        var yields = reverse.Terminator.Operands;
        for (int i = 0; i < yields.Count; i++)
        {
            Of(yields[i]).Add(groups[i]);
        }

        for (int i = reverse.Ops.Count - 2; i >= 0; i--)
        {
            var op = reverse.Ops[i];
            var wanted = op.Results.SelectMany(r => Of(r.Id)).ToList();
            if (op.Code == "add_module" || op.Regions.Any(ModuleParameters.AreAdded))
            {
                wanted.Add(modules);
                op.Results.ToList().ForEach(r => Of(r.Id).Add(modules));
            }

            foreach (int id in op.Operands.Concat(op.Regions.SelectMany(IrWalk.FreeIds)))
            {
                Of(id).UnionWith(wanted);
            }

            // A call that reads the tape must run, whoever wants its results.
            if (!OpTable.IsPure(op))
            {
                foreach (var result in op.Results)
                {
                    Of(result.Id).Add("");
                }
            }
        }
    }

    /// <summary>The groups that need a value.</summary>
    public SortedSet<string> Of(int id) => _byValue.TryGetValue(id, out var set) ? set : _byValue[id] = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>The groups that need an operation, joined; empty when it always runs.</summary>
    public string Key(IrOp op)
    {
        var groups = op.Results.SelectMany(r => Of(r.Id)).Distinct().ToList();
        return groups.Count == 0 || groups.Contains("") ? "" : string.Join("|", groups.OrderBy(g => g, StringComparer.Ordinal));
    }
}
