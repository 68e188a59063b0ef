using System.Globalization;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>An operation that shows a tensor's elements in another order or only some of them; it moves no data (Layout).</summary>
internal abstract class ViewRule : StructuredRule
{
    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        throw new InvalidOperationException($"'{op.Code}' is a view; it has no kernel.");

    protected static IrOp Settled(IrOp op, string axes, EquatableArray<Dim> dims) =>
        op.With("axes", axes) with { Results = EquatableArray.Of(op.Result with { Type = op.Result.Tensor! with { Dims = dims } }) };

    protected static string Text(IEnumerable<int> axes) => string.Join(",", axes.Select(a => a.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>The axes in another order: axis i of the result is axis axes[i] of the operand.</summary>
internal sealed class PermuteRule : ViewRule
{
    public override string Code => "permute";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var tensor = context.Tensor(0);
        int[] axes = op.Ints("axes");
        context.HasRank(0, axes.Length);
        if (axes.Length != tensor.Rank)
        {
            context.Mismatch($"PermuteDimensions: {axes.Length} axes are given, and {context.Describe(0)}, of rank {tensor.Rank}.");
        }

        context.Axes("PermuteDimensions", tensor.Rank);
        axes = [.. axes.Select(a => a < 0 ? a + tensor.Rank : a)];
        return Settled(op, Text(axes), axes.Select(a => tensor.Shape[a]).ToEquatable());
    }

    public override void Pullback(IrOp op, PullbackContext context)
    {
        int[] axes = op.Ints("axes");
        context.Contribute(0, context.Builder.Op("permute", context.OperandType(0), [context.Cotangent], ("axes", Text(Enumerable.Range(0, axes.Length).Select(i => Array.IndexOf(axes, i))))));
    }
}

/// <summary>Two axes exchanged: a permutation of all.</summary>
internal sealed class TransposeRule : ViewRule
{
    public override string Code => "transpose";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        int rank = context.Tensor(0).Rank;
        int a = context.Axis("Transpose", rank, "axis1"), b = context.Axis("Transpose", rank, "axis2");
        int[] axes = [.. Enumerable.Range(0, rank)];
        (axes[a], axes[b]) = (b, a);
        return Settled(IrOp.Create("permute", op.Operands, op.Results, [new("axes", "")], op.Span), Text(axes), axes.Select(i => context.Tensor(0).Shape[i]).ToEquatable());
    }
}

/// <summary>The elements along some axes in the opposite order.</summary>
internal sealed class FlipRule : ViewRule
{
    public override string Code => "flip";

    public override IrOp Infer(IrOp op, ShapeContext context) => Settled(op, Text(context.Axes("Flip", context.Tensor(0).Rank)), context.Tensor(0).Shape);

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("flip", context.OperandType(0), [context.Cotangent], ("axes", op.Text("axes"))));
}

/// <summary>Along one axis the elements start, start + step, ... before end.</summary>
internal sealed class PartRule : ViewRule
{
    public override string Code => "part";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        if (op.Operands.Count == 1)
        {
            return op;
        }

        var tensor = context.Tensor(0);
        int axis = context.Axis("Slice", tensor.Rank), step = op.Int("step");
        if (step < 1)
        {
            context.Mismatch($"Slice: the step must be 1 or more, and is {step}.");
        }

        var length = tensor.Shape[axis];
        Dim start = FromEnd(context.Dim(1), length), end = FromEnd(context.Dim(2), length);
        if (length.IsConstant && end.IsConstant && end.ConstantValue > length.ConstantValue)
        {
            end = end.ConstantValue == int.MaxValue ? length : end;
        }
        else if (end.IsConstant && end.ConstantValue == int.MaxValue)
        {
            end = length;
        }

        var count = end - start;
        context.AtLeast(start, Dim.Zero, $"Slice: the start {context.Format(start)} lies before the first element of axis {axis}; {context.Describe(0)}.");
        context.AtLeast(count, Dim.Zero, $"Slice: the end {context.Format(end)} lies before the start {context.Format(start)}; {context.Describe(0)}.");
        context.AtLeast(length - end, Dim.Zero, $"Slice: the end {context.Format(end)} lies behind the last element of axis {axis}; {context.Describe(0)}.");
        count = step == 1 ? count : Dim.Quotient(count + Dim.Constant(step - 1), Dim.Constant(step));
        return op.With("axis", axis.ToString(CultureInfo.InvariantCulture)).With("start", start.ToString()) with
        {
            Operands = EquatableArray.Of(op.Operands[0]),
            Results = EquatableArray.Of(op.Result with { Type = tensor with { Dims = tensor.Shape.Select((d, i) => i == axis ? count : d).ToEquatable() } }),
        };
    }

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("embed", context.OperandType(0), [context.Cotangent], ("axis", op.Text("axis")), ("start", op.Text("start")), ("step", op.Text("step"))));

    private static Dim FromEnd(Dim place, Dim length) => place.IsConstant && place.ConstantValue < 0 ? length + place : place;
}

