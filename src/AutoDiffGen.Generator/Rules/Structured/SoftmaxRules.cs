using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>exp(x) over its sum, along one axis.</summary>
internal sealed class SoftmaxRule : StructuredRule
{
    public override string Code => "softmax";

    public override IrOp Infer(IrOp op, ShapeContext context) => InferAlongAxis(op, context, "Softmax");

    // dx = r (g - sum(g r)).
    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, Tangent(context.Builder, op.Result.Id, context.Cotangent, op.Int("axis")));

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            context.Set(Tangent(context.Builder, op.Result.Id, t, op.Int("axis")));
        }
    }

    /// <summary>r (t - sum(r t)) for softmax r: its derivative is its own transpose.</summary>
    public static int Tangent(IrBuilder b, int r, int t, int axis) =>
        b.Elementwise("mul", r, b.Elementwise("sub", t, b.Sum(b.Elementwise("mul", t, r), [axis], keep: true)));

    public override string Emit(IrOp op, IKernelContext context) => EmitAlongAxis(op, context, "Softmax");

    public static IrOp InferAlongAxis(IrOp op, ShapeContext context, string name)
    {
        var tensor = context.Tensor(0);
        int axis = context.Axis(name, tensor.Rank);
        return op.With("axis", axis.ToString(System.Globalization.CultureInfo.InvariantCulture)) with { Results = EquatableArray.Of(op.Result with { Type = tensor }) };
    }

    public static string EmitAlongAxis(IrOp op, IKernelContext context, string name)
    {
        var shape = context.OperandType(0).Shape;
        int axis = op.Int("axis");
        string Part(IEnumerable<Dim> dims) => context.Size(Dim.Product(dims));
        return $"SoftmaxKernels.{name}({context.Operand(0)}, {context.Result()}, {Part(shape.Take(axis))}, {Part([shape[axis]])}, {Part(shape.Skip(axis + 1))});";
    }
}

/// <summary>The logarithm of softmax, without forming it.</summary>
internal sealed class LogSoftmaxRule : StructuredRule
{
    public override string Code => "log_softmax";

    public override IrOp Infer(IrOp op, ShapeContext context) => SoftmaxRule.InferAlongAxis(op, context, "LogSoftmax");

    // dx = g - exp(r) sum(g).
    public override void Pullback(IrOp op, PullbackContext context)
    {
        var b = context.Builder;
        int sum = b.Sum(context.Cotangent, [op.Int("axis")], keep: true);
        context.Contribute(0, b.Elementwise("sub", context.Cotangent, b.Elementwise("mul", b.Elementwise("exp", op.Result.Id), sum)));
    }

    // t - sum(exp(r) t).
    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            var b = context.Builder;
            context.Set(b.Elementwise("sub", t, b.Sum(b.Elementwise("mul", b.Elementwise("exp", op.Result.Id), t), [op.Int("axis")], keep: true)));
        }
    }

    public override string Emit(IrOp op, IKernelContext context) => SoftmaxRule.EmitAlongAxis(op, context, "LogSoftmax");
}

/// <summary>
/// The mean over rows of -log softmax(logits)[target]: logits (..., V) and targets (...) give a number and, as a second
/// result, the probabilities that the pullback reads.
/// </summary>
internal sealed class CrossEntropyRule : StructuredRule
{
    public override string Code => "cross_entropy";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var (logits, targets) = (context.Tensor(0), context.Tensor(1));
        context.LooksAt(0, 1);
        string Sentence() => $"CrossEntropy: targets have the shape of the logits without its last dimension: {context.Describe(0)}, {context.Describe(1)}";
        if (logits.Rank == 0 || !context.Same(targets.Shape, logits.Shape.Take(logits.Rank - 1), Sentence))
        {
            context.Mismatch(Sentence() + ".");
        }

        return op with { Results = EquatableArray.Of(op.Results[0], op.Results[1] with { Type = context.Tensor(0), Name = "probabilities" }) };
    }

    public override void Pullback(IrOp op, PullbackContext context) =>
        context.Contribute(0, context.Builder.Op("cross_entropy_pullback", context.OperandType(0), [op.Results[1].Id, op.Operands[1], context.Cotangent]));

    // The gradient times the tangent of the logits; the probabilities are a softmax.
    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        if (context.Tangent(0) is { } t)
        {
            var b = context.Builder;
            int one = b.Constant("1", b.ElementOf(t));
            int gradient = b.Op("cross_entropy_pullback", context.OperandType(0), [op.Results[1].Id, op.Operands[1], one]);
            context.Set(b.SumAll(b.Elementwise("mul", gradient, t)));
            context.Set(SoftmaxRule.Tangent(b, op.Results[1].Id, t, ((TensorType)context.OperandType(0)).Rank - 1), 1);
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        var shape = context.OperandType(0).Shape;
        return context.Assign(
            $"CrossEntropyKernels.Forward({context.Operand(0)}, {context.Operand(1)}, {context.Result(1)}, {Rows(shape, context)}, {context.Size(shape[shape.Count - 1])})");
    }

    public static string Rows(EquatableArray<Dim> shape, IKernelContext context) => context.Size(Dim.Product(shape.Take(shape.Count - 1)));
}

/// <summary>(softmax - onehot(target)) * cotangent / rows.</summary>
internal sealed class CrossEntropyPullbackRule : StructuredRule
{
    public override string Code => "cross_entropy_pullback";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    // Linear in the cotangent; the probabilities' tangent takes its part of it.
    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        var b = context.Builder;
        int? sum = context.Tangent(2) is { } g ? context.Same(op.Result.Type, op.Operands[0], op.Operands[1], g) : null;
        if (context.Tangent(0) is { } p)
        {
            int[] rowAxes = [.. Enumerable.Range(0, op.Result.Tensor!.Rank - 1)];
            int rows = b.Op("extent", b.ElementOf(p), [op.Operands[0]], ("axes", string.Join(",", rowAxes)));
            int part = b.Elementwise("mul", p, b.Elementwise("div", op.Operands[2], rows));
            sum = sum is { } other ? b.Elementwise("add", other, part) : part;
        }

        if (sum is { } tangent)
        {
            context.Set(tangent);
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        var shape = op.Result.Tensor!.Shape;
        return $"CrossEntropyKernels.Backward({context.Operand(0)}, {context.Operand(1)}, {context.Operand(2)}, {context.Result()}, {CrossEntropyRule.Rows(shape, context)}, {context.Size(shape[shape.Count - 1])});";
    }
}
