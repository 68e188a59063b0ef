using System.Numerics.Tensors;

namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>A struct of which one field is held constant.</summary>
[Differentiable]
public partial struct Weighted
{
    public double X;

    [NoGradient]
    public double Weight;
}

/// <summary>Differentiable methods that call methods with rules. Each has a twin in <see cref="Twins"/> without them.</summary>
public static partial class Users
{
    [Differentiable]
    public static double Straight(double x) => Math.Round(x);

    [Differentiable]
    public static double ThroughStraight(double x) => Straight(x * x) * x;

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double Plain(double x, double y) => Foreign.Cube(x * y) + Math.Sin(x) * Foreign.Hypotenuse(x, y);

    [Differentiable]
    public static float Single(float x) => Foreign.Cube(x) * x;

    [Differentiable]
    public static double Overload(double x, int n) => Foreign.Cube(x, n) * Foreign.Cube(x);

    [Differentiable]
    public static double HeldConstant(double x, double y) => Foreign.Scaled(x, y) + y;

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double InALoop(double x, double y, int n)
    {
        double sum = x;
        for (int i = 0; i < n; i++)
        {
            if (sum > 1)
            {
                sum = Foreign.Root(sum * y) + Foreign.Cube(x, i);
            }
            else
            {
                sum += Foreign.Hypotenuse(sum, y);
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
            y = Foreign.Root(y) * 0.9;
        }

        return y * y;
    }

    [Differentiable]
    public static double Recursive(double x, int n) => n == 0 ? x : Foreign.Root(Recursive(x * x, n - 1) + Foreign.Cube(x));

    [Differentiable]
    public static double OfArrays(double[] a, double[] b, double k) => Foreign.Dot(a, b) * k + Foreign.SumOfSquares(a) + Foreign.Dot(a, a);

    [Differentiable]
    public static double OfSlices(ReadOnlySpan<double> a, int n)
    {
        double sum = 0;
        for (int i = 0; i + n <= a.Length; i++)
        {
            sum += Foreign.Root(Foreign.Dot(a.Slice(i, n), a.Slice(i, n))) * a[i];
        }

        return sum;
    }

    [Differentiable]
    public static double OfAnArrayMadeHere(double x, double y)
    {
        double[] values = new double[3];
        values[0] = x;
        values[1] = x * y;
        values[2] = y * y;
        return Foreign.SumOfSquares(values) * x;
    }

    [Differentiable]
    public static double OneSide(double[] a, [NoGradient] double[] b) => Foreign.Dot(a, b);

    [Differentiable]
    public static T Generic<T>(T x)
        where T : System.Numerics.IFloatingPointIeee754<T> => Foreign.Logistic(x * x) * x;

    [Differentiable]
    public static double GenericOfDouble(double x) => Foreign.Logistic(Generic(x));

    [Differentiable]
    public static double OfAnObject(Spring spring, double x) => spring.Energy(x * x);

    [Differentiable]
    public static double Interpolated(double x, double y, double t) => double.Lerp(x, y, t) * t;

    [Differentiable]
    public static float TableFunction(float x) => MathF.Sin(x);

    [Differentiable]
    public static double ResultUnused(double x)
    {
        Foreign.Cube(x);
        return x * x;
    }

    [Differentiable]
    public static double OfAConstant(double x) => Foreign.Cube(2.0) * x;

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double Detached(double x, double y) => Ops.Detach(x * y) * x + Ops.Detach(Ops.Detach(y));

    [Differentiable]
    public static double DetachedInALoop(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = y * Ops.Detach(y) + x;
        }

        return y;
    }

    [Differentiable]
    public static double StraightThrough(double x) => (x + Ops.Detach(Math.Round(x) - x)) * x;

    [Differentiable]
    public static float DetachedTensor([Shape("N")] Tensor<float> x) => Ops.Sum(Ops.Detach(Ops.Exp(x)) * x);

    [Differentiable]
    public static double HeldField(Weighted point) => point.X * point.Weight;

    [Differentiable]
    public static double Truncated(double x) => (int)x * x + (double)(long)(x * x);
}
