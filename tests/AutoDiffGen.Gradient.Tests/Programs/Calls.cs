using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Calls of other differentiable methods.</summary>
public static partial class Calls
{
    [Differentiable, At(1.5, 2)]
    public static double Square(double x, double weight) => x * x * weight;

    [Differentiable, At(1.5, 2)]
    public static double Static(double x, double y) => Square(x * y, y) + y;

    [Differentiable, At(1.5, 2)]
    public static double InAnotherFile(double x, double y) => CallTargets.Logistic(x) * CallTargets.Mix(y, x);

    [Differentiable, At(1.5, 2)]
    public static double OneCalleeTwice(double x, double y) => Square(x, y) * Square(y, x);

    [Differentiable, At(1.5, 2)]
    public static double Nested(double x, double y) => Square(Square(x, Square(y, x)), CallTargets.Mix(Square(x, 2), y));

    [Differentiable, At(1.5, 2)]
    public static double NamedArguments(double x, double y) => Square(weight: x, x: y) + Square(y, weight: 3);

    [Differentiable, At(1.5, 2)]
    public static double DefaultArguments(double x, double y) => CallTargets.WithDefault(x) + CallTargets.WithDefault(y, 4);

    [Differentiable, At(1.5, 2)]
    public static double TheSameVariableTwice(double x, double y) => Square(x, x) + Square(y, y);

    [Differentiable, At(1.5, 2)]
    public static double ConstantArguments(double x, double y) => Square(2, x) + Square(y, 3);

    [Differentiable, At(1.5, 2)]
    public static double HeldConstant(double x, double y) => CallTargets.Held(x, y) + y;

    [Differentiable, At(1.5, 2), At(-1.5, 2)]
    public static double InABranch(double x, double y)
    {
        double r = x;
        if (x > 0)
        {
            r = CallTargets.Logistic(x * y);
        }
        else
        {
            r += CallTargets.Branching(x, y);
        }

        return r * CallTargets.Branching(y, r);
    }

    [Differentiable, At(1.5, 2)]
    public static double ResultUnused(double x, double y)
    {
        Square(x, y);
        _ = Square(y, x);
        return x * y;
    }

    [Differentiable, At(1.5)]
    public static double Generic(double x) => CallTargets.Cube(x) + CallTargets.Cube<double>(x * 2);

    [Differentiable, At(1.5, Tolerance = 1e-5)]
    public static float GenericOverSingle(float x) => CallTargets.Cube(x) + (float)CallTargets.Cube((double)x);

    [Differentiable, At(1.5, 2)]
    public static T GenericFromGeneric<T>(T x, T y)
        where T : System.Numerics.IFloatingPointIeee754<T> => CallTargets.Cube(x) * CallTargets.Cube(y - x) + T.Sin(CallTargets.Cube(y)) / T.CreateChecked(3);

    [Differentiable, At(1.5, 5), At(0.5, 0)]
    public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    [Differentiable, At(0.9, 6), At(0.9, 1)]
    public static double Fibonacci(double x, int n) => n < 2 ? x : Fibonacci(x, n - 1) * x + Fibonacci(x * x, n - 2);

    [Differentiable, At(1.1, 4)]
    public static double Even(double x, int n) => n == 0 ? x : Math.Sin(Odd(x * 1.5, n - 1)) + x;

    [Differentiable, At(1.1, 4), At(1.1, 1)]
    public static double Odd(double x, int n) => n == 0 ? x * x : x * Even(x + 1, n - 1);

    [Differentiable, At(0.7, 1.3, 3)]
    public static double RecursionThroughLocals(double x, double y, int n)
    {
        double r = x * y;
        if (n > 0)
        {
            double inner = RecursionThroughLocals(r, y + x, n - 1);
            r += inner * x;
        }

        return r / (1 + r * r);
    }

    [Differentiable, At(0.7, 4)]
    public static double CallsARecursiveMethodTwice(double x, int n) => Power(x, n) * Power(x + 1, n + 1) + Fibonacci(x, 3);

    // The inner call has no reverse, and must leave nothing on the tape between the records of the loop.
    [Differentiable, At(-1.4, 1.4, 3)]
    public static double AConstantRecursionInALoop(double x, double y, int n)
    {
        for (int i = 0; i < n; i++)
        {
            double power = RecursionThroughLocals(0.75, 1.5, n) * (x * y);
            x += 0.5 * power;
        }

        return x * y;
    }

    [Differentiable, At(1.1, 3)]
    public static T GenericRecursion<T>(T x, int n)
        where T : System.Numerics.IFloatingPointIeee754<T> => n == 0 ? x : T.Sin(x) * GenericRecursion(x * x, n - 1);
}
