using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Passes;

// Only the branch that was taken is differentiated, and so is what was computed before it and serves one of its sides
// alone: on the other side its adjoint would be a zero, which an infinite derivative makes NaN.
internal sealed partial class Differentiate
{
    // How often an adjoint may come back to a value: its uses but for those in comparisons and the like.
    private Dictionary<int, int> _uses = [];

    // Operations that were reversed within a branch, by their first result.
    private readonly HashSet<int> _sunk = [];

    /// <summary>The operations before a branch that only one of its sides uses, by their places.</summary>
    private List<int> Sinking(List<IrOp> ops, int branch, IrBlock side)
    {
        var places = new List<int>();
        var inside = AdjointUses(IrWalk.AllOps(side));
        for (int i = branch - 1; i >= 0; i--)
        {
            var op = ops[i];
            if (CanSink(op) && op.Results.Any(r => inside.ContainsKey(r.Id)) && op.Results.All(r => Count(inside, r.Id) == Count(_uses, r.Id)))
            {
                places.Insert(0, i);
                foreach (var use in AdjointUses(IrWalk.AllOps(new IrBlock(EquatableArray<IrValue>.Empty, EquatableArray.Of(op)))))
                {
                    inside[use.Key] = Count(inside, use.Key) + use.Value;
                }
            }
        }

        return places;
    }

    // Numbers and tensors alone: what goes through memory or the tape is reversed in its place.
    private bool CanSink(IrOp op) =>
        op.Results.Count > 0 && !_sunk.Contains(op.Results[0].Id) && op.Results.Any(r => _activity.IsActive(r.Id)) && IsNumeric(op);

    private static bool IsNumeric(IrOp op) => op.Results.All(r => r.Type is ScalarType or TensorType) && op.Code switch
    {
        "if" => op.Regions.All(r => r.Body.All(IsNumeric)),
        "select" or "convert" => true,
        string code => ScalarRules.Find(code) is not null || (OpTable.IsPure(op) && op.Regions.Count == 0 && code is not ("call" or "load" or "parameter" or "module_parameter")),
    };

    private Dictionary<int, int> AdjointUses(IEnumerable<IrOp> ops)
    {
        var uses = new Dictionary<int, int>();
        foreach (var op in ops.Where(op => op.Code is not ("inert_call" or "throw")).Where(op => op.Results.Count == 0 || op.Regions.Count > 0 || op.Results.Any(r => r.Type is not ScalarType || _activity.IsActive(r.Id))))
        {
            foreach (int id in op.Operands)
            {
                uses[id] = Count(uses, id) + 1;
            }
        }

        return uses;
    }

    private static int Count(Dictionary<int, int> counts, int id) => counts.TryGetValue(id, out int n) ? n : 0;
}
