namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>
/// A point at which a program is compared with the oracle: one number for each scalar parameter and for each element of
/// an array or tensor, in order. What is left out is drawn between <see cref="Low"/> and <see cref="High"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AtAttribute(params double[] values) : Attribute
{
    public IReadOnlyList<double> Values { get; } = values;

    public double Low { get; set; } = -1.5;

    public double High { get; set; } = 1.5;

    /// <summary>The function has a kink or a jump here: differences say nothing.</summary>
    public bool Kink { get; set; }

    /// <summary>The largest relative error against the oracle; an estimate or a single-precision program needs more.</summary>
    public double Tolerance { get; set; } = 1e-12;
}

/// <summary>The lengths of an array or tensor parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SizesAttribute(params int[] lengths) : Attribute
{
    public IReadOnlyList<int> Lengths { get; } = lengths;
}

/// <summary>The contents of an integer array or tensor parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ValuesAttribute(params int[] values) : Attribute
{
    public IReadOnlyList<int> Values { get; } = values;
}

/// <summary>The program converts to single precision inside: its value is not bitwise the oracle's.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MixedPrecisionAttribute : Attribute;

/// <summary>The library evaluates parts of the program in an order of its own (products of vectors): values agree to rounding.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RoundsItselfAttribute : Attribute;
