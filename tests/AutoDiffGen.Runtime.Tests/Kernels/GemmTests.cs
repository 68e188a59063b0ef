using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiffGen.Kernels;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Runtime.Tests.Kernels;

[Collection(nameof(Parallelism))]
public sealed class GemmTests
{
    private static readonly int[] Sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 200];

    public static TheoryData<bool, bool> Transposes => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Float_matches_the_reference(bool ta, bool tb) => CompareSampled<float>(ta, tb, 120, 1e-6);

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Double_matches_the_reference(bool ta, bool tb) => CompareSampled<double>(ta, tb, 120, 2e-15);

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Half_goes_element_by_element(bool ta, bool tb) => CompareSampled<Half>(ta, tb, 15, 5e-2, largest: 33);

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Every_small_shape(bool ta, bool tb)
    {
        for (int m = 0; m <= 10; m++)
        {
            for (int n = 0; n <= 36; n += n < 9 ? 1 : 3)
            {
                foreach (int k in (ReadOnlySpan<int>)[0, 1, 3, 4, 17, 33])
                {
                    new Case<float>(m, n, k, ta, tb, (m * 1000) + n + k).Check(1e-6, 40);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Shapes_whose_operands_are_copied(bool ta, bool tb)
    {
        foreach (var (m, n, k) in ((int, int, int)[])[(1, 16, 9), (13, 20, 7), (30, 67, 33), (25, 33, 800), (270, 23, 401)])
        {
            for (int pack = 0; pack < 4; pack++)
            {
                bool packA = (pack & 1) != 0, packB = tb || (pack & 2) != 0;
                Copied<float, Lane512<float>>(m, n, k, ta, tb, packA, packB, 1e-6);
                Copied<float, Lane256<float>>(m, n, k, ta, tb, packA, packB, 1e-6);
                Copied<float, Lane128<float>>(m, n, k, ta, tb, packA, packB, 1e-6);
                Copied<float, Lane1<float>>(m, n, k, ta, tb, packA, packB, 1e-6);
                Copied<double, Lane512<double>>(m, n, k, ta, tb, packA, packB, 2e-15);
                Copied<double, Lane256<double>>(m, n, k, ta, tb, packA, packB, 2e-15);
                Copied<double, Lane128<double>>(m, n, k, ta, tb, packA, packB, 2e-15);
            }
        }
    }

    private static void Copied<T, V>(int m, int n, int k, bool ta, bool tb, bool packA, bool packB, double tolerance)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        if (V.IsSupported && (V.Width > 1 || k < 100))
        {
            var x = new Case<T>(m, n, k, ta, tb, m);
            x.Check(tolerance, 500, beta => GemmBlocks.Run<T, V, NoEpilogue<T>>(x.Product(beta != 0), default, packA, packB), [0, 1]);
        }
    }

    // Tiles add the terms of an element one by one, whatever the lane: the bits are those of the plainest loop. (Fewer rows
    // may be computed by dot products.)
    [Theory]
    [MemberData(nameof(Transposes))]
    public void Tiles_add_the_terms_in_order(bool ta, bool tb)
    {
        foreach (var (m, n, k) in ((int, int, int)[])[(5, 4, 3), (9, 32, 40), (13, 27, 65), (30, 200, 32), (30, 40, 1000)])
        {
            var x = new Case<float>(m, n, k, ta, tb, m);
            x.Run(0);
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    float sum = 0;
                    for (int p = 0; p < k; p++)
                    {
                        sum = float.MultiplyAddEstimate(x.A[x.IndexA(i, p)], x.B[x.IndexB(p, j)], sum);
                    }

                    Assert.Equal(BitConverter.SingleToUInt32Bits(sum), BitConverter.SingleToUInt32Bits(x.C[x.IndexC(i, j)]));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transposes))]
    public void Rows_at_a_distance(bool ta, bool tb)
    {
        var random = new Random(5);
        for (int i = 0; i < 60; i++)
        {
            int m = random.Next(1, 40), n = random.Next(1, 80), k = random.Next(0, 70);
            new Case<float>(m, n, k, ta, tb, i, padding: random.Next(1, 20)).Check(1e-6);
            new Case<double>(m, n, k, ta, tb, i, padding: random.Next(1, 20)).Check(2e-15);
        }
    }

    [Fact]
    public void Infinities_stay_in_their_row_and_column()
    {
        foreach (int k in (ReadOnlySpan<int>)[1, 7, 16, 20, 27, 40])
        {
            foreach (int m in (ReadOnlySpan<int>)[1, 3, 4, 9])
            {
                foreach (var (ta, tb) in ((bool, bool)[])[(false, false), (false, true), (true, true)])
                {
                    var x = new Case<float>(m, 21, k, ta, tb, k);
                    for (int p = 0; p < k; p++)
                    {
                        x.B[x.IndexB(p, 5)] = float.PositiveInfinity;
                        x.A[x.IndexA(0, p)] = MathF.Abs(x.A[x.IndexA(0, p)]) + 1;
                    }

                    x.Run(0);
                    Assert.Equal(float.PositiveInfinity, x.C[x.IndexC(0, 5)]);
                    for (int j = 0; j < 21; j++)
                    {
                        Assert.True(j == 5 || float.IsFinite(x.C[x.IndexC(0, j)]));
                    }
                }
            }
        }
    }

    [Fact]
    public void Wrong_lengths_are_rejected()
    {
        float[] six = new float[6], five = new float[5], four = new float[4];
        Assert.Contains("'a' must have 6 elements, of shape (2, 3)", Assert.Throws<ArgumentException>("a", () => Gemm.Multiply<float>(five, six, four, 2, 2, 3)).Message);
        Assert.Contains("'b' must have 6 elements, of shape (2, 3), stored transposed", Assert.Throws<ArgumentException>("b", () => Gemm.Multiply<float>(six, five, four, 2, 2, 3, transposeB: true)).Message);
        Assert.Throws<ArgumentException>("c", () => Gemm.Multiply<float>(six, six, five, 2, 2, 3));
        Assert.Throws<ArgumentException>("c", () => Gemm.Multiply<float>(six, six, six.AsSpan(0, 4), 2, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gemm.Multiply<float>(six, six, four, -2, 2, -3));
        Assert.Throws<ArgumentException>("a", () => Gemm.Multiply<float>(six, 2, six, 2, four, 2, 2, 2, 3, false, false, 0));
        Assert.Throws<ArgumentException>("a", () => Gemm.Multiply<float>(six, 4, six, 2, four, 2, 2, 2, 3, false, false, 0));
        Assert.Throws<ArgumentException>("bias", () => Gemm.Multiply<float>(six, 3, six, 2, four, 2, 2, 2, 3, false, false, 0, five));
        Assert.All(four, x => Assert.Equal(0, x));

        // Sizes whose product does not fit an int.
        Assert.Throws<ArgumentException>("a", () => Gemm.Multiply<float>(six, six, four, 1 << 16, 2, 1 << 16));
    }

    [Fact]
    public void Two_threads_give_the_bits_of_one()
    {
        int before = Parallelism.MaxThreads;
        try
        {
            foreach (var (m, n, k) in ((int, int, int)[])[(200, 300, 50), (24, 1024, 100), (1000, 33, 70), (4, 1024, 520), (1030, 3, 700)])
            {
                for (int t = 0; t < 4; t++)
                {
                    var x = new Case<float>(m, n, k, (t & 1) != 0, (t & 2) != 0, t);
                    Parallelism.MaxThreads = 1;
                    x.Run(0);
                    float[] one = x.C.ToArray();
                    foreach (int threads in (ReadOnlySpan<int>)[2, 3, 8])
                    {
                        Parallelism.MaxThreads = threads;
                        x.Run(0);
                        Assert.True(one.AsSpan().SequenceEqual(x.C));
                    }
                }
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    [Fact]
    public void Warm_calls_allocate_nothing()
    {
        int before = Parallelism.MaxThreads;
        try
        {
            foreach (int threads in (ReadOnlySpan<int>)[1, 2])
            {
                Parallelism.MaxThreads = threads;
                var small = new Case<float>(32, 27, 200, false, true, 1);
                var few = new Case<float>(3, 27, 200, true, true, 1);
                var narrow = new Case<float>(200, 2, 30, false, false, 1);
                var large = new Case<float>(128, 160, 110, false, true, 1);
                for (int i = 0; i < 50; i++)
                {
                    small.Run(0);
                    few.Run(0);
                    narrow.Run(0);
                    large.Run(0);
                }

                long allocated = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 20; i++)
                {
                    small.Run(0);
                    few.Run(0);
                    narrow.Run(0);
                    large.Run(0);
                }

                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    [Fact]
    public void Bias_and_an_epilogue_apply_once_to_every_element()
    {
        var random = new Random(9);
        for (int i = 0; i < 300; i++)
        {
            // Some of them on several threads.
            int m = random.Next(1, 50), n = random.Next(1, 70), k = i % 30 == 0 ? 2000 : random.Next(0, 50);
            bool ta = random.Next(2) == 0, tb = random.Next(2) == 0;
            float beta = random.Next(3) * 0.5f;
            var x = new Case<float>(m, n, k, ta, tb, i);
            float[] bias = [.. Enumerable.Range(0, n).Select(_ => random.NextSingle())];
            float[] scales = [.. Enumerable.Range(0, n).Select(_ => random.NextSingle())];
            float[] before = x.C.ToArray();
            Gemm.Multiply<float, ScaleAndAddRow>(
                x.A, x.StrideA, x.B, x.StrideB, x.C, x.StrideC, m, n, k, ta, tb, beta, random.Next(2) == 0 ? bias : bias = [], new ScaleAndAddRow(scales));
            for (int r = 0; r < m; r++)
            {
                for (int c = 0; c < n; c++)
                {
                    double sum = (beta * before[x.IndexC(r, c)]) + (bias.Length > 0 ? bias[c] : 0) + x.Reference(r, c, out double size);
                    Assert.Equal((sum * scales[c]) + r, x.C[x.IndexC(r, c)], 1e-5 * (size + r + 10));
                }
            }
        }
    }

    [Fact]
    public void An_exception_of_an_epilogue_arrives_and_does_no_harm()
    {
        int before = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = 2;
            var x = new Case<float>(300, 100, 80, false, false, 1);
            for (int i = 0; i < 10; i++)
            {
                Assert.Throws<NotFiniteNumberException>(() => Gemm.Multiply<float, Throwing>(
                    x.A, x.StrideA, x.B, x.StrideB, x.C, x.StrideC, 300, 100, 80, false, false, 0, default, default));
            }

            x.Check(1e-6, samples: 1000);
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    private static void CompareSampled<T>(bool ta, bool tb, int count, double tolerance, int largest = int.MaxValue)
        where T : IFloatingPointIeee754<T>
    {
        var random = new Random(17);
        int[] sizes = [.. Sizes.Where(s => s <= largest)];
        for (int i = 0; i < count; i++)
        {
            int m = sizes[random.Next(sizes.Length)], n = sizes[random.Next(sizes.Length)], k = sizes[random.Next(sizes.Length)];
            new Case<T>(m, n, k, ta, tb, i).Check(tolerance, samples: 500);
        }
    }

    private readonly ref struct ScaleAndAddRow(ReadOnlySpan<float> scales) : IGemmEpilogue<float>
    {
        private readonly ReadOnlySpan<float> _scales = scales;

        public V Apply<V>(V value, int row, int column)
            where V : struct, ILane<V, float>
        {
            Assert.True(column + V.Width <= _scales.Length);
            return (value * V.Load(in _scales[0], column)) + V.Create(row);
        }
    }

    private readonly struct Throwing : IGemmEpilogue<float>
    {
        public V Apply<V>(V value, int row, int column)
            where V : struct, ILane<V, float> => row > 200 ? throw new NotFiniteNumberException() : value;
    }
}
