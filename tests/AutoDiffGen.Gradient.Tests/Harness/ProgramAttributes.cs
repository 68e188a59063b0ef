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

/// <summary>
/// An operator repeats a length of 1 beside a tensor of the same rank, or works on an empty tensor. System.Numerics.Tensors
/// 10 gets these wrong (the result has the smaller shape, or an exception; 11 is right), so that M itself gives no value to
/// compare with there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatsLengthOneAttribute : Attribute
{
    internal static bool IsWrongHere { get; } = typeof(System.Numerics.Tensors.Tensor).Assembly.GetName().Version!.Major < 11;
}

/// <summary>The library evaluates parts of the program in an order of its own (products of vectors): values agree to rounding.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RoundsItselfAttribute : Attribute;
