namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>The programs of <see cref="Users"/>, differentiated from their bodies.</summary>
[Differentiable]
public static partial class Twins
{
    private static double Cube(double x) => x * x * x;

    private static double Hypotenuse(double x, double y) => Math.Sqrt(x * x + y * y);

    [Differentiable]
    public static double Plain(double x, double y) => Cube(x * y) + Math.Sin(x) * Hypotenuse(x, y);

    [Differentiable]
    public static double InALoop(double x, double y, int n)
    {
        double sum = x;
        for (int i = 0; i < n; i++)
        {
            if (sum > 1)
            {
                sum = Math.Sqrt(sum * y) + i * Cube(x);
            }
            else
            {
                sum += Hypotenuse(sum, y);
            }
        }

        return sum;
    }

    [Differentiable]
    public static double WhileItShrinks(double x, double stop)
    {
        double y = x;
        while (y > stop)
        {
            y = Math.Sqrt(y) * 0.9;
        }

        return y * y;
    }

    [Differentiable]
    public static double Recursive(double x, int n) => n == 0 ? x : Math.Sqrt(Recursive(x * x, n - 1) + Cube(x));

    [Differentiable]
    public static double OfAnArrayMadeHere(double x, double y) => (x * x + x * y * (x * y) + y * y * (y * y)) * x;

    [Differentiable]
    public static double OfSlices(ReadOnlySpan<double> a, int n)
    {
        double sum = 0;
        for (int i = 0; i + n <= a.Length; i++)
        {
            double dot = 0;
            for (int j = i; j < i + n; j++)
            {
                dot += a[j] * a[j];
            }

            sum += Math.Sqrt(dot) * a[i];
        }

        return sum;
    }
}
