using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>Rows of a table by index: (V, rest...) and indices of shape S give S + rest.</summary>
internal sealed class GatherRule : StructuredRule
{
    public override string Code => "gather";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var table = context.Tensor(0);
        context.LooksAtFirst(0, 1);
        if (table.Rank == 0)
        {
            context.Mismatch($"Gather: the table needs a dimension to take rows from, {context.Describe(0)}.");
        }

        var dims = context.Tensor(1).Shape.Concat(table.Shape.Skip(1)).ToEquatable();
        return op with { Results = EquatableArray.Of(op.Result with { Type = new TensorType(table.Element, dims) }) };
    }

    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(0))
        {
            context.Contribute(0, context.Builder.Op("scatter_add", context.OperandType(0), [context.Cotangent, op.Operands[1]]));
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t, op.Operands[1]));
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        var shape = context.OperandType(0).Shape;
        return $"Indexing.Gather({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {context.Size(shape[0])}, {context.Size(Dim.Product(shape.Skip(1)))});";
    }
}

/// <summary>The adjoint of a gather: zeros, to which each row of the source is added at its index.</summary>
internal sealed class ScatterAddRule : StructuredRule
{
    public override string Code => "scatter_add";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t, op.Operands[1]));
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        var shape = op.Result.Tensor!.Shape;
        return $"{context.Result()}.Clear();\n" +
            $"Indexing.ScatterAdd({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {context.Size(shape[0])}, {context.Size(Dim.Product(shape.Skip(1)))});";
    }
}
