using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>What a ring can do, as static members.</summary>
public interface IRing<T>
    where T : IRing<T>
{
    static abstract T Zero { get; }

    static abstract T operator +(T a, T b);

    static abstract T Times(T a, T b);

    double Size();
}

/// <summary>A function as a type.</summary>
public interface IStrategy
{
    double Of(double x);
}

[Differentiable]
public readonly partial struct Complex2 : IRing<Complex2>
{
    public readonly double Re;
    public readonly double Im;

    public Complex2(double re, double im)
    {
        Re = re;
        Im = im;
    }

    public static Complex2 Zero => new(0, 0);

    public static Complex2 operator +(Complex2 a, Complex2 b) => new(a.Re + b.Re, a.Im + b.Im);

    public static Complex2 Times(Complex2 a, Complex2 b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    public double Size() => Re * Re + Im * Im;
}

[Differentiable]
public readonly partial struct Dual2 : IRing<Dual2>
{
    public readonly double Value;
    public readonly double Slope;

    public Dual2(double value, double slope)
    {
        Value = value;
        Slope = slope;
    }

    public static Dual2 Zero => default;

    public static Dual2 operator +(Dual2 a, Dual2 b) => new(a.Value + b.Value, a.Slope + b.Slope);

    public static Dual2 Times(Dual2 a, Dual2 b) => new(a.Value * b.Value, a.Value * b.Slope + a.Slope * b.Value);

    double IRing<Dual2>.Size() => Value + Slope * Slope;
}

[Differentiable]
public partial struct Scaled : IStrategy
{
    public double By;
    public int Calls;

    public double Of(double x)
    {
        Calls++;
        return By * x * Calls;
    }
}

[Differentiable]
public readonly partial struct Squared : IStrategy
{
    public double Of(double x) => x * x;
}

/// <summary>Generic methods that are called with structs for their type parameters.</summary>
[Differentiable]
public static partial class GenericStructs
{
    [Differentiable, At(1.2, -0.4)]
    public static double StaticMembersOfAConstraint(double x, double y) =>
        Power(new Complex2(x, y), 3).Size() * Sum([new Dual2(x, y), new Dual2(y, y)]).Value + Sized(Sum([new Dual2(x, y), new Dual2(y, 1)]));

    [Differentiable, At(1.2, -0.4)]
    public static double Strategies(double a, double b) => Integral(new Scaled { By = a * b }, a, b) + Integral(default(Squared), a, b);

    private static T Power<T>(T x, int n)
        where T : struct, IRing<T> => n == 1 ? x : T.Times(x, Power(x, n - 1));

    private static T Sum<T>(T[] xs)
        where T : struct, IRing<T>
    {
        T sum = T.Zero;
        foreach (T x in xs)
        {
            sum += T.Times(x, x);
        }

        return sum;
    }

    private static double Sized<T>(T x)
        where T : IRing<T> => x.Size();

    private static double Integral<F>(F f, double a, double b)
        where F : struct, IStrategy
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            sum += f.Of(a + (b - a) * i / 3);
        }

        return sum;
    }
}
