using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Arrays of arrays that the method makes: rows made in loops, given, swapped, shared, missing.</summary>
[Differentiable]
public static partial class JaggedArrays
{
    [Differentiable]
    public partial struct Point
    {
        public double X, Y;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void Scale(double[] row, double factor)
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] *= factor;
        }
    }

    private static double[] Powers(double x, int n)
    {
        var powers = new double[n];
        powers[0] = 1;
        for (int i = 1; i < n; i++)
        {
            powers[i] = powers[i - 1] * x;
        }

        return powers;
    }

    private static double[][] Layer(double[][] rows, double w)
    {
        var next = new double[rows.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            next[i] = new double[rows[i].Length];
            for (int j = 0; j < rows[i].Length; j++)
            {
                next[i][j] = Math.Tanh(w * rows[i][j] + rows[(i + 1) % rows.Length][j]);
            }
        }

        return next;
    }

    [Differentiable, At]
    public static double RowsMadeInALoop([Sizes(3)] double[] a, double w)
    {
        var rows = new double[a.Length][];
        for (int i = 0; i < a.Length; i++)
        {
            rows[i] = new double[a.Length];
            for (int j = 0; j < a.Length; j++)
            {
                rows[i][j] = Math.Sin(a[i] * a[j] * w);
            }
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < a.Length; j++)
            {
                sum += rows[i][j] * rows[j][i] * (i + 1);
            }
        }

        return sum;
    }

    [Differentiable, At]
    public static double ATriangle([Sizes(4)] double[] a)
    {
        double[][] rows = new double[a.Length][];
        for (int i = 0; i < a.Length; i++)
        {
            double[] row = new double[i + 1];
            row[0] = a[i];
            for (int j = 1; j <= i; j++)
            {
                row[j] = row[j - 1] * rows[i - 1][j - 1] + a[j];
            }

            rows[i] = row;
        }

        return rows[3][3] * rows[3][2] + rows[2][1];
    }

    [Differentiable, At]
    public static double RowsWrittenInPlace(double x, double y)
    {
        double[][] rows = new double[][] { [x, y], [y * y, x * y, 1], [2] };
        rows[1][0] *= rows[0][1];
        rows[2][0] += rows[1][0] * x;
        return rows[1][0] * rows[2][0] + rows[1][1] * rows[1][2];
    }

    [Differentiable, At]
    public static double ACollectionExpression(double x, double y)
    {
        double[][] rows = [[x, y], [x * y]];
        double sum = 0;
        foreach (double[] row in rows)
        {
            foreach (double v in row)
            {
                sum += v * v * row[0];
            }
        }

        return sum * rows.Length;
    }

    [Differentiable, At]
    public static double RowsThatAreParameters([Sizes(3)] double[] a, [Sizes(3)] double[] b, double w)
    {
        double[][] rows = [a, b, a];
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            sum += Dot(rows[i], rows[(i + 1) % 3]) * Math.Pow(w, i);
        }

        return sum;
    }

    [Differentiable, At]
    public static double ARowThatIsAParameterIsWritten([Sizes(3)] double[] a, double w)
    {
        double[][] rows = [a, new double[3]];
        for (int i = 0; i < 3; i++)
        {
            rows[1][i] = rows[0][i] * w;
            rows[0][i] *= rows[1][i];
        }

        return Dot(rows[0], rows[1]) + a[0] * a[2];
    }

    [Differentiable, At]
    public static double ALocalArrayUnderTwoNames(double x, double y)
    {
        var own = new double[2];
        var rows = new double[2][];
        rows[0] = own;
        rows[1] = own;
        own[0] = x;
        rows[0][1] = rows[1][0] * y;
        own[1] *= own[0];
        return rows[1][1] + own[0] * rows[0][1];
    }

    [Differentiable, At]
    public static double SwappedRows([Sizes(3)] double[] a, double w)
    {
        double[][] rows = [[a[0], w], [a[1] * w, 2], [a[2], a[0]]];
        (rows[0], rows[2]) = (rows[2], rows[0]);
        rows[0][0] *= w;
        (rows[1], rows[0]) = (rows[0], rows[1]);
        return rows[0][0] * rows[1][1] + rows[2][0] * rows[2][1] * rows[1][0];
    }

    // Gaussian elimination with partial pivoting: rows change places by what they hold.
    [Differentiable, At]
    public static double ADeterminantWithPivoting([Sizes(9)] double[] a)
    {
        const int N = 3;
        var m = new double[N][];
        for (int i = 0; i < N; i++)
        {
            m[i] = new double[N];
            for (int j = 0; j < N; j++)
            {
                m[i][j] = a[(i * N) + j] + (i == j ? 0.1 : 0);
            }
        }

        double det = 1;
        for (int k = 0; k < N; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < N; i++)
            {
                if (Math.Abs(m[i][k]) > Math.Abs(m[pivot][k]))
                {
                    pivot = i;
                }
            }

            if (pivot != k)
            {
                (m[k], m[pivot]) = (m[pivot], m[k]);
                det = -det;
            }

            det *= m[k][k];
            for (int i = k + 1; i < N; i++)
            {
                double factor = m[i][k] / m[k][k];
                for (int j = k; j < N; j++)
                {
                    m[i][j] -= factor * m[k][j];
                }
            }
        }

        return det;
    }

    [Differentiable, At]
    public static double RowsGivenToCallees(double x, double y)
    {
        var rows = new double[3][];
        for (int i = 0; i < 3; i++)
        {
            rows[i] = Powers(x + i * y, 3);
        }

        for (int i = 0; i < 3; i++)
        {
            Scale(rows[i], y * i);
        }

        return Dot(rows[1], rows[2]) + Dot(rows[2], rows[0]) + rows[1][2];
    }

    [Differentiable, At(-0.43, -0.89, 0.46, 0), At(-1.1, 0.15, -0.31, 1), At(-1.1, 0.07, -1.2, 3)]
    public static double AnArrayOfRowsThatEachStepMakesAnew([Sizes(2)] double[] a, double w, int steps)
    {
        double[][] rows = [[a[0], a[1]], [a[1] * w, 0.5]];
        for (int t = 0; t < steps; t++)
        {
            rows = Layer(rows, w);
        }

        return rows[0][0] * rows[1][1] + rows[0][1] * rows[1][0];
    }

    [Differentiable, At]
    public static double ThePreviousRow([Sizes(4)] double[] a, [Sizes(4)] double[] b)
    {
        var table = new double[a.Length + 1][];
        table[0] = new double[b.Length + 1];
        for (int j = 1; j <= b.Length; j++)
        {
            table[0][j] = table[0][j - 1] + b[j - 1] * b[j - 1];
        }

        for (int i = 1; i <= a.Length; i++)
        {
            var before = table[i - 1];
            var row = new double[b.Length + 1];
            row[0] = before[0] + a[i - 1] * a[i - 1];
            for (int j = 1; j <= b.Length; j++)
            {
                double d = a[i - 1] - b[j - 1];
                row[j] = d * d + Math.Min(before[j - 1], Math.Min(before[j], row[j - 1]));
            }

            table[i] = row;
        }

        return table[a.Length][b.Length];
    }

    [Differentiable, At]
    public static double RowsThatAreNotThere([Sizes(4)] double[] a, double w)
    {
        var rows = new double[4][];
        for (int i = 0; i < a.Length; i++)
        {
            int at = i % 3;
            if (rows[at] == null)
            {
                rows[at] = new double[2];
                rows[at][0] = w;
            }

            rows[at][1] += a[i] * rows[at][0];
            rows[at][0] *= a[i];
        }

        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            if (row != null)
            {
                sum += row[0] * row[1] + row.Length;
            }
        }

        return sum;
    }

    [Differentiable, At]
    public static double TheBestRow([Sizes(4)] double[] a, double w)
    {
        double[][] rows = [[a[0], a[1] * w], [a[2], a[3]], [w, w * w]];
        double[]? best = null;
        for (int i = 0; i < rows.Length; i++)
        {
            if (best == null || rows[i][0] * rows[i][1] > best[0] * best[1])
            {
                best = rows[i];
            }
        }

        best![0] *= w;
        return best[0] * best[1] + rows[0][0] + rows[1][0] * rows[2][0];
    }

    [Differentiable, At]
    public static double ThreeLevels([Sizes(2)] double[] a, double w)
    {
        var blocks = new double[2][][];
        for (int b = 0; b < 2; b++)
        {
            blocks[b] = new double[2][];
            for (int i = 0; i < 2; i++)
            {
                blocks[b][i] = [a[i] * (b + 1), w, a[b]];
            }
        }

        blocks[1][0][1] *= blocks[0][1][2];
        (blocks[0], blocks[1]) = (blocks[1], blocks[0]);
        double product = 1;
        foreach (double[][] block in blocks)
        {
            foreach (double[] row in block)
            {
                product *= row[0] + row[1] * row[2];
            }
        }

        return product;
    }

    [Differentiable, At(-0.13, -1.1, -1.1, -0.15, 0), At(0.93, -0.97, -0.7, 0.39, 1), At(1.3, 0.26, -0.23, 1.3, 2)]
    public static double[] TheResultIsARow([Sizes(3)] double[] a, double w, int which)
    {
        var rows = new double[3][];
        for (int i = 0; i < 3; i++)
        {
            rows[i] = [a[i], a[(i + 1) % 3] * w];
        }

        rows[which][0] *= rows[0][1];
        return rows[which];
    }

    [Differentiable, At]
    public static double RowsOfStructs([Sizes(3)] double[] a, double w)
    {
        var rows = new Point[2][];
        for (int i = 0; i < 2; i++)
        {
            rows[i] = new Point[2];
            rows[i][0] = new Point { X = a[i], Y = w };
            rows[i][1].X = a[i + 1] * w;
            rows[i][1].Y = rows[i][0].X * rows[i][0].Y;
        }

        (rows[0], rows[1]) = (rows[1], rows[0]);
        return rows[0][0].X * rows[1][1].Y + rows[1][0].X * rows[0][1].X;
    }

    [Differentiable, At]
    public static double CopiesOfTheRowsReferences(double x, double y)
    {
        double[][] rows = [[x], [y]];
        var same = (double[][])rows.Clone();
        double[][] more = [.. rows, [x * y]];
        rows[0] = [y * y];
        same[0][0] *= y;
        more[2][0] += more[0][0];
        Array.Reverse(more);
        return rows[0][0] * same[0][0] + more[2][0] * more[0][0] + more[1][0];
    }

    [Differentiable, At]
    public static double RowsOfWholeNumbers([Sizes(5)] double[] a)
    {
        int[][] neighbours = [[1, 2], [0, 2, 3], [4], [], [0]];
        double sum = 0;
        for (int i = 0; i < neighbours.Length; i++)
        {
            foreach (int j in neighbours[i])
            {
                sum += a[i] * Math.Sin(a[j]);
            }
        }

        return sum;
    }

    [Differentiable, At]
    public static double RowsOnlyUsedInTheLoop([Sizes(3)] double[] a, double w)
    {
        double sum = 0;
        for (int t = 0; t < a.Length; t++)
        {
            double[][] pair = [[a[t], w], [w * w, a[t] * t]];
            pair[0][1] *= pair[1][0];
            (pair[0], pair[1]) = (pair[1], pair[0]);
            sum += pair[0][1] * pair[1][1] * pair[1][0];
        }

        return sum;
    }

    // A program that never makes some of its rows may not read them, and does not here.
    [Differentiable, At(-1.2, 1, -0.52, -0.91, 0), At(-0.98, -0.47, 0.9, -0.81, 1)]
    public static double ARowPickedByABranch([Sizes(2)] double[] a, [Sizes(2)] double[] b, int flip)
    {
        double[][] rows = [new double[2], b];
        double[] row = flip == 1 ? rows[1] : a;
        rows[0] = row;
        rows[0][1] *= a[0];
        return rows[0][0] * rows[1][1] + row[1];
    }

    [Differentiable, At]
    public static double GivenRows([Sizes(2, 2)] double[][] given, double w)
    {
        var (first, second) = (given[0], given[1]);
        double[][] rows = [second, first, [w, w * w]];
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            sum += rows[i][0] * rows[(i + 1) % 3][1];
        }

        return sum;
    }
}
