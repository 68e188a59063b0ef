using AutoDiffGen;
using static AutoDiffGen.Ops;

namespace Micrograd.Moons;

/// <summary>
/// The lecture's network of two inputs, two layers of 16 ReLU neurons and one linear output, and its loss. All parameters
/// are one array: for each layer the weights, neuron by neuron, then the biases.
/// </summary>
internal static partial class MoonsNetwork
{
    private const int Hidden = 16;
    private const int Weights2 = Hidden * 2 + Hidden;
    private const int Weights3 = Weights2 + Hidden * Hidden + Hidden;

    /// <summary>How many parameters there are: 337.</summary>
    public const int ParameterCount = Weights3 + Hidden + 1;

    /// <summary>Weights uniform in (-1, 1), biases zero, as micrograd has them.</summary>
    public static double[] Initialize(SplitMix random)
    {
        var p = new double[ParameterCount];
        Fill(0, Hidden * 2);
        Fill(Weights2, Hidden * Hidden);
        Fill(Weights3, Hidden);
        return p;

        void Fill(int start, int count)
        {
            for (int i = start; i < start + count; i++)
            {
                p[i] = random.Uniform(-1, 1);
            }
        }
    }

    /// <summary>The network's output for one point: positive for the lower moon.</summary>
    [Differentiable]
    public static double Score(double[] p, [NoGradient] double x, [NoGradient] double y)
    {
        var h1 = new double[Hidden];
        for (int i = 0; i < Hidden; i++)
        {
            h1[i] = Relu(p[2 * i] * x + p[2 * i + 1] * y + p[2 * Hidden + i]);
        }

        double score = p[ParameterCount - 1];
        for (int i = 0; i < Hidden; i++)
        {
            double sum = p[Weights2 + Hidden * Hidden + i];
            for (int j = 0; j < Hidden; j++)
            {
                sum += p[Weights2 + Hidden * i + j] * h1[j];
            }

            score += p[Weights3 + i] * Relu(sum);
        }

        return score;
    }

    /// <summary>The mean of max(0, 1 - label score) over the points, and a small multiple of the sum of squares of the parameters.</summary>
    [Differentiable]
    public static double Loss(double[] p, [NoGradient] double[] points, [NoGradient] double[] labels)
    {
        double margins = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            margins += Relu(1 - labels[i] * Score(p, points[2 * i], points[2 * i + 1]));
        }

        double squares = 0;
        for (int i = 0; i < p.Length; i++)
        {
            squares += p[i] * p[i];
        }

        return margins / labels.Length + 1e-4 * squares;
    }

    /// <summary>The part of the points that get the sign of their label, from 0 to 1.</summary>
    public static double Accuracy(double[] p, MoonsData data)
    {
        int right = 0;
        for (int i = 0; i < data.Count; i++)
        {
            right += ScorePrimal(p, data.Points[2 * i], data.Points[2 * i + 1]) > 0 == data.Labels[i] > 0 ? 1 : 0;
        }

        return (double)right / data.Count;
    }
}
