using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>Second derivatives as they are written.</summary>
public class HigherSnapshots
{
    [Fact]
    public void A_product_with_the_Hessian()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Chains
            {
                [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.HessianVector)]
                public static double Recurrence(ReadOnlySpan<double> x, double w)
                {
                    double h = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        h = Math.Tanh(w * h + x[i]);
                    }

                    return h;
                }
            }
            """);
        outcome.Load();
        Snapshot.Match(outcome.Sources);
    }

    [Fact]
    public void A_step_of_gradient_descent()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Descent
            {
                [Differentiable]
                public static double Loss(double w, double x) => Math.Sin(w * x) * w;

                [Differentiable]
                public static double AfterAStep(double w, double x, double rate)
                {
                    LossGradient(w, x, out double dW, out _);
                    return Loss(w - rate * dW, x);
                }
            }
            """);
        outcome.Load();
        Snapshot.Match(outcome.Sources.Where(s => s.Key.Contains("AfterAStep", StringComparison.Ordinal)).ToDictionary(s => s.Key, s => s.Value));
    }
}
