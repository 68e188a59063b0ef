using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>The two expressions of micrograd whose gradients are published.</summary>
public static partial class Published
{
    [Differentiable, At(-4, 2), At(1.5, -0.5)]
    public static double Readme(double a, double b)
    {
        double c = a + b;
        double d = a * b + b * b * b;
        c += c + 1;
        c += 1 + c + (-a);
        d += d * 2 + Ops.Relu(b + a);
        d += 3 * d + Ops.Relu(b - a);
        double e = c - d;
        double f = e * e;
        double g = f / 2.0;
        g += 10.0 / f;
        return g;
    }

    [Differentiable, At(2, 0, -3, 1, 6.8813735870195432)]
    public static double Neuron(double x1, double x2, double w1, double w2, double b) => Math.Tanh(x1 * w1 + x2 * w2 + b);

    [Differentiable, At(2, 0, -3, 1, 6.8813735870195432)]
    public static double NeuronSpelledOut(double x1, double x2, double w1, double w2, double b)
    {
        double n = x1 * w1 + x2 * w2 + b;
        double e = Math.Exp(2 * n);
        return (e - 1) / (e + 1);
    }
}
