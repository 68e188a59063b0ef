using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>if, else, ?: and conditions.</summary>
public static partial class Branches
{
    [Differentiable, At(1.5, 2), At(-1.5, 2)]
    public static double IfElse(double x, double y)
    {
        double r;
        if (x > 0)
        {
            r = x * y;
        }
        else
        {
            r = y * y - x;
        }

        return r * r;
    }

    [Differentiable, At(1.5, 2), At(-1.5, 2)]
    public static double IfWithoutElse(double x, double y)
    {
        double r = x;
        if (x > 0)
        {
            r *= y;
            y = r + x;
        }

        return r * y;
    }

    [Differentiable, At(0.5), At(1.5), At(-0.5), At(-2.5)]
    public static double Chain(double x)
    {
        double r = x;
        if (x > 1)
        {
            r = x * x;
        }
        else if (x > 0)
        {
            r = Math.Sqrt(x);
        }
        else if (x > -1)
        {
            r = -x;
        }
        else
        {
            r = Math.Exp(x);
        }

        return r;
    }

    [Differentiable, At(1.5, 2), At(-1.5, 2), At(-1.5, -2), At(1.5, -2)]
    public static double Nested(double x, double y)
    {
        double a = x * y, b = 1;
        if (x > 0)
        {
            b = x;
            if (y > 0)
            {
                a = b * y;
                b = a * x;
            }
            else
            {
                b *= y;
            }
        }
        else
        {
            if (y > 0)
            {
                a += y;
            }

            b = a;
        }

        return a * b + x;
    }

    [Differentiable, At(1.5, 2), At(-1.5, 2), At(1.5, -2), At(-1.5, -2)]
    public static double Conditions(double x, double y)
    {
        bool both = x > 0 && y > 0;
        bool either = x > 0 || y > 0;
        double r = both ? x * y : x - y;
        r += either && !both ? y * y : 2 * x;
        r *= !(x > y) ? 3 : x;
        if (both || x < y == either)
        {
            r += x * x;
        }

        return r;
    }

    [Differentiable, At(1.5, 2), At(-1.5, 2), At(1.5, -2)]
    public static double NestedTernaries(double x, double y) => x > 0 ? y > 0 ? x * y : x / y : x < -1 ? Math.Exp(x) * y : y;

    [Differentiable, At(1.5, 2), At(-1.5, 2)]
    public static double TernaryOfInputs(double x, double y) => (x > 0 ? x : y) * (x > 0 ? y : x);

    [Differentiable, At(1.5, 2), At(-1.5, 2)]
    public static double OnlyOneSideIsActive(double x, double y)
    {
        double r = 3;
        if (x > 0)
        {
            r = x * y;
        }

        return r * y;
    }

#pragma warning disable ADG0301 // The result depends on no parameter
    [Differentiable, At(1.5), At(-1.5)]
    public static double StepFunction(double x) => x > 0 ? 1 : -1;
#pragma warning restore ADG0301

    [Differentiable, At(0, 2, Kink = true), At(double.NaN, 2, Kink = true)]
    public static double AtTheBoundary(double x, double y) => x >= 0 ? x * y : -x;

    [Differentiable, At(0, 2, Kink = true), At(-1, 2), At(4, 2)]
    public static double TheOtherSideIsNotTouched(double x, double y)
    {
        double r = 0;
        if (x > 0)
        {
            r = Math.Log(x) + Math.Sqrt(x) + 1 / x;
        }

        return r + x * y;
    }

    [Differentiable, At(0, 2, Kink = true), At(-1, 2)]
    public static double TheOtherTernaryIsNotTouched(double x, double y) => (x > 0 ? Math.Log(x) / x : y) + x;

    [Differentiable, At(2, 1, 1), At(2, 0, 3)]
    public static double ConditionsOnOtherTypes(double x, bool flag, int n)
    {
        double r = flag ? x * x : x;
        if (n == 1 || n % 2 == 0)
        {
            r *= n;
        }

        return r * (n >= 3 ? x : 1);
    }

    [Differentiable, At(1.5, 2), At(-1.5, 2)]
    public static double SwapsInABranch(double x, double y)
    {
        double a = x, b = y;
        if (x > 0)
        {
            double t = a;
            a = b;
            b = t;
        }

        return a * a * b;
    }

    [Differentiable, At(1.5, 2), At(-1.5, 2)]
    public static double LocalsOfABranch(double x, double y)
    {
        double r = 0;
        if (x > 0)
        {
            double a = Math.Exp(x);
            double b = a * y;
            r = a * b;
        }
        else
        {
            double a = Math.Sin(x);
            r = a * a * y;
        }

        if (x > 0)
        {
            r += Math.Cos(r);
        }

        return r;
    }

    [Differentiable, At(1.5), At(2.5), At(-1.5)]
    public static double BranchOnAComputedValue(double x)
    {
        double s = Math.Sin(x) * x;
        double r = s;
        if (s > 1 && Math.Abs(x) < 2 || s < -0.5)
        {
            r = s * s;
        }

        return r + s;
    }
}
