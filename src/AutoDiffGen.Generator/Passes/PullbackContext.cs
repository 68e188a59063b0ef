using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>What a rule sees while its operation is reversed.</summary>
internal sealed class PullbackContext(IrOp op, IrBuilder builder, int?[] cotangents, Func<int, bool> isActive, Action<int, int> contribute)
{
    public IrBuilder Builder { get; } = builder;

    /// <summary>The cotangent of the first result.</summary>
    public int Cotangent => cotangents[0]!.Value;

    public bool IsActive(int operand) => isActive(op.Operands[operand]);

    public IrType OperandType(int operand) => Builder.TypeOf(op.Operands[operand]);

    /// <summary>Adds a value to the adjoint of an operand; it must have the operand's type.</summary>
    public void Contribute(int operand, int value) => contribute(op.Operands[operand], value);
}
