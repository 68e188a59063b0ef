using AutoDiffGen.Generator;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Gradient.Tests.Mutation;

/// <summary>A structured rule whose pullback is made wrong in one place.</summary>
internal sealed class StructuredMutant(StructuredRule original, string change, int place) : StructuredRule
{
    public static IReadOnlyList<string> Changes { get; } = ["negate", "lose", "transpose_a", "transpose_b", "exchange", "zero", "axis"];

    public override string Code => original.Code;

    /// <summary>Whether there was such a place: without one this is the original.</summary>
    public bool Applied { get; private set; }

    public override IrOp Infer(IrOp op, ShapeContext context) => original.Infer(op, context);

    public override string Emit(IrOp op, IKernelContext context) => original.Emit(op, context);

    public override void Pullback(IrOp op, PullbackContext context)
    {
        var builder = context.Builder;
        int Operand(int id) => op.Operands.ToList().IndexOf(id);
        var contributions = new List<(int Operand, int Value)>();
        var inner = new PullbackContext(op, builder, [context.Cotangent], id => context.IsActive(Operand(id)), (id, value) => contributions.Add((Operand(id), value)));
        var ops = builder.Capture(() => original.Pullback(op, inner));
        for (int i = 0; i < ops.Count; i++)
        {
            builder.Append(i == place ? Changed(ops[i]) : ops[i]);
        }

        for (int i = 0; i < contributions.Count; i++)
        {
            var (operand, value) = contributions[i];
            if (i == place && change is "negate" or "lose")
            {
                Applied = true;
                if (change == "lose")
                {
                    continue;
                }

                value = builder.Elementwise("neg", value);
            }

            context.Contribute(operand, value);
        }
    }

    private IrOp Changed(IrOp op)
    {
        var changed = change switch
        {
            "transpose_a" or "transpose_b" when op.Code == "matmul" => op.With(change, op.Flag(change) ? "false" : "true"),
            "exchange" when op.Code is "sub" or "matmul" => op with { Operands = EquatableArray.Of(op.Operands[1], op.Operands[0]) },
            "exchange" when op.Code == "mul" => op with { Code = "add" },
            "zero" when op.Results.Count == 1 => op with { Code = "zero", Operands = EquatableArray<int>.Empty, Attributes = EquatableArray<IrAttribute>.Empty },
            "axis" when op.Code == "sum" && op.TryText("axes") is "0" or "1" => op.With("axes", op.Text("axes") == "0" ? "1" : "0"),
            _ => op,
        };
        Applied |= !changed.Equals(op);
        return changed;
    }
}
