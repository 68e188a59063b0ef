using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>The length of an array that the function makes, or of a slice, is the number it was made with.</summary>
internal static class Lengths
{
    public static IrFunction Run(IrFunction function)
    {
        var known = new Dictionary<int, int>();
        foreach (var op in IrWalk.AllOps(function.Body).Where(op => op.Code is "alloc" or "slice"))
        {
            known[op.Result.Id] = op.Code == "alloc" ? op.Operands[0] : op.Operands[2];
        }

        var map = new Dictionary<int, int>();
        foreach (var op in IrWalk.AllOps(function.Body).Where(op => op.Code == "length" && known.ContainsKey(op.Operands[0])))
        {
            map[op.Result.Id] = known[op.Operands[0]];
        }

        return function with { Body = IrWalk.Rename(function.Body, map) };
    }
}
