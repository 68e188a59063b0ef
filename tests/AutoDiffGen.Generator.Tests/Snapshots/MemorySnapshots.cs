using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>What is generated for objects that a method makes and for rules of methods that write: read, compiled without a warning, and run.</summary>
public class MemorySnapshots
{
    [Fact]
    public void An_object_in_a_loop()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            [Differentiable]
            public sealed partial class Body
            {
                public Body(double position) => Position = position;

                public double Position { get; private set; }

                public double Velocity { get; set; }

                public double Mass { get; set; }

                public void Step(double dt)
                {
                    Velocity -= dt * Math.Sin(Position) / Mass;
                    Position += dt * Velocity;
                }
            }

            public static partial class Swing
            {
                [Differentiable]
                public static double End(double start, double mass, int steps)
                {
                    var body = new Body(start) { Mass = mass };
                    for (int i = 0; i < steps; i++)
                    {
                        body.Step(0.1);
                    }

                    return body.Position;
                }
            }
            """);
        Snapshot.Match(outcome.Sources);
        double[] at = outcome.Gradient("Samples.Swing", "End", 0.7, 1.3, 5);
        Assert.Equal(outcome.Value("Samples.Swing", "End", 0.7, 1.3, 5), at[0]);
        double Slope(double start, double mass) =>
            (outcome.Value("Samples.Swing", "End", 0.7 + start, 1.3 + mass, 5) - outcome.Value("Samples.Swing", "End", 0.7 - start, 1.3 - mass, 5)) / 2e-4;
        Assert.Equal([Slope(1e-4, 0), Slope(0, 1e-4)], at[1..], (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void An_object_that_is_a_parameter()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            [Differentiable]
            public sealed partial class Filter
            {
                public double Gain;

                public double State { get; private set; }

                public double Next(double x) => State += Gain * (x - State);
            }

            public static partial class Smoothing
            {
                [Differentiable]
                public static double Error(Filter filter, ReadOnlySpan<double> x)
                {
                    double sum = 0;
                    foreach (double v in x)
                    {
                        double miss = filter.Next(v) - v;
                        sum += miss * miss;
                    }

                    return sum;
                }

                public static double[] Measured(double gain, params double[] x)
                {
                    double[] dx = new double[x.Length];
                    var filter = new Filter { Gain = gain };
                    double value = ErrorGradient(filter, x, out Filter.Gradient adjoint, dx);
                    return [value, filter.State, adjoint.Gain, adjoint.State, .. dx];
                }

                public static double Plain(double gain, params double[] x) => Error(new Filter { Gain = gain }, x);
            }
            """);
        Snapshot.Match(outcome.Sources);
        double[] x = [0.4, -0.3, 1.2];
        double[] at = (double[])outcome.Method("Samples.Smoothing", "Measured").Invoke(null, [0.7, x])!;
        double Plain(double gain) => (double)outcome.Method("Samples.Smoothing", "Plain").Invoke(null, [gain, x])!;
        Assert.Equal(Plain(0.7), at[0]);
        Assert.Equal((Plain(0.7 + 1e-4) - Plain(0.7 - 1e-4)) / 2e-4, at[2], 1e-7);
    }

    [Fact]
    public void A_rule_for_a_method_that_writes()
    {
        var outcome = GeneratorHarness.Run(
            """
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static class Library
            {
                public static void Smooth(ReadOnlySpan<double> x, Span<double> y, ref double total)
                {
                    for (int i = 0; i < y.Length; i++)
                    {
                        y[i] = (x[i] + x[i + 1]) / 2;
                        total += y[i];
                    }
                }
            }

            internal static class Rules
            {
                [DerivativeOf(typeof(Library), nameof(Library.Smooth))]
                internal static void Smooth(ReadOnlySpan<double> cotangentY, double cotangentTotal, Span<double> dX, out double dTotal, bool accumulate)
                {
                    for (int i = 0; i < cotangentY.Length && !dX.IsEmpty; i++)
                    {
                        dX[i] += (cotangentY[i] + cotangentTotal) / 2;
                        dX[i + 1] += (cotangentY[i] + cotangentTotal) / 2;
                    }

                    dTotal = cotangentTotal;
                }
            }

            public static partial class Uses
            {
                [Differentiable]
                public static double Smoothed(double[] x, double start)
                {
                    double[] y = new double[x.Length - 1];
                    double total = start * start;
                    Library.Smooth(x, y, ref total);
                    return total * y[0];
                }
            }
            """,
            """
            using Samples;

            internal static class Check
            {
                internal static double Value(double[] p) => Uses.Smoothed(p[..^1], p[^1]);

                internal static double[] Gradient(double[] p)
                {
                    var dX = new double[p.Length - 1];
                    double value = Uses.SmoothedGradient(p[..^1], p[^1], dX, out double dStart);
                    return [value, .. dX, dStart];
                }
            }
            """);
        Snapshot.Match(outcome.Sources);

        // y = (2, 4), total = 4 + 6, and total * y[0].
        Assert.Equal([20, 12 / 2, (12 + 2) / 2, 2 / 2, 2 * 2 * 2], outcome.Differentiated("Check", 1, 3, 5, 2));
    }
}
