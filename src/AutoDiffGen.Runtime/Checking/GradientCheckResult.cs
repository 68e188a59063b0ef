using System.Globalization;
using System.Text;

namespace AutoDiffGen.Checking;

/// <summary>What a <see cref="GradientCheck"/> found.</summary>
public sealed class GradientCheckResult
{
    private const int Shown = 10;

    internal GradientCheckResult(IReadOnlyList<GradientComparison> comparisons, double tolerance)
    {
        Comparisons = comparisons;
        Tolerance = tolerance;
        Failures = [.. comparisons.Where(c => !c.Passed).OrderByDescending(c => c.Ratio)];
        Worst = comparisons.MaxBy(c => c.Ratio);
    }

    /// <summary>Whether every comparison passed.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>The relative difference that was accepted.</summary>
    public double Tolerance { get; }

    /// <summary>Every comparison that was made.</summary>
    public IReadOnlyList<GradientComparison> Comparisons { get; }

    /// <summary>Those that failed, the worst first.</summary>
    public IReadOnlyList<GradientComparison> Failures { get; }

    /// <summary>The comparison with the largest difference in terms of what is accepted; null for an input without elements.</summary>
    public GradientComparison? Worst { get; }

    /// <summary>Does nothing if the gradient is right.</summary>
    /// <exception cref="GradientCheckException">It is not; the message is <see cref="ToString"/>.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            throw new GradientCheckException(this);
        }
    }

    /// <summary>What was compared, and the worst of it; of a failure, the first differences, each on a line.</summary>
    public override string ToString()
    {
        if (Passed)
        {
            return $"The gradient is right in {Comparisons.Count} comparisons" + (Worst is null ? "." : $"; the worst is {Worst}.");
        }

        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"The gradient is wrong: {Failures.Count} of {Comparisons.Count} comparisons differ by more than {Tolerance:G3}, relative."));
        foreach (GradientComparison failure in Failures.Take(Shown))
        {
            text.Append("\n  ").Append(failure);
        }

        if (Failures.Count > Shown)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  and {Failures.Count - Shown} more");
        }

        return text.ToString();
    }
}

/// <summary>A gradient did not agree with differences of its function.</summary>
public sealed class GradientCheckException : Exception
{
    internal GradientCheckException(GradientCheckResult result)
        : base(result.ToString()) => Result = result;

    /// <summary>What was found.</summary>
    public GradientCheckResult Result { get; }
}
