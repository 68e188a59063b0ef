using System.Numerics.Tensors;
using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>Pushforwards as they are written.</summary>
public class ForwardSnapshots
{
    [Fact]
    public void A_loop_with_a_branch_over_an_array()
    {
        var outcome = GeneratorHarness.Run(
            """
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Chains
            {
                [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
                public static double Damped(ReadOnlySpan<double> forces, double damping, Span<double> positions)
                {
                    double speed = 0;
                    for (int i = 0; i < forces.Length; i++)
                    {
                        speed += forces[i];
                        if (speed > 1)
                        {
                            speed *= Math.Exp(-damping);
                        }

                        positions[i] += speed;
                    }

                    return speed * speed;
                }
            }
            """,
            """
            using Samples;

            internal static class Check
            {
                internal static double Value(double[] p) => Chains.Damped(p[..3], p[3], p[4..]);

                internal static double[] Gradient(double[] p)
                {
                    double[] dForces = new double[3], dPositions = new double[3];
                    double value = Chains.DampedGradient(p[..3], p[3], p[4..], dForces, out double dDamping, dPositions);
                    return [value, .. dForces, dDamping, .. dPositions];
                }

                internal static double[] Pushforwards(double[] p)
                {
                    var found = new double[p.Length + 1];
                    for (int i = 0; i < p.Length; i++)
                    {
                        var t = new double[p.Length];
                        t[i] = 1;
                        found[0] = Chains.DampedPushforward(p[..3], p[3], p[4..], t[..3], t[3], t[4..], out found[i + 1]);
                    }

                    return found;
                }
            }
            """);
        Snapshot.Match(outcome.Sources);

        // Three forces, the damping, three positions. The speed is above 1 at the second step alone.
        double[] at = [0.7, 0.6, -0.4, 0.3, 1, 2, 3];
        double speed = (1.3 * Math.Exp(-0.3)) - 0.4, slope = Math.Exp(-0.3);
        double[] expected = [speed * speed, 2 * speed * slope, 2 * speed * slope, 2 * speed, -2 * speed * 1.3 * slope, 0, 0, 0];
        double[] reverse = outcome.Differentiated("Check", at), forward = outcome.Numbers("Check", "Pushforwards", at);
        Assert.All(expected.Zip(reverse), pair => Checks.Close(pair.First, pair.Second, 1e-14));
        Assert.All(expected.Zip(forward), pair => Checks.Close(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void The_loss_of_a_model()
    {
        var outcome = GeneratorHarness.Run("""
            using System.Numerics.Tensors;
            using AutoDiffGen;
            using static AutoDiffGen.Ops;

            namespace Samples;

            [Differentiable]
            public sealed partial class Classifier(int inputs, int classes)
            {
                [Parameter("inputs", "classes", Init = Init.Normal)]
                public partial Tensor<float> W { get; }

                [Parameter("classes", Init = Init.Zeros)]
                public partial Tensor<float> B { get; }

                [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
                public float Loss([Shape("N", "inputs")] Tensor<float> x, [Shape("N")] Tensor<int> targets) =>
                    CrossEntropy(Tanh(MatMul(x, W) + B), targets);
            }
            """);
        Snapshot.Match(outcome.Sources.Where(s => s.Key.Contains("Loss", StringComparison.Ordinal)).ToDictionary(s => s.Key, s => s.Value));

        var type = outcome.Load().GetType("Samples.Classifier")!;
        object model = Activator.CreateInstance(type, 2, 3)!, gradient = Gradient(), tangents = Gradient();
        object Gradient() => Activator.CreateInstance(type.GetNestedType("Gradient")!, model)!;
        var parameters = (IModel<float>)model;
        parameters.Initialize(3);
        float[] xs = [0.5f, -1, 2, 0.25f, -0.75f, 1.5f, 0.1f, 0.2f];
        Tensor<float> x = Tensors.Of([4, 2], xs), dX = Tensors.Of([4, 2], new float[8]);
        Tensor<int> targets = Tensors.Of([4], 2, 0, 1, 2);
        object? Call(string method, params object?[] arguments) => Calls.Invoke(type.GetMethod(method)!, model, arguments);
        double Loss() => Calls.Number(Call("Loss", x, targets));

        Checks.Close(Loss(), Calls.Number(Call("LossGradient", x, targets, gradient, dX, false)), 1e-6);
        float[] derivatives = [.. ((IGradient<float>)gradient).Values, .. Tensors.Flat(dX)];
        int count = parameters.Parameters.Length;
        for (int i = 0; i < derivatives.Length; i++)
        {
            double By(float step)
            {
                (i < count ? ref parameters.Parameters[i] : ref xs[i - count]) += step;
                x = Tensors.Of([4, 2], xs);
                double loss = Loss();
                (i < count ? ref parameters.Parameters[i] : ref xs[i - count]) -= step;
                x = Tensors.Of([4, 2], xs);
                return loss;
            }

            Checks.Close((By(0.01f) - By(-0.01f)) / 0.02, derivatives[i], 1e-3);

            // Forward mode along one number gives its derivative.
            ((IGradient<float>)tangents).Values.Clear();
            float[] tX = new float[8];
            (i < count ? ref ((IGradient<float>)tangents).Values[i] : ref tX[i - count]) = 1;
            object?[] arguments = [x, targets, tangents, Tensors.Of([4, 2], tX), null];
            Checks.Close(Loss(), Calls.Number(Call("LossPushforward", arguments)), 1e-6);
            Checks.Close(derivatives[i], Calls.Number(arguments[^1]), 1e-5);
        }
    }
}
