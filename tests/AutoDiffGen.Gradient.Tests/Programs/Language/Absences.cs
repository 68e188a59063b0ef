using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Patterns, operators and null tests of what may be nothing; properties and indexers of objects whose accessors have bodies.</summary>
[Differentiable]
public static partial class Absences
{
    [Differentiable]
    public partial struct Point
    {
        public double X, Y;

        public int Kind;

        public static Point operator +(Point a, Point b) => new Point { X = a.X + b.X * b.Y, Y = a.Y * b.Y };

        public static Point operator *(Point a, double b) => new Point { X = a.X * b, Y = a.Y / b };

        public static Point operator -(Point a) => new Point { X = -a.X, Y = 2 * a.Y };

        public static bool operator ==(Point a, Point b) => a.X == b.X;

        public static bool operator !=(Point a, Point b) => a.X != b.X;

        public override readonly bool Equals(object? obj) => false;

        public override readonly int GetHashCode() => 0;
    }

    [Differentiable]
    public sealed partial class Cell
    {
        public double Level;
        private double _rate;

        public double Rate { get => _rate; set => _rate = value * value; }

        public double Doubled => Level * 2;

        public bool IsFull => Level > 0;

        public double this[int i]
        {
            get => i == 0 ? Level : _rate * Level;
            set
            {
                if (i == 0)
                {
                    Level = value;
                }
                else
                {
                    _rate = value + Level;
                }
            }
        }
    }

    private static Point? Maybe(double x, double y, bool there) => there ? new Point { X = x, Y = y, Kind = x > 0 ? 1 : 2 } : null;

    [Differentiable, At(0.7, -0.4, 1), At(0.7, -0.4, 0), At(-0.7, -0.4, 1)]
    public static double APatternOfWhatIsHeld(double x, double y, bool there)
    {
        var p = Maybe(x, y, there);
        double sum = p is { Kind: 1 } ? x * p.Value.X : y;
        if (p is { Kind: > 0, Y: var held })
        {
            sum += held * x;
        }

        return sum + p switch { null => x, { Kind: 2 } => 2 * y, { Y: var other } => other * other };
    }

    [Differentiable, At(0.7, -0.4, 1), At(0.7, -0.4, 0)]
    public static double OperatorsOfATypesOwn(double x, double y, bool there)
    {
        var p = Maybe(x, y, there);
        var q = new Point { X = y, Y = x };
        var sum = p + q;
        var scaled = p * x;
        var negative = -p;
        sum *= y;
        return (sum?.X ?? x) + (scaled?.Y ?? y) + (negative?.Y * negative?.X ?? x * y) + (p == q ? x : y) + (p != null ? x : 1);
    }

    [Differentiable, At(0.7, -0.4)]
    public static double MadeByName(double x, double y)
    {
        var a = new double?(x);
        var b = new double?();
        var p = new Point?(new Point { X = x, Y = y });
        return (a ?? 1) * (b ?? y) + p.Value.X * p.Value.Y;
    }

    [Differentiable, At(0.7, -0.4, 1.2)]
    public static double AnObjectThatIsThere(Cell b, double x)
    {
        if (b == null)
        {
            throw new ArgumentNullException(nameof(b));
        }

        double sum = b is null ? 0 : x * b.Level;
        sum += b is { IsFull: true, Doubled: var twice, Level: var level } ? twice * x * level : 1;
        return sum + (b?.Level ?? 1) * x;
    }

    [Differentiable, At(0.7, -0.4, 1.2)]
    public static double SettersAndIndexers(Cell b, double x)
    {
        b.Rate = x;
        b.Rate += b.Level;
        double sum = b[1] * b.Rate;
        for (int i = 0; i < 2; i++)
        {
            b[i] = x * sum;
            sum += b[1 - i];
        }

        b[0] *= x;
        return sum + b[0];
    }

    [Differentiable, At(0.7, -0.4)]
    public static double SettersOfWhatIsMadeHere(double x, double y)
    {
        var b = new Cell { Level = x, Rate = y };
        if (x > 0)
        {
            b.Rate = x * y;
        }

        b[1] += b.Rate;
        return b[0] * b[1] + b.Rate;
    }

    [Differentiable, At(0.7, 1), At(0.7, 0)]
    public static double ArraysThatMayBeNone([Sizes(3)] double[] a, double x, bool there)
    {
        double[]? own = there ? [x, x * x] : null;
        var one = own ?? a;
        double sum = one[0] * one[1] + (own?.Length ?? 3) * x;
        if (own is null)
        {
            sum *= x;
        }

        return sum + (own is { Length: > 1 } ? own[1] : a[2]);
    }

    [Differentiable, At]
    public static double LengthsInPatterns([Sizes(4)] double[] a, double x)
    {
        double sum = a is { Length: > 3 } ? a[3] * x : x;
        return sum + (a is [var first, .. { Length: 2 }, var last] ? first * last * x : a[1]) + (a.AsSpan(1) is { Length: var n } ? n * x : 0);
    }
}
