using System.Reflection;

namespace AutoDiffGen.Generator.Tests.Support;

/// <summary>
/// Runs generated code that takes spans, which reflection cannot pass: the sample's second file has a static class with
/// <c>double Value(double[] p)</c>, the author's method at the numbers p, and <c>double[] Gradient(double[] p)</c>, the
/// value and one derivative a number from the generated member.
/// </summary>
internal static class Checks
{
    /// <summary>The two names in the class, called at <paramref name="at"/>, agree: values bitwise, derivatives with 5-point differences.</summary>
    /// <returns>The value, then the derivatives.</returns>
    public static double[] Differentiated(this GeneratorOutcome outcome, string type, params double[] at) =>
        outcome.Differentiated(type, "Value", "Gradient", at);

    public static double[] Differentiated(this GeneratorOutcome outcome, string type, string value, string gradient, params double[] at)
    {
        double[] found = outcome.Numbers(type, gradient, at);
        Assert.Equal(at.Length + 1, found.Length);
        var method = outcome.Method(type, value);
        Assert.Equal(At(method, at), found[0]);
        for (int i = 0; i < at.Length; i++)
        {
            const double Step = 1e-3;
            double By(int steps) => At(method, [.. at.Select((p, k) => k == i ? p + (steps * Step) : p)]);
            Close((By(-2) - (8 * By(-1)) + (8 * By(1)) - By(2)) / (12 * Step), found[i + 1], 1e-9);
        }

        return found;
    }

    /// <summary>What a method of numbers that gives numbers gives.</summary>
    public static double[] Numbers(this GeneratorOutcome outcome, string type, string method, params double[] at) =>
        (double[])Calls.Invoke(outcome.Method(type, method), null, [at.ToArray()])!;

    public static void Close(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{expected:R} expected, {actual:R} found");

    private static double At(MethodInfo method, double[] at) => Calls.Number(Calls.Invoke(method, null, [at.ToArray()]));
}
