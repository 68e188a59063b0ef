using System.Numerics;

namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>A struct that methods of others take and give back.</summary>
[Differentiable]
public partial struct Pair
{
    public double A;

    public double B;

    public int Tag;

    public readonly double Mixed(double k) => A * A * k + B * Math.Sin(k);
}

/// <summary>Methods that give back more than a number, or write to what they are given. Each body is the truth of its rule.</summary>
[Differentiable]
public static partial class Bodies
{
    public static void Filter(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * x[i] + (i > 0 ? x[i - 1] : 0);
        }
    }

    public static void Scale(double[] y, double k)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] *= k * y[i];
        }
    }

    public static double Normalise(Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            sum += y[i];
        }

        for (int i = 0; i < y.Length; i++)
        {
            y[i] /= sum;
        }

        return sum;
    }

    public static void Rotate(ref double x, ref double y, double angle) => (x, y) = (x * Math.Cos(angle) - y * Math.Sin(angle), x * Math.Sin(angle) + y * Math.Cos(angle));

    public static bool TryDivide(double x, double y, out double quotient)
    {
        quotient = y == 0 ? 0 : x / y;
        return y != 0;
    }

    public static Pair Turn(Pair p, double k)
    {
        Pair q = default;
        q.A = p.B * k;
        q.B = p.A * p.B;
        return q;
    }

    public static void Double(ref Pair p, out Pair square)
    {
        square = p;
        square.A = p.A * p.A;
        square.B = p.B * p.B;
        p.A *= 2;
        p.B *= 2;
    }

    public static (double Radius, double Angle) Polar(double x, double y) => (Math.Sqrt(x * x + y * y), Math.Atan2(y, x));

    public static Vector3 Stretched(Vector3 v, float k) => new(v.X * k, v.Y * k * k, v.Z);

    public static double Area(Pair[] pairs)
    {
        double sum = 0;
        for (int i = 0; i < pairs.Length; i++)
        {
            sum += pairs[i].A * pairs[i].B;
        }

        return sum;
    }

    public static void Axpy<T>(T a, ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] += a * x[i];
        }
    }
}

/// <summary>The same methods, with rules.</summary>
public static class Others
{
    public static void Filter(ReadOnlySpan<double> x, Span<double> y) => Bodies.Filter(x, y);

    public static void Scale(double[] y, double k) => Bodies.Scale(y, k);

    public static double Normalise(Span<double> y) => Bodies.Normalise(y);

    public static void Rotate(ref double x, ref double y, double angle) => Bodies.Rotate(ref x, ref y, angle);

    public static bool TryDivide(double x, double y, out double quotient) => Bodies.TryDivide(x, y, out quotient);

    public static Pair Turn(Pair p, double k) => Bodies.Turn(p, k);

    public static void Double(ref Pair p, out Pair square) => Bodies.Double(ref p, out square);

    public static (double Radius, double Angle) Polar(double x, double y) => Bodies.Polar(x, y);

    public static Vector3 Stretched(Vector3 v, float k) => Bodies.Stretched(v, k);

    public static double Area(Pair[] pairs) => Bodies.Area(pairs);

    public static void Axpy<T>(T a, ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T> => Bodies.Axpy(a, x, y);
}

internal static class OutputRules
{
    [DerivativeOf(typeof(Others), nameof(Others.Filter))]
    internal static void Filter(ReadOnlySpan<double> x, ReadOnlySpan<double> cotangentY, Span<double> dX, bool accumulate)
    {
        for (int i = 0; i < dX.Length; i++)
        {
            dX[i] += 2 * x[i] * cotangentY[i] + (i + 1 < x.Length ? cotangentY[i + 1] : 0);
        }
    }

    // Reads what the method left: it is k y^2, so that y is the root of it.
    [DerivativeOf(typeof(Others), nameof(Others.Scale))]
    internal static void Scale(double k, ReadOnlySpan<double> resultY, ReadOnlySpan<double> cotangentY, Span<double> dY, out double dK, bool accumulate)
    {
        dK = 0;
        for (int i = 0; i < resultY.Length; i++)
        {
            double square = resultY[i] / k;
            dK += square * cotangentY[i];
            dY[i] += 2 * k * Math.Sqrt(square) * cotangentY[i];
        }
    }

