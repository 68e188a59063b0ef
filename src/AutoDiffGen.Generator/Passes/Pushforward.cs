using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>The tangent of an active parameter, or of a trainable member of the receiver, as an input.</summary>
internal sealed record TangentInput(Destination Of, IrValue Value);

/// <summary>A function that computes values and tangents together.</summary>
/// <param name="Program">The computation stands in its forward block, which yields the outputs and then the tangents of
/// those that can have one; its reverse block is empty and has the tangents that are passed in as arguments.</param>
/// <param name="Arrays">The arrays of tangents, those that are passed in and those that are made.</param>
internal sealed record Pushforward(Derivative Program, EquatableArray<TangentInput> Inputs, EquatableArray<int> Arrays)
{
    public IrBlock Block => Program.Forward;

    /// <summary>The type of a number's tangents, where they are computed along several directions at once.</summary>
    public ScalarType? Lane { get; init; }

    /// <summary>The ids of the outputs' tangents, in order; an output of another type than a floating number has none.</summary>
    public IReadOnlyList<int> Tangents => [.. Block.Terminator.Operands.Skip(Program.Primal.Return.Operands.Count)];
}
