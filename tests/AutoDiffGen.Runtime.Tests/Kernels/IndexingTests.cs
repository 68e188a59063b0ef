using System.Numerics;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.Kernels;

public class IndexingTests
{
    [Fact]
    public void Gather_copies_rows_for_every_width_and_index_type()
    {
        foreach (int width in Numbers.Lengths)
        {
            Gather<float, int>(5, width);
            Gather<double, byte>(5, width);
            Gather<float, long>(1, width);
            Gather<double, short>(3, width);
        }
    }

    [Fact]
    public void Scatter_add_sums_the_rows_of_each_index()
    {
        foreach (int width in Numbers.Lengths)
        {
            ScatterAdd<float, int>(5, width);
            ScatterAdd<double, ulong>(4, width);
            ScatterAdd<float, byte>(1, width);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void An_index_out_of_range_is_named_with_its_place_and_bound_and_nothing_is_written(int index)
    {
        float[] table = [1, 2, 3, 4, 5, 6], result = [7, 7, 7, 7];
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Indexing.Gather<float, int>(table, [0, index], result, 3, 2));
        Assert.Contains($"index {index} at position 1", error.Message);
        Assert.Contains("less than 3", error.Message);
        Assert.All(result, r => Assert.Equal(7, r));

        float[] sums = [7, 7, 7, 7, 7, 7];
        Assert.Throws<ArgumentOutOfRangeException>(() => Indexing.ScatterAdd<float, int>([1, 2, 3, 4], [0, index], sums, 3, 2));
        Assert.All(sums, r => Assert.Equal(7, r));
    }

    [Fact]
    public void An_index_beyond_int_is_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Indexing.Gather<float, long>([1], [1L << 32], new float[1], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Indexing.Gather<float, ulong>([1], [ulong.MaxValue], new float[1], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Indexing.Gather<float, sbyte>([1], [-1], new float[1], 1, 1));
    }

    [Fact]
    public void Lengths_are_checked()
    {
        Assert.Throws<ArgumentException>(() => Indexing.Gather<float, int>(new float[5], [0], new float[2], 3, 2));
        Assert.Throws<ArgumentException>(() => Indexing.Gather<float, int>(new float[6], [0], new float[3], 3, 2));
        Assert.Throws<ArgumentException>(() => Indexing.ScatterAdd<float, int>(new float[3], [0], new float[6], 3, 2));
        Assert.Throws<ArgumentException>(() => Indexing.ScatterAdd<float, int>(new float[2], [0], new float[5], 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Indexing.Gather<float, int>([], [], [], -1, 0));
    }

    [Fact]
    public void NaN_and_infinity_of_one_row_stay_in_it()
    {
        float[] sums = new float[3];
        Indexing.ScatterAdd<float, int>([float.NaN, float.PositiveInfinity, 1], [0, 1, 2], sums, 3, 1);
        Assert.Equal([float.NaN, float.PositiveInfinity, 1], sums);
    }

    private static TIndex[] Indices<TIndex>(int count, int rows)
        where TIndex : IBinaryInteger<TIndex>
    {
        var random = new Random(count + rows);
        return [.. Enumerable.Range(0, count).Select(_ => TIndex.CreateChecked(random.Next(rows)))];
    }

    private static void Gather<T, TIndex>(int rows, int width)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        T[] table = Numbers.Random<T>(rows * width, 1);
        TIndex[] indices = Indices<TIndex>(11, rows);
        var result = new T[11 * width];
        Indexing.Gather<T, TIndex>(table, indices, result, rows, width);
        for (int i = 0; i < 11; i++)
        {
            int row = int.CreateChecked(indices[i]);
            Assert.Equal(table[(row * width)..((row + 1) * width)], result[(i * width)..((i + 1) * width)]);
        }
    }

    private static void ScatterAdd<T, TIndex>(int rows, int width)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        T[] source = Numbers.Random<T>(11 * width, 2), result = Numbers.Random<T>(rows * width, 3);
        TIndex[] indices = Indices<TIndex>(11, rows);
        double[] expected = Numbers.ToDouble<T>(result);
        for (int i = 0; i < 11; i++)
        {
            for (int j = 0; j < width; j++)
            {
                expected[(int.CreateChecked(indices[i]) * width) + j] += double.CreateChecked(source[(i * width) + j]);
            }
        }

        Indexing.ScatterAdd<T, TIndex>(source, indices, result, rows, width);
        Numbers.Close<T>(expected, result, 20 * Numbers.Unit<T>(), 10);
    }
}
