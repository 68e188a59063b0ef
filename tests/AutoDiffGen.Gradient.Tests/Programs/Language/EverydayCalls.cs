using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Calls and operators that numeric code is full of, in their awkward forms.</summary>
[Differentiable]
public static partial class EverydayCalls
{
    [Differentiable]
    public partial struct Angle
    {
        public double Value;

        public Angle(double value) => Value = value;

        public static implicit operator double(Angle a) => a.Value * a.Value;

        public static Angle operator +(Angle a, double b) => new(a.Value + b * a.Value);
    }

    [Differentiable, At(1.2)]
    public static T AGuardOfAGenericNumber<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (T.IsNaN(x) || T.IsInfinity(x))
        {
            return x;
        }

        return x * x * T.Pi;
    }

    [Differentiable, At(1.2, -0.4), At(-1.2, 0.4), At(1.2, 0.4)]
    public static double GenericGuardsInACaller(double x, double y) => Signed(x) * Signed(y) + AGuardOfAGenericNumber(x) * Sized<int>(y) * Sized<long>(x);

    [Differentiable, At(1.2, -0.4), At(0.4, 2), At(2, 0.4), At(-0.4, -2)]
    public static double AnOutArgumentBehindAnAnd(double x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            if (x > y && Square(x + i, out double first))
            {
                sum += first * y;
            }

            if (Square(x, out var one) && Square(one, out var two))
            {
                sum += two;
            }
        }

        return !(y > 0) || !Square(y, out var last) ? sum * x : sum * last;
    }

    [Differentiable, At(1.2, -0.4)]
    public static double CompoundOperatorsOfAStruct(double x, double y)
    {
        Angle angle = new(x);
        angle += y;
        double d = y;
        d += angle;
        d *= angle;
        return d * angle.Value;
    }

    [Differentiable, At(1.2, -0.4)]
    public static double SineAndCosine(double x, double y)
    {
        var (sin, cos) = Math.SinCos(x * y);
        var both = Math.SinCos(x);
        return sin * cos * x + both.Sin * both.Cos;
    }

    [Differentiable, At]
    public static double CopiesIntoTheMiddle([Sizes(3)] double[] x)
    {
        if (x == null)
        {
            throw new ArgumentNullException(nameof(x));
        }

        double[] y = new double[6];
        x.CopyTo(y, 1);
        x.CopyTo(y, 2);
        y[0] = x[2];
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            sum += y[i] * y[i] * (i + 1);
        }

        return sum;
    }

    [Differentiable, At]
    public static double LocalsWithNamesOfTypes([Sizes(3)] double[] x)
    {
        double Guard = x[0] * x[1], Shadow = Math.Sin(Guard), Workspace = Shadow * x[2], Tape = 0;
        double[] values = new double[4];
        for (int Span = 0; Tape < 3; Span++)
        {
            Tape += x[1] * x[1] + 1;
            values[Span] = Tape;
        }

        return Guard * Workspace + Tape * values[0];
    }

    private static bool Square(double x, out double result)
    {
        result = x * x / 2;
        return x > 0.2;
    }

    private static T Signed<T>(T x)
        where T : IFloatingPointIeee754<T> => (T.IsNegative(x) ? -x : x) * T.Pi / T.E;

    private static double Sized<T>(double x) => x * Unsafe.SizeOf<T>() + (typeof(T) == typeof(long) ? x * x : 1);
}
