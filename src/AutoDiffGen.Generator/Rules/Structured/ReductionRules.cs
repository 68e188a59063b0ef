using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>The sum over axes; over all of them (axes "*") a number.</summary>
internal sealed class SumRule : StructuredRule
{
    public override string Code => "sum";

    public override IrOp Infer(IrOp op, ShapeContext context) => Reduced(op, context, "Sum");

    /// <summary>The shape without the axes that are reduced; a number where all are and no shape is asked for.</summary>
    public static IrOp Reduced(IrOp op, ShapeContext context, string name)
    {
        var tensor = context.Tensor(0);
        if (op.Text("axes") == "*" && op.Result.Type is ScalarType)
        {
            return op;
        }

        int[] axes = context.Axes(name, tensor.Rank);
        var dims = tensor.Shape
            .Select((d, i) => (Dim: axes.Contains(i) ? Dim.One : d, Keep: op.Flag("keep") || !axes.Contains(i)))
            .Where(p => p.Keep).Select(p => p.Dim).ToEquatable();
        return op.With("axes", string.Join(",", axes)) with
        {
            Results = EquatableArray.Of(op.Result with { Type = new TensorType(tensor.Element, dims) }),
        };
    }

    public override void Pullback(IrOp op, PullbackContext context)
    {
        var source = (TensorType)context.OperandType(0);
        int g = context.Cotangent;
        if (op.Result.Type is TensorType)
        {
            int[] axes = op.Ints("axes");
            g = context.Builder.Reshape(g, source.Shape.Select((d, i) => axes.Contains(i) ? Dim.One : d).ToEquatable());
        }

        context.Contribute(0, context.Builder.Broadcast(g, source));
    }

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t));
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        if (op.Result.Type is ScalarType)
        {
            return context.Assign($"Reduction.Sum({context.Operand(0)})");
        }

        var shape = context.OperandType(0).Shape;
        int[] axes = op.Ints("axes");
        if (axes.Length == 0)
        {
            return $"{context.Operand(0)}.CopyTo({context.Result()});";
        }

        string lengths = string.Join(", ", shape.Select(context.Size));
        string reduced = string.Join(", ", shape.Select((_, i) => axes.Contains(i) ? "true" : "false"));
        return $"Reduction.Sum({context.Operand(0)}, [{lengths}], [{reduced}], {context.Result()});";
    }
}
