using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>
/// The product of matrices, either of them transposed: (..., m, k) times (..., k, n) gives (..., m, n); leading dimensions
/// broadcast.
/// </summary>
internal sealed class MatMulRule : StructuredRule
{
    public override string Code => "matmul";

    public override IrOp Infer(IrOp op, ShapeContext context)
    {
        var (a, b) = (context.Tensor(0), context.Tensor(1));

        // Of a matrix that all rows are multiplied with, only the last axis of the other operand is looked at.
        context.HasRank(1, 2);
        context.LooksAt(0, op.Flag("transpose_a") || b.Rank > 2 ? 2 : 1);
        for (int i = 0; i < 2; i++)
        {
            if (context.Tensor(i).Rank < 2)
            {
                context.Mismatch($"MatMul: a matrix is expected, {context.Describe(i)}, of rank {context.Tensor(i).Rank}.");
            }
        }

        var (m, k) = Oriented(a, op.Flag("transpose_a"));
        var (k2, n) = Oriented(b, op.Flag("transpose_b"));
        string note = op.Flag("transpose_a") || op.Flag("transpose_b") ? " before transposing" : "";
        string Sentence() => $"MatMul: the inner dimensions differ: {context.Describe(0)}, {context.Describe(1)}{note}";
        if (!context.Same(k, k2, Sentence))
        {
            context.Mismatch(Sentence() + ".");
        }

        // What was found of the sizes of modules is known now.
        (a, b) = (context.Tensor(0), context.Tensor(1));
        (m, n) = (Oriented(a, op.Flag("transpose_a")).Item1, Oriented(b, op.Flag("transpose_b")).Item2);

        if (Shapes.TryBroadcast([Leading(a), Leading(b)]) is not { } leading)
        {
            context.Mismatch($"MatMul: the leading dimensions do not broadcast: {context.Describe(0)}, {context.Describe(1)}.");
            return op;
        }

        return op with { Results = EquatableArray.Of(op.Result with { Type = new TensorType(a.Element, leading.Append(m).Append(n).ToEquatable()) }) };
    }

    // With c = op(a) op(b): the adjoint of op(a) is g op(b)^T and that of op(b) is op(a)^T g; a transposed operand takes
    // the transposed product.
    public override void Pullback(IrOp op, PullbackContext context)
    {
        var (a, b, g) = (op.Operands[0], op.Operands[1], context.Cotangent);
        bool ta = op.Flag("transpose_a"), tb = op.Flag("transpose_b");
        if (context.IsActive(0))
        {
            context.Contribute(0, ta ? Product(context, 0, b, g, tb, true) : Product(context, 0, g, b, false, !tb));
        }

        if (context.IsActive(1))
        {
            context.Contribute(1, tb ? Product(context, 1, g, a, true, ta) : Product(context, 1, a, g, !ta, false));
        }
    }

    // The product rule: the tangent is that of a times b, and a times that of b.
    public override void Pushforward(IrOp op, PushforwardContext context)
    {
        var (a, b) = (context.Tangent(0), context.Tangent(1));
        int? left = a is { } ta ? context.Same(op.Result.Type, ta, op.Operands[1]) : null;
        int? right = b is { } tb ? context.Same(op.Result.Type, op.Operands[0], tb) : null;
        if (left is { } l && right is { } r)
        {
            context.Set(context.Builder.Elementwise("add", l, r));
        }
        else if ((left ?? right) is { } only)
        {
            context.Set(only);
        }
    }

    public override string Emit(IrOp op, IKernelContext context)
    {
        bool ta = op.Flag("transpose_a"), tb = op.Flag("transpose_b");
        var (left, right) = (context.OperandType(0), context.OperandType(1));
        var (m, k) = Oriented(left, ta);
        var (_, n) = Oriented(right, tb);
        string options = (ta ? ", transposeA: true" : "") + (tb ? ", transposeB: true" : "");
        string sizes = $"{context.Size(m)}, {context.Size(n)}, {context.Size(k)}{options});";
        string Lengths(IEnumerable<Dim> dims) => $"[{string.Join(", ", dims.Select(context.Size))}]";
        return left.Rank == 2 && right.Rank == 2
            ? $"Gemm.Multiply({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {sizes}"
            : $"BatchedGemm.Multiply({context.Operand(0)}, {context.Operand(1)}, {context.Result()}, {Lengths(Leading(left))}, {Lengths(Leading(right))}, {sizes}";
    }

    // Where an operand was repeated over leading dimensions, its adjoint is the sum over them.
    private static int Product(PullbackContext context, int operand, int left, int right, bool transposeLeft, bool transposeRight)
    {
        var b = context.Builder;
        var target = (TensorType)context.OperandType(operand);
        var leading = Shapes.TryBroadcast([Leading(b.TensorOf(left)!), Leading(b.TensorOf(right)!)])!.Value;
        var type = target with { Dims = leading.Concat(target.Shape.Skip(target.Rank - 2)).ToEquatable() };
        int product = b.Op("matmul", type, [left, right], ("transpose_a", transposeLeft ? "true" : "false"), ("transpose_b", transposeRight ? "true" : "false"));
        return b.ReduceTo(product, target);
    }

    private static EquatableArray<Dim> Leading(TensorType type) => type.Shape.Take(type.Rank - 2).ToEquatable();

    private static (Dim Rows, Dim Columns) Oriented(TensorType type, bool transposed) =>
        transposed ? (type.Shape[type.Rank - 1], type.Shape[type.Rank - 2]) : (type.Shape[type.Rank - 2], type.Shape[type.Rank - 1]);
}
