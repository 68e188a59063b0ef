using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Marks the loads after which nothing can write to the memory they read: such a value may be loaded again at any later
/// time, in the reverse part too, instead of being kept. Notes for calls by a rule which arrays do not stay as they are.
/// </summary>
internal static class FixedLoads
{
    /// <param name="keepsLocals">Whether arrays made by the function are still there when its reverse part runs.</param>
    /// <param name="keepsParameters">Whether arrays given to it hold then what they did.</param>
    public static IrFunction Run(IrFunction function, bool keepsLocals, bool keepsParameters = true)
    {
        if (!IrWalk.AllOps(function.Body).Any(op => op.Code is "load" or "rule_call"))
        {
            return function;
        }

        var roots = Roots.Analyze(function);
        var places = Places(function.Body);
        var writes = places.Where(p => Roots.Writes(p.Key).Any()).SelectMany(p => Roots.Writes(p.Key).SelectMany(array => roots.Of(array).Select(root => (root, array, p.Value))).Distinct()).ToLookup(p => p.root, p => (p.array, p.Value));
        var apart = new MadeApart(places);
        var lasting = new HashSet<int>(keepsParameters ? function.Parameters.Select(p => p.Value.Id) : []);
        if (keepsLocals)
        {
            lasting.UnionWith(function.Body.Ops.Where(op => op.Code is "alloc" or "table").Select(op => op.Result.Id));
        }

        bool Stays(int array, IrOp at) => roots.Of(array).All(root =>
            lasting.Contains(root) && !writes[root].Any(w => (w.Value.Order > places[at].Order || w.Value.Loops.Intersect(places[at].Loops).Any()) && !apart.AreApart(array, w.array)));
        bool IsFixed(IrOp load) => load.Result.Type is ArrayType || Stays(load.Operands[0], load);
        IrOp Noted(IrOp call)
        {
            var stale = Enumerable.Range(0, call.Operands.Count).Where(i => !Stays(call.Operands[i], call)).ToList();
            return stale.Count == 0 ? call : call.With("stale", string.Join(",", stale));
        }

        IrBlock Mark(IrBlock block) => block with
        {
            Ops = block.Ops.Select(op => op.Code == "rule_call" ? Noted(op) : op.Code == "load" && IsFixed(op) ? op.With("fixed", "true") : op with { Regions = op.Regions.Select(Mark).ToEquatable() }).ToEquatable(),
        };

        return function with { Body = Mark(function.Body) };
    }

    /// <summary>Where each operation of a block stands.</summary>
    public static Dictionary<IrOp, Place> Places(IrBlock block)
    {
        var places = new Dictionary<IrOp, Place>(ReferenceEqualityComparer.Instance);
        Number(block, [], [], places);
        return places;
    }

    private static void Number(IrBlock block, List<IrOp> loops, List<IrOp> owners, Dictionary<IrOp, Place> places)
    {
        foreach (var op in block.Ops)
        {
            places[op] = new Place(places.Count, [.. loops], [.. owners]);
            owners.Add(op);
            bool loop = op.Code is "while" or "for";
            if (loop)
            {
                loops.Add(op);
            }

            foreach (var region in op.Regions)
            {
                Number(region, loops, owners, places);
            }

            owners.RemoveAt(owners.Count - 1);
            if (loop)
            {
                loops.RemoveAt(loops.Count - 1);
            }
        }
    }

    /// <summary>Where an operation stands: among all, in which loops, in the regions of which operations.</summary>
    internal sealed record Place(int Order, IReadOnlyList<IrOp> Loops, IReadOnlyList<IrOp> Owners);

    /// <summary>Operations by identity: two equal ones stand at different places.</summary>
    internal sealed class ReferenceEqualityComparer : IEqualityComparer<IrOp>
    {
        public static ReferenceEqualityComparer Instance { get; } = new();

        public bool Equals(IrOp? x, IrOp? y) => ReferenceEquals(x, y);

        public int GetHashCode(IrOp obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
