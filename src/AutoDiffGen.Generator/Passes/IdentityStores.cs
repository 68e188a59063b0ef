using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Removes stores of what was just loaded from the same place. A struct's member that might change it is called on a copy
/// that is written back: where it changed nothing, the array is only read, and its method has one output less.
/// </summary>
internal static class IdentityStores
{
    public static IrFunction Run(IrFunction function) =>
        IrWalk.AllOps(function.Body).Any(op => op.Code == "store") ? function with { Body = Run(function.Body) } : function;

    private static IrBlock Run(IrBlock block)
    {
        // What each place is known to hold. Any other array may be the same memory, so that every write forgets all.
        var holds = new Dictionary<(string Place, string Path), int>();
        var ops = new List<IrOp>();
        foreach (var op in block.Ops)
        {
            if (op.Code == "store" && HoldsAlready(op, holds))
            {
                continue;
            }

            var kept = op.Regions.Count == 0 ? op : op with { Regions = op.Regions.Select(Run).ToEquatable() };
            ops.Add(kept);
            if (kept.Code == "load")
            {
                holds[(Place(kept), kept.TryText("path") ?? "")] = kept.Result.Id;
            }
            else if (kept.Regions.Count > 0 || Roots.Writes(kept).Any())
            {
                holds.Clear();
            }
        }

        return block with { Ops = ops.ToEquatable() };
    }

    private static bool HoldsAlready(IrOp store, Dictionary<(string Place, string Path), int> holds)
    {
        string place = Place(store);
        return store.StoredPaths.Zip(store.Stored, (path, value) => holds.TryGetValue((place, path), out int held) && held == value).All(same => same);
    }

    private static string Place(IrOp op) => string.Join(",", op.Indices.Prepend(op.Operands[0]));
}
