using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>An array that a derivative is given is there, which is checked first: whether it is null is known.</summary>
internal static class GivenArrays
{
    public static IrFunction Run(IrFunction function)
    {
        var given = new HashSet<int>(function.Parameters.Where(p => p.Type is ArrayType { Kind: ArrayKind.Array }).Select(p => p.Value.Id));
        var nulls = new HashSet<int>(IrWalk.AllOps(function.Body).Where(op => op.Code == "literal" && op.Result.Type is ArrayType && op.Text("text") == "null").Select(op => op.Result.Id));
        if (given.Count == 0 || nulls.Count == 0)
        {
            return function;
        }

        IrBlock Visit(IrBlock block) => block with { Ops = block.Ops.Select(Known).ToEquatable() };
        IrOp Known(IrOp op) => op.Code is "eq" or "ne" && op.Operands.Any(given.Contains) && op.Operands.Any(nulls.Contains)
            ? IrOp.Create("const", [], op.Results, [new("value", op.Code == "ne" ? "true" : "false")], op.Span)
            : op with { Regions = op.Regions.Select(Visit).ToEquatable() };
        return function with { Body = Visit(function.Body) };
    }
}
