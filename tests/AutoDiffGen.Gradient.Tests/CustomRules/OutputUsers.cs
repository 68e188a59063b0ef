using System.Numerics;
using Called = AutoDiffGen.Gradient.Tests.CustomRules.Others;

namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>Methods that call <see cref="Others"/>; the same text over <see cref="Bodies"/> stands in <see cref="OutputTwins"/>.</summary>
public static partial class OutputUsers
{
    [Differentiable]
    public static void Filtered(ReadOnlySpan<double> x, Span<double> y) => Called.Filter(x, y);

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double TwiceFiltered(ReadOnlySpan<double> x, double k)
    {
        double[] y = new double[x.Length], z = new double[x.Length];
        Called.Filter(x, y);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] *= k;
        }

        Called.Filter(y, z);
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            sum += z[i] * (i + 1) + y[i] * x[i];
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double Overwritten(ReadOnlySpan<double> x, double k)
    {
        double[] y = new double[x.Length];
        y[0] = k * k;
        double before = y[0];
        Called.Filter(x, y);
        return y[0] * before + y[1];
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double ScaledInPlace(double[] y, double k)
    {
        double before = y[0] * y[1];
        Called.Scale(y, k);
        double sum = before;
        for (int i = 0; i < y.Length; i++)
        {
            sum += y[i] * y[i] * k;
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double ScaledArrayMadeHere(double x, double k)
    {
        double[] y = [x, x * k, 2.5];
        Called.Scale(y, k);
        return y[0] * y[1] + y[2];
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double Normalised(Span<double> y, double k)
    {
        double total = Called.Normalise(y);
        double sum = total * k;
        for (int i = 0; i < y.Length; i++)
        {
            sum += y[i] * y[i] * (i + k);
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double HalfNormalised(Span<double> y)
    {
        double total = Called.Normalise(y.Slice(0, 2));
        return total * y[0] + y[1] * y[2];
    }

    [Differentiable]
    public static double OnlyTheTotal([NoGradient] Span<double> y, double k) => Called.Normalise(y) * k;

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double RotatedInALoop(double x, double y, double angle, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            Called.Rotate(ref x, ref y, angle * i);
            if (x > y)
            {
                x *= y;
            }

            sum += x - y * y;
        }

        return sum;
    }

    [Differentiable]
    public static void RotatedArguments(ref double x, ref double y, double angle) => Called.Rotate(ref x, ref y, angle * angle);

    [Differentiable]
    public static double RotatedElements(double[] a, double angle)
    {
        Called.Rotate(ref a[0], ref a[1], angle);
        return a[0] * a[0] * a[1] + a[2];
    }

    [Differentiable]
    public static double Divided(double x, double y) => Called.TryDivide(x, y, out double quotient) ? quotient * x : y;

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double Turned(double x, double k)
    {
        Pair p = default;
        p.A = x;
        p.B = x * k;
        p.Tag = 3;
        for (int i = 0; i < 3; i++)
        {
            p = Called.Turn(p, k);
        }

        return p.A + p.B * p.Tag;
    }

    [Differentiable]
    public static Pair TurnedPair(Pair p, double k) => Called.Turn(p, k * k);

    [Differentiable]
    public static double Doubled(Pair p)
    {
        Called.Double(ref p, out Pair square);
        return p.A * square.B + p.B * square.A * square.A;
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double InPolar(double x, double y)
    {
        var (radius, angle) = Called.Polar(x * y, y);
        return radius * angle + Called.Polar(x, y).Radius;
    }

    [Differentiable]
    public static float StretchedVector(Vector3 v, float k)
    {
        Vector3 w = Called.Stretched(v * 2f, k);
        return w.X * w.Y + w.Z * k;
    }

    [Differentiable]
    public static double TotalArea(Pair[] pairs, double k) => Called.Area(pairs) * k + pairs[0].A;

    [Differentiable]
    public static double Axpied(double a, double[] x, Span<double> y)
    {
        Called.Axpy(a, x, y);
        Called.Axpy(a * a, x, y);
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            sum += y[i] * y[i];
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double MixedPair(Pair p, double k) => p.Mixed(k * k) * k;

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double ForwardOverAnArray(double[] a, double[] b, double k) => Foreign.Dot(a, b) * k + Foreign.SumOfSquares(a);

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double FilteredInALoop(ReadOnlySpan<double> x, double k)
    {
        double[] y = x.ToArray(), z = new double[x.Length];
        double sum = 0;
        for (int t = 0; t < 3; t++)
        {
            Called.Filter(y, z);
            if (z[0] > 0.2)
            {
                Called.Filter(z, y);
                sum += y[1];
            }

            sum += z[0] * k + z[^1];
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = Math.Sin(z[i] * k);
            }
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double NormalisedInALoop(Span<double> y, double k)
    {
        double sum = 0;
        for (int t = 0; t < 3; t++)
        {
            double total = Called.Normalise(y);
            sum += total * y[0];
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = y[i] * y[i] + k * (i + 1);
            }
        }

        return sum + y[1];
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public static double ScaledInALoop(double[] y, double k)
    {
        double sum = 0;
        for (int t = 0; t < 2; t++)
        {
            Called.Scale(y, k);
            sum += y[t] * y[t + 1];
            y[t] += k;
        }

        return sum * y[0];
    }
}
