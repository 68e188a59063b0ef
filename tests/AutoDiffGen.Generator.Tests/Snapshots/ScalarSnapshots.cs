using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>What is generated for methods of numbers: read, compiled without a warning, and run.</summary>
public class ScalarSnapshots
{
    // github.com/karpathy/micrograd, README: g = 24.7041, dg/da = 138.8338, dg/db = 645.5773.
    [Fact]
    public void Micrograd()
    {
        var outcome = GeneratorHarness.Run("""
            using AutoDiffGen;

            namespace Samples;

            public static partial class Micrograd
            {
                [Differentiable]
                public static double Expression(double a, double b)
                {
                    var c = a + b;
                    var d = a * b + b * b * b;
                    c += c + 1;
                    c += 1 + c + (-a);
                    d += d * 2 + Ops.Relu(b + a);
                    d += 3 * d + Ops.Relu(b - a);
                    var e = c - d;
                    var f = e * e;
                    var g = f / 2.0;
                    g += 10.0 / f;
                    return g;
                }
            }
            """);
        Snapshot.Match(outcome.Sources);
        Assert.Equal([24.7041, 138.8338, 645.5773], outcome.Gradient("Samples.Micrograd", "Expression", -4.0, 2.0).Select(x => Math.Round(x, 4)));
        Assert.Equal([24.7041, 277.6676, 1291.1545], outcome.Pullback("Samples.Micrograd", "Expression", 2.0, -4.0, 2.0).Select(x => Math.Round(x, 4)));
        SameValues(outcome, "Samples.Micrograd", "Expression", -4.0, 2.0);
    }

    [Fact]
    public void Generic()
    {
        var outcome = GeneratorHarness.Run("""
            using System.Numerics;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Smooth
            {
                [Differentiable]
                public static T Softplus<T>(T x, T beta)
                    where T : IFloatingPointIeee754<T>
                    => T.Log(T.One + T.Exp(beta * x)) / beta;

                [Differentiable]
                public static float OfFloat(float x) => Softplus(x, 2f);
            }
            """);
        Snapshot.Match(outcome.Sources);
        var method = outcome.Method("Samples.Smooth", "SoftplusGradient").MakeGenericMethod(typeof(double));
        double e = Math.Exp(2 * 0.5), value = Math.Log(1 + e) / 2;
        Close([value, e / (1 + e), -value / 2 + 0.5 * e / (1 + e) / 2], Calls.Gradient(method, null, 0.5, 2.0), 1e-14);
        Close([value, e / (1 + e)], outcome.Gradient("Samples.Smooth", "OfFloat", 0.5f), 1e-6);
    }

    [Fact]
    public void Mutual_recursion()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Chain
            {
                [Differentiable]
                public static double Even(double x, int n) => n == 0 ? x : x * Odd(Math.Sin(x), n - 1);

                [Differentiable]
                public static double Odd(double x, int n) => n == 0 ? 1 : x + Even(x * x, n - 1);
            }
            """);
        Snapshot.Match(outcome.Sources);

        // Even(x, 3) = x (s + s^2 sin(s^2)), s = sin x; Odd(..., 0) = 1.
        double x = 0.7, s = Math.Sin(x), c = Math.Cos(x), t = s * s;
        double inner = s + (t * 1);
        Assert.Equal(outcome.Value("Samples.Chain", "Even", x, 3), x * (s + (t * 1)), 15);
        Close([x * inner, inner + (x * (c + (2 * s * c)))], outcome.Gradient("Samples.Chain", "Even", x, 2 + 1), 1e-14);
        Close([x * inner, 3 * (inner + (x * (c + (2 * s * c))))], outcome.Pullback("Samples.Chain", "Even", 3.0, x, 3), 1e-14);
        SameValues(outcome, "Samples.Chain", "Even", x, 9);
    }

    [Fact]
    public void Calls_of_an_instance_method_and_of_another_file()
    {
        var outcome = GeneratorHarness.Run(
            """
            using System;
            using AutoDiffGen;

            namespace Samples;

            public partial class Neuron(double weight, double bias)
            {
                [Differentiable]
                public double Activation(double x) => Math.Tanh(Weighted(x)) * Curves.Bell(x);

