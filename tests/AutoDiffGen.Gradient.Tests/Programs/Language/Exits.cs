using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Leaving loops, switches and the method from any depth.</summary>
public static partial class Exits
{
    [Differentiable, At(0.7, 1.3), At(0.2, 1.01)]
    public static double BreakOnAnActiveValue(double x, double y)
    {
        double r = x;
        for (int i = 0; i < 20; i++)
        {
            r = r * y + 0.1 * i;
            if (r > 5)
            {
                break;
            }

            r += x;
        }

        return r * r;
    }

    [Differentiable, At]
    public static double ContinueSkipsTheRest([Sizes(6)] double[] a)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i++)
        {
            r *= a[i] + 2;
            if (a[i] < 0)
            {
                continue;
            }

            r = Math.Sin(r) + a[i];
        }

        return r;
    }

    [Differentiable, At]
    public static double BreakAndContinueInANest([Sizes(5)] double[] a, double x)
    {
        double r = x;
        for (int i = 0; i < a.Length; i++)
        {
            if (i == 1)
            {
                continue;
            }

            for (int j = 0; j < a.Length; j++)
            {
                if (j > i)
                {
                    break;
                }

                if (a[j] < -0.5)
                {
                    continue;
                }

                r = r * 0.75 + a[j] * a[i];
                if (r > 3)
                {
                    break;
                }
            }

            if (r > 2.5)
            {
                break;
            }

            r -= a[i];
        }

        return r * x;
    }

    [Differentiable, At(0.7, 1.3, 0), At(0.7, 1.3, 1), At(0.7, 1.3, 2), At(0.7, 1.3, 9)]
    public static double ReturnFromASwitchInALoop(double x, double y, int mode)
    {
        double r = x;
        for (int i = 0; i < 5; i++)
        {
            switch (mode)
            {
                case 0 when r > 2:
                    return r * y;
                case 0:
                    r += y;
                    break;
                case 1:
                    if (i == 3)
                    {
                        return r / y;
                    }

                    r *= y;
                    continue;
                case 2:
                    r = Math.Sin(r);
                    if (r < 0.62)
                    {
                        break;
                    }

                    r += x;
                    break;
                default:
                    return x * y;
            }

            r = r * x + 0.5;
        }

        return r;
    }

    [Differentiable, At, At(1.2, 1.1, 0.9, 1.3, 1.0), At(0.1, 0.2, 0.1, 0.3, -200), At(0.1, 0.2, 0.1, 0.3, -2)]
    public static double ReturnFromThreeLoops([Sizes(4)] double[] a, double x)
    {
        double r = x;
        for (int i = 0; i < a.Length; i++)
        {
            foreach (double v in a)
            {
                int k = 0;
                while (k++ < 3)
                {
                    r = r * 1.1 + v * v * k;
                    if (r > 9)
                    {
                        return r * a[i] * v;
                    }
                }
            }

            if (r < -100)
            {
                return -r;
            }
        }

        return r;
    }

    [Differentiable, At(0.5, 1), At(-0.5, 1), At(3, 1)]
    public static double GuardsFirst(double x, double y)
    {
        if (x < 0)
        {
            return x * y;
        }

        if (x > 2)
        {
            double z = x - y;
            return z * z;
        }

        return Math.Sqrt(x) * y;
    }

    [Differentiable, At, At(0.5, 0.7, 1.1, 0.4, 0.9, 1.3), At(0.5, 0.7, 1.1, 0.4, 0.9, -1.3), At(-0.5, 0.7, 1.1, 0.4, 0.9, 1.3)]
    public static double FirstNegative([Sizes(6)] double[] a)
    {
        foreach (double v in a)
        {
            if (v < 0)
            {
                return v * v * v;
            }
        }

        return a[0] * a[1];
    }

    [Differentiable, At(0.5, 2), At(0.5, 4)]
    public static double ReturnInBothBranchesOfALoop(double x, int n)
    {
        double r = x;
        while (true)
        {
            r = r * x + 1;
            if (n-- > 0)
            {
                if (r > 1.9)
                {
                    return r;
                }

                continue;
            }
            else
            {
                return -r * x;
            }
        }
    }

    [Differentiable, At(0.5, 2)]
    public static double ThrowOnAPathThatIsNotTaken(double x, int n)
    {
        if (n < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(n));
        }

        double r = x;
        for (int i = 0; i < n; i++)
        {
            r = r > 0 ? r * x + 1 : throw new InvalidOperationException("negative");
            if (double.IsNaN(r))
            {
                throw new InvalidOperationException();
            }
        }

        return r;
    }

    [Differentiable, At(0.5, 2), At(1.5, 2), At(0.5, 3), At(0.5, 4)]
    public static double ReturnInsideNestedSwitches(double x, int n)
    {
        double r = x * x;
        switch (n)
        {
            case 2:
                switch (x > 1)
                {
                    case true:
                        return r * x;
                    default:
                        r += 1;
                        break;
                }

                r *= x;
                break;
            case 3:
                return x;
        }

        return Math.Sin(r);
    }

    [Differentiable, At(0.5, 3)]
    public static double ContinueInADoWhileReachesTheTest(double x, int n)
    {
        double r = x;
        do
        {
            r = r * x + 1;
            if (n == 2)
            {
                continue;
            }

            r += x;
        }
        while (--n > 0);
        return r;
    }

    [Differentiable, At(0.5, 6)]
    public static double ContinueRunsTheIncrement(double x, int n)
    {
        double r = x;
        for (int i = 0; i < n; r += x * i, i++)
        {
            if (i % 2 == 0)
            {
                continue;
            }

            r = r * r;
        }

        return r;
    }
}
