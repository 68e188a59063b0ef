using System.Numerics;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>What programs in another file call.</summary>
public static partial class CallTargets
{
    [Differentiable]
    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable]
    public static double Mix(double x, double y)
    {
        double t = x * 0.25;
        t += y * 0.75;
        return t * t;
    }

    [Differentiable]
    public static double WithDefault(double x, int k = 3) => x * k;

    [Differentiable]
    public static double Held(double x, [NoGradient] double k) => x * k + k * k;

    [Differentiable]
    public static double Branching(double x, double y)
    {
        double r = y;
        if (x < 0)
        {
            r = x * y;
        }

        return r + x;
    }

    [Differentiable]
    public static T Cube<T>(T x)
        where T : IFloatingPointIeee754<T> => x * x * x;
}
