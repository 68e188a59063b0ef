using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>Windows over the last one or two axes, each of which gives one element.</summary>
internal abstract class PoolFamily : StructuredRule
{
    // Operands: x, then kernel, stride and padding of the rows and of the columns, by turns.
    protected static IrOp Settle(IrOp op, ShapeContext context, string name)
    {
        if (op.TryText("columns") is not null)
        {
            return op;
        }

        int axes = op.Int("axes");
        var x = context.Tensor(0);
        context.LooksAt(0, axes);
        if (x.Rank < axes)
        {
            context.Mismatch($"{name}: at least {axes} dimensions are expected, {context.Describe(0)}, of rank {x.Rank}.");
        }

        var dims = x.Shape.ToList();
        var result = IrOp.Create(op.Code, op.Operands.Take(1), op.Results, op.Attributes, op.Span);
        for (int axis = 2 - axes; axis < 2; axis++)
        {
            Dim kernel = context.Dim(1 + axis), stride = context.Dim(3 + axis), padding = context.Dim(5 + axis);
            int at = x.Rank - 2 + axis;
            var window = new WindowSymbols(stride, padding, padding, Dim.One);
            context.AtLeast(kernel - padding - padding, Dim.Zero, $"{name}: the padding must be at most half of the kernel, {context.Format(kernel)}, and is {context.Format(padding)}.");
            dims[at] = window.Count(name, x.Shape[at], kernel, context);
            result = result.With(axis == 0 ? "rows" : "columns", window + ";" + kernel);
        }

        return result with { Results = EquatableArray.Of(op.Result with { Type = x with { Dims = dims.ToEquatable() } }) };
    }

    /// <summary>The number of planes, and the two axes.</summary>
    protected static string Shape(EquatableArray<Dim> x, IrOp op, IKernelContext context)
    {
        int last = x.Count - 1;
        string Axis(string name, int at)
        {
            string text = op.Text(name);
            int split = text.LastIndexOf(';');
            return WindowSymbols.Parse(text.Substring(0, split)).Text(x[at], DimParser.Parse(text.Substring(split + 1)), context);
        }

        bool rows = op.TryText("rows") is not null;
        return $"{context.Size(Dim.Product(x.Take(rows ? last - 1 : last)))}, {(rows ? Axis("rows", last - 1) : "WindowAxis.None")}, {Axis("columns", last)}";
    }

    protected static (string Name, string Text)[] Attributes(IrOp op) => [.. op.Attributes.Select(a => (a.Name, a.Text))];
}

/// <summary>The largest element of each window; of equal ones the first takes the derivative, as in PyTorch.</summary>
internal sealed class MaxPoolRule : PoolFamily
{
    public override string Code => "max_pool";

    public override IrOp Infer(IrOp op, ShapeContext context) => Settle(op, context, $"MaxPool{op.Text("axes")}d");

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("max_pool_pullback", context.OperandType(0), [context.Cotangent, op.Operands[0]], Attributes(op)));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Builder.Op("max_pool_pushforward", op.Result.Type, [t, op.Operands[0]], Attributes(op)));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        $"MaxPoolKernels.Forward({context.Operand(0)}, {context.Result()}, default, {Shape(context.OperandType(0).Shape, op, context)});";
}

/// <summary>Hands each cotangent to the element that was the largest; linear in the first operand, and the second is what was pooled.</summary>
internal sealed class MaxPoolPullbackRule : PoolFamily
{
    public override string Code => "max_pool_pullback";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(0))
        {
            context.Contribute(0, context.Builder.Op("max_pool_pushforward", context.OperandType(0), [context.Cotangent, op.Operands[1]], Attributes(op)));
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t, op.Operands[1]));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        $"MaxPoolKernels.Pullback({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {Shape(op.Result.Tensor!.Shape, op, context)});";
}

/// <summary>The tangent of the largest element of each window; linear in the first operand, and the second is what was pooled.</summary>
internal sealed class MaxPoolPushforwardRule : PoolFamily
{
    public override string Code => "max_pool_pushforward";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(0))
        {
            context.Contribute(0, context.Builder.Op("max_pool_pullback", context.OperandType(0), [context.Cotangent, op.Operands[1]], Attributes(op)));
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t, op.Operands[1]));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        $"MaxPoolKernels.Pushforward({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {Shape(context.OperandType(1).Shape, op, context)});";
}

/// <summary>The mean of each window.</summary>
internal sealed class AveragePoolRule : PoolFamily
{
    public override string Code => "average_pool";

    public override IrOp Infer(IrOp op, ShapeContext context) => Settle(op, context, $"AvgPool{op.Text("axes")}d");

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("average_pool_pullback", context.OperandType(0), [context.Cotangent], Attributes(op)));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        $"AveragePoolKernels.Forward({context.Operand(0)}, {context.Result()}, {Shape(context.OperandType(0).Shape, op, context)}, {op.Text("count_padding")});";
}

/// <summary>Spreads each cotangent over its window.</summary>
internal sealed class AveragePoolPullbackRule : PoolFamily
{
    public override string Code => "average_pool_pullback";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("average_pool", context.OperandType(0), [context.Cotangent], Attributes(op)));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(context.Same(op.Result.Type, t));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) =>
        $"AveragePoolKernels.Pullback({context.Operand(0)}, {context.Result()}, {Shape(op.Result.Tensor!.Shape, op, context)}, {op.Text("count_padding")});";
}
