using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Numbers that may be nothing.</summary>
[Differentiable]
public static partial class Nullables
{
    [Differentiable, At(0.7)]
    public static double TheBestSoFar(double x, [Sizes(4)] double[] a)
    {
        double? best = null;
        foreach (double v in a)
        {
            if (best == null || v * x > best)
            {
                best = v * x;
            }
        }

        double? other = best * x + x;
        if (other is { } o && o > 0.1)
        {
            return o * best!.Value;
        }

        return best ?? x;
    }

    [Differentiable, At(1.2, 0.4), At(0.4, 1.2), At(0.4, 0.5)]
    public static double OfAHelper(double x, double y) => (Large(x) ?? y * y) * (Large(y) is double d ? d : x);

    [Differentiable, At(1.2, 0.4), At(0.4, 1.2)]
    public static double AssignedWhereThereIsNothing(double x, double y)
    {
        double? z = x > 0.7 ? x : null;
        z ??= y * y;
        double? u = null;
        u ??= x * z;
        return z.Value * u.Value + u.GetValueOrDefault(y) + Large(y).GetValueOrDefault(x) + (z.HasValue ? x : y);
    }

    [Differentiable, At(1.2, 0.4)]
    public static double InALoop(double x, double y)
    {
        double? last = null;
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            double now = x * i + y;
            sum += last is { } before ? before * now : now;
            last = i == 2 ? null : now;
        }

        return sum * (last ?? 1.0);
    }

    private static double? Large(double x) => x > 0.8 ? x * x : null;
}
