using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Records, tuples and structs as values: copies, with, initialisers, deconstruction.</summary>
public static partial class Records
{
    [Differentiable]
    public partial record struct Rate(double A, double B)
    {
        public double C { get; init; }

        public readonly double Product => A * B;
    }

    [Differentiable]
    public partial record struct Nested(Rate Inner, double S);

    [Differentiable]
    public partial struct Turned
    {
        public double X, Y;

        public double Doubled
        {
            readonly get => X * 2;
            set => X = value / 2 + Y;
        }

        public readonly void Deconstruct(out double a, out double b)
        {
            a = Y;
            b = X * 2;
        }

        public readonly double Sum(in double k) => k * (X + Y);
    }

    [Differentiable, At(0.3, 0.4)]
    public static double WithInWith(double x, double y)
    {
        Nested n = new(new Rate(x, y) { C = x * y }, y);
        Nested m = n with { Inner = n.Inner with { A = y * y } };
        return m.Inner.Product + n.Inner.Product * m.Inner.C + m.S;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double ACopyThatIsChanged(double x, double y)
    {
        Nested n = new(new Rate(x, y), x);
        Nested m = n;
        m.S *= y;
        n.Inner = m.Inner with { B = m.S };
        return n.Inner.B * m.Inner.B + n.S * m.S;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double TakenApartInside(double x, double y)
    {
        Nested n = new(new Rate(x, y * y), y);
        var ((a, b), s) = n;
        ((x, _), double t) = n with { S = a };
        return a * b * s + x * t;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double TakenApartByItsOwnMethod(double x, double y)
    {
        Turned v = new() { X = x, Y = y };
        var (a, b) = v;
        (v.X, v.Y) = v;
        return a * a * b + v.X * v.Y * v.Y;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double InitialisedThroughAProperty(double x, double y)
    {
        Turned v = new() { Y = y, Doubled = x };
        Turned w = v with { Doubled = v.Doubled * y };
        return v.X * w.X + w.Y;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double FromNothing(double x, double y)
    {
        Rate r = default;
        r.A = x;
        Rate s = new();
        s.B = y * r.A;
        return r.A * s.B + r.B + s.Product;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double InArguments(double x, double y)
    {
        Turned v = new() { X = x, Y = y };
        return v.Sum(x * y) + v.Sum(in y) * v.Sum(v.X);
    }

    [Differentiable, At(0.3, 0.4)]
    public static double TuplesWithHoles(double x, double y)
    {
        var (a, _) = (x * x, y);
        (_, double c) = (1.0, a * y);
        ((a, y), _) = ((y, a * c), x);
        return a * c * y;
    }
}
