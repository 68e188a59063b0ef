using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

[Differentiable]
public partial struct WithInitialisers
{
    public double A = 2;

    public double C;

    public WithInitialisers(double c) => C = c * A;

    public WithInitialisers(double a, double c)
        : this(c)
    {
        A = a;
        B += a;
    }

    public double B { get; set; } = 3;
}

[Differentiable]
public partial struct Primary(double a, double b)
{
    public double A = a;

    public double B { get; } = b * a;

    public readonly double Sum => A + B;
}

[Differentiable]
public partial struct Capturing(double a, double b)
{
    public readonly double Sum => a * b + b;

    public void Shift(double by) => a += by;
}

[Differentiable]
public readonly partial record struct Extended(double X, double Y)
{
    public Extended(double x)
        : this(x, x * x)
    {
    }

    public double Z { get; } = X * Y;
}

[Differentiable]
public sealed partial class Chained
{
    public double A = 1.5;

    public double B;

    public Chained(double b) => B = b * A;

    public Chained(double a, double b)
        : this(b) => A = a;

    public double Product() => A * B;
}

/// <summary>Constructors that call others, initialisers of fields, primary constructors of structs.</summary>
public static partial class Constructors
{
    [Differentiable, At(1.2, -0.4)]
    public static double Initialisers(double x, double y)
    {
        var one = new WithInitialisers(x);
        var two = new WithInitialisers(x, y);
        return one.A * one.B * one.C + two.A * two.B * two.C;
    }

    [Differentiable, At(1.2, -0.4)]
    public static double PrimaryConstructors(double x, double y)
    {
        var p = new Primary(x, y);
        p.A += x;
        var c = new Capturing(x, y);
        c.Shift(y);
        return p.Sum * p.B + c.Sum;
    }

    [Differentiable, At(1.2, -0.4)]
    public static double Records(double x, double y)
    {
        var p = new Extended(x, y);
        var q = new Extended(y);
        return p.Z * q.Z * q.X + q.Y;
    }

    [Differentiable, At(1.2, -0.4)]
    public static double Classes(double x, double y) => new Chained(x).Product() * new Chained(x, y).Product();
}
