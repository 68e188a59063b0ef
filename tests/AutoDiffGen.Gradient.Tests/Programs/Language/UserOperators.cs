using System.Numerics;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Operators and conversions of a type's own, in odd positions.</summary>
public static partial class UserOperators
{
    [Differentiable]
    public partial struct Complex
    {
        public double Re, Im;

        public static Complex operator +(Complex a, Complex b) => new() { Re = a.Re + b.Re, Im = a.Im + b.Im };

        public static Complex operator -(Complex a) => new() { Re = -a.Re, Im = -a.Im };

        public static Complex operator checked -(Complex a) => new() { Re = -2 * a.Re, Im = -a.Im };

        public static Complex operator *(Complex a, Complex b) => new() { Re = a.Re * b.Re - a.Im * b.Im, Im = a.Re * b.Im + a.Im * b.Re };

        public static Complex operator ++(Complex a) => new() { Re = a.Re + 1, Im = a.Im * a.Re };

        public static Complex operator !(Complex a) => new() { Re = a.Im, Im = a.Re };

        public static bool operator >(Complex a, Complex b) => a.Re > b.Re;

        public static bool operator <(Complex a, Complex b) => a.Re < b.Re;

        public static implicit operator Complex(double x) => new() { Re = x, Im = x * x };

        public static explicit operator double(Complex c) => c.Re * c.Re + c.Im * c.Im;
    }

    [Differentiable]
    public partial struct Moving
    {
        public double X, Y;

        public void operator +=(double d)
        {
            X += d;
            Y *= d;
        }

        public void operator ++() => X += Y;
    }

    [Differentiable]
    public partial struct Dual<T>
        where T : IFloatingPointIeee754<T>
    {
        public T Value, Slope;

        public static Dual<T> operator *(Dual<T> a, Dual<T> b) => new() { Value = a.Value * b.Value, Slope = a.Value * b.Slope + a.Slope * b.Value };

        public static Dual<T> operator +(Dual<T> a, Dual<T> b) => new() { Value = a.Value + b.Value, Slope = a.Slope + b.Slope };
    }

    [Differentiable, At(0.3, 0.4)]
    public static double CompoundThroughAConversion(double x, double y)
    {
        Complex c = new() { Re = x, Im = y };
        c += c;
        c *= c;
        c += x;
        return (double)c;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double BeforeAndAfterAnIncrement(double x, double y)
    {
        Complex c = new() { Re = x, Im = y };
        Complex d = c++;
        Complex e = ++c;
        return (double)(c * d + e);
    }

    [Differentiable, At(0.3, 0.4, 0.5, 0.6, 1)]
    public static double IncrementOfAnElement([Sizes(2)] Complex[] a, int i)
    {
        a[i]++;
        a[i] *= a[0];
        a[0] += a[i]++;
        return (double)(a[0] * a[1]);
    }

    [Differentiable]
    public static double Product(Complex c, Complex d) => (double)(c * d);

    [Differentiable, At(0.3, 0.4)]
    public static double AnArgumentThatIsConverted(double x, double y) => Product(x, new Complex { Re = x, Im = y });

    [Differentiable, At(0.3, 0.4), At(-0.3, 0.4)]
    public static double AComparison(double x, double y)
    {
        Complex c = new() { Re = x, Im = y };
        return c > -c ? (double)c : y * c.Re;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double OthersAndChecked(double x, double y)
    {
        Complex c = !new Complex { Re = x, Im = y };
        Complex d = checked(-c);
        return c.Re * d.Re + d.Im * c.Im;
    }

    [Differentiable, At(0.3, 0.4), At(-0.3, 0.4)]
    public static double ASideThatIsConverted(double x, double y)
    {
        Complex c = x > 0 ? new Complex { Re = x, Im = y } : x;
        return (double)c;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double OperatorsThatChangeTheirOperand(double x, double y)
    {
        Moving v = new() { X = x, Y = y };
        v += x;
        v++;
        v += v.X;
        return v.X * v.Y;
    }

    [Differentiable, At(0.3, 0.4)]
    public static double DualNumbersOfAnyType(double x, double y)
    {
        Dual<double> a = new() { Value = x, Slope = 1 };
        Dual<double> b = new() { Value = y };
        Dual<double> c = a * b + a;
        c *= c;
        return c.Value * c.Slope;
    }
}
