using System.Numerics;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.Kernels;

public class SoftmaxKernelsTests
{
    [Fact]
    public void Agrees_with_the_reference_for_every_length()
    {
        foreach (int length in Numbers.Lengths.Append(1500))
        {
            foreach (int inner in new[] { 1, 2, 17 })
            {
                Check<float>(2, length, inner, 2);
                Check<double>(3, length, inner, 30);
            }
        }

        Check<float>(0, 5, 3, 1);
        Check<float>(5, 3, 0, 1);
        Check<Half>(2, 7, 1, 2);
    }

    [Fact]
    public void Large_logits_neither_overflow_nor_vanish()
    {
        float[] x = [1e4f, 1e4f - 1, -1e4f, 1000, 1001, 1002];
        var p = new float[6];
        SoftmaxKernels.Softmax<float>(x, p, 2, 3, 1);
        Numbers.Close<float>(Reference(Numbers.ToDouble<float>(x), 2, 3, 1, false), p, 1e-6, 1e-30);
        SoftmaxKernels.LogSoftmax<float>(x, p, 2, 3, 1);
        Numbers.Close<float>(Reference(Numbers.ToDouble<float>(x), 2, 3, 1, true), p, 1e-6);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(1, 40)]
    [InlineData(20, 4)]
    public void A_masked_logit_has_no_probability_and_a_fully_masked_row_is_NaN(int inner, int length)
    {
        float[] x = Numbers.Random<float>(length * inner, 1);
        x.AsSpan(0, inner).Fill(float.NegativeInfinity);
        float[] p = new float[x.Length], log = new float[x.Length];
        SoftmaxKernels.Softmax<float>(x, p, 1, length, inner);
        SoftmaxKernels.LogSoftmax<float>(x, log, 1, length, inner);
        Assert.All(p[..inner], v => Assert.Equal(0, v));
        Assert.All(log[..inner], v => Assert.Equal(float.NegativeInfinity, v));
        Assert.Equal(inner, p.Sum(), 1e-4f);

        x.AsSpan().Fill(float.NegativeInfinity);
        SoftmaxKernels.Softmax<float>(x, p, 1, length, inner);
        SoftmaxKernels.LogSoftmax<float>(x, log, 1, length, inner);
        Assert.All(p.Concat(log), v => Assert.True(float.IsNaN(v)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void NaN_and_infinity_make_the_whole_row_NaN(float special)
    {
        for (int place = 0; place < 21; place++)
        {
            float[] x = Numbers.Random<float>(42, place), p = new float[42];
            x[place] = special;
            SoftmaxKernels.Softmax<float>(x, p, 2, 21, 1);
            Assert.All(p[..21], v => Assert.True(float.IsNaN(v)));
            Assert.All(p[21..], v => Assert.True(float.IsFinite(v)));
        }
    }

    [Fact]
    public void The_result_may_be_the_logits_but_not_overlap_them()
    {
        foreach (int length in Numbers.Lengths.Append(2100))
        {
            foreach (int inner in new[] { 1, 5, 19 })
            {
                float[] x = Numbers.Random<float>(2 * length * inner, length), expected = new float[x.Length];
                foreach (bool log in new[] { false, true })
                {
                    Run<float>(x, expected, 2, length, inner, log);
                    float[] inPlace = [.. x];
                    Run<float>(inPlace, inPlace, 2, length, inner, log);
                    Assert.Equal(expected, inPlace);
                }
            }
        }

        float[] memory = new float[10];
        Assert.Throws<ArgumentException>(() => SoftmaxKernels.Softmax<float>(memory.AsSpan(0, 8), memory.AsSpan(1, 8), 2, 4, 1));
    }

    [Fact]
    public void Lengths_are_checked()
    {
        Assert.Throws<ArgumentException>(() => SoftmaxKernels.Softmax<float>(new float[5], new float[6], 2, 3, 1));
        Assert.Throws<ArgumentException>(() => SoftmaxKernels.LogSoftmax<float>(new float[6], new float[5], 2, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxKernels.Softmax<float>([], [], 0, -1, 1));
    }

    private static void Check<T>(int outer, int length, int inner, double range)
        where T : IFloatingPointIeee754<T>
    {
        T[] x = Numbers.Random<T>(outer * length * inner, length, -range, range), result = new T[outer * length * inner];
        double tolerance = typeof(T) == typeof(Half) ? 0.01 : 40 * Numbers.Unit<T>();
        foreach (bool log in new[] { false, true })
        {
            Run<T>(x, result, outer, length, inner, log);
            Numbers.Close<T>(Reference(Numbers.ToDouble<T>(x), outer, length, inner, log), result, tolerance, log ? range : 0);
        }
    }

    private static void Run<T>(ReadOnlySpan<T> x, Span<T> result, int outer, int length, int inner, bool log)
        where T : IFloatingPointIeee754<T>
    {
        if (log)
        {
            SoftmaxKernels.LogSoftmax(x, result, outer, length, inner);
        }
        else
        {
            SoftmaxKernels.Softmax(x, result, outer, length, inner);
        }
    }

    private static double[] Reference(double[] x, int outer, int length, int inner, bool log)
    {
        var result = new double[x.Length];
        for (int row = 0; row < outer * inner; row++)
        {
            int[] places = [.. Enumerable.Range(0, length).Select(i => (((row / inner * length) + i) * inner) + (row % inner))];
            if (length == 0)
            {
                continue;
            }

            double max = places.Max(i => x[i]), sum = places.Sum(i => Math.Exp(x[i] - max));
            foreach (int i in places)
            {
                result[i] = log ? x[i] - max - Math.Log(sum) : Math.Exp(x[i] - max) / sum;
            }
        }

        return result;
    }
}
