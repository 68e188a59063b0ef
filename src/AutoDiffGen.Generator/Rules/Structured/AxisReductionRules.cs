using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>Reductions along axes other than the sum; over all of them (axes "*") a number.</summary>
internal abstract class AxisReduction(string code, string name, string kernel) : StructuredRule
{
    public override string Code => code;

    public override IrOp Infer(IrOp op, ShapeContext context) => SumRule.Reduced(op, context, name);

    public override string Emit(IrOp op, IKernelContext context)
    {
        if (op.Result.Type is ScalarType)
        {
            return context.Assign($"{kernel}({context.Operand(0)})");
        }

        return $"{kernel}({context.Operand(0)}, {Axes(op, context.OperandType(0).Shape, context)}, {context.Result()});";
    }

    /// <summary>The lengths of what is reduced, and along which axes.</summary>
    public static string Axes(IrOp op, EquatableArray<Dim> shape, IKernelContext context)
    {
        int[] axes = op.Text("axes") == "*" ? [.. Enumerable.Range(0, shape.Count)] : op.Ints("axes");
        return $"[{string.Join(", ", shape.Select(context.Size))}], [{string.Join(", ", shape.Select((_, i) => axes.Contains(i) ? "true" : "false"))}]";
    }

    /// <summary>A value of the result's shape with the reduced axes kept, so that it broadcasts with what was reduced.</summary>
    protected static int Kept(IrBuilder b, IrOp op, int value, TensorType source)
    {
        if (op.Result.Type is ScalarType)
        {
            return value;
        }

        int[] axes = op.Ints("axes");
        return b.Reshape(value, source.Shape.Select((d, i) => axes.Contains(i) ? Dim.One : d).ToEquatable());
    }

    /// <summary>The sum along the axes of the operation, of its result's type.</summary>
    protected static int SumAlong(IrBuilder b, IrOp op, int value) =>
        op.Result.Type is ScalarType ? b.SumAll(value) : b.Reshape(b.Sum(value, op.Ints("axes"), op.Flag("keep")), op.Result.Tensor!.Shape);
}

/// <summary>The largest or smallest element; equal ones share the derivative.</summary>
internal sealed class ExtremeRule(string code, string name) : AxisReduction(code, name, "Extremes." + name)
{
    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, Shared(context.Builder, op, Kept(context.Builder, op, context.Cotangent, (TensorType)context.OperandType(0))));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(SumAlong(context.Builder, op, Shared(context.Builder, op, t)));
        }
    }

    // What each element that is the extreme gets of a value: its part among all of these.
    private static int Shared(IrBuilder b, IrOp op, int value)
    {
        int x = op.Operands[0];
        var source = b.TensorOf(x)!;
        int extreme = Kept(b, op, op.Result.Id, source), one = b.Constant("1", source.Element), zero = b.Constant("0", source.Element);
        int mask = b.Select("eq", x, extreme, one, zero);
        int count = op.Result.Type is ScalarType ? b.SumAll(mask) : b.Sum(mask, op.Ints("axes"), keep: true);
        return b.Broadcast(b.Select("eq", x, extreme, b.Elementwise("div", value, count), zero), source);
    }
}

/// <summary>log(sum(exp(x))), with the maximum taken out; where all are -infinity the result is that, and nothing depends on them.</summary>
internal sealed class LogSumExpRule() : AxisReduction("log_sum_exp", "LogSumExp", "LogSumExpKernels.LogSumExp")
{
    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, Weighted(context.Builder, op, Kept(context.Builder, op, context.Cotangent, (TensorType)context.OperandType(0))));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(SumAlong(context.Builder, op, Weighted(context.Builder, op, t)));
        }
    }

    // A value times the probabilities exp(x - r).
    private static int Weighted(IrBuilder b, IrOp op, int value)
    {
        int x = op.Operands[0];
        var source = b.TensorOf(x)!;
        int kept = Kept(b, op, op.Result.Id, source), zero = b.Constant("0", source.Element), least = b.Constant("-Infinity", source.Element);
        int weighted = b.Elementwise("mul", value, b.Elementwise("exp", b.Elementwise("sub", x, kept)));
        return b.Broadcast(b.Select("eq", kept, least, zero, weighted), source);
    }
}

/// <summary>The product; exact where factors are zero.</summary>
internal sealed class ProdRule() : AxisReduction("reduce_prod", "Prod", "Products.Prod")
{
    public override void Pullback(IrOp op, PullbackContext context) => context.Contribute(0, Others(context.Builder, op, context.Cotangent));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            var b = context.Builder;
            int one = b.Constant("1", b.ElementOf(t));
            int others = Others(b, op, op.Result.Type is TensorType type ? b.Broadcast(one, type) : one);
            context.Set(SumAlong(b, op, b.Elementwise("mul", t, others)));
        }
    }

    private static int Others(IrBuilder b, IrOp op, int cotangent)
    {
        // The kernel takes a tensor.
        int g = b.TypeOf(cotangent) is TensorType ? cotangent : b.Broadcast(cotangent, new TensorType(b.ElementOf(cotangent), EquatableArray.Of(Dim.One)));
        return b.Op("prod_pullback", b.TypeOf(op.Operands[0]), [op.Operands[0], g], ("axes", op.Text("axes")));
    }
}

/// <summary>The cotangent times the product of all other factors; operands: the factors, the cotangent.</summary>
internal sealed class ProdPullbackRule : StructuredRule
{
    public override string Code => "prod_pullback";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override string Emit(IrOp op, IKernelContext context) =>
        $"Products.ProdPullback({context.Operand(0)}, {AxisReduction.Axes(op, context.OperandType(0).Shape, context)}, {context.Operand(1)}, {context.Result()});";
}

/// <summary>Sums of the elements up to each along an axis, or from each on.</summary>
internal sealed class CumSumRule : StructuredRule
{
    public override string Code => "cumsum";

    public override IrOp Infer(IrOp op, ShapeContext context) => SoftmaxRule.InferAlongAxis(op, context, "CumSum");

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("cumsum", context.OperandType(0), [context.Cotangent], ("axis", op.Text("axis")), ("reverse", op.Flag("reverse") ? "false" : "true")));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t));
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        var shape = context.OperandType(0).Shape;
        int axis = op.Int("axis");
        string Part(IEnumerable<Dim> dims) => context.Size(Dim.Product(dims));
        return $"Scans.CumSum({context.Operand(0)}, {context.Result()}, {Part(shape.Take(axis))}, {Part([shape[axis]])}, {Part(shape.Skip(axis + 1))}{(op.Flag("reverse") ? ", reverse: true" : "")});";
    }
}
