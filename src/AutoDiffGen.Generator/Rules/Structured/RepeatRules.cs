using System.Globalization;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>Repeated to a shape of given lengths, or to that of another tensor: a broadcast.</summary>
internal sealed class BroadcastToRule(string code) : ViewRule
{
    public override string Code => code;

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var shape = context.Tensor(0).Shape;
        var to = code == "broadcast_as" ? context.Tensor(1).Shape : Enumerable.Range(1, op.Operands.Count - 1).Select(context.Dim).ToEquatable();
        int more = to.Count - shape.Count;
        if (more < 0 || shape.Where((d, i) => !d.IsOne && !d.Equals(to[more + i])).Any())
        {
            context.Mismatch($"BroadcastTo: {context.Describe(0)}, which cannot be repeated to {context.Shape(to)}: aligned at the last dimension, each length must be 1 or that of the result.");
        }

        foreach (var length in to)
        {
            context.AtLeast(length, Dim.Zero, $"BroadcastTo: a length of {context.Shape(to)} is negative.");
        }

        return IrOp.Create("broadcast", [op.Operands[0]], [op.Result with { Type = context.Tensor(0) with { Dims = to } }], span: op.Span);
    }
}

/// <summary>The elements moved along an axis by operand 1, those that leave it back in at the other end.</summary>
internal sealed class RollRule : StructuredRule
{
    public override string Code => "roll";

    public override IrOp Infer(IrOp op, ShapeContext context) =>
        op.With("axis", context.Axis("Roll", context.Tensor(0).Rank).ToString(CultureInfo.InvariantCulture)) with { Results = EquatableArray.Of(op.Result with { Type = context.Tensor(0) }) };

    public override void Pullback(IrOp op, PullbackContext context)
    {
        int back = context.Builder.Op("neg", context.OperandType(1), [op.Operands[1]]);
        context.Contribute(0, context.Builder.Op("roll", op.Result.Type, [context.Cotangent, back], ("axis", op.Text("axis"))));
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
        var shape = op.Result.Tensor!.Shape;
        int axis = op.Int("axis");
        return $"Strided.Roll({context.Operand(0)}, {context.Result()}, {context.Size(Dim.Product(shape.Take(axis)))}, {context.Size(shape[axis])}, {context.Size(Dim.Product(shape.Skip(axis + 1)))}, {context.Operand(1)});";
    }
}
