using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Loops of every kind, whose carried values are used non-linearly: what the reverse needs is another value in each trip.</summary>
public static partial class LoopKinds
{
    [Differentiable, At(0.7, 1.3, 5), At(0.7, 1.3, 0), At(0.7, 1.3, 1)]
    public static double For(double x, double y, int n)
    {
        double r = x;
        for (int i = 0; i < n; i++)
        {
            r = r * y + Math.Sin(r * i);
        }

        return r;
    }

    [Differentiable, At(0.7, 1.3, 5), At(0.7, 1.3, 0)]
    public static double While(double x, double y, int n)
    {
        double r = x;
        while (n > 0)
        {
            r = Math.Tanh(r * y) + x / n;
            n--;
        }

        return r * (n + 2);
    }

    [Differentiable, At(0.7, 1.3, 5), At(0.7, 1.3, 0)]
    public static double DoWhile(double x, double y, int n)
    {
        double r = x;
        int k = 0;
        do
        {
            r = r * Math.Cos(y + k);
            k++;
        }
        while (k < n);
        return r + k * y;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double ForEver(double x, double y)
    {
        double r = x;
        for (; ;)
        {
            r = r * y + 0.25;
            if (r > 20)
            {
                break;
            }
        }

        return r * r;
    }

    [Differentiable, At]
    public static double ForEach([Sizes(6)] double[] a, double x)
    {
        double product = x;
        foreach (double v in a)
        {
            product *= v + x;
        }

        return product;
    }

    [Differentiable, At]
    public static double ForEachOverASpan([Sizes(6)] ReadOnlySpan<double> a, double x)
    {
        double r = x;
        foreach (double v in a)
        {
            if (v < 0)
            {
                continue;
            }

            r = r * v + Math.Exp(-r);
        }

        return r;
    }

    [Differentiable, At]
    public static double ForEachOverIndices([Sizes(4)] double[] a, [Values(3, 1, 1, 0, 2)] int[] indices)
    {
        double r = 1;
        foreach (int i in indices)
        {
            r = r * a[i] + i;
        }

        return r;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double CarriedValuesThatChangePlaces(double x, double y)
    {
        double a = x, b = y;
        for (int i = 0; i < 7; i++)
        {
            double t = a;
            a = b;
            b = t * b + i;
        }

        return a / b;
    }

    [Differentiable, At(0.7, 1.3, 6)]
    public static double DelayedUse(double x, double y, int n)
    {
        // Reads the value of the trip before, and the one before that.
        double previous = x, beforeThat = y;
        for (int i = 2; i < n; i++)
        {
            double next = previous * beforeThat + Math.Sin(previous);
            beforeThat = previous;
            previous = next;
        }

        return previous;
    }

    [Differentiable, At(0.7, 1.3, 4)]
    public static double ALocalOfTheBodyThatIsUsedAfterIt(double x, double y, int n)
    {
        double last = 0;
        for (int i = 0; i < n; i++)
        {
            double inner = x * (i + 1) + last * y;
            last = inner * inner;
        }

        return last;
    }

    [Differentiable, At(0.7, 1.3, 4)]
    public static double ABodyThatOverwritesItsOwnInput(double x, double y, int n)
    {
        for (int i = 0; i < n; i++)
        {
            x = x * y;
            y = y * x;
        }

        return x + y;
    }

    [Differentiable, At(0.7, 3), At(0.7, 0)]
    public static double ALoopWhoseResultIsNotUsed(double x, int n)
    {
        double unused = x;
        for (int i = 0; i < n; i++)
        {
            unused *= x;
        }

        return x * x;
    }

    [Differentiable, At(0.7, 5)]
    public static double APassiveValueCarriedBesideAnActiveOne(double x, int n)
    {
        double scale = 1, r = x;
        for (int i = 0; i < n; i++)
        {
            scale = scale * 1.5 + i;
            r = r * scale + Math.Sin(r);
        }

        return r * scale;
    }

    [Differentiable, At(0.7, 5), At(0.7, 2)]
    public static double AValueThatBecomesActiveOnTheWay(double x, int n)
    {
        double a = 1, b = 2, c = 3;
        for (int i = 0; i < n; i++)
        {
            a = b * 1.25;
            b = c * c;
            c = x * c;
        }

        return a;
    }
}
