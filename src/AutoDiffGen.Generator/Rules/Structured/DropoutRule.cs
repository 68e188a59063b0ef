using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>Elements dropped by a mask that only depends on the seed; operands: x, the probability, the seed. The same mask in both passes.</summary>
internal sealed class DropoutRule : StructuredRule
{
    public override string Code => "dropout";

    public override IrOp Infer(IrOp op, ShapeContext context) => op with { Results = EquatableArray.Of(op.Result with { Type = context.Tensor(0) }) };

    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(1))
        {
            throw new CompilationException("ADG0201", op.Span, "Ops.Dropout as a function of its probability");
        }

        context.Contribute(0, context.Builder.Op("dropout", context.OperandType(0), [context.Cotangent, op.Operands[1], op.Operands[2]]));
    }

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(1) is not null)
        {
            throw new CompilationException("ADG0201", op.Span, "Ops.Dropout as a function of its probability");
        }

        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t, op.Operands[1], op.Operands[2]));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) => $"DropoutKernels.Apply({context.Operand(0)}, {context.Result()}, {context.Operand(1)}, {context.Operand(2)});";
}
