using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>The same elements under another shape; moves no data.</summary>
internal sealed class ReshapeRule : StructuredRule
{
    public override string Code => "reshape";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var source = context.Tensor(0);
        if (op.Operands.Count == 1 && op.Result.Tensor!.Dims is not null)
        {
            return op;
        }

        var dims = Enumerable.Range(1, op.Operands.Count - 1).Select(context.Dim).ToList();
        var inferred = dims.Select((d, i) => (d, i)).Where(p => p.d.Equals(Dim.Constant(-1))).Select(p => p.i).ToList();
        if (inferred.Count > 1)
        {
            context.Mismatch($"Reshape: only one dimension may be -1; {context.Describe(0)}.");
        }

        if (inferred.Count == 1)
        {
            var known = Dim.Product(dims.Where((_, i) => i != inferred[0]));
            dims[inferred[0]] = Dim.Quotient(source.Size, known);
            context.Equal(dims[inferred[0]] * known, source.Size, $"Reshape: {context.Format(source.Size)} elements do not divide evenly by {context.Format(known)}; {context.Describe(0)}.");
        }
        else
        {
            context.Equal(Dim.Product(dims), source.Size, $"Reshape: {context.Describe(0)}, which is {context.Format(source.Size)} elements; {context.Shape(dims)} is {context.Format(Dim.Product(dims))}.");
        }

        return op with
        {
            Operands = EquatableArray.Of(op.Operands[0]),
            Results = EquatableArray.Of(op.Result with { Type = source with { Dims = dims.ToEquatable() } }),
        };
    }

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Reshape(context.Cotangent, ((TensorType)context.OperandType(0)).Shape));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        throw new InvalidOperationException("A reshape is a view; it has no kernel.");
}

/// <summary>A tensor or number repeated to a larger shape. Inside a fused loop it costs nothing.</summary>
internal sealed class BroadcastRule : StructuredRule
{
    public override string Code => "broadcast";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.ReduceTo(context.Cotangent, context.OperandType(0)));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        throw new InvalidOperationException("A broadcast is part of a fused loop.");
}
