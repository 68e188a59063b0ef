using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>What is computed before a branch and used on one side of it.</summary>
public static partial class Sides
{
    [Differentiable, At(2), At(-1, Kink = true), At(0, Kink = true)]
    public static double Guarded(double x)
    {
        double r = Math.Sqrt(x);
        return x > 0 ? r : 0;
    }

    [Differentiable, At(2.0, 3.0), At(0.0, 3.0, Kink = true)]
    public static double ThroughSeveral(double x, double y)
    {
        double root = Math.Sqrt(x);
        double quotient = y / x;
        double sum = root + quotient * y;
        double r = y;
        if (x > 0)
        {
            r += sum * root;
        }

        return r * y;
    }

    // On the inner side alone.
    [Differentiable, At(2.0, 3.0), At(0.0, 3.0, Kink = true), At(2.0, -3.0), At(0.0, -3.0, Kink = true)]
    public static double Nested(double x, double y)
    {
        double log = Math.Log(x);
        double r = y * y;
        if (y > 0)
        {
            double s = r * y;
            if (x > 0)
            {
                s += log * y;
            }

            r += s;
        }

        return r;
    }

    // A comparison of it takes no derivative.
    [Differentiable, At(2.0), At(0.25), At(0.0, Kink = true)]
    public static double Compared(double x)
    {
        double root = Math.Sqrt(x);
        return root > 1 ? root * x : x * x;
    }

    // Each side has its own, and one is of both.
    [Differentiable, At(2.0, 0.5), At(-2.0, 0.5), At(0.0, 0.5, Kink = true), At(-0.5, 0.0, Kink = true)]
    public static double OneEach(double x, double y)
    {
        double shared = x * y;
        double root = Math.Sqrt(x);
        double log = Math.Log(y);
        return x > 0 ? root * shared : y > 0 ? log * shared : shared + x;
    }

    // What is chosen before may be a branch itself.
    [Differentiable, At(2.0, 1.0), At(0.5, 1.0), At(0.0, 1.0, Kink = true), At(4.0, -1.0)]
    public static double OfABranch(double x, double y)
    {
        double r;
        if (y > 0)
        {
            double t = Math.Sqrt(x) * y;
            r = t * t * t;
        }
        else
        {
            r = Math.Pow(x, 0.25);
        }

        return x > 0 ? r * Math.Exp(y * r) : y;
    }

    [Differentiable, At(2.0, 1.0), At(0.0, 1.0, Kink = true)]
    public static double EarlyReturn(double x, double y)
    {
        double inverse = 1 / x;
        if (x == 0)
        {
            return y * y;
        }

        return inverse * y;
    }

    // In every iteration anew.
    [Differentiable, At(1.0, 0.0, 2.0, 0.0, Kink = true), At(1.0, 3.0, 2.0, 4.0)]
    public static double InALoop(double a, double b, double c, double d)
    {
        Span<double> values = [a, b, c, d];
        double sum = 1;
        for (int i = 0; i < values.Length; i++)
        {
            double root = Math.Sqrt(values[i]);
            double scaled = root * sum;
            if (values[i] > 0)
            {
                sum += Math.Sin(scaled);
            }
        }

        return sum;
    }

    [Differentiable, At(2.0, 1.0), At(0.5, 1.0), At(0.0, 1.0, Kink = true)]
    public static double InASwitch(double x, double y)
    {
        double root = Math.Sqrt(x), cube = Math.Cbrt(x);
        switch (x > 1 ? 2 : x > 0 ? 1 : 0)
        {
            case 2:
                return root * y;
            case 1:
                return cube * y;
            default:
                return y * y;
        }
    }

    [Differentiable, At(2.0)]
    public static double InTwoBranches(double x)
    {
        double root = Math.Sqrt(x), sum = 0;
        if (x > 0)
        {
            sum += root;
        }

        if (x > 1)
        {
            sum += root * x;
        }

        return sum;
    }

    [Differentiable, At(2.0, 3)]
    public static double BeforeALoop(double x, int n)
    {
        double root = Math.Sqrt(x), sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += root * i;
        }

        return sum;
    }
}
