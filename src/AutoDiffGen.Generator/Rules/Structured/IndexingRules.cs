using System.Globalization;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>Operations along one axis by indices, which are operand 1: the sizes around that axis, and the axis itself, 0 where none is named.</summary>
internal abstract class IndexRule : StructuredRule
{
    public static int AxisOf(IrOp op) => op.TryText("axis") is null ? 0 : op.Int("axis");

    protected static (string Name, string Text)[] Along(IrOp op) => op.TryText("axis") is { } axis ? [("axis", axis)] : [];

    protected static IrOp With(IrOp op, int axis, EquatableArray<Dim> dims)
    {
        op = op.TryText("axis") is null ? op : op.With("axis", axis.ToString(CultureInfo.InvariantCulture));
        return op with { Results = EquatableArray.Of(op.Result with { Type = new TensorType(op.Result.Tensor!.Element, dims) }) };
    }

    /// <summary>The axis, made non-negative. Reports one that is not there.</summary>
    protected static int Axis(IrOp op, ShapeContext context, string name)
    {
        if (op.TryText("axis") is null)
        {
            context.LooksAtFirst(0, 1);
        }

        int rank = context.Tensor(0).Rank;
        if (rank == 0)
        {
            context.Mismatch($"{name}: the table needs a dimension to take rows from, {context.Describe(0)}.");
        }

        return op.TryText("axis") is null ? 0 : context.Axis(name, rank);
    }

    /// <summary>The lengths of x with those of the indices in the place of the axis.</summary>
    protected static EquatableArray<Dim> Gathered(EquatableArray<Dim> x, EquatableArray<Dim> indices, int axis) => x.Take(axis).Concat(indices).Concat(x.Skip(axis + 1)).ToEquatable();

    protected static void SameBut(int axis, string name, ShapeContext context)
    {
        context.LooksLike(1, 0);
        context.LooksLike(0, 1);
        EquatableArray<Dim> x = context.Tensor(0).Shape, indices = context.Tensor(1).Shape;
        string Sentence() => $"{name}: the indices must have the shape of what they are taken of but for axis {axis}: {context.Describe(0)}, {context.Describe(1)}";
        if (x.Count != indices.Count || !context.Same(x.Where((_, i) => i != axis), indices.Where((_, i) => i != axis), Sentence))
        {
            context.Mismatch(Sentence() + ".");
        }
    }

    /// <summary>The arguments of a kernel that say where the axis lies.</summary>
    protected static string Around(EquatableArray<Dim> x, int axis, IKernelContext context, params Dim[] along) =>
        string.Join(", ", new[] { Dim.Product(x.Take(axis)), x[axis] }.Concat(along).Append(Dim.Product(x.Skip(axis + 1))).Select(context.Size));
}

/// <summary>Elements by index, or sums at indices: each is the adjoint of the other, and both are linear.</summary>
internal abstract class LinearIndexRule(string adjoint) : IndexRule
{
    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(0))
        {
            context.Contribute(0, context.Builder.Op(adjoint, context.OperandType(0), [context.Cotangent, op.Operands[1]], Along(op)));
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t, op.Operands[1]));
        }
    }
}

/// <summary>A tensor to which values (operand 2) are added at indices: zeros to which they are added, and the tensor.</summary>
internal abstract class OntoRule(string adding, string adjoint) : IndexRule
{
    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(0))
        {
            context.Contribute(0, context.Cotangent);
        }

        if (context.IsActive(2))
        {
            context.Contribute(2, context.Builder.Op(adjoint, context.OperandType(2), [context.Cotangent, op.Operands[1]], Along(op)));
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        int? values = context.Tangent(2) is { } t ? context.Builder.Op(adding, op.Result.Type, [t, op.Operands[1]], Along(op)) : null;
        context.Set(context.Tangent(0) is { } x ? values is { } added ? context.Builder.Elementwise("add", x, added) : x : values!.Value);
    }
}

/// <summary>The elements that indices of shape S name along an axis: (..., V, ...) gives (..., S, ...).</summary>
internal sealed class GatherRule() : LinearIndexRule("scatter_add")
{
    public override string Code => "gather";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        int axis = Axis(op, context, "Gather");
        return With(op, axis, Gathered(context.Tensor(0).Shape, context.Tensor(1).Shape, axis));
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        var shape = context.OperandType(0).Shape;
        return AxisOf(op) == 0
            ? $"Indexing.Gather({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {context.Size(shape[0])}, {context.Size(Dim.Product(shape.Skip(1)))});"
            : $"AxisIndexing.Gather({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {Around(shape, AxisOf(op), context)});";
    }
}

/// <summary>The adjoint of a gather: zeros, to which each part of the source is added at its index.</summary>
internal sealed class ScatterAddRule() : LinearIndexRule("gather")
{
    public override string Code => "scatter_add";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override string Emit(IrOp op, IKernelContext context) => $"{context.Result()}.Clear();\n" + Adding(op, context, 0);

    /// <summary>The statement that adds an operand to the result.</summary>
    public static string Adding(IrOp op, IKernelContext context, int values)
    {
        var shape = op.Result.Tensor!.Shape;
        return AxisOf(op) == 0
            ? $"Indexing.ScatterAdd({context.Operand(values)}, {context.Operand(1)}, {context.Result()}, {context.Size(shape[0])}, {context.Size(Dim.Product(shape.Skip(1)))});"
            : $"AxisIndexing.ScatterAdd({context.Operand(values)}, {context.Operand(1)}, {context.Result()}, {Around(shape, AxisOf(op), context)});";
    }
}

/// <summary>A tensor to which values (operand 2) are added at indices along an axis.</summary>
internal sealed class ScatterOntoRule() : OntoRule("scatter_add", "gather")
{
    public override string Code => "scatter_onto";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        int axis = Axis(op, context, "ScatterAdd");
        var expected = Gathered(context.Tensor(0).Shape, context.Tensor(1).Shape, axis);
        string Sentence() => $"ScatterAdd: the values must be {context.Shape(expected)}: {context.Describe(2)}; {context.Describe(0)}, {context.Describe(1)}";
        if (!context.Same(context.Tensor(2).Shape, expected, Sentence))
        {
            context.Mismatch(Sentence() + ".");
        }

        return With(op, axis, context.Tensor(0).Shape);
    }

    public override string Emit(IrOp op, IKernelContext context) => $"{context.Operand(0)}.CopyTo({context.Result()});\n" + ScatterAddRule.Adding(op, context, 2);
}
