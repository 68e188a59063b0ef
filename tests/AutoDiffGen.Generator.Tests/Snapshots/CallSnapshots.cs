using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>Calls that stay calls: read, compiled without a warning, and run.</summary>
public class CallSnapshots
{
    [Fact]
    public void A_recursive_method_that_writes_to_a_span()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Filters
            {
                [Differentiable]
                public static double Smooth(Span<double> x, double rate)
                {
                    if (x.Length < 2)
                    {
                        return x[0];
                    }

                    x[1] += rate * x[0] * x[0];
                    return x[0] + Smooth(x[1..], rate);
                }
            }
            """);
        Snapshot.Match(outcome.Sources);
        outcome.Load();
    }

    [Fact]
    public void A_helper_without_a_mark_that_calls_itself()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            [Differentiable]
            public static partial class Polynomials
            {
                [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
                public static double Value(ReadOnlySpan<double> coefficients, double x) => Horner(coefficients, x);

                private static double Horner(ReadOnlySpan<double> c, double x) => c.Length == 0 ? 0 : c[0] + x * Horner(c[1..], x);
            }
            """);
        Snapshot.Match(outcome.Sources);
        outcome.Load();
    }
}
