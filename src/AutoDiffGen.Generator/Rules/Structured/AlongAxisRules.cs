using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>Along an axis, for each place the element that its own index names.</summary>
internal sealed class TakeAlongRule() : LinearIndexRule("add_along")
{
    public override string Code => "take_along";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        int axis = Axis(op, context, "TakeAlongAxis");
        SameBut(axis, "TakeAlongAxis", context);
        return With(op, axis, context.Tensor(1).Shape);
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        $"AxisIndexing.TakeAlong({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {Around(context.OperandType(0).Shape, AxisOf(op), context, op.Result.Tensor!.Shape[AxisOf(op)])});";
}

/// <summary>The adjoint of that: zeros, to which each element of the source is added at its index.</summary>
internal sealed class AddAlongRule() : LinearIndexRule("take_along")
{
    public override string Code => "add_along";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override string Emit(IrOp op, IKernelContext context) => $"{context.Result()}.Clear();\n" + Adding(op, context, 0);

    /// <summary>The statement that adds an operand to the result.</summary>
    public static string Adding(IrOp op, IKernelContext context, int values) =>
        $"AxisIndexing.ScatterAddAlong({context.Operand(values)}, {context.Operand(1)}, {context.Result()}, {Around(op.Result.Tensor!.Shape, AxisOf(op), context, context.OperandType(1).Shape[AxisOf(op)])});";
}

/// <summary>A tensor to which each of some values (operand 2) is added at its own index along an axis.</summary>
internal sealed class AddOntoAlongRule() : OntoRule("add_along", "take_along")
{
    public override string Code => "add_onto_along";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        int axis = Axis(op, context, "ScatterAddAlongAxis");
        SameBut(axis, "ScatterAddAlongAxis", context);
        string Sentence() => $"ScatterAddAlongAxis: the values must have the shape of the indices: {context.Describe(2)}, {context.Describe(1)}";
        if (!context.Same(context.Tensor(2).Shape, context.Tensor(1).Shape, Sentence))
        {
            context.Mismatch(Sentence() + ".");
        }

        return With(op, axis, context.Tensor(0).Shape);
    }

    public override string Emit(IrOp op, IKernelContext context) => $"{context.Operand(0)}.CopyTo({context.Result()});\n" + AddAlongRule.Adding(op, context, 2);
}

/// <summary>For each index (operand 1) a row of zeros as long as operand 0 says, with 1 at its place. Nothing depends smoothly on it.</summary>
internal sealed class OneHotRule : StructuredRule
{
    public override string Code => "one_hot";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var count = context.Dim(0);
        context.AtLeast(count, Dim.Zero, $"OneHot: the count must not be negative, and is {context.Format(count)}.");
        return op with { Results = EquatableArray.Of(op.Result with { Type = op.Result.Tensor! with { Dims = context.Tensor(1).Shape.Append(count).ToEquatable() } }) };
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        $"AxisIndexing.OneHot({context.Operand(1)}, {context.Result()}, {context.Size(op.Result.Tensor!.Shape.Last())});";
}

/// <summary>Where along an axis the largest or smallest element is: a whole number, through which no derivative flows.</summary>
internal sealed class PlaceRule(string code, string name) : StructuredRule
{
    public override string Code => code;

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var tensor = context.Tensor(0);
        int axis = context.Axis(name, tensor.Rank);
        var dims = tensor.Shape.Select((d, i) => i == axis ? Dim.One : d).Where((_, i) => i != axis || op.Flag("keep")).ToEquatable();
        if (dims.Count == 0)
        {
            context.Mismatch($"{name}: no axis would be left, and a tensor has at least one: {context.Describe(0)}. Keep it with keepDims.");
        }

        return op.With("axis", axis.ToString(System.Globalization.CultureInfo.InvariantCulture)) with { Results = EquatableArray.Of(op.Result with { Type = op.Result.Tensor! with { Dims = dims } }) };
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        var shape = context.OperandType(0).Shape;
        int axis = op.Int("axis");
        return $"Extremes.{name}({context.Operand(0)}, {context.Result()}, {context.Size(Dim.Product(shape.Take(axis)))}, {context.Size(shape[axis])}, {context.Size(Dim.Product(shape.Skip(axis + 1)))});";
    }
}
