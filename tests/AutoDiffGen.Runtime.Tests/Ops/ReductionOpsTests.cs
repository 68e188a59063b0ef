using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

public class ReductionOpsTests
{
    [Fact]
    public void Any_axes_of_any_shape_in_any_layout()
    {
        int[] sizes = [0, 1, 1, 2, 3, 4, 9];
        Gen.Select(Gen.Int[0, sizes.Length - 1].Select(i => (nint)sizes[i]).Array[1, 4], Gen.Bool.Array[4], Gen.Bool)
            .Sample((lengths, flags, negative) =>
            {
                int rank = lengths.Length;
                int[] axes = [.. Enumerable.Range(0, rank).Where(i => flags[i]).Reverse()];
                if (axes.Length == rank)
                {
                    axes = axes[1..];
                }

                int[] written = negative ? [.. axes.Select(a => a - rank)] : axes;
                Check<double>(lengths, axes, written, 1e-13);
                Check<float>(lengths, axes, written, 1e-5);
            }, iter: 300);
    }

    [Fact]
    public void Sum_and_mean_of_everything()
    {
        Tensor<float> x = TensorData.Dense<float>([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal(21, Ops.Sum(x));
        Assert.Equal(3.5f, Ops.Mean(x));
        Assert.Equal(0, Ops.Sum(Tensor.CreateFromShape<float>([2, 0])));
        Assert.True(float.IsNaN(Ops.Mean(Tensor.CreateFromShape<float>([2, 0]))));
        foreach (Tensor<float> layout in TensorData.Layouts<float>([1, 2, 3, 4, 5, 6], 2, 3))
        {
            Assert.Equal(21, Ops.Sum(layout));
        }
    }

    [Fact]
    public void One_axis()
    {
        Tensor<double> x = TensorData.Dense<double>([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal([5, 7, 9], TensorData.Flatten(Ops.Sum(x, 0)));
        Assert.Equal([6, 15], TensorData.Flatten(Ops.Sum(x, -1)));
        Assert.Equal([2, 5], TensorData.Flatten(Ops.Mean(x, 1)));
        Tensor<double> kept = Ops.Mean(x, 1, keepDims: true);
        Assert.Equal([2, 1], kept.Lengths.ToArray());
        Assert.Equal([1, 1], Ops.Sum(x, [0, 1], keepDims: true).Lengths.ToArray());
    }

    [Fact]
    public void A_mean_is_the_sum_over_the_extent()
    {
        float[] values = Numbers.Random<float>(77, 5);
        Tensor<float> x = TensorData.Dense(values, 7, 11);
        Assert.Equal(TensorData.Flatten(Ops.Sum(x, 0)).Select(s => s / 7f), TensorData.Flatten(Ops.Mean(x, 0)));
        Assert.Equal(Ops.Sum(x) / 77f, Ops.Mean(x));
    }

    [Fact]
    public void An_empty_axis()
    {
        Tensor<float> x = Tensor.CreateFromShape<float>([2, 0]);
        Assert.Equal([0, 0], TensorData.Flatten(Ops.Sum(x, 1)));
        Assert.All(TensorData.Flatten(Ops.Mean(x, 1)), v => Assert.True(float.IsNaN(v)));
        Assert.Empty(TensorData.Flatten(Ops.Sum(x, 0)));
    }

    [Fact]
    public void Axes_are_checked()
    {
        Tensor<float> x = Tensor.CreateFromShape<float>([2, 3]);
        Assert.Equal("axis", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Sum(x, 2)).ParamName);
        Assert.Equal("axis", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Mean(x, -3)).ParamName);
        Assert.Equal("axes", Assert.Throws<ArgumentException>(() => Ops.Sum(x, [1, -1], true)).ParamName);
        Assert.Contains("keepDims", Assert.Throws<ArgumentException>(() => Ops.Sum(x, [0, 1])).Message);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Ops.Sum<float>(null!)).ParamName);
        Assert.Equal("axis", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Softmax(x, 2)).ParamName);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public void Softmax_along_an_axis_in_any_layout(int axis)
    {
        nint[] lengths = [3, 17, 5];
        double[] x = Numbers.Random<double>(3 * 17 * 5, 1, -3, 3);
        int a = axis < 0 ? 2 : axis;
        var sums = new Dictionary<string, double>();
        string Row(int flat) => string.Join(",", TensorData.Index(flat, lengths).Select((i, d) => d == a ? -1 : i));
        for (int i = 0; i < x.Length; i++)
        {
            sums[Row(i)] = sums.GetValueOrDefault(Row(i)) + Math.Exp(x[i]);
        }

        foreach (Tensor<double> layout in TensorData.Layouts(x, lengths))
        {
            Tensor<double> p = Ops.Softmax(layout, axis), log = Ops.LogSoftmax(layout, axis);
            Assert.Equal(lengths, p.Lengths.ToArray());
            Numbers.Close<double>([.. x.Select((v, i) => Math.Exp(v) / sums[Row(i)])], TensorData.Flatten(p), 1e-14);
            Numbers.Close<double>([.. x.Select((v, i) => v - Math.Log(sums[Row(i)]))], TensorData.Flatten(log), 1e-13, 1);
        }
    }

    private static void Check<T>(nint[] lengths, int[] axes, int[] written, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        T[] values = Numbers.Random<T>(TensorData.Size(lengths), 3);
        nint[] kept = [.. lengths.Select((l, i) => axes.Contains(i) ? 1 : l)];
        nint[] dropped = [.. lengths.Where((_, i) => !axes.Contains(i))];
        var expected = new double[TensorData.Size(kept)];
        for (int i = 0; i < values.Length; i++)
        {
            expected[TensorData.Place(TensorData.Index(i, lengths), kept)] += double.CreateTruncating(values[i]);
        }

        double extent = axes.Aggregate(1.0, (a, axis) => a * lengths[axis]);
        foreach (Tensor<T> x in TensorData.Layouts(values, lengths))
        {
            Tensor<T> sum = Ops.Sum(x, written, keepDims: true), mean = Ops.Mean(x, written);
            Assert.Equal(kept, sum.Lengths.ToArray());
            Assert.Equal(dropped, mean.Lengths.ToArray());
            Numbers.Close<T>(expected, TensorData.Flatten(sum), tolerance, Math.Max(extent, 1));
            Numbers.Close<T>([.. expected.Select(e => e / extent)], TensorData.Flatten(mean), tolerance, 1);
        }
    }
}
