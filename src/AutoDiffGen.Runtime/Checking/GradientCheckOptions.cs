namespace AutoDiffGen.Checking;

/// <summary>How a <see cref="GradientCheck"/> compares.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>
    /// The largest difference that is accepted, relative to the larger of the two derivatives. By default 1e-6 for
    /// <see cref="double"/> and 5e-3 for narrower types, whose function values are known to few digits.
    /// </summary>
    public double? RelativeTolerance { get; init; }

    /// <summary>Up to how many coordinates each of them is checked on its own; an input with more is checked along directions only.</summary>
    public int CoordinateLimit { get; init; } = 256;

    /// <summary>The number of random directions.</summary>
    public int Directions { get; init; } = 4;

    /// <summary>The seed of the directions.</summary>
    public int Seed { get; init; }
}
