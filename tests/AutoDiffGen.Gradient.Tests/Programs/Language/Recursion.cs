using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Methods that call themselves over arrays, spans, structs and with several results.</summary>
public static partial class Recursion
{
    [Differentiable, At]
    public static double SumOfSlices([Sizes(7)] ReadOnlySpan<double> x) =>
        x.Length == 0 ? 0 : x.Length == 1 ? x[0] * x[0] : SumOfSlices(x[..(x.Length / 2)]) * 0.5 + SumOfSlices(x[(x.Length / 2)..]);

    [Differentiable, At(0.7, -1.2, 0.4, 1.3, -0.6, 0)]
    public static double OverAnArrayByIndex([Sizes(5)] double[] x, int from)
    {
        if (from == x.Length)
        {
            return 1;
        }

        return Math.Sin(x[from]) * OverAnArrayByIndex(x, from + 1) + x[from];
    }

    [Differentiable, At]
    public static double Calls([Sizes(5)] double[] x) => OverAnArrayByIndex(x, 0) * OverAnArrayByIndex(x, 2);

    // Each level overwrites what the levels above have read.
    [Differentiable, At]
    public static void ScaledInPlace([Sizes(6)] Span<double> x, double by)
    {
        if (x.Length == 0)
        {
            return;
        }

        x[0] *= by * x[0];
        ScaledInPlace(x[1..], by + x[0]);
        x[0] += by;
    }

    [Differentiable, At]
    public static double WrittenAfterTheCall([Sizes(4)] double[] x, double y)
    {
        double first = OverAnArrayByIndex(x, 0);
        x[1] = y * x[2];
        x[3] = 0;
        return first * OverAnArrayByIndex(x, 1);
    }

