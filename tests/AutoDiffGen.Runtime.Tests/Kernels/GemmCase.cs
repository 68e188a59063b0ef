using System.Numerics;
using AutoDiffGen.Kernels;

namespace AutoDiffGen.Runtime.Tests.Kernels;

/// <summary>A product of random matrices whose rows may lie at a distance, and its reference in double precision.</summary>
internal sealed class Case<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly int _m, _n, _k;
    private readonly bool _ta, _tb;
    private readonly Random _random;

    public Case(int m, int n, int k, bool ta, bool tb, int seed, int padding = 0)
    {
        (_m, _n, _k, _ta, _tb, _random) = (m, n, k, ta, tb, new Random(seed));
        (StrideA, StrideB, StrideC) = ((ta ? m : k) + padding, (tb ? k : n) + padding, n + padding);
        A = Fill(ta ? k : m, ta ? m : k, StrideA);
        B = Fill(tb ? n : k, tb ? k : n, StrideB);
        C = Fill(m, n, StrideC);
    }

    public T[] A { get; }

    public T[] B { get; }

    public T[] C { get; }

    public int StrideA { get; }

    public int StrideB { get; }

    public int StrideC { get; }

    public int IndexA(int i, int p) => _ta ? (p * StrideA) + i : (i * StrideA) + p;

    public int IndexB(int p, int j) => _tb ? (j * StrideB) + p : (p * StrideB) + j;

    public int IndexC(int i, int j) => (i * StrideC) + j;

    public void Run(double beta)
    {
        if (beta == 0 && StrideC == _n)
        {
            Gemm.Multiply<T>(A, B, C, _m, _n, _k, _ta, _tb);
        }
        else
        {
            Gemm.Multiply(A, StrideA, B, StrideB, C.AsSpan(), StrideC, _m, _n, _k, _ta, _tb, T.CreateChecked(beta));
        }
    }

    /// <summary>Overwrites NaN, adds, scales and adds; compares all elements, or some of a large product.</summary>
    public void Check(double tolerance, int samples = int.MaxValue) => Check(tolerance, samples, Run, [0, 1, -0.5]);

    /// <summary>The same for another way of computing the product.</summary>
    public void Check(double tolerance, int samples, Action<double> run, double[] betas)
    {
        foreach (double beta in betas)
        {
            if (beta == 0)
            {
                for (int i = 0; i < _m; i++)
                {
                    C.AsSpan(i * StrideC, _n).Fill(T.NaN);
                }
            }

            T[] before = [.. C];
            run(beta);
            int all = _m * _n;
            for (int s = 0; s < Math.Min(samples, all); s++)
            {
                int element = samples < all ? _random.Next(all) : s;
                int i = element / _n, j = element % _n;
                double old = beta == 0 ? 0 : beta * double.CreateChecked(before[IndexC(i, j)]);
                double expected = Reference(i, j, out double size) + old, actual = double.CreateChecked(C[IndexC(i, j)]);
                if (!(Math.Abs(expected - actual) <= tolerance * (size + Math.Abs(old) + 1e-3)))
                {
                    Assert.Fail($"({_m}, {_k}){(_ta ? "'" : "")} times ({_k}, {_n}){(_tb ? "'" : "")}, beta {beta}: element ({i}, {j}) is {actual}, not {expected}.");
                }
            }

            for (int i = 0; i < C.Length; i++)
            {
                if (i % StrideC >= _n)
                {
                    Assert.Equal(before[i], C[i]);
                }
            }
        }
    }

    /// <summary>The product as the kernels see it.</summary>
    public GemmProduct<T> Product(bool accumulate)
    {
        GemmProduct<T> product = default;
        product.A = ref A[0];
        (product.RowA, product.ColumnA) = _ta ? (1, StrideA) : (StrideA, 1);
        product.B = ref B[0];
        (product.RowB, product.ColumnB) = _tb ? (1, StrideB) : (StrideB, 1);
        product.C = ref C[0];
        product.StrideC = StrideC;
        product.Start = ref C[0];
        product.StrideStart = StrideC;
        product.FromZero = !accumulate;
        (product.Rows, product.Columns, product.Depth) = (_m, _n, _k);
        return product;
    }

    /// <summary>An element of the product, and the sum of its terms' magnitudes.</summary>
    public double Reference(int i, int j, out double size)
    {
        double sum = 0;
        size = 0;
        for (int p = 0; p < _k; p++)
        {
            double term = double.CreateChecked(A[IndexA(i, p)]) * double.CreateChecked(B[IndexB(p, j)]);
            sum += term;
            size += Math.Abs(term);
        }

        return sum;
    }

    // The memory ends with the last element, so that what reads beyond it may be seen to.
    private T[] Fill(int rows, int columns, int stride)
    {
        if (rows == 0 || columns == 0)
        {
            return [];
        }

        var values = new T[((rows - 1) * stride) + columns];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i % stride < columns ? T.CreateChecked((_random.NextDouble() * 2) - 1) : T.NaN;
        }

        return values;
    }
}
