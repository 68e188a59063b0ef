using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>Truth values and whole numbers as floating numbers; nothing depends on them smoothly.</summary>
internal sealed class ToNumberRule : StructuredRule
{
    public override string Code => "to_number";

    public override IrOp Infer(IrOp op, ShapeContext context) =>
        op with { Results = EquatableArray.Of(op.Result with { Type = op.Result.Tensor! with { Dims = context.Tensor(0).Shape } }) };

    public override void Pullback(IrOp op, PullbackContext context) => throw new InvalidOperationException("A whole number has no adjoint.");

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
    }

    public override string Emit(IrOp op, IKernelContext context) => $"Conversion.ToNumbers({context.Operand(0)}, {context.Result()});";
}
