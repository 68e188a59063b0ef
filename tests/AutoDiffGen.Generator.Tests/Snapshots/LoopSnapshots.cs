using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>Gradients of loops over arrays as they are written.</summary>
public class LoopSnapshots
{
    [Fact]
    public void The_nearest_of_many()
    {
        var outcome = GeneratorHarness.Run(
            """
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
            """,
            """
            using Samples;

            internal static class Check
            {
                internal static double Value(double[] p) => Nearest.Cost(p, [1, 2.5, -2]);

                internal static double[] Gradient(double[] p)
                {
                    var dCentres = new double[p.Length];
                    double value = Nearest.CostGradient(p, [1, 2.5, -2], dCentres);
                    return [value, .. dCentres];
                }
            }
            """);
        Snapshot.Match(outcome.Sources);

        // The points 1 and -2 are nearest to the first centre, 0; 2.5 to the second, 3.
        Assert.Equal([1 + 0.25 + 4, (2 * -1) + (2 * 2), 2 * 0.5], outcome.Differentiated("Check", 0, 3));
    }

    [Fact]
    public void A_layer_in_loops()
    {
        var outcome = GeneratorHarness.Run(
            """
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
            """,
            """
            using Samples;

            internal static class Check
            {
                internal static double Value(double[] p) => Layers.Loss(p[..6], p[6..8], p[8..], 2);

                internal static double[] Gradient(double[] p)
                {
                    double[] dWeights = new double[6], dBias = new double[2], dX = new double[3];
                    double value = Layers.LossGradient(p[..6], p[6..8], p[8..], 2, dWeights, dBias, dX);
                    return [value, .. dWeights, .. dBias, .. dX];
                }
            }
            """);
        Snapshot.Match(outcome.Sources);

        double[] at = [0.1, 0.2, -0.3, 0.4, 0.5, -0.6, 0.05, -0.1, 1, -0.5, 0.25];
        double[] y = [Math.Tanh(0.05 + 0.1 - 0.1 - 0.075), Math.Tanh(-0.1 + 0.4 - 0.25 - 0.15)], s = [.. y.Select(v => 2 * v * (1 - (v * v)))];
        double[] expected =
        [
            y.Sum(v => v * v), s[0], -0.5 * s[0], 0.25 * s[0], s[1], -0.5 * s[1], 0.25 * s[1], s[0], s[1],
            (0.1 * s[0]) + (0.4 * s[1]), (0.2 * s[0]) + (0.5 * s[1]), (-0.3 * s[0]) - (0.6 * s[1]),
        ];
        Assert.All(expected.Zip(outcome.Differentiated("Check", at)), pair => Checks.Close(pair.First, pair.Second, 1e-14));
    }
}
