using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>
/// Convolutions and their adjoints with respect to the input and the weight: three operations that are linear in each of
/// two operands, and each other's derivatives.
/// </summary>
internal abstract class ConvolutionFamily : StructuredRule
{
    protected static string[] Carried { get; } = ["rows", "columns", "groups"];

    protected static (string Name, string Text)[] Attributes(IrOp op) => [.. Carried.Where(a => op.TryText(a) is not null).Select(a => (a, op.Text(a)))];

    // With x (N, C, ...), w (O, C / groups, ...).
    protected static string Shape(EquatableArray<Dim> x, EquatableArray<Dim> w, IrOp op, IKernelContext context)
    {
        int last = x.Count - 1;
        string rows = op.TryText("rows") is { } text ? WindowSymbols.Parse(text).Text(x[last - 1], w[last - 1], context) : "WindowAxis.None";
        string columns = WindowSymbols.Parse(op.Text("columns")).Text(x[last], w[last], context);
        return $"new ConvolutionShape({context.Size(x[0])}, {context.Size(x[1])}, {context.Size(w[0])}, {context.Size(DimParser.Parse(op.Text("groups")))}, {rows}, {columns})";
    }

    // The product rule over the first two operands.
    protected static void Bilinear(IrOp op, PushforwardContext context)
    {
        int[] rest = [.. op.Operands.Skip(2)];
        int? left = context.Tangent(0) is { } a ? context.Same(op.Result.Type, [a, op.Operands[1]]) : null;
        int? right = context.Tangent(1) is { } b ? context.Same(op.Result.Type, [op.Operands[0], b]) : null;
        if (left is { } l && right is { } r)
        {
            context.Set(context.Builder.Elementwise("add", l, r));
        }
        else if ((left ?? right) is { } only)
        {
            context.Set(only);
        }
    }
}

/// <summary>x (N, C, L) or (N, C, H, W) and w (O, C / groups, ...) give (N, O, ...); the bias is added by the operation after it.</summary>
internal sealed class ConvolutionRule : ConvolutionFamily
{
    public override string Code => "conv";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        if (op.TryText("columns") is not null)
        {
            return op;
        }

        int axes = op.Int("axes");
        string name = $"Conv{axes}d";
        var (x, w) = (context.Tensor(0), context.Tensor(1));
        for (int i = 0; i < 2; i++)
        {
            context.HasRank(i, axes + 2);
            if (context.Tensor(i).Rank != axes + 2)
            {
                context.Mismatch($"{name}: {(i == 0 ? "samples" : "filters")} of {axes + 2} dimensions are expected, {context.Describe(i)}, of rank {context.Tensor(i).Rank}.");
            }
        }

        var groups = context.Dim(8);
        string Sentence() => $"{name}: the filters must have the channels of the samples over {context.Format(groups)} group{(groups.IsOne ? "" : "s")}: {context.Describe(0)}, {context.Describe(1)}";
        if (!context.Same(w.Shape[1] * groups, x.Shape[1], Sentence))
        {
            context.Mismatch(Sentence() + ".");
        }

        (x, w) = (context.Tensor(0), context.Tensor(1));

        if (!groups.IsOne && Dim.Divide(w.Shape[0], groups) is null)
        {
            context.AtLeast(Dim.Zero - (w.Shape[0] - (Dim.Quotient(w.Shape[0], groups) * groups)), Dim.Zero, $"{name}: {context.Format(groups)} groups must divide the filters: {context.Describe(1)}.");
        }

        var dims = new List<Dim> { x.Shape[0], w.Shape[0] };
        var result = IrOp.Create("conv", op.Operands.Take(2), op.Results, [new("groups", groups.ToString())], op.Span);
        for (int axis = 0; axis < 2; axis++)
        {
            if (axis < 2 - axes)
            {
                continue;
            }

            // The numbers of the rows stand before those of the columns.
            Dim stride = context.Dim(2 + axis), padding = context.Dim(4 + axis), dilation = context.Dim(6 + axis - 0);
            int at = x.Rank - 2 + axis;
            var window = op.Flag("causal")
                ? new WindowSymbols(stride, dilation * (w.Shape[at] - Dim.One), Dim.Zero, dilation)
                : new WindowSymbols(stride, padding, padding, dilation);
            if (op.Flag("causal") && !padding.Equals(Dim.Zero))
            {
                context.Mismatch($"{name}: a causal convolution has the padding that it needs, on the left only, and no other: the padding is {context.Format(padding)}.");
            }

            dims.Add(window.Count(name, x.Shape[at], w.Shape[at], context));
            result = result.With(axis == 0 ? "rows" : "columns", window.ToString());
        }

        return result with { Results = EquatableArray.Of(op.Result with { Type = x with { Dims = dims.ToEquatable() } }) };
    }

    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(0))
        {
            context.Contribute(0, context.Builder.Op("conv_input", context.OperandType(0), [context.Cotangent, op.Operands[1]], Attributes(op)));
        }

        if (context.IsActive(1))
        {
            context.Contribute(1, context.Builder.Op("conv_weight", context.OperandType(1), [context.Cotangent, op.Operands[0]], Attributes(op)));
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context) => Bilinear(op, context);

    public override string Emit(IrOp op, IKernelContext context) =>
        $"ConvolutionKernels.Forward({context.Operand(0)}, {context.Operand(1)}, default, {context.Result()}, {Shape(context.OperandType(0).Shape, context.OperandType(1).Shape, op, context)});";
}

/// <summary>The adjoint of the input: operands are the cotangent and the weight.</summary>
internal sealed class ConvolutionInputRule : ConvolutionFamily
{
    public override string Code => "conv_input";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(0))
        {
            context.Contribute(0, context.Builder.Op("conv", context.OperandType(0), [context.Cotangent, op.Operands[1]], Attributes(op)));
        }

        if (context.IsActive(1))
        {
            context.Contribute(1, context.Builder.Op("conv_weight", context.OperandType(1), [op.Operands[0], context.Cotangent], Attributes(op)));
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context) => Bilinear(op, context);

    public override string Emit(IrOp op, IKernelContext context) =>
        $"ConvolutionKernels.PullbackInput({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {Shape(op.Result.Tensor!.Shape, context.OperandType(1).Shape, op, context)});";
}

/// <summary>The adjoint of the weight: operands are the cotangent and the input.</summary>
internal sealed class ConvolutionWeightRule : ConvolutionFamily
{
    public override string Code => "conv_weight";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(0))
        {
            context.Contribute(0, context.Builder.Op("conv", context.OperandType(0), [op.Operands[1], context.Cotangent], Attributes(op)));
        }

        if (context.IsActive(1))
        {
            context.Contribute(1, context.Builder.Op("conv_input", context.OperandType(1), [op.Operands[0], context.Cotangent], Attributes(op)));
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context) => Bilinear(op, context);

    public override string Emit(IrOp op, IKernelContext context) =>
        $"ConvolutionKernels.PullbackWeight({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {Shape(context.OperandType(1).Shape, op.Result.Tensor!.Shape, op, context)});";
}
