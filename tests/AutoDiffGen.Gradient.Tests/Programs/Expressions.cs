using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Straight-line code.</summary>
public static partial class Expressions
{
    [Differentiable, At(3, -2), At(0, 0)]
    public static double UsesAnInputTwice(double x, double y) => x * x + y * x;

    [Differentiable, At(3, -2)]
    public static double LeavesAnInputUnused(double x, double unused) => x * x;

    [Differentiable, At(3, -2)]
    public static double ReturnsAParameter(double x, double y) => y;
}
