using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Straight-line code: operators, locals, constants.</summary>
public static partial class Expressions
{
    private const double Third = 1.0 / 3;

    private static readonly double Scale = 1.75;

    [Differentiable, At(3, -2), At(0, 0)]
    public static double UsesAnInputTwice(double x, double y) => x * x + y * x;

    [Differentiable, At(3)]
    public static double UsesAnInputManyTimes(double x) => x * x * x - x / (x + 1) + x * Math.Sin(x) - x;

    [Differentiable, At(3, -2)]
    public static double LeavesAnInputUnused(double x, double unused) => x * x;

    [Differentiable, At(3, -2)]
    public static double ReturnsAParameter(double x, double y) => y;

    [Differentiable, At(3)]
    public static double ReturnsItsOnlyParameter(double x) => x;

#pragma warning disable ADG0301 // The result depends on no parameter
    [Differentiable, At(3, -2)]
    public static double IsConstant(double x, double y) => 42;

    [Differentiable, At(3.5)]
    public static double IsConstantThroughARounding(double x) => Math.Floor(x) + (int)x;

    [Differentiable, At(3.5)]
    public static double IsConstantThroughADeadLocal(double x)
    {
        double unused = x * x;
        return 1;
    }
#pragma warning restore ADG0301

    [Differentiable, At(3, -2)]
    public static double CancelsItself(double x, double y) => x - x + y - y;

    [Differentiable, At(1.5, 2), At(-3, 0.5)]
    public static double ReassignsLocals(double x, double y)
    {
        double a = x;
        a = a * y;
        double b = a;
        a = a + b;
        b = a * a;
        return b - a;
    }

    [Differentiable, At(1.5, 2)]
    public static double ReassignsAParameter(double x, double y)
    {
        x = x * y;
        x = x + x;
        y = x;
        return y * x;
    }

    [Differentiable, At(1.5, 2, -0.5)]
    public static double CompoundAssignments(double x, double y, double z)
    {
        x += y;
        x -= z * x;
        x *= x;
        x /= y + 3;
        x %= 10;
        return x;
    }

    [Differentiable, At(1.5)]
    public static double Increments(double x)
    {
        double a = x++;
        double b = ++x;
        double c = x--;
        double d = --x;
        return a * b + c * d * x;
    }

    [Differentiable, At(1.5, 2)]
    public static double AssignmentsAreExpressions(double x, double y)
    {
        double a, b;
        a = b = x * y;
        return (a += x) * b + (b = 2) + a;
    }

    [Differentiable, At(1.5, 2)]
    public static double Signs(double x, double y) => -(-x) - -y + +x - (-(x - y));

    [Differentiable, At(1.5, 2, 3)]
    public static double Grouping(double x, double y, double z) => x - (y - z) - (x / (y / z)) + x / y / z - (x - y) - z;

    [Differentiable, At(1.5, 2)]
    public static double Constants(double x, double y)
    {
        const double Half = 0.5;
        const int Two = 2;
        return Half * x * Two + Third * y + Scale * x + 3 * y + 1e-3 + 2f * x;
    }

    [Differentiable, At(7.25, 3)]
    public static double Remainders(double x, double y) => x % y + (x * x) % 4 + x % (y / 2.9);

    [Differentiable, At(1.5, 3, 2)]
    public static double WholeNumbers(double x, int n, [NoGradient] double k)
    {
        int m = n * 2 + 1;
        m += n / 2;
        return x * m + x / n + m * x * x * k + (n & 1) * x;
    }

    [Differentiable, At(2.75)]
    public static double CastsToWholeNumbers(double x)
    {
        int whole = (int)x;
        long wide = (long)(x * 2);
        return x * whole + wide * x + (x - whole);
    }

    [Differentiable, At(0.5, -0.25)]
    public static double NamesLikeThoseOfTheGenerator(double cotangent, double dX)
    {
        double result = cotangent * dX;
        double pullback = result + dX;
        double product = pullback * cotangent;
        double sum = product + result;
        return sum * pullback;
    }

    [Differentiable, At(0.5, -0.25)]
    public static double KeywordsAsNames(double @in, double @class)
    {
        double @out = @in * @class;
        return @out * @in;
    }

    [Differentiable, At(0.5)]
    public static double Shadowing(double x)
    {
        double y;
        {
            double inner = x * 2;
            y = inner;
        }

        {
            double inner = x * 3;
            y *= inner;
        }

        return y;
    }

    [Differentiable, At(0.3)]
    public static double DeepChain(double x)
    {
        x = Math.Sin(x) + 0.1 * x;
        x = Math.Cos(x) + 0.1 * x;
        x = Math.Exp(x) + 0.1 * x;
        x = Math.Sqrt(x) + 0.1 * x;
        x = Math.Log(x + 2) + 0.1 * x;
        x = Math.Tanh(x) + 0.1 * x;
        x = Math.Atan(x) + 0.1 * x;
        x = 1 / (1 + x * x);
        x = Math.Pow(x, 1.5) + x;
        x = Math.Abs(x - 3) * x;
        return x;
    }

    [Differentiable, At(0.5, -0.25, 2)]
    public static double SharedSubexpressions(double x, double y, double z)
    {
        double a = x * y;
        double b = x * y + z;
        double c = x * y + z;
        return a * b * c + Math.Exp(x * y) + Math.Exp(x * y);
    }

    [Differentiable, At(0.5, -0.25)]
    public static double DiscardedValues(double x, double y)
    {
        _ = x * y;
        double unused = Math.Log(x);
        return x + y * y;
    }

    [Differentiable, At(0.5, -0.25)]
    public static double OverwritesWithoutReading(double x, double y)
    {
        double a = Math.Exp(x);
        a = y;
        return a * a;
    }

    [Differentiable, At(2, 3), At(-0.5, 4), At(2, 0.25)]
    public static double EdgesOfPow(double x, double y) => Math.Pow(x, 2) + Math.Pow(x, 1) * y + Math.Pow(x, 0) + Math.Pow(y, 0.5) + Math.Pow(x, -1) + Math.Pow(2, y) + Math.Pow(y, y);

    [Differentiable, At(2, 3)]
    public static double TimesAndOverOne(double x, double y) => 1 * x * 1 / 1 + y * -1 - 1 * -y + (x - -y) * 1;
}
