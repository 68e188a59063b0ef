using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>The element at each target along an axis, 0 where it is the one that is ignored: linear in what it is taken from.</summary>
internal sealed class OfTargetsRule : StructuredRule
{
    public override string Code => "of_targets";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var x = context.Tensor(0);
        int axis = context.Axis("A loss of classes", x.Rank);
        var rest = x.Shape.Where((_, i) => i != axis).ToEquatable();
        if (context.Tensor(1).Shape != rest)
        {
            context.Mismatch($"The targets have the shape {context.Shape(rest)}, that of what the loss is given without axis {axis}, the classes: {context.Describe(1)}.");
        }

        return op.With("axis", axis.ToString(System.Globalization.CultureInfo.InvariantCulture)) with { Results = EquatableArray.Of(op.Result with { Type = x with { Dims = rest } }) };
    }

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("to_targets", context.OperandType(0), [context.Cotangent, op.Operands[1], op.Operands[2]], ("axis", op.Text("axis"))));

    public override void Pushforward(IrOp op, PushforwardContext context) => Linear(op, context);

    public override string Emit(IrOp op, IKernelContext context) =>
        $"TargetKernels.OfTargets({context.Operand(0)}, {context.Operand(1)}, {context.Operand(2)}, {context.Result()}, {Sizes(context.OperandType(0).Shape, op.Int("axis"), context)});";

    public static void Linear(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t, op.Operands[1], op.Operands[2]));
        }
    }

    public static string Sizes(EquatableArray<Dim> shape, int axis, IKernelContext context)
    {
        string Part(IEnumerable<Dim> dims) => context.Size(Dim.Product(dims));
        return $"{Part(shape.Take(axis))}, {Part([shape[axis]])}, {Part(shape.Skip(axis + 1))}";
    }
}

/// <summary>Zeros, and at each target along an axis its cotangent.</summary>
internal sealed class ToTargetsRule : StructuredRule
{
    public override string Code => "to_targets";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pushforward(IrOp op, PushforwardContext context) => OfTargetsRule.Linear(op, context);

    public override string Emit(IrOp op, IKernelContext context) =>
        $"TargetKernels.ToTargets({context.Operand(0)}, {context.Operand(1)}, {context.Operand(2)}, {context.Result()}, {OfTargetsRule.Sizes(op.Result.Tensor!.Shape, op.Int("axis"), context)});";
}

/// <summary>The weight of each target's class, 0 where it is the one that is ignored: linear in the weights.</summary>
internal sealed class OfClassesRule : StructuredRule
{
    public override string Code => "of_classes";

    public override IrOp Infer(IrOp op, ShapeContext context) =>
        op with { Results = EquatableArray.Of(op.Result with { Type = context.Tensor(0) with { Dims = context.Tensor(1).Shape } }) };

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("to_classes", context.OperandType(0), [context.Cotangent, op.Operands[1], op.Operands[2]]));

    public override void Pushforward(IrOp op, PushforwardContext context) => OfTargetsRule.Linear(op, context);

    public override string Emit(IrOp op, IKernelContext context) =>
        $"TargetKernels.OfClasses({context.Operand(0)}, {context.Operand(1)}, {context.Operand(2)}, {context.Result()});";
}

/// <summary>For each class the sum of the cotangents of its targets.</summary>
internal sealed class ToClassesRule : StructuredRule
{
    public override string Code => "to_classes";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pushforward(IrOp op, PushforwardContext context) => OfTargetsRule.Linear(op, context);

    public override string Emit(IrOp op, IKernelContext context) =>
        $"TargetKernels.ToClasses({context.Operand(0)}, {context.Operand(1)}, {context.Operand(2)}, {context.Result()});";
}

/// <summary>A vector under a shape that broadcasts along an axis of another tensor.</summary>
internal sealed class AlongAxisRule : ViewRule
{
    public override string Code => "along_axis";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var (weight, x) = (context.Tensor(0), context.Tensor(1));
        int axis = context.Axis("A loss of classes", x.Rank);
        if (weight.Rank != 1 || !weight.Shape[0].Equals(x.Shape[axis]))
        {
            context.Mismatch($"There is one weight for each class along axis {axis}, {context.Format(x.Shape[axis])} of them, but the weights have the shape {context.Shape(weight.Shape)}.");
        }

        return SqueezeRule.Reshaped(op with { Operands = EquatableArray.Of(op.Operands[0]) }, Enumerable.Repeat(Dim.One, x.Rank - 1 - axis).Prepend(weight.Shape[0]).ToEquatable());
    }
}
