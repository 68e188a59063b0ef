using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>Where an adjoint goes: an active parameter, or a trainable member of the receiver.</summary>
/// <param name="Parameter">The parameter's index; for a member that of the receiver.</param>
internal sealed record Destination(int Parameter, string Name, IrType Type, bool IsModelMember);

/// <summary>
/// A function and its reverse. Both share their value ids: the reverse block's free ids are parameters or values that
/// the forward block defines.
/// </summary>
/// <param name="Primal">The function after all passes.</param>
/// <param name="Forward">Its operations, with branches extended by what their reverse reads; ends in a yield of the outputs.</param>
/// <param name="Saved">What the reverse reads of the forward, in order of definition.</param>
/// <param name="Reverse">Arguments: the cotangents and the shadows of array parameters; ends in a yield of one adjoint a destination.</param>
/// <param name="IsConstant">The result depends on no active parameter: every adjoint is zero.</param>
internal sealed record Derivative(
    IrFunction Primal,
    IrBlock Forward,
    EquatableArray<IrValue> Saved,
    IrBlock Reverse,
    EquatableArray<Destination> Destinations,
    IReadOnlyDictionary<string, int> SymbolValues,
    bool IsConstant)
{
    /// <summary>One for each output that can carry a derivative, in order; the shadows of arrays come after them.</summary>
    public IEnumerable<IrValue> Cotangents => Reverse.Arguments.Where(a => a.Type is not ArrayType);

    /// <summary>The cotangent of a result that is an array; null where it is none.</summary>
    public IrValue? ArrayCotangent => Result is { Type: ArrayType { IsDifferentiable: true } } && Reverse.Arguments.Count > 0 ? Reverse.Arguments[0] : null;

    /// <summary>The first output's cotangent: the result's.</summary>
    public IrValue Cotangent => Reverse.Arguments[0];

    /// <summary>What the function gives: its result's numbers, then those of ref and out parameters.</summary>
    public IEnumerable<IrValue> Outputs
    {
        get
        {
            var values = IrWalk.AllValues(Forward).Concat(Primal.Parameters.Select(p => p.Value)).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First());
            return Forward.Terminator.Operands.Select(id => values[id]);
        }
    }

    public IrValue? Result => Outputs.FirstOrDefault();
}
