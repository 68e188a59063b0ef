namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>Stands for someone else's code: nothing here is differentiable.</summary>
public static class Foreign
{
    /// <summary>How often <see cref="Cube(double)"/> ran.</summary>
    public static int Calls { get; set; }

    public static double Cube(double x)
    {
        Calls++;
        return x * x * x;
    }

    public static float Cube(float x) => x * x * x;

    public static double Cube(double x, int times) => times * x * x * x;

    public static double Hypotenuse(double x, double y) => Math.Sqrt(x * x + y * y);

    public static double Scaled(double x, double factor) => x * factor;

    public static double SumOfSquares(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return sum;
    }

    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>The root of y * y = x, by Newton's iteration, which no rule needs to see.</summary>
    public static double Root(double x)
    {
        double y = x;
        for (int i = 0; i < 60; i++)
        {
            y = 0.5 * (y + x / y);
        }

        return y;
    }

    public static T Logistic<T>(T x)
        where T : System.Numerics.IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));
}

/// <summary>An object with a method that someone may want to differentiate through.</summary>
public sealed class Spring(double stiffness)
{
    public double Stiffness { get; } = stiffness;

    public double Energy(double length) => 0.5 * Stiffness * length * length;
}
