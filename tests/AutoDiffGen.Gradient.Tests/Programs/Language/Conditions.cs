using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Conditions that do something: assignments, short circuits with side effects, ternary chains.</summary>
public static partial class Conditions
{
    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3)]
    public static double AssignmentInTheCondition(double x, double y)
    {
        double t;
        if ((t = x * y) > 0.5)
        {
            t *= x;
        }

        return t * t;
    }

    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3), At(2.7, 1.3)]
    public static double AndEvaluatesTheRightSideOnlySometimes(double x, double y)
    {
        double t = x, u = y;
        if ((t *= y) > 0 && (u += t) > 3)
        {
            return t * u * x;
        }

        return t + u * u;
    }

    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3), At(2.7, 1.3)]
    public static double OrEvaluatesTheRightSideOnlySometimes(double x, double y)
    {
        double t = x, u = y;
        bool either = (t = Math.Sin(x)) > 0.7 || (u = t * u) < 0;
        return either ? t * u : t - u * x;
    }

    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3)]
    public static double NotShortCircuited(double x, double y)
    {
        double t = x;
        bool both = (t *= 2) > 0 & (t += y) > 1 | (t *= t) < 0.1;
        return both ? t : -t * x;
    }

    [Differentiable, At(0.7, 1.3, 4)]
    public static double ShortCircuitInALoopCondition(double x, double y, int n)
    {
        double r = x, s = y;
        while (n-- > 0 && ((r = r * 1.5 + s) < 6 || (s *= 0.5) > 0.2))
        {
            r += s * x;
        }

        return r * s * (n + 2);
    }

    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3), At(2.5, 1.3), At(9.5, 1.3)]
    public static double TernaryChain(double x, double y) =>
        x < 0 ? -x * y : x < 1 ? x * x : x < 3 ? Math.Sin(x) * y : x + y;

    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3)]
    public static double TernaryWithSideEffects(double x, double y)
    {
        double t = x;
        double r = t > 0 ? t++ * y : --t * (t = y);
        return r * t + (t > 1 ? t *= 2 : t);
    }

    [Differentiable, At(0.7, 1.3)]
    public static double AssignmentInAnArgument(double x, double y)
    {
        double t;
        double r = Math.Max(t = x * y, 0.1) * t + Math.Pow(t += 1, t);
        return r + t;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double AssignmentsInAnExpression(double x, double y) => (x = x * y) + (x += y) * x + (y = x) * y;

    [Differentiable, At(0.7, 1.3)]
    public static double ChainedAssignment(double x, double y)
    {
        double a, b, c;
        a = b = c = x * y;
        b *= c += a;
        return a * b * c;
    }

    [Differentiable, At(0.7, 3)]
    public static double LogicalAssignmentOfFlags(double x, int n)
    {
        bool rising = true;
        double r = x;
        for (int i = 0; i < n; i++)
        {
            double next = r * r + 0.3;
            rising &= next > r;
            r = next;
        }

        rising |= r > 100;
        return rising ? r * x : r;
    }

    [Differentiable, At(0.7, 1.3), At(-0.7, 1.3)]
    public static double ConditionsOfTheReverseThatChangedSince(double x, double y)
    {
        // The branch tests x, which the branch itself overwrites.
        if (x > 0)
        {
            x = -x * y;
        }
        else
        {
            x = x * x * y;
        }

        if (x > 0)
        {
            x = Math.Exp(x);
        }

        return x;
    }
}
