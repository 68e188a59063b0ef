using System.Numerics;

namespace AutoDiffGen.Gradient.Tests.Values;

/// <summary>Methods whose parameters or values the oracle has no numbers for.</summary>
[Differentiable]
public static partial class ValuePrograms
{
    public enum Kind
    {
        Plain,
        Squared,
        Cubed,
    }

    public sealed class Options
    {
        public double? Limit { get; init; }

        public int Rounds { get; init; } = 2;

        public Options? Next { get; init; }
    }

    [Differentiable]
    public partial struct Guarded
    {
        private double _by;
        private double _value;

        public Guarded(double value, double by)
        {
            _value = value;
            _by = by;
        }

        private double Hidden { get; set; } = 2;

        public readonly double Product => _value * _by * Hidden;

        public void Move(double to) => _value = to;
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward | DerivativeModes.HessianVector)]
    public static double Bounded(double x, double? bound) => Math.Min(x * x, bound ?? 1.0) * (bound.HasValue ? bound.Value : 2 * x) + bound.GetValueOrDefault() * x;

    [Differentiable]
    public static double WithOptions(double x, Options? options)
    {
        double limit = options?.Limit ?? 2.5;
        double s = x;
        for (int i = 0; i < (options?.Rounds ?? 3); i++)
        {
            s = Math.Min(s * x + 1, limit);
        }

        return s * (options?.Next?.Rounds ?? 1);
    }

    [Differentiable]
    public static double OfAKind(double x, Kind kind, string steps)
    {
        double s = kind >= Kind.Squared ? x * x : x;
        foreach (char c in steps)
        {
            s *= c == 'a' ? x : 2;
        }

        return kind == Kind.Cubed ? s * x : s;
    }

    [Differentiable]
    public static double At(double[] a, Index i, Range r)
    {
        double s = a[i];
        foreach (double v in a[r])
        {
            s += v * v;
        }

        return s;
    }

    [Differentiable]
    public static double PrivateFields(Guarded p, in Guarded q, Guarded[] all, double x)
    {
        all[0].Move(x * all[1].Product);
        return p.Product * x + q.Product * all[0].Product;
    }

    [Differentiable]
    public static double NamedAsTypes(double Math, double[] Guard)
    {
        double s = 0;
        foreach (double v in Guard)
        {
            s += System.Math.Sin(Math) * v;
        }

        return s;
    }

    [Differentiable]
    public static float Components(float x, float y)
    {
        var v = new Vector3(x, y, x * y);
        float s = 0;
        for (int i = 0; i < 3; i++)
        {
            s += v[i] * v[i] * (i + 1);
        }

        v[1] = s;
        v[0] += y;
        return v[1] * v.X + v.Y;
    }

    [Differentiable]
    public static float Functions(float x, float y)
    {
        var v = Vector3.Reflect(new(x, y, 1), Vector3.Normalize(new(y, x, 2)));
        var w = Vector2.Clamp(new(x, y), new(0.5f), new(0.9f, x));
        var a = new Vector4(x, y, 1, 2);
        var b = Vector4.Lerp(a, new(y), new Vector4(0.3f));
        return v.Length() + w.X * w.Y + Vector2.Cross(new(x, y), new(y, 2)) + Vector4.Dot(Vector4.Exp(a), Vector4.Sin(b)) + Vector4.Sum(Vector4.SquareRoot(a))
            + Vector3.MultiplyAddEstimate(v, v, v).X + Vector3.Create(x, y, 1).LengthSquared() + Vector3.FusedMultiplyAdd(v, v, v).Y + (w == new Vector2(x, y) ? x * x : y);
    }

    [Differentiable]
    public static float OfSpans(float[] a)
    {
        var w = new Vector3(a.AsSpan(1, 3));
        var o = new float[4];
        w.CopyTo(o, 1);
        return o[1] * w.Y * o[3] + o[2] * a[0];
    }

    [Differentiable]
    public static double OnTheStack(double[] a, double x)
    {
        var view = new View(a.AsSpan(1), x);
        double s = 0;
        for (int i = 0; i < a.Length - 1; i++)
        {
            s += view.Get(i) * view.Get(i);
        }

        return s;
    }

    [Differentiable]
    public ref partial struct View
    {
        public Span<double> Data;
        public double Scale;

        public View(Span<double> data, double scale)
        {
            Data = data;
            Scale = scale;
        }

        public readonly double Get(int i) => Data[i] * Scale;
    }
}
