using System.Text.RegularExpressions;
using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Emission;

/// <summary>Memory of a call is returned before the call is: nothing may read it in between, when another call may have it.</summary>
public partial class RentedMemoryTests
{
    private const string Source = """
        using System;
        using AutoDiffGen;

        namespace Samples;

        public static partial class Buffers
        {
            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward | DerivativeModes.HessianVector)]
            public static double First(double x, double w)
            {
                double[] buffer = new double[3];
                for (int i = 0; i < 3; i++)
                {
                    buffer[i] = w * x * x + i;
                }

                return buffer[0] * buffer[2];
            }

            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward | DerivativeModes.HessianVector)]
            public static double Plain(double x, double w)
            {
                double[] buffer = new double[1];
                buffer[0] = w * x * x;
                return buffer[0];
            }

            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
            public static double Again(double x, int n)
            {
                double[] buffer = new double[2];
                buffer[0] = x * n;
                buffer[1] = n <= 0 ? x : buffer[0] * Again(x, n - 1);
                return buffer[0] + buffer[1];
            }

            [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
            public static void Several(double x, int n, out double first, out double second)
            {
                double[] buffer = new double[2];
                buffer[0] = x * x;
                buffer[1] = x + n;
                if (n > 0)
                {
                    Several(x, n - 1, out buffer[0], out double other);
                    buffer[1] *= other;
                }

                first = buffer[0];
                second = buffer[1];
            }
        }
        """;

    [Fact]
    public void Nothing_reads_memory_that_was_returned()
    {
        var outcome = GeneratorHarness.Run(Source);
        outcome.Load();
        int returned = 0;
        foreach (string text in outcome.Sources.Values)
        {
            foreach (Match end in Returned().Matches(text))
            {
                returned++;
                string rest = text[(end.Index + end.Length)..];
                string until = rest[..MemberEnd().Match(rest).Index];
                string memory = Span(end.Groups["lease"].Value, text[..end.Index]);
                Assert.False(Regex.IsMatch(until, $@"\b{memory}\b"), $"'{memory}' is read after its memory was returned:{until}\n\n{text}");
            }
        }

        Assert.True(returned > 8, $"Only {returned} buffers are returned.\n{outcome.AllSources}");
    }

    // The span that a lease is of, as it was declared last.
    private static string Span(string lease, string before) => Regex.Match(before, $@"(?<span>\w+) = Workspace\.Zeros\([^;]*out Lease<\w+> {lease}\)|(?<span>\w+) = {lease}\.Span", RegexOptions.RightToLeft).Groups["span"].Value is { Length: > 0 } span
        ? span : throw new Xunit.Sdk.XunitException($"No span of '{lease}'.");

    [GeneratedRegex(@"\b(?<lease>buffer\w*Lease)\.Dispose\(\);")]
    private static partial Regex Returned();

    [GeneratedRegex(@"\n {4,8}\}\r?\n")]
    private static partial Regex MemberEnd();
}
