#pragma warning disable CS8656 // A copy that the compiler warns of is what is tested.
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Members that may change their struct, called on what cannot be assigned: C# calls them on a copy.</summary>
[Differentiable]
public static partial class DefensiveCopies
{
    [Differentiable]
    public partial struct Point
    {
        public double X, Y;

        public double Bump
        {
            get
            {
                X += Y;
                return X;
            }
        }

        public double this[int i]
        {
            get
            {
                X += i * Y;
                return X;
            }
        }

        public double Area => X * Y;

        public void Scale(double s)
        {
            X *= s;
            Y *= s;
        }

        public double Scaled(double s)
        {
            X *= s;
            return X;
        }

        public readonly double OfACopy() => Scaled(2) + X;
    }

    [Differentiable]
    public partial struct Holder
    {
        public Point Open;
        public readonly Point Fixed;

        public Point Whole { get; set; }

        public Holder(double a, double b)
        {
            Fixed.X = b;
            Fixed.Y = a;
            Fixed.Scale(2);
            Open.X = a;
            Open.Y = b;
            Whole = Open;
        }

        public void Change()
        {
            Fixed.Scale(3);
            Whole.Scale(5);
            Open.Scale(7);
        }

        public readonly void ChangeNothing() => Open.Scale(7);
    }

    [Differentiable, At(0.7, 1.3)]
    public static double ThroughAnInParameter(double a, double b)
    {
        Point p = new() { X = a, Y = b };
        double s = Read(p) * p.X + Read(in p);
        return s * p.Bump + p.X;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double ThroughAReadonlyReference(double a, double b)
    {
        Point p = new() { X = a, Y = b };
        ref readonly Point r = ref p;
        r.Scale(5);
        ref Point w = ref p;
        w.Scale(a);
        return r.Bump * r.X * p.Y;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double ThroughReadonlySpans(double a, double b)
    {
        Point[] points = [new() { X = a, Y = b }, new() { X = b, Y = a }];
        double sum = 0;
        foreach (ref readonly var point in points.AsSpan())
        {
            point.Scale(5);
            sum += point.Bump * point.X;
        }

        ReadOnlySpan<Point> read = points;
        read[0].Scale(3);
        foreach (var point in points)
        {
            sum += point.Bump * point.X;
        }

        return sum + read[0].Bump * points[0].X + read[^1].Scaled(2) * points[1].X;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double OfAReadonlyField(double a, double b)
    {
        Holder h = new(a, b);
        h.Fixed.Scale(9);
        return h.Fixed.X * h.Fixed.Y + h.Fixed.Bump * h.Fixed.X;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double OfAPropertysValue(double a, double b)
    {
        Holder h = new(a, b);
        h.Whole.Scale(9);
        return h.Whole.X * h.Whole.Y + h.Whole.Bump * h.Whole[3];
    }

    [Differentiable, At(0.7, 1.3)]
    public static double WithinTheStruct(double a, double b)
    {
        Holder h = new(a, b);
        h.Change();
        h.ChangeNothing();
        return h.Fixed.X * h.Whole.X * h.Open.X + h.Open.OfACopy() * h.Open.X;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double AGetterThatChangesALocal(double a, double b)
    {
        Point p = new() { X = a, Y = b };
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            sum += p.Bump * p[i];
        }

        return sum * p.X;
    }

    [Differentiable, At(0.7, 1.3)]
    public static double AGetterThatChangesAnElement(double a, double b)
    {
        Point[] p = [new() { X = a, Y = b }, new() { X = b, Y = a }];
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            sum += p[i].Bump * p[i].Bump;
        }

        return sum * p[0].X + p[1].X;
    }

    [Differentiable, At]
    public static double MembersThatChangeNothing([Sizes(3)] Point[] a, [Sizes(3)] ReadOnlySpan<Point> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i].Area * b[i].Area + a[i].OfACopy();
        }

        return sum;
    }

    private static double Read(in Point p)
    {
        double first = p.Bump * p[2];
        return first * p.X + p.Scaled(3);
    }
}
