namespace AutoDiffGen.Gradient.Tests.Promises;

[Differentiable]
public partial struct Place
{
    public double X, Y;
}

[Differentiable]
public sealed partial class Tank
{
    public double Level;
    public Place At;
    private double _rate;

    public Tank(double level, double rate) => (Level, _rate) = (level, rate);

    public double Rate => _rate;

    public double ByItself() => ReferencePrograms.OfAnObjectGradient(this, ref _rate, out _, out _);
}

/// <summary>Methods with parameters by reference, to which one variable may be passed twice.</summary>
public partial class ReferencePrograms
{
    private const DerivativeModes All = DerivativeModes.Reverse | DerivativeModes.Forward | DerivativeModes.HessianVector | DerivativeModes.Jacobian | DerivativeModes.Hessian;

    public double Own;

    [Differentiable(Modes = All)]
    public static double OneIsWritten(ref double x, ref double y)
    {
        x *= y;
        return x + y;
    }

    [Differentiable]
    public static double NoneIsWritten(ref double x, in double y) => x * y;

    [Differentiable]
    public static double OnlyRead(ref double x, in double y)
    {
        x *= y;
        return x + y;
    }

    [Differentiable]
    public static void GivenOut(ref double x, out double y)
    {
        y = x * 2;
        x *= y;
    }

    [Differentiable]
    public static double APart(ref Place p, ref double y)
    {
        y *= p.X;
        return p.X + p.Y * y;
    }

    [Differentiable]
    public static double OfAnObject(Tank tank, ref double y)
    {
        y *= tank.Level;
        return y * tank.Rate + tank.At.X;
    }

    [Differentiable]
    public static double OfAnObjectThatChanges(Tank tank, in double y)
    {
        tank.Level *= y;
        return y * tank.Level;
    }

    [Differentiable]
    public static double AnElement(double[] a, Span<Place> s, double[,] m, double[][] r, ref double y)
    {
        y *= a[0];
        return y * a[1] * s[0].X * m[0, 0] * r[0][0];
    }

    [Differentiable]
    public double OfTheReceiver(ref double x)
    {
        x *= 2;
        return x * Own;
    }
}
