using System.Numerics;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.Kernels;

public class PoolKernelsTests
{
    private static readonly Gen<WindowAxis> AnyAxis =
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[0, 2])
            .Where((length, kernel, _, padding) => padding <= kernel / 2 && length + (2 * padding) >= kernel)
            .Select((length, kernel, stride, padding) => new WindowAxis(length, kernel, stride, padding, padding));

    private static readonly Gen<(int Planes, WindowAxis Rows, WindowAxis Columns)> AnyPool =
        Gen.Select(Gen.Int[0, 3], Gen.Bool, AnyAxis, AnyAxis).Select((planes, flat, rows, columns) => (planes, flat ? WindowAxis.None : rows, columns));

    [Fact]
    public void Agrees_with_the_definition_for_any_shape() => AnyPool.Sample(
        (planes, rows, columns) =>
        {
            Check<float>(planes, rows, columns, 1e-6);
            Check<double>(planes, rows, columns, 1e-15);
            Check<Half>(planes, rows, columns, 0.01);
        },
        iter: 200);

    [Fact]
    public void Pullbacks_are_gradients() => AnyPool.Where(p => p.Planes * p.Rows.Length * p.Columns.Length < 200).Sample(
        (planes, rows, columns) =>
        {
            int length = rows.Length * columns.Length, windows = rows.Result * columns.Result;
            double[] x = [.. Numbers.Random<double>(planes * length, 1).Select((v, i) => i + (0.2 * v))], y = new double[planes * windows], g = Numbers.Random<double>(y.Length, 2), dX = [.. x];
            new Random(3).Shuffle(x);
            int[] indices = new int[y.Length];
            foreach (bool count in new[] { false, true })
            {
                AveragePoolKernels.Pullback<double>(g, dX, planes, in rows, in columns, count);
                Numbers.Close<double>(
                    Differences.Gradient(
                        () =>
                        {
                            AveragePoolKernels.Forward<double>(x, y, planes, in rows, in columns, count);
                            return Differences.Dot(y, g);
                        },
                        x),
                    dX, 1e-8, 1);
            }

            MaxPoolKernels.Forward<double>(x, y, indices, planes, in rows, in columns);
            MaxPoolKernels.Pullback<double>(g, indices, dX, planes, length, windows);
            Numbers.Close<double>(
                Differences.Gradient(
                    () =>
                    {
                        MaxPoolKernels.Forward<double>(x, y, default, planes, in rows, in columns);
                        return Differences.Dot(y, g);
                    },
                    x),
                dX, 1e-8, 1);
        },
        iter: 40);

    [Fact]
    public void A_NaN_is_the_maximum()
    {
        float[] x = [1, float.NaN, 3, 4, float.NaN, float.NaN, float.NegativeInfinity, float.NegativeInfinity], y = new float[4];
        var indices = new int[4];
        MaxPoolKernels.Forward<float>(x, y, indices, 1, WindowAxis.None, new WindowAxis(8, 2, 2));
        Assert.Equal([float.NaN, 4, float.NaN, float.NegativeInfinity], y);
        Assert.Equal([1, 3, 4, 6], indices);
    }

    [Fact]
    public void A_gather_at_the_indices_is_the_pushforward()
    {
        float[] x = Numbers.Random<float>(2 * 30, 1), tangent = Numbers.Random<float>(2 * 30, 2), y = new float[2 * 6], dY = new float[12];
        var indices = new int[12];
        WindowAxis rows = new(5, 2, 2), columns = new(6, 2, 2);
        MaxPoolKernels.Forward<float>(x, y, indices, 2, in rows, in columns);
        MaxPoolKernels.Gather<float>(tangent, indices, dY, 2, 30, 6);
        for (int i = 0; i < 12; i++)
        {
            int place = (i / 6 * 30) + indices[i];
            Assert.Equal(x[place], y[i]);
            Assert.Equal(tangent[place], dY[i]);
        }
    }

    [Fact]
    public void Arguments_are_checked_before_anything_is_written()
    {
        WindowAxis axis = new(6, 2, 2);
        float[] x = new float[12], y = new float[6];
        x.AsSpan().Fill(7);
        y.AsSpan().Fill(7);
        Assert.Throws<ArgumentException>("x", () => MaxPoolKernels.Forward<float>(x.AsSpan(1), y, default, 2, WindowAxis.None, in axis));
        Assert.Throws<ArgumentException>("result", () => MaxPoolKernels.Forward<float>(x, y.AsSpan(1), default, 2, WindowAxis.None, in axis));
        Assert.Throws<ArgumentException>("indices", () => MaxPoolKernels.Forward<float>(x, y, new int[5], 2, WindowAxis.None, in axis));
        Assert.Throws<ArgumentException>("columns", () => MaxPoolKernels.Forward<float>(x, y, default, 2, WindowAxis.None, new WindowAxis(6, 2, 2, 2, 2)));
        Assert.Throws<ArgumentException>("rows", () => AveragePoolKernels.Forward<float>(x, y, 2, default, in axis, true));
        Assert.Throws<ArgumentException>("columns", () => AveragePoolKernels.Forward<float>(x, y, 2, WindowAxis.None, new WindowAxis(6, 2, 2, 0, 0, 2), true));
        Assert.Throws<ArgumentException>("cotangent", () => AveragePoolKernels.Pullback<float>(y.AsSpan(1), x, 2, WindowAxis.None, in axis, true));
        Assert.Throws<ArgumentOutOfRangeException>("indices", () => MaxPoolKernels.Pullback<float>(y, new[] { 0, 0, 0, 0, 0, 6 }, x, 2, 6, 3));
        Assert.Throws<ArgumentOutOfRangeException>("indices", () => MaxPoolKernels.Gather<float>(x, new[] { 0, 0, -1, 0, 0, 0 }, y, 2, 6, 3));
        Assert.All(x.Concat(y), v => Assert.Equal(7, v));
    }

    private static void Check<T>(int planes, WindowAxis rows, WindowAxis columns, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        // Few values, so that there are ties.
        int length = rows.Length * columns.Length, windows = rows.Result * columns.Result;
        T[] x = [.. Numbers.Random<T>(planes * length, 1).Select(v => T.Round(v))], y = new T[planes * windows], g = Numbers.Random<T>(y.Length, 2), dX = [.. x];
        var indices = new int[y.Length];
        double[] numbers = Numbers.ToDouble<T>(x), cotangents = Numbers.ToDouble<T>(g);
        foreach (int mode in new[] { 0, 1, 2 })
        {
            double[] expected = new double[y.Length], expectedX = new double[x.Length];
            int[] places = new int[y.Length];
            for (int i = 0; i < y.Length; i++)
            {
                int[] seen = [.. Seen(rows, i % windows / columns.Result).SelectMany(r => Seen(columns, i % columns.Result).Select(c => (r * columns.Length) + c))];
                int plane = i / windows * length;
                if (mode == 0)
                {
                    expected[i] = seen.Max(s => numbers[plane + s]);
                    places[i] = seen.First(s => numbers[plane + s] == expected[i]);
                    expectedX[plane + places[i]] += cotangents[i];
                    continue;
                }

                double divisor = mode == 1 ? rows.Kernel * columns.Kernel : seen.Length;
                expected[i] = seen.Sum(s => numbers[plane + s]) / divisor;
                foreach (int s in seen)
                {
                    expectedX[plane + s] += cotangents[i] / divisor;
                }
            }

            if (mode == 0)
            {
                MaxPoolKernels.Forward<T>(x, y, indices, planes, in rows, in columns);
                Assert.Equal(places, indices);
                MaxPoolKernels.Pullback<T>(g, indices, dX, planes, length, windows);
            }
            else
            {
                AveragePoolKernels.Forward<T>(x, y, planes, in rows, in columns, mode == 1);
                AveragePoolKernels.Pullback<T>(g, dX, planes, in rows, in columns, mode == 1);
            }

            Numbers.Close<T>(expected, y, tolerance, 2);
            Numbers.Close<T>(expectedX, dX, tolerance, 10);
        }
    }

    private static IEnumerable<int> Seen(WindowAxis axis, int window) =>
        Enumerable.Range((window * axis.Stride) - axis.Before, axis.Kernel).Where(i => i >= 0 && i < axis.Length);
}
