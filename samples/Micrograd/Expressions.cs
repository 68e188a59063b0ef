using AutoDiffGen;
using static AutoDiffGen.Ops;

namespace Micrograd;

/// <summary>What the first lecture differentiates node by node, as plain methods on numbers.</summary>
internal static partial class Expressions
{
    /// <summary>The expression of micrograd's README, statement by statement.</summary>
    [Differentiable]
    public static double Readme(double a, double b)
    {
        double c = a + b;
        double d = a * b + Math.Pow(b, 3);
        c += c + 1;
        c += 1 + c + (-a);
        d += d * 2 + Relu(b + a);
        d += 3 * d + Relu(b - a);
        double e = c - d;
        double f = Math.Pow(e, 2);
        double g = f / 2.0;
        g += 10.0 / f;
        return g;
    }

    /// <summary>A neuron of two inputs.</summary>
    [Differentiable]
    public static double Neuron(double x1, double x2, double w1, double w2, double b) =>
        Math.Tanh(x1 * w1 + x2 * w2 + b);

    /// <summary>The same neuron, with the hyperbolic tangent spelled out.</summary>
    [Differentiable]
    public static double SpelledOutNeuron(double x1, double x2, double w1, double w2, double b)
    {
        double n = x1 * w1 + x2 * w2 + b;
        double e = Math.Exp(2 * n);
        return (e - 1) / (e + 1);
    }
}