    [Differentiable, At(2, 1, 4, 3, 5, 0.5, 3.5), At]
    public static void QuickSort([Sizes(7)] Span<double> x)
    {
        if (x.Length <= 1)
        {
            return;
        }

        double pivot = x[0];
        int last = 0;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] < pivot)
            {
                last++;
                (x[i], x[last]) = (x[last], x[i]);
            }
        }

        (x[0], x[last]) = (x[last], x[0]);
        QuickSort(x[..last]);
        QuickSort(x[(last + 1)..]);
    }

    [Differentiable, At(2, 1, 4, 3, 5, 0.5)]
    public static double OfTheSorted([Sizes(6)] double[] x)
    {
        double[] copy = new double[x.Length];
        Array.Copy(x, copy, x.Length);
        QuickSort(copy);
        double sum = 0;
        for (int i = 0; i < copy.Length; i++)
        {
            sum += copy[i] * copy[i] * (i + 1);
        }

        return sum;
    }

    // Arrays of its own, handed down and read back.
    [Differentiable, At]
    public static void MergeSort([Sizes(6)] double[] x)
    {
        if (x.Length < 2)
        {
            return;
        }

        double[] left = new double[x.Length / 2], right = new double[x.Length - x.Length / 2];
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = x[i] * 1.5;
        }

        for (int i = 0; i < right.Length; i++)
        {
            right[i] = x[left.Length + i];
        }

        MergeSort(left);
        MergeSort(right);
        int l = 0, r = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (r == right.Length || (l < left.Length && left[l] <= right[r]))
            {
                x[i] = left[l++];
            }
            else
            {
                x[i] = right[r++] * x[i];
            }
        }
    }

    [Differentiable, At]
    public static void Fourier([Sizes(8)] Span<double> re, [Sizes(8)] Span<double> im)
    {
        int n = re.Length;
        if (n == 1)
        {
            return;
        }

        int half = n / 2;
        Span<double> evenRe = new double[half], evenIm = new double[half], oddRe = new double[half], oddIm = new double[half];
        for (int i = 0; i < half; i++)
        {
            evenRe[i] = re[2 * i];
            evenIm[i] = im[2 * i];
            oddRe[i] = re[2 * i + 1];
            oddIm[i] = im[2 * i + 1];
        }

        Fourier(evenRe, evenIm);
        Fourier(oddRe, oddIm);
        for (int k = 0; k < half; k++)
        {
            double angle = -2 * Math.PI * k / n, c = Math.Cos(angle), s = Math.Sin(angle);
            double tr = c * oddRe[k] - s * oddIm[k], ti = s * oddRe[k] + c * oddIm[k];
            re[k] = evenRe[k] + tr;
            im[k] = evenIm[k] + ti;
            re[k + half] = evenRe[k] - tr;
            im[k + half] = evenIm[k] - ti;
        }
    }

    [Differentiable, At(0.7, -1.2, 0.4, 1.3, -0.6, 0.9, -0.3, 0.8, 0)]
    public static double Tree([Sizes(7)] double[] weight, [Values(1, 3, 5, -1, -1, -1, -1)] int[] left, [Values(2, 4, 6, -1, -1, -1, -1)] int[] right, double x, int node)
    {
        if (node < 0)
        {
            return x;
        }

        double value = Math.Tanh(weight[node] * x);
        return Tree(weight, left, right, value, left[node]) * Tree(weight, left, right, value + x, right[node]) + weight[node];
    }

    [Differentiable, At]
    public static double LocalTables(double x, double y)
    {
        int[] order = [2, 0, 1];
        double[] values = [x, y, x * y];
        return Chained(values, order, 0, 0);
    }

    [Differentiable, At(0.7, -1.2, 0.4, 1, 0)]
    public static double Chained([Sizes(3)] double[] values, [Values(2, 0, 1)] int[] order, int at, int depth) =>
        depth == 4 ? values[at] : Math.Cos(values[at]) * Chained(values, order, order[at], depth + 1);

    [Differentiable, At(0.7, 1.2, 3)]
    public static void SeveralResults(ref double x, double y, int n, out double sum, out double product)
    {
        if (n == 0)
        {
            sum = x;
            product = y;
            return;
        }

        x *= y;
        SeveralResults(ref x, y + 0.5, n - 1, out sum, out double inner);
        product = inner * x;
        sum += inner;
    }

    [Differentiable, At(0.7, 1.2, 3)]
    public static double UsesOneOfSeveral(double x, double y, int n)
    {
        double z = x;
        SeveralResults(ref z, y, n, out double sum, out _);
        return sum * x + z;
    }

    [Differentiable, At(0.7, 1.2, 3)]
    public static (double, double) APair(double x, double y, int n)
    {
        if (n == 0)
        {
            return (x, y);
        }

        var (a, b) = APair(y, x * y, n - 1);
        return (a * x + b, a - b);
    }

    [Differentiable]
    public partial struct Body
    {
        public double Mass;
        public double Speed;
    }

    [Differentiable, At(0.8, 1.2, 0.5, 3)]
    public static Body Stepped(Body body, double time, int n)
    {
        if (n == 0)
        {
            return body;
        }

        body.Speed -= time * body.Speed * body.Mass;
        body.Mass *= 0.9;
        var next = Stepped(body, time, n - 1);
        next.Speed += body.Speed;
        return next;
    }

    [Differentiable, At]
    public static double OfBodies([Sizes(4)] Span<Body> bodies)
    {
        if (bodies.Length == 1)
        {
            return bodies[0].Mass * bodies[0].Speed;
        }

        bodies[1].Speed += bodies[0].Mass * bodies[0].Speed;
        double rest = OfBodies(bodies[1..]);
        return rest * bodies[0].Mass;
    }

    // The value of a call that is only compared: its reverse has nothing to do, and the tape must not be out of step.
    [Differentiable, At(0.9, 3)]
    public static double OnlyCompared(double x, int n)
    {
        double r = x * x;
        if (Calls2(x, n) > 0.1)
        {
            r *= Calls2(x + 1, n);
        }

        return r;
    }

    [Differentiable, At(0.9, 3)]
    public static double Calls2(double x, int n) => n == 0 ? x : x * Calls2(x * 0.9, n - 1);

    [Differentiable, At]
    public static double InALoop([Sizes(4)] double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * OverAnArrayByIndex(x, i);
            x[i] = sum;
        }

        return sum;
    }

    [Differentiable, At]
    public static double LocalArrayInALoop([Sizes(3)] double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] powers = new double[3];
            for (int k = 0; k < powers.Length; k++)
            {
                powers[k] = x[i] * (k + 1);
            }

            ScaledInPlace(powers, x[0]);
            sum += powers[0] * powers[1] + powers[2];
        }

        return sum;
    }

    // The same array for two parameters, one of them written.
    [Differentiable, At(0.7, -1.2, 0.4, 1.3, -0.6, 0.9, -0.3, 0.8, 4)]
    public static void Added([Sizes(4)] Span<double> to, [Sizes(4)] ReadOnlySpan<double> from, int n)
    {
        if (n == 0)
        {
            return;
        }

        to[n - 1] += from[^n] * from[n - 1];
        Added(to, from, n - 1);
    }

    [Differentiable, At]
    public static double AnArrayAddedToItself([Sizes(4)] double[] x)
    {
        double[] y = new double[4];
        Array.Copy(x, y, 4);
        Added(y, y, 4);
        return y[0] * y[1] + y[2] * y[3];
    }

    // A parameter that the caller holds constant, and an array that matters to nothing.
    [Differentiable, At]
    public static double ConstantArray([Sizes(5)] double[] x, [NoGradient, Sizes(5)] double[] table)
    {
        double[] lost = [1, 2, 3];
        double first = OverAnArrayByIndex(lost, 0);
        return OverAnArrayByIndex(x, 0) * OverAnArrayByIndex(table, 1) + first * x[0];
    }

    [Differentiable, At(0.7, -1.2, 0.4, 1.3, -0.6, 0.9, -0.3, 0.8, 1.1, 0)]
    public static double Matrix([Sizes(3, 3)] double[,] m, int i) => i == 3 ? 1 : m[i, i] * Matrix(m, i + 1) + m[i, 0];

    [Differentiable, At(0.7, -1.2, 0.4, 1.3, -0.6, 0.9, 0)]
    public static double Jagged([Sizes(2, 3)] double[][] rows, int i) => i == rows.Length ? 0.5 : OverAnArrayByIndex(rows[i], 1) * Jagged(rows, i + 1);

    [Differentiable, At]
    public static T GenericOverSpans<T>([Sizes(4)] ReadOnlySpan<T> x)
        where T : System.Numerics.IFloatingPointIeee754<T> => x.Length == 1 ? x[0] : T.Sin(x[0]) * GenericOverSpans(x[1..]);

    [Differentiable, At(0.7, -1.2, 0.4, 1.3, 4)]
    public static double Ping([Sizes(4)] Span<double> x, int n)
    {
        if (n == 0)
        {
            return x[0];
        }

        x[n - 1] = Math.Sin(x[n - 1] * x[0]);
        return x[1] * Pong(x, x[0], n - 1);
    }

    [Differentiable, At(0.7, -1.2, 0.4, 1.3, 0.8, 3)]
    public static double Pong([Sizes(4)] Span<double> x, double y, int n)
    {
        if (n == 0)
        {
            return y;
        }

        x[n] += y;
        return Ping(x, n - 1) + y;
    }

    [Differentiable, At(1.2, 4)]
    public static double ThrowsAtTheEnd(double x, int n)
    {
        if (n > 10)
        {
            throw new ArgumentOutOfRangeException(nameof(n));
        }

        return n == 0 ? x : ThrowsAtTheEnd(x * x, n - 1) + x;
    }
}

