using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>
/// Scaled dot-product attention. Operands: q, k, v, a mask or a bias where the attribute `added` says so, and the scale;
/// the second result is the logarithm of the sum of exponentials of each row of scores, which the pullback reads.
/// </summary>
internal abstract class AttentionFamily : StructuredRule
{
    protected static (string Mask, string Bias) Added(IrOp op, IKernelContext context) =>
        (op.Text("added") == "mask" ? context.Operand(3) : "default", op.Text("added") == "bias" ? context.Operand(3) : "default");

    protected static int Scale(IrOp op) => op.Text("added").Length > 0 ? 4 : 3;

    protected static string Shape(IrOp op, IKernelContext context)
    {
        EquatableArray<Dim> q = context.OperandType(0).Shape, k = context.OperandType(1).Shape, v = context.OperandType(2).Shape;
        string batch = string.Join(", ", q.Take(q.Count - 2).Select(context.Size));
        string mask = op.Text("added").Length > 0 ? $", [{string.Join(", ", context.OperandType(3).Shape.Select(context.Size))}]" : "";
        return $"new AttentionShape([{batch}], {context.Size(q[q.Count - 2])}, {context.Size(k[k.Count - 2])}, {context.Size(q[q.Count - 1])}, {context.Size(v[v.Count - 1])}, {context.Operand(Scale(op))}, {(op.Flag("causal") ? "true" : "false")}{mask})";
    }

    protected static (string Name, string Text)[] Attributes(IrOp op) => [.. op.Attributes.Select(a => (a.Name, a.Text))];
}

/// <summary>softmax(scale q k^T + bias) v.</summary>
internal sealed class AttentionRule : AttentionFamily
{
    private const string Name = "ScaledDotProductAttention";

    public override string Code => "attention";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        TensorType q = context.Tensor(0), k = context.Tensor(1), v = context.Tensor(2);
        context.LooksAt(0, 2);
        context.LooksAt(1, 2);
        context.LooksAt(2, 2);
        if (q.Rank < 2)
        {
            context.Mismatch($"{Name}: queries of two dimensions or more are expected, {context.Describe(0)}.");
        }

        string Keys() => $"{Name}: keys have the leading dimensions and the last one of the queries: {context.Describe(0)}, {context.Describe(1)}";
        if (k.Rank != q.Rank || !context.Same(k.Shape.Take(k.Rank - 2), q.Shape.Take(q.Rank - 2), Keys) || !context.Same(k.Shape[k.Rank - 1], q.Shape[q.Rank - 1], Keys))
        {
            context.Mismatch(Keys() + ".");
        }

        string Values() => $"{Name}: values have the dimensions of the keys but for the last: {context.Describe(1)}, {context.Describe(2)}";
        k = context.Tensor(1);
        if (v.Rank != q.Rank || !context.Same(v.Shape.Take(v.Rank - 1), k.Shape.Take(k.Rank - 1), Values))
        {
            context.Mismatch(Values() + ".");
        }

        (q, k, v) = (context.Tensor(0), context.Tensor(1), context.Tensor(2));
        var scores = q.Shape.Take(q.Rank - 1).Append(k.Shape[k.Rank - 2]).ToEquatable();
        if (op.Text("added").Length > 0 && Shapes.TryBroadcast([scores, context.Tensor(3).Shape]) != scores)
        {
            context.Mismatch($"{Name}: the mask must broadcast to the scores, {context.Shape(scores)}: {context.Describe(3)}.");
        }

        return op with
        {
            Results = EquatableArray.Of(
                op.Results[0] with { Type = q with { Dims = q.Shape.Take(q.Rank - 1).Append(v.Shape[v.Rank - 1]).ToEquatable() } },
                op.Results[1] with { Type = q with { Dims = q.Shape.Take(q.Rank - 1).ToEquatable() } }),
        };
    }

    public override void Pullback(IrOp op, PullbackContext context)
    {
        if (context.IsActive(Scale(op)))
        {
            throw new CompilationException("ADG0201", op.Span, $"Ops.{Name} as a function of its scale");
        }

        var results = Enumerable.Range(0, op.Text("added") == "bias" ? 4 : 3).Select(i => new IrValue(context.Builder.Id(), context.OperandType(i))).ToList();
        context.Builder.Append(IrOp.Create("attention_pullback", op.Operands.Concat([op.Results[0].Id, op.Results[1].Id, context.Cotangent]), results, op.Attributes, context.Builder.Span));
        for (int i = 0; i < results.Count; i++)
        {
            if (context.IsActive(i))
            {
                context.Contribute(i, results[i].Id);
            }
        }
    }

    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        int count = op.Text("added") == "bias" ? 4 : 3;
        if (context.Tangent(Scale(op)) is not null)
        {
            throw new CompilationException("ADG0201", op.Span, $"Ops.{Name} as a function of its scale");
        }

        if (Enumerable.Range(0, count).Any(i => context.Tangent(i) is not null))
        {
            var tangents = Enumerable.Range(0, count).Select(i => context.Tangent(i) ?? context.Builder.Op("zero", context.OperandType(i), []));
            context.Set(context.Builder.Op("attention_pushforward", op.Results[0].Type, [.. op.Operands, op.Results[0].Id, op.Results[1].Id, .. tangents], Attributes(op)));
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        var (mask, bias) = Added(op, context);
        return $"AttentionKernels.Forward({context.Operand(0)}, {context.Operand(1)}, {context.Operand(2)}, {mask}, {bias}, {context.Result()}, {context.Result(1)}, {Shape(op, context)});";
    }
}

/// <summary>The adjoints of q, k, v and the bias; operands: those of the attention, its two results, the cotangent.</summary>
internal sealed class AttentionPullbackRule : AttentionFamily
{
    public override string Code => "attention_pullback";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override string Emit(IrOp op, IKernelContext context)
    {
        var (mask, bias) = Added(op, context);
        int after = Scale(op) + 1;
        string dBias = op.Results.Count > 3 ? context.Result(3) : "default";
        return $"AttentionKernels.Pullback({context.Operand(0)}, {context.Operand(1)}, {context.Operand(2)}, {mask}, {bias}, {context.Operand(after)}, {context.Operand(after + 1)}, {context.Operand(after + 2)}, {context.Result()}, {context.Result(1)}, {context.Result(2)}, {dBias}, {Shape(op, context)});";
    }
}

/// <summary>The tangent of the result; operands: those of the attention, its two results, the tangents of q, k, v and the bias.</summary>
internal sealed class AttentionPushforwardRule : AttentionFamily
{
    public override string Code => "attention_pushforward";

    public override IrOp Infer(IrOp op, ShapeContext context) => op;

    public override string Emit(IrOp op, IKernelContext context)
    {
        var (mask, bias) = Added(op, context);
        int after = Scale(op) + 1;
        string dBias = op.Text("added") == "bias" ? context.Operand(after + 5) : "default";
        return $"AttentionKernels.Pushforward({context.Operand(0)}, {context.Operand(1)}, {context.Operand(2)}, {mask}, {bias}, {context.Operand(after)}, {context.Operand(after + 1)}, {context.Operand(after + 2)}, {context.Operand(after + 3)}, {context.Operand(after + 4)}, {dBias}, {context.Result()}, {Shape(op, context)});";
    }
}
