using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>Pushforwards as they are written.</summary>
public class ForwardSnapshots
{
    [Fact]
    public void A_loop_with_a_branch_over_an_array()
    {
        var outcome = GeneratorHarness.Run("""
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
            """);
        outcome.Load();
        Snapshot.Match(outcome.Sources);
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
        outcome.Load();
        Snapshot.Match(outcome.Sources.Where(s => s.Key.Contains("Loss", StringComparison.Ordinal)).ToDictionary(s => s.Key, s => s.Value));
    }
}
