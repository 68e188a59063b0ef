using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>float and double in one expression, whole numbers among them.</summary>
public static partial class Conversions
{
    [Differentiable, MixedPrecision, At(1.5, 2.25, Tolerance = 1e-6)]
    public static double WidensAFloat(float x, double y) => x * y + (x + 1) * x;

    [Differentiable, MixedPrecision, At(1.5, 2.25, Tolerance = 1e-6)]
    public static float NarrowsADouble(float x, double y) => (float)(x * y) + x * (float)y;

    [Differentiable, MixedPrecision, At(1.5, 2.25, Tolerance = 1e-6)]
    public static double GoesThroughAFloat(double x, double y)
    {
        float a = (float)x;
        float b = a * a;
        return b * y + (double)(float)y;
    }

    [Differentiable, At(1.5f, -0.25f, Tolerance = 1e-5)]
    public static float SingleCompounds(float x, float y)
    {
        x += y * 2;
        x *= x - 1;
        x -= 3f / y;
        x++;
        return x;
    }

    [Differentiable, MixedPrecision, At(1.5, Tolerance = 1e-6)]
    public static float SingleWithDoubleCompound(float x)
    {
        float r = x;
        r *= 2;
        r += x * x;
        r -= (float)0.1;
        return r;
    }

    [Differentiable, At(1.5, 7, 3)]
    public static double WholeNumbersOfEverySize(double x, int n, byte b)
    {
        long wide = n * 10L;
        uint u = b;
        short s = (short)n;
        return x * wide + u * x * x + x / s + (n / b) * x + (wide % 4) + (x + n % b);
    }

    [Differentiable, At(1.5, 4)]
    public static double WholeNumbersIntoDoubles(double x, int n)
    {
        double d = n;
        d /= 3;
        d += n / 3;
        return d * x + Math.Pow(x, n) + Math.ScaleB(x, n) + Math.Max(x, n) + Math.Max(n, 2) * x + Math.Abs(-n) * x;
    }
}
