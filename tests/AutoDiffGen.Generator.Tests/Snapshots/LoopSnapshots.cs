using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>Gradients of loops over arrays as they are written.</summary>
public class LoopSnapshots
{
    [Fact]
    public void The_nearest_of_many()
    {
        var outcome = GeneratorHarness.Run("""
            using AutoDiffGen;

            namespace Samples;

            public static partial class Nearest
            {
                [Differentiable]
                public static double Cost(double[] centres, [NoGradient] double[] points)
                {
                    double cost = 0;
                    for (int p = 0; p < points.Length; p++)
                    {
                        double nearest = double.PositiveInfinity;
                        for (int c = 0; c < centres.Length; c++)
                        {
                            double distance = (points[p] - centres[c]) * (points[p] - centres[c]);
                            if (distance < nearest)
                            {
                                nearest = distance;
                            }
                        }

                        cost += nearest;
                    }

                    return cost;
                }
            }
            """);
        outcome.Load();
        Snapshot.Match(outcome.Sources);
    }

    [Fact]
    public void A_layer_in_loops()
    {
        var outcome = GeneratorHarness.Run("""
            using System;
            using AutoDiffGen;

            namespace Samples;

            public static partial class Layers
            {
                [Differentiable]
                public static double Loss(double[] weights, double[] bias, double[] x, int outputs)
                {
                    var y = new double[outputs];
                    for (int r = 0; r < outputs; r++)
                    {
                        double sum = bias[r];
                        for (int i = 0; i < x.Length; i++)
                        {
                            sum += weights[r * x.Length + i] * x[i];
                        }

                        y[r] = Math.Tanh(sum);
                    }

                    double loss = 0;
                    for (int r = 0; r < outputs; r++)
                    {
                        loss += y[r] * y[r];
                    }

                    return loss;
                }
            }
            """);
        outcome.Load();
        Snapshot.Match(outcome.Sources);
    }
}
