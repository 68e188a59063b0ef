using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Programs.Language;

/// <summary>Arrays of several dimensions, given and made.</summary>
[Differentiable]
public static partial class RectangularArrays
{
    [Differentiable, At]
    public static double MadeAndFilled([Sizes(2, 3)] double[,] a)
    {
        double[,] b = new double[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < b.GetLength(0); i++)
        {
            for (int j = 0; j < b.GetLength(1); j++)
            {
                b[i, j] = a[i, j] * a[1 - i, j];
            }
        }

        b[0, 1] *= b[1, 2];
        double s = 0;
        foreach (double v in b)
        {
            s += v * v * s + v;
        }

        return s;
    }

    [Differentiable, At]
    public static double WrittenInPlace([Sizes(4)] double[] a)
    {
        double[,] m = { { a[0], a[1] }, { a[2], a[3] } };
        m[0, 0] += m[1, 1];
        return m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0];
    }

    [Differentiable, At(0.7, 0.2, 3), At(0.7, 0.2, 0)]
    public static double PowersOfAMatrix(double x, double y, int n)
    {
        double[,] m = { { x, y }, { -y, x } };
        double[,] p = { { 1.0, 0.0 }, { 0.0, 1.0 } };
        double[,] q = new double[2, 2];
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    double sum = 0;
                    for (int l = 0; l < 2; l++)
                    {
                        sum += p[i, l] * m[l, j];
                    }

                    q[i, j] = sum;
                }
            }

            (p, q) = (q, p);
        }

        return p[0, 0] * p[0, 1] + p[1, 1];
    }

    [Differentiable, At]
    public static double RowByRow([Sizes(2, 3)] double[,] a)
    {
        double s = 1;
        foreach (double v in a)
        {
            s = s * v + 1;
        }

        return s;
    }

    [Differentiable, At]
    public static double FromACallee([Sizes(3)] double[] u, [Sizes(3)] double[] v)
    {
        double[,] m = Outer(u, v);
        m[1, 2] *= m[2, 1];
        return m[1, 2] * m[0, 0] + m[2, 2];
    }

    [Differentiable, At]
    public static double InThreeDimensions(double x, double y)
    {
        double[,,] t = new double[2, 1, 3];
        t[1, 0, 2] = x;
        t[0, 0, 1] = y * t[1, 0, 2];
        double s = 0;
        foreach (double v in t)
        {
            s = s * x + v;
        }

        return s + t.Length * x * t[0, 0, 1];
    }

    public static double[,] Outer(double[] u, double[] v)
    {
        double[,] m = new double[u.Length, v.Length];
        for (int i = 0; i < u.Length; i++)
        {
            for (int j = 0; j < v.Length; j++)
            {
                m[i, j] = u[i] * v[j];
            }
        }

        return m;
    }
}
