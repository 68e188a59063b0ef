using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Arrays of arrays and of several dimensions that are given and whose elements are structs: read, written, given back.</summary>
[Differentiable]
public static partial class ShapedStructs
{
    [Differentiable]
    public partial struct Node
    {
        public double X;
        public int Kind;
        public double Y;
    }

    [Differentiable]
    public partial struct Uneven
    {
        public float Small;
        public double Large;
    }

    [Differentiable, At]
    public static double Rows([Sizes(2, 3)] Node[][] m, double x)
    {
        double sum = 0;
        for (int i = 0; i < m.Length; i++)
        {
            foreach (var p in m[i])
            {
                sum += p.X * p.Y * (i + x);
            }
        }

        return sum;
    }

    [Differentiable, At]
    public static double RowsThatAreWritten([Sizes(2, 3)] Node[][] m, double x)
    {
        m[0][1].X *= m[1][2].Y;
        m[1][0] = m[0][1] with { Y = x };
        double sum = 0;
        for (int i = 0; i < m.Length; i++)
        {
            foreach (var p in m[i])
            {
                sum += p.X * p.Y * (i + x);
            }
        }

        return sum;
    }

    [Differentiable, At]
    public static double Grid([Sizes(2, 3)] Node[,] m, double x)
    {
        double sum = 0;
        for (int i = 0; i < m.GetLength(0); i++)
        {
            for (int j = 0; j < m.GetLength(1); j++)
            {
                sum += m[i, j].X * m[i, j].Y * (i + x * j);
            }
        }

        return sum;
    }

    [Differentiable, At]
    public static double GridThatIsWritten([Sizes(2, 3)] Node[,] m, double x)
    {
        m[0, 1].X *= m[1, 2].Y;
        m[1, 0] = m[0, 1] with { Y = x };
        return Grid(m, x) * m[1, 0].X;
    }

    [Differentiable, At]
    public static double CubeThatIsWritten([Sizes(2, 2, 2)] Node[,,] m, double x)
    {
        m[0, 1, 1].X *= x;
        return m[0, 1, 1].X * m[1, 1, 0].Y;
    }

    [Differentiable, At]
    public static double FourDimensionsOfNumbers([Sizes(2, 1, 2, 2)] double[,,,] m, double x)
    {
        m[0, 0, 1, 1] *= x;
        return m[0, 0, 1, 1] * m[1, 0, 1, 0];
    }

    [Differentiable, At]
    public static void FilledForTheCaller([Sizes(2, 3)] Node[][] m, [Sizes(2, 2)] Node[,] r, double x)
    {
        m[0][1].X *= m[1][2].Y * x;
        r[1, 1].Y = m[0][1].X * r[0, 0].X;
    }

    [Differentiable, At]
    public static double OfTuples([Sizes(2, 3)] (double A, int K, double B)[][] m, [Sizes(2, 2)] (double, double)[,] r, double x)
    {
        m[0][1].A *= x;
        r[0, 0].Item1 *= x;
        return m[0][1].A * m[1][0].B * r[0, 0].Item1 * r[1, 1].Item2;
    }

    [Differentiable, At(Tolerance = 1e-5), MixedPrecision]
    public static double OfNumbersOfTwoTypes([Sizes(2, 2)] Uneven[][] m, [Sizes(2)] Uneven[] n, double x)
    {
        m[0][0].Small *= (float)x;
        m[1][1].Large *= x;
        n[1].Large *= x;
        n[0].Small *= (float)x;
        return m[0][0].Small * m[1][1].Large + m[0][1].Small * n[1].Large * n[0].Small;
    }

    [Differentiable, At(Tolerance = 1e-5), MixedPrecision]
    public static float AGridOfNumbersOfTwoTypes([Sizes(2, 2)] Uneven[,] m, float x)
    {
        m[0, 0].Small *= x;
        return m[0, 0].Small * (float)m[1, 1].Large;
    }

    [Differentiable, At]
    public static Node[][] RowsGivenBack([Sizes(2, 2)] Node[][] m, double x)
    {
        m[0][1].X *= x;
        return m;
    }

    [Differentiable, At]
    public static Node[,] AGridGivenBack([Sizes(2, 2)] Node[,] m, double x)
    {
        m[0, 1].X *= x;
        return m;
    }

    private static double Down(Node[][] m, Node[,] g, int i, double x)
    {
        if (i == 0)
        {
            return x;
        }

        m[0][0].X *= x;
        g[0, 0].Y *= x;
        return m[i][0].X * m[0][0].X * g[0, 0].Y + Down(m, g, i - 1, x * m[i][1].Y);
    }

    [Differentiable, At]
    public static double ToAHelperThatCallsItself([Sizes(3, 2)] Node[][] m, [Sizes(1, 1)] Node[,] g, double x) => Down(m, g, 2, x);
}