/// <summary>Zeros of the result's shape, with the operand where a part would find it: the adjoint of a part.</summary>
internal sealed class EmbedRule : StructuredRule
{
    public override string Code => "embed";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("part", context.OperandType(0), [context.Cotangent], ("axis", op.Text("axis")), ("start", op.Text("start")), ("step", op.Text("step"))));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t));
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        int axis = op.Int("axis");
        EquatableArray<Dim> part = context.OperandType(0).Shape, whole = op.Result.Tensor!.Shape;
        string Part(IEnumerable<Dim> dims) => context.Size(Dim.Product(dims));
        string start = context.Size(DimParser.Parse(op.Text("start")));
        return $"{context.Result()}.Clear();\n" +
            $"Strided.Place({context.Operand(0)}, {context.Result()}, {Part(part.Take(axis))}, {Part([part[axis]])}, {Part(part.Skip(axis + 1))}, {Part([whole[axis]])}, {start}, {op.Text("step")});";
    }
}

/// <summary>The elements of a view, one after the other in memory of their own.</summary>
internal sealed class DenseRule : StructuredRule
{
    public override string Code => "dense";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pullback(IrOp op, PullbackContext context) => context.Contribute(0, context.Cotangent);

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(t);
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        var layout = context.LayoutOf(0);
        string lengths = string.Join(", ", op.Result.Tensor!.Shape.Select(context.Size)), strides = string.Join(", ", layout.Strides.Select(context.Size));
        return $"Strided.Copy({context.Operand(0)}, {context.Size(layout.Offset)}, [{strides}], [{lengths}], {context.Result()});";
    }
}

/// <summary>Tensors one after the other along an axis.</summary>
internal sealed class ConcatRule : StructuredRule
{
    public override string Code => "concat";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var first = context.Tensor(0);
        int axis = context.Axis("Concat", first.Rank);
        for (int i = 1; i < op.Operands.Count; i++)
        {
            context.LooksLike(i, 0);
            int other = i;
            string Sentence() => $"Concat: all dimensions but that of axis {axis} must be the same: {context.Describe(0)}, {context.Describe(other)}";
            if (!context.Same(context.Tensor(i).Shape.Where((_, k) => k != axis), context.Tensor(0).Shape.Where((_, k) => k != axis), Sentence))
            {
                context.Mismatch(Sentence() + ".");
            }
        }

        first = context.Tensor(0);

        var total = Enumerable.Range(0, op.Operands.Count).Aggregate(Dim.Zero, (sum, i) => sum + context.Tensor(i).Shape[axis]);
        return op.With("axis", axis.ToString(CultureInfo.InvariantCulture)) with
        {
            Results = EquatableArray.Of(op.Result with { Type = first with { Dims = first.Shape.Select((d, i) => i == axis ? total : d).ToEquatable() } }),
        };
    }

    public override void Pullback(IrOp op, PullbackContext context)
    {
        var start = Dim.Zero;
        int axis = op.Int("axis");
        for (int i = 0; i < op.Operands.Count; i++)
        {
            if (context.IsActive(i))
            {
                context.Contribute(i, context.Builder.Op("part", context.OperandType(i), [context.Cotangent], ("axis", op.Text("axis")), ("start", start.ToString()), ("step", "1")));
            }

            start += ((TensorType)context.OperandType(i)).Shape[axis];
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (Enumerable.Range(0, op.Operands.Count).Any(i => context.Tangent(i) is not null))
        {
            int[] parts = [.. Enumerable.Range(0, op.Operands.Count).Select(i => context.Tangent(i) ?? context.Builder.Op("zero", context.OperandType(i), []))];
            context.Set(context.Same(op.Result.Type, parts));
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        int axis = op.Int("axis");
        var whole = op.Result.Tensor!.Shape;
        string Part(IEnumerable<Dim> dims) => context.Size(Dim.Product(dims));
        var start = Dim.Zero;
        var lines = new List<string>();
        for (int i = 0; i < op.Operands.Count; i++)
        {
            var part = context.OperandType(i).Shape;
            lines.Add($"Strided.Place({context.Operand(i)}, {context.Result()}, {Part(part.Take(axis))}, {Part([part[axis]])}, {Part(part.Skip(axis + 1))}, {Part([whole[axis]])}, {context.Size(start)}, 1);");
            start += part[axis];
        }

        return string.Join("\n", lines);
    }
}
