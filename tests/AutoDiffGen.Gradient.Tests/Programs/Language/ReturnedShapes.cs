using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Methods whose result is a span, an array of several dimensions, or an array of arrays.</summary>
[Differentiable]
public static partial class ReturnedShapes
{
    [Differentiable]
    public partial struct Point
    {
        public double X, Y;
    }

    [Differentiable, At]
    public static Span<double> ASpanOfWhatIsMade([Sizes(3)] double[] a, double w)
    {
        var made = new double[5];
        for (int i = 0; i < 3; i++)
        {
            made[i + 1] = Math.Sin(a[i] * w) + made[i];
        }

        return made.AsSpan(1, 3);
    }

    [Differentiable, At]
    public static ReadOnlySpan<double> APartOfTheArgument([Sizes(5)] ReadOnlySpan<double> a, [NoGradient] double w) => a.Slice(w > 0 ? 1 : 2, 3);

    [Differentiable, At]
    public static Span<double> APartOfWhatIsWritten([Sizes(5)] Span<double> a, double w)
    {
        for (int i = 1; i < a.Length; i++)
        {
            a[i] *= a[i - 1] * w;
        }

        return a[1..3];
    }

    [Differentiable, At]
    public static ReadOnlySpan<double> AShrunkSpan([Sizes(5)] double[] a)
    {
        ReadOnlySpan<double> s = a;
        while (s.Length > 2 && s[0] < 10)
        {
            s = s[1..];
        }

        return s;
    }

    [Differentiable, At]
    public static Span<double> AWholeNewArray(double x, double y) => new double[] { x * y, Math.Exp(x), y };

    [Differentiable, At]
    public static double[,] AProduct([Sizes(2, 3)] double[,] a, [Sizes(3, 2)] double[,] b)
    {
        var c = new double[2, 2];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                for (int k = 0; k < 3; k++)
                {
                    c[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return c;
    }

    [Differentiable, At]
    public static double[,] ReadAgainInTheReversePart([Sizes(2, 2)] double[,] a, double w)
    {
        var c = new double[2, 2];
        c[0, 0] = a[0, 0] * w;
        for (int i = 0; i < 2; i++)
        {
            c[i, 1] = c[0, 0] * c[0, 0] * a[i, 1];
        }

        c[1, 0] = c[0, 1] * c[1, 1];
        return c;
    }

    [Differentiable, At]
    public static double[,] TheArgumentItself([Sizes(2, 2)] double[,] a, double w)
    {
        a[0, 1] *= a[1, 0] * w;
        return a;
    }

    [Differentiable, At]
    public static double[,] OneOfTwo([Sizes(2, 2)] double[,] a, [Sizes(2, 2)] double[,] b, [NoGradient] double w) => w > 0 ? a : b;

    [Differentiable, At(0.45, 1.4, 0.92, -0.53, -0.26, 0), At(0.51, -1.2, -0.053, -0.85, -0.98, 2)]
    public static double[,] AMatrixThatALoopMakes([Sizes(2, 2)] double[,] a, double w, int steps)
    {
        double[,] state = a;
        for (int t = 0; t < steps; t++)
        {
            var next = new double[2, 2];
            next[0, 0] = state[1, 1] * state[0, 0];
            next[1, 1] = state[0, 1] * w + next[0, 0];
            next[0, 1] = state[1, 0];
            state = next;
        }

        return state;
    }

    [Differentiable, At]
    public static Point[,] Points([Sizes(2)] double[] a, double w)
    {
        var points = new Point[2, 1];
        points[0, 0] = new Point { X = a[0] * w, Y = a[1] };
        points[1, 0].Y = a[0] * a[1];
        return points;
    }

    [Differentiable, At]
    public static double[][] RowsMadeHere([Sizes(3)] double[] a, double w)
    {
        var rows = new double[3][];
        for (int i = 0; i < 3; i++)
        {
            rows[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                rows[i][j] = Math.Sin(a[i] * w) * a[j];
            }
        }

        rows[2][0] *= rows[1][1];
        (rows[0], rows[1]) = (rows[1], rows[0]);
        return rows;
    }

    [Differentiable, At]
    public static double[][] RowsThatAreOne(double x, double y)
    {
        var row = new double[2];
        row[0] = x * y;
        double[][] rows = [row, [y], row];
        rows[2][1] = rows[0][0] * rows[1][0];
        return rows;
    }

    [Differentiable, At]
    public static double[][] TheRowsThatWereGiven([Sizes(2, 2)] double[][] a, double w)
    {
        a[0][1] *= a[1][0] * w;
        return a;
    }

    [Differentiable, At]
    public static double[][] OneOfTwoArraysOfRows([Sizes(2, 2)] double[][] a, [Sizes(2, 2)] double[][] b, [NoGradient] double w) => w > 0 ? a : b;

    [Differentiable, At]
    public static double[][] OneOfTwoThatAreMade([Sizes(2)] double[] a, double w)
    {
        double[][] first = [[a[0] * w], [a[1], w]], second = [[a[0]], [a[1] * w, a[0]]];
        var both = a[0] * a[1] > 0 ? first : second;
        both[1][0] *= both[0][0];
        return both;
    }

    [Differentiable, At]
    public static Point[][] RowsOfPoints([Sizes(2)] double[] a, double w)
    {
        var rows = new Point[2][];
        for (int i = 0; i < 2; i++)
        {
            rows[i] = new Point[1];
            rows[i][0].X = a[i] * w;
            rows[i][0].Y = a[1 - i] * a[i];
        }

        return rows;
    }

    [Differentiable, At]
    public static double[][] LayersOfAState([Sizes(2)] double[] a, double w)
    {
        double[][] state = [[a[0], a[1]], [w]];
        for (int t = 0; t < 2; t++)
        {
            var next = new double[2][];
            next[0] = [state[0][1] * w, state[1][0]];
            next[1] = [Math.Sin(state[0][0])];
            state = next;
        }

        return state;
    }

    [Differentiable, At]
    public static double[][] ARowThatIsNotThere(double x, double y)
    {
        var rows = new double[3][];
        for (int i = 0; i < 3; i += 2)
        {
            rows[i] = [x * i, y];
        }

        return rows;
    }

    // Called where they throw, too.
    [Differentiable]
    public static double LengthOfARow(double x, int which)
    {
        var rows = new double[2][];
        for (int i = 0; i < 1; i++)
        {
            rows[i] = [x];
        }

        return rows[which].Length * x;
    }

    [Differentiable]
    public static double ElementOfARow(double x, int which)
    {
        var rows = new double[2][];
        rows[0] = [x];
        return rows[which][0] * x;
    }

    [Differentiable]
    public static double BeyondAPart(double[] a, int n)
    {
        Span<double> s = a.AsSpan(0, 2);
        for (int i = 0; i < n; i++)
        {
            s = s.Slice(i, 2);
        }

        return s[0] * s[1];
    }
}
