using System.Numerics;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.Kernels;

public class ReductionTests
{
    public static TheoryData<int> Lengths => [.. Numbers.Lengths, 1023, 1024, 1025, 1040, 2047, 2048, 2049, 5000, 100_003];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Sum_is_that_of_the_reference(int length)
    {
        Check<float>(length);
        Check<double>(length);
        Check<Half>(Math.Min(length, 1000));

        static void Check<T>(int length)
            where T : IFloatingPointIeee754<T>
        {
            T[] x = Numbers.Random<T>(length, length);
            double sum = 0, magnitude = 0;
            foreach (double value in Numbers.ToDouble<T>(x))
            {
                sum += value;
                magnitude += Math.Abs(value);
            }

            double unit = typeof(T) == typeof(Half) ? Math.Pow(2, -11) : Numbers.Unit<T>();
            double tolerance = (16 + Math.Log2(Math.Max(1, length))) * unit;
            Numbers.Close(sum, Reduction.Sum<T>(x), tolerance, magnitude);
        }
    }

    [Fact]
    public void A_million_tenths_add_up()
    {
        var x = new float[1_000_000];
        Array.Fill(x, 0.1f);
        Assert.Equal(1_000_000 * (double)0.1f, Reduction.Sum<float>(x), 0.05);
    }

    [Fact]
    public void Elements_that_are_counted_once_show_in_an_exact_sum()
    {
        // Small integers add exactly, so that one taken twice or left out changes the sum.
        foreach (int length in Numbers.Lengths)
        {
            float[] x = [.. Enumerable.Range(1, length).Select(i => (float)i)];
            Assert.Equal(length * (length + 1) / 2, Reduction.Sum<float>(x));
        }
    }

    [Fact]
    public void NaN_and_infinity_are_not_masked_away()
    {
        for (int place = 0; place < 37; place++)
        {
            float[] x = Numbers.Random<float>(37, place);
            x[place] = float.NaN;
            Assert.True(float.IsNaN(Reduction.Sum<float>(x)));
            x[place] = float.NegativeInfinity;
            Assert.Equal(float.NegativeInfinity, Reduction.Sum<float>(x));
        }
    }

    [Fact]
    public void Any_axes_of_any_shape()
    {
        int[] sizes = [0, 1, 1, 2, 3, 5, 8, 17];
        Gen.Select(Gen.Int[0, sizes.Length - 1].Select(i => sizes[i]).Array[0, 5], Gen.Bool.Array[5], Gen.Int[0, 1000])
            .Sample((lengths, flags, seed) =>
            {
                bool[] reduced = flags[..lengths.Length];
                CheckAxes<float>(lengths, reduced, seed);
                CheckAxes<double>(lengths, reduced, seed);
            }, iter: 1500);
    }

    [Theory]
    [InlineData(1000, 70)]
    [InlineData(65, 257)]
    [InlineData(3, 5000)]
    [InlineData(5000, 3)]
    [InlineData(64, 64)]
    public void Rows_and_columns(int rows, int columns)
    {
        CheckAxes<float>([rows, columns], [true, false], 1);
        CheckAxes<float>([rows, columns], [false, true], 2);
        CheckAxes<double>([rows, columns], [true, false], 3);
        CheckAxes<double>([rows, columns], [false, true], 4);
        CheckAxes<float>([rows, columns], [true, true], 5);
    }

    [Fact]
    public void Columns_of_many_rows_lose_no_accuracy()
    {
        const int Rows = 300_000;
        var x = new float[Rows * 3];
        Array.Fill(x, 0.1f);
        var result = new float[3];
        Reduction.Sum<float>(x, [Rows, 3], [true, false], result);
        Numbers.Close<float>([Rows * (double)0.1f, Rows * (double)0.1f, Rows * (double)0.1f], result, 80 * Numbers.Unit<float>());
    }

    [Fact]
    public void Summing_over_an_empty_axis_gives_zeros()
    {
        float[] result = [1, 2, 3];
        Reduction.Sum<float>([], [3, 0], [false, true], result);
        Assert.Equal([0, 0, 0], result);
        Reduction.Sum<float>([], [0, 3], [false, false], []);
    }

    [Fact]
    public void Lengths_are_checked_before_anything_is_written()
    {
        float[] result = [1, 2];
        Assert.Throws<ArgumentException>(() => Reduction.Sum<float>(new float[5], [2, 3], [false, true], result));
        Assert.Throws<ArgumentException>(() => Reduction.Sum<float>(new float[6], [2, 3], [true, false], result));
        Assert.Throws<ArgumentException>(() => Reduction.Sum<float>(new float[6], [2, 3], [true], result));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reduction.Sum<float>(new float[6], [-2, -3], [true, false], result));
        Assert.Equal([1, 2], result);
    }

    private static void CheckAxes<T>(int[] lengths, bool[] reduced, int seed)
        where T : IFloatingPointIeee754<T>
    {
        T[] x = Numbers.Random<T>(lengths.Aggregate(1, (a, b) => a * b), seed);
        double[] expected = SumReference(Numbers.ToDouble<T>(x), lengths, reduced);
        var result = new T[expected.Length];
        result.AsSpan().Fill(T.NaN);
        Reduction.Sum<T>(x, lengths, reduced, result);
        double terms = Math.Max(1, x.Length / Math.Max(1, result.Length));
        Numbers.Close<T>(expected, result, 100 * Numbers.Unit<T>(), terms);
    }

    private static double[] SumReference(double[] x, int[] lengths, bool[] reduced)
    {
        var result = new double[lengths.Where((_, i) => !reduced[i]).Aggregate(1, (a, b) => a * b)];
        for (int flat = 0; flat < x.Length; flat++)
        {
            int rest = flat, target = 0, stride = 1;
            for (int axis = lengths.Length - 1; axis >= 0; axis--)
            {
                if (!reduced[axis])
                {
                    target += rest % lengths[axis] * stride;
                    stride *= lengths[axis];
                }

                rest /= lengths[axis];
            }

            result[target] += x[flat];
        }

        return result;
    }
}
