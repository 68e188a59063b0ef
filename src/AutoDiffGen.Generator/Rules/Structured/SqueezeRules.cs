using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>Without axes of length 1: those that are named, or all of them ("*").</summary>
internal sealed class SqueezeRule : ViewRule
{
    public override string Code => "squeeze";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var tensor = context.Tensor(0);
        int[] axes = op.Text("axis") == "*" ? [.. Enumerable.Range(0, tensor.Rank).Where(i => tensor.Shape[i].IsOne)] : [context.Axis("Squeeze", tensor.Rank)];
        foreach (int axis in axes.Where(a => !tensor.Shape[a].IsOne))
        {
            context.Mismatch($"Squeeze: axis {axis} has the length {context.Format(tensor.Shape[axis])}, not 1: {context.Describe(0)}.");
        }

        if (axes.Length == tensor.Rank)
        {
            context.Mismatch($"Squeeze: no axis would be left, and a tensor has at least one: {context.Describe(0)}.");
        }

        return Reshaped(op, tensor.Shape.Where((_, i) => !axes.Contains(i)).ToEquatable());
    }

    public static IrOp Reshaped(IrOp op, EquatableArray<Dim> dims) =>
        IrOp.Create("reshape", op.Operands, [op.Result with { Type = op.Result.Tensor! with { Dims = dims } }], span: op.Span);
}

/// <summary>Under the shape of another tensor.</summary>
internal sealed class ReshapeAsRule : ViewRule
{
    public override string Code => "reshape_as";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        Dim from = context.Tensor(0).Size, to = context.Tensor(1).Size;
        if (!from.Equals(to))
        {
            context.Mismatch($"Reshape: {context.Describe(0)}, which is {context.Format(from)} elements; {context.Describe(1)}, which is {context.Format(to)}.");
        }

        return SqueezeRule.Reshaped(op with { Operands = EquatableArray.Of(op.Operands[0]) }, context.Tensor(1).Shape);
    }
}

/// <summary>With a new axis of length 1 at a place of the result.</summary>
internal sealed class UnsqueezeRule : ViewRule
{
    public override string Code => "unsqueeze";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var tensor = context.Tensor(0);
        int axis = context.Axis("Unsqueeze", tensor.Rank + 1);
        return SqueezeRule.Reshaped(op, tensor.Shape.Take(axis).Append(Dim.One).Concat(tensor.Shape.Skip(axis)).ToEquatable());
    }
}
