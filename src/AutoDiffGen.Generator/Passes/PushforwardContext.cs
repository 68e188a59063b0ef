using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>What a rule sees while the tangents of its operation's results are computed.</summary>
internal sealed class PushforwardContext(IrOp op, IrBuilder builder, Func<int, int?> tangentOf, Action<IrValue, int> set)
{
    public IrBuilder Builder { get; } = builder;

    /// <summary>The tangent of an operand; null when it is zero.</summary>
    public int? Tangent(int operand) => tangentOf(op.Operands[operand]);

    public IrType OperandType(int operand) => Builder.TypeOf(op.Operands[operand]);

    /// <summary>The tangent of a result; it must have the result's type.</summary>
    public void Set(int value, int result = 0) => set(op.Results[result], value);

    /// <summary>The same operation on tangents: that of a linear one.</summary>
    public int Same(IrType type, params int[] operands) =>
        Builder.Op(op.Code, type, operands, [.. op.Attributes.Select(a => (a.Name, a.Text))]);
}