                [Differentiable]
                public double Weighted(double x) => weight * x + bias;
            }
            """,
            """
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Curves
            {
                [Differentiable]
                public static double Bell(double x) => Math.Exp(-x * x);
            }
            """);
        Snapshot.Match(outcome.Sources);
        var type = outcome.Load().GetType("Samples.Neuron")!;
        object neuron = Activator.CreateInstance(type, 2.0, 0.25)!;
        double x = 0.3, h = Math.Tanh((2 * x) + 0.25), bell = Math.Exp(-x * x);
        Close([h * bell, ((1 - (h * h)) * 2 * bell) - (2 * x * h * bell)], Calls.Gradient(type.GetMethod("ActivationGradient")!, neuron, x), 1e-14);

        // The callees by themselves, too.
        Assert.Equal([(2 * x) + 0.25, 2], Calls.Gradient(type.GetMethod("WeightedGradient")!, neuron, x));
        Close([bell, -2 * x * bell], outcome.Gradient("Samples.Curves", "Bell", x), 1e-14);
        Close([bell, -2 * x * bell * 3], outcome.Pullback("Samples.Curves", "Bell", 3.0, x), 1e-14);
    }

    [Fact]
    public void Unused_input()
    {
        var outcome = GeneratorHarness.Run("using AutoDiffGen; public static partial class C { [Differentiable] public static float Square(float x, float unused) => x * x; }");
        Snapshot.Match(outcome.Sources);
        Assert.Equal([9, 6, 0], outcome.Gradient("C", "Square", 3f, float.NaN));
        Assert.Equal([9, 12, 0], outcome.Pullback("C", "Square", 2f, 3f, float.PositiveInfinity));
    }

    [Fact]
    public void Parameter_returned_unchanged()
    {
        var outcome = GeneratorHarness.Run("using AutoDiffGen; public static partial class C { [Differentiable] public static double Second(double x, double y) => y; }");
        Snapshot.Match(outcome.Sources);
        Assert.Equal([5, 0, 1], outcome.Gradient("C", "Second", 3.0, 5.0));
        Assert.Equal([5, 0, -2], outcome.Pullback("C", "Second", -2.0, 3.0, 5.0));
    }

    [Fact]
    public void Constant_function()
    {
        var outcome = GeneratorHarness.Run("using AutoDiffGen; public static partial class C { [Differentiable] public static double Steps(double x) => System.Math.Floor(x); }");
        Snapshot.Match(outcome.Sources);
        Assert.Equal("ADG0301", Assert.Single(outcome.AnalyzerDiagnostics()).Id);
        Assert.Equal([3, 0], outcome.Gradient("C", "Steps", 3.5));
    }

    [Fact]
    public void Branches()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Pieces
            {
                [Differentiable]
                public static double Huber(double x, double delta)
                {
                    double size = Math.Abs(x);
                    double loss;
                    if (size <= delta)
                    {
                        loss = 0.5 * x * x;
                    }
                    else if (delta > 10)
                    {
                        loss = delta * Math.Log(size);
                    }
                    else
                    {
                        loss = delta * (size - 0.5 * delta);
                    }

                    return loss;
                }
            }
            """);
        Snapshot.Match(outcome.Sources);
        Assert.Equal([0.125, 0.5, 0], outcome.Gradient("Samples.Pieces", "Huber", 0.5, 1.0));
        Assert.Equal([2.5, -1, 3 - 1], outcome.Gradient("Samples.Pieces", "Huber", -3.0, 1.0));
        Close([11 * Math.Log(20), 11.0 / 20, Math.Log(20)], outcome.Gradient("Samples.Pieces", "Huber", 20.0, 11.0), 1e-14);
        SameValues(outcome, "Samples.Pieces", "Huber", -3.0, 1.0);
    }

    private static void SameValues(GeneratorOutcome outcome, string type, string method, params object[] arguments)
    {
        double value = outcome.Value(type, method, arguments);
        Assert.Equal(value, outcome.Value(type, method + "Primal", arguments));
        Assert.Equal(value, outcome.Gradient(type, method, arguments)[0]);
    }

    private static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"{i}: {expected[i]:R} expected, {actual[i]:R} found");
        }
    }
}
