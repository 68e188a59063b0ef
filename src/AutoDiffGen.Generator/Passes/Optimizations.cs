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

    /// <summary>Loops over every n-th index are counted loops (<see cref="Passes.CountedLoops"/>).</summary>
    Strides = 16,

    /// <summary>Cheap branches are computed again, not kept (<see cref="Rematerialization"/>).</summary>
    Branches = 32,

    /// <summary>What the reverse does to one place is taken together (<see cref="Passes.Folding"/>), and whole pieces are cleared.</summary>
    Folding = 64,

    /// <summary>What a derivative that is differentiated itself goes without: it depends on values of this one, or keeps whole arrays.</summary>
    OfOneDerivative = LastTaken | Snapshots | Masks,

    All = LastTaken | Snapshots | Masks | ScaledSums | Strides | Branches | Folding,
}
