namespace AutoDiffGen.Generator.Passes;

/// <summary>What makes a gradient cheaper and could be left out: tests compare the gradients with and without.</summary>
[Flags]
internal enum Optimizations
{
    None = 0,

    /// <summary>The last iteration that overwrote a carried value is kept as one index (<see cref="Differentiate"/>).</summary>
    LastTaken = 1,

    /// <summary>Arrays that a loop reads as a whole are copied to the tape at once (<see cref="Differentiate"/>).</summary>
    Snapshots = 2,

    /// <summary>Reverse loops stand under the condition that their adjoint is not zero (<see cref="Differentiate"/>).</summary>
    Masks = 4,

    /// <summary>Loops of multiples become sums of whole pieces (<see cref="Passes.ScaledSums"/>).</summary>
    ScaledSums = 8,

    /// <summary>What a derivative that is differentiated itself goes without: it depends on values of this one, or keeps whole arrays.</summary>
    OfOneDerivative = LastTaken | Snapshots | Masks,

    All = LastTaken | Snapshots | Masks | ScaledSums,
}
