using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Loops that stop on a number they compute: the trips are only known once they have run.</summary>
[Differentiable]
public static partial class DynamicTripCounts
{
    [Differentiable, At(7.3)]
    public static double NewtonSquareRoot(double a)
    {
        double x = a, residual;
        do
        {
            residual = x * x - a;
            x -= residual / (2 * x);
        }
        while (Math.Abs(residual) > 1e-10);
        return x;
    }

    [Differentiable, At(7.3)]
    public static double ResidualAssignedInTheCondition(double a)
    {
        double x = a, r;
        while (Math.Abs(r = x * x - a) > 1e-10)
        {
            x -= r / (2 * x);
        }

        return x + r;
    }

    [Differentiable, At(7.3, 0.4)]
    public static double ResidualOfACallInTheCondition(double a, double b)
    {
        double x = a, r;
        int k = 0;
        while ((r = Residual(x, a, b)) > 1e-9 && k++ < 40)
        {
            x -= 0.5 * r / x;
        }

        return x * k;
    }

    private static double Residual(double x, double a, double b) => x * x - a + b * Math.Sin(x);

    [Differentiable, At(2.5, Kink = true)]
    public static double Bisection(double a)
    {
        // The derivative of what is computed, not of the root: the ends move by whole steps.
        double low = 0, high = a;
        while (high - low > 1e-3)
        {
            double middle = 0.5 * (low + high);
            if (middle * middle * middle < a)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return 0.5 * (low + high);
    }

    [Differentiable, At(0.3, 0.9)]
    public static double KeplerByNewton(double e, double meanAnomaly)
    {
        double anomaly = meanAnomaly;
        for (int i = 0; i < 50; i++)
        {
            double step = (anomaly - e * Math.Sin(anomaly) - meanAnomaly) / (1 - e * Math.Cos(anomaly));
            anomaly -= step;
            if (Math.Abs(step) < 1e-12)
            {
                break;
            }
        }

        return anomaly;
    }

    [Differentiable, At(0.4, 0.7)]
    public static double FixedPoint(double a, double b)
    {
        double x = 0, previous;
        do
        {
            previous = x;
            x = Math.Cos(a * x) + b;
        }
        while (Math.Abs(x - previous) > 1e-9);
        return x;
    }

    [Differentiable, At(2.7, 0.5)]
    public static double SeriesUntilATermIsSmall(double x, double y)
    {
        double term = 1, sum = 1;
        for (int n = 1; Math.Abs(term) > 1e-8; n++)
        {
            term *= x * y / n;
            sum += term;
        }

        return sum;
    }

    [Differentiable, At(3.4, 2.6)]
    public static double LogisticMapUntilItEscapes(double x, double r)
    {
        int n = 0;
        x /= 10;
        while (x < 0.9 && n < 30)
        {
            x = r * x * (1 - x);
            n++;
        }

        return x * n;
    }

    [Differentiable, At(40.5, 12.25)]
    public static double EuclidByRemainder(double a, double b)
    {
        while (b > 0.35)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }

    [Differentiable, At(9.7)]
    public static double HalvedUntilSmall(double x)
    {
        int halvings = 0;
        for (; x > 1; x /= 2)
        {
            halvings++;
        }

        return halvings + x * x;
    }

    [Differentiable, At(1.9, 1.2)]
    public static double ArithmeticGeometricMean(double a, double b)
    {
        while (a - b > 1e-12 || b - a > 1e-12)
        {
            double next = (a + b) / 2;
            b = Math.Sqrt(a * b);
            a = next;
        }

        return a;
    }
}