/// <summary>Helpers without a mark that call themselves.</summary>
[Differentiable]
public static partial class RecursiveHelpers
{
    [Differentiable, At(1.3)]
    public static double OfANumber(double x) => Power(x, 3) * Power(x, 2);

    [Differentiable, At]
    public static double OfASpan([Sizes(5)] double[] x) => Horner(x, 0.7) + Horner(x.AsSpan(1), x[0]);

    [Differentiable, At]
    public static T OfAnyNumber<T>(T x)
        where T : System.Numerics.IFloatingPointIeee754<T> => Raised(x, 3) + T.Exp(Raised(x * x, 2));

    [Differentiable, At(1.3)]
    public static double OfOneNumberType(double x) => Raised(x, 4);

    [Differentiable, At(0.4)]
    public static double ThroughEachOther(double x) => Up(x, 3);

    [Differentiable, At]
    public static double WithSeveralResults([Sizes(5)] double[] x)
    {
        double least = x[0], most = x[0];
        Extremes(x, ref least, ref most);
        return most * most - least;
    }

    private static double Power(double x, int n) => n <= 0 ? 1 : x * Power(x, n - 1);

    private static double Horner(ReadOnlySpan<double> x, double at) => x.Length == 0 ? 0 : x[0] + at * Horner(x[1..], at);

    private static T Raised<T>(T x, int n)
        where T : System.Numerics.IFloatingPointIeee754<T> => n == 0 ? T.One : x * Raised(x, n - 1);

    private static double Up(double x, int n) => n == 0 ? x : Math.Exp(Down(x, n - 1));

    private static double Down(double x, int n) => n == 0 ? x * x : Math.Log(2 + Up(x, n - 1));

    private static void Extremes(ReadOnlySpan<double> x, ref double least, ref double most)
    {
        if (x.Length == 0)
        {
            return;
        }

        least = Math.Min(least, x[0]);
        most = Math.Max(most, x[0]);
        Extremes(x[1..], ref least, ref most);
    }
}