    [DerivativeOf(typeof(Others), nameof(Others.Normalise))]
    internal static void Normalise(double result, double cotangent, ReadOnlySpan<double> resultY, ReadOnlySpan<double> cotangentY, Span<double> dY, bool accumulate)
    {
        double mean = 0;
        for (int i = 0; i < resultY.Length; i++)
        {
            mean += resultY[i] * cotangentY[i];
        }

        for (int i = 0; i < dY.Length; i++)
        {
            dY[i] += (cotangentY[i] - mean) / result + cotangent;
        }
    }

    [DerivativeOf(typeof(Others), nameof(Others.Rotate))]
    internal static void Rotate(double angle, double resultX, double resultY, double cotangentX, double cotangentY, out double dX, out double dY, out double dAngle)
    {
        dX = cotangentX * Math.Cos(angle) + cotangentY * Math.Sin(angle);
        dY = cotangentY * Math.Cos(angle) - cotangentX * Math.Sin(angle);
        dAngle = cotangentY * resultX - cotangentX * resultY;
    }

    [DerivativeOf(typeof(Others), nameof(Others.TryDivide))]
    internal static void TryDivide(double x, double y, bool result, double cotangentQuotient, out double dX, out double dY)
    {
        dX = result ? cotangentQuotient / y : 0;
        dY = result ? -cotangentQuotient * x / (y * y) : 0;
    }

    [DerivativeOf(typeof(Others), nameof(Others.Turn))]
    internal static void Turn(Pair p, double k, Pair.Gradient cotangent, out Pair.Gradient dP, out double dK)
    {
        dP = new Pair.Gradient { A = cotangent.B * p.B, B = cotangent.A * k + cotangent.B * p.A };
        dK = cotangent.A * p.B;
    }

    [DerivativeOf(typeof(Others), nameof(Others.Double))]
    internal static void Double(Pair p, Pair.Gradient cotangentP, Pair.Gradient cotangentSquare, out Pair.Gradient dP) =>
        dP = new Pair.Gradient { A = 2 * cotangentP.A + 2 * p.A * cotangentSquare.A, B = 2 * cotangentP.B + 2 * p.B * cotangentSquare.B };

    [DerivativeOf(typeof(Others), nameof(Others.Polar))]
    internal static void Polar(double x, double y, (double Radius, double Angle) result, (double Radius, double Angle) cotangent, out double dX, out double dY)
    {
        double square = result.Radius * result.Radius;
        dX = cotangent.Radius * x / result.Radius - cotangent.Angle * y / square;
        dY = cotangent.Radius * y / result.Radius + cotangent.Angle * x / square;
    }

    [DerivativeOf(typeof(Others), nameof(Others.Stretched))]
    internal static void Stretched(Vector3 v, float k, Vector3 cotangent, out Vector3 dV, out float dK)
    {
        dV = new Vector3(cotangent.X * k, cotangent.Y * k * k, cotangent.Z);
        dK = cotangent.X * v.X + cotangent.Y * 2 * k * v.Y;
    }

    [DerivativeOf(typeof(Others), nameof(Others.Area))]
    internal static void Area(ReadOnlySpan<Pair> pairs, double cotangent, Span<Pair.Gradient> dPairs, bool accumulate)
    {
        for (int i = 0; i < dPairs.Length; i++)
        {
            dPairs[i].A += pairs[i].B * cotangent;
            dPairs[i].B += pairs[i].A * cotangent;
        }
    }

    [DerivativeOf(typeof(Others), nameof(Others.Axpy))]
    internal static void Axpy<T>(T a, ReadOnlySpan<T> x, ReadOnlySpan<T> cotangentY, out T dA, Span<T> dX, Span<T> dY, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        dA = T.Zero;
        for (int i = 0; i < cotangentY.Length; i++)
        {
            dA += cotangentY[i] * x[i];
            if (!dX.IsEmpty)
            {
                dX[i] += a * cotangentY[i];
            }

            if (!dY.IsEmpty)
            {
                dY[i] += cotangentY[i];
            }
        }
    }

    [DerivativeOf(typeof(Pair), nameof(Pair.Mixed))]
    internal static void Mixed(Pair self, double k, double cotangent, out Pair.Gradient dSelf, out double dK)
    {
        dSelf = new Pair.Gradient { A = 2 * self.A * k * cotangent, B = Math.Sin(k) * cotangent };
        dK = (self.A * self.A + self.B * Math.Cos(k)) * cotangent;
    }
}
