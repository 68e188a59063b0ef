using System.Globalization;

namespace AutoDiffGen.Checking;

/// <summary>One derivative that was compared: along a coordinate or a direction.</summary>
/// <param name="Where">What was varied, such as <c>x[3]</c> or <c>direction 1</c>.</param>
/// <param name="Analytic">What the gradient says.</param>
/// <param name="Numeric">What differences of the function say; NaN if they say nothing.</param>
/// <param name="RelativeError">Their difference over the larger of the two; infinite if one of them is not finite.</param>
/// <param name="Passed">Whether they agree within the tolerance and the rounding of the function's values.</param>
/// <param name="Problem">What is wrong beside a difference, such as a gradient that is NaN; else null.</param>
public sealed record GradientComparison(string Where, double Analytic, double Numeric, double RelativeError, bool Passed, string? Problem)
{
    /// <summary>The difference as a multiple of what is accepted.</summary>
    internal double Ratio { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    public override string ToString()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{Where}: analytic {Analytic:G9}, numeric {Numeric:G9}, relative error {RelativeError:G3}");
        return Problem is null ? text : $"{text} ({Problem})";
    }
}
