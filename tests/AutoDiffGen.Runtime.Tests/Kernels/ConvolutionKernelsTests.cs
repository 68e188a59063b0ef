using System.Numerics;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.Kernels;

public class ConvolutionKernelsTests
{
    private static readonly Gen<WindowAxis> AnyAxis =
        Gen.Select(Gen.Int[0, 12], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[1, 3])
            .Select((length, kernel, stride, before, after, dilation) =>
                new WindowAxis(Math.Max(length, (dilation * (kernel - 1)) + 1 - before - after), kernel, stride, before, after, dilation));

    private static readonly Gen<ConvolutionShape> AnyShape =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 3], Gen.Bool, AnyAxis, AnyAxis)
            .Select((batch, channels, filters, groups, flat, rows, columns) =>
                new ConvolutionShape(batch, channels * groups, filters * groups, groups, flat ? WindowAxis.None : rows, columns));

    [Fact]
    public void Agrees_with_the_definition_for_any_shape() => AnyShape.Sample(
        shape =>
        {
            Check<float>(shape, 1e-5);
            Check<double>(shape, 1e-14);
        },
        iter: 150);

    [Fact]
    public void Agrees_with_the_definition_for_large_shapes()
    {
        // More windows than a part of the matrix of columns has, parts that end within a row, samples with few windows, and enough work for several threads.
        Check<float>(new ConvolutionShape(1, 24, 4, 1, new WindowAxis(14, 3, 1, 1, 1), new WindowAxis(103, 3, 1, 1, 1)), 1e-4);
        Check<float>(new ConvolutionShape(1, 100, 3, 1, new WindowAxis(30, 3, 2, 1, 1), new WindowAxis(20, 4, 2, 2, 2)), 1e-4);
        Check<float>(new ConvolutionShape(2, 48, 8, 2, WindowAxis.None, new WindowAxis(1600, 5, 2, 2, 2, 2)), 1e-4);
        Check<double>(new ConvolutionShape(2, 16, 17, 1, WindowAxis.None, new WindowAxis(700, 1)), 1e-12);
        Check<float>(new ConvolutionShape(37, 6, 10, 2, WindowAxis.None, new WindowAxis(9, 3, 2, 1, 1)), 1e-5);
        Check<double>(new ConvolutionShape(70, 3, 5, 1, WindowAxis.None, new WindowAxis(2, 2)), 1e-13);
        Check<double>(new ConvolutionShape(9, 3, 20, 1, WindowAxis.None, new WindowAxis(32, 1)), 1e-13);
        Check<Half>(new ConvolutionShape(1, 4, 4, 2, WindowAxis.None, new WindowAxis(9, 3, 2, 1, 1)), 0.01);
    }

    [Fact]
    public void Pullbacks_are_gradients() => AnyShape.Where(s => s.Batch * s.Channels * s.Plane < 150 && s.Filters * s.Depth < 60).Sample(
        shape =>
        {
            double[] x = Numbers.Random<double>(shape.Batch * shape.Channels * shape.Plane, 1), w = Numbers.Random<double>(shape.Filters * shape.Depth, 2);
            double[] bias = Numbers.Random<double>(shape.Filters, 3), y = new double[shape.Batch * shape.Filters * shape.Windows], g = Numbers.Random<double>(y.Length, 4);
            double Loss()
            {
                ConvolutionKernels.Forward<double>(x, w, bias, y, in shape);
                return Differences.Dot(y, g);
            }

            double[] dX = [.. x], dW = [.. w], dBias = [.. bias];
            ConvolutionKernels.PullbackInput<double>(g, w, dX, in shape);
            ConvolutionKernels.PullbackWeight<double>(g, x, dW, in shape);
            ConvolutionKernels.PullbackBias<double>(g, dBias, in shape);
            Numbers.Close<double>(Differences.Gradient(Loss, x), dX, 1e-9, 10);
            Numbers.Close<double>(Differences.Gradient(Loss, w), dW, 1e-9, 10);
            Numbers.Close<double>(Differences.Gradient(Loss, bias), dBias, 1e-9, 10);
        },
        iter: 40);

    [Fact]
    public void The_number_of_windows()
    {
        for (int length = 0; length < 9; length++)
        {
            for (int kernel = 1; kernel < 4; kernel++)
            {
                for (int stride = 1; stride < 4; stride++)
                {
                    for (int dilation = 1; dilation < 3; dilation++)
                    {
                        double expected = Math.Floor((length + 3 - (dilation * (kernel - 1)) - 1) / (double)stride) + 1;
                        if (expected > 0 || (expected == 0 && length == 0))
                        {
                            Assert.Equal(expected, new WindowAxis(length, kernel, stride, 1, 2, dilation).Result);
                        }
                        else
                        {
                            Assert.Throws<ArgumentException>(() => new WindowAxis(length, kernel, stride, 1, 2, dilation));
                        }
                    }
                }
            }
        }

        Assert.Equal(0, new WindowAxis(0, 1).Result);
        Assert.Throws<ArgumentException>(() => new WindowAxis(2, 3, 5));
        Assert.Throws<ArgumentException>(() => new WindowAxis(int.MaxValue, 1, 1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WindowAxis(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WindowAxis(3, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WindowAxis(3, 1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WindowAxis(3, 1, 1, 0, 0, 0));
    }

    [Fact]
    public void Lengths_are_checked_before_anything_is_written()
    {
        var shape = new ConvolutionShape(1, 2, 3, 1, WindowAxis.None, new WindowAxis(5, 2));
        float[] x = new float[10], w = new float[12], bias = new float[3], y = new float[12];
        y.AsSpan().Fill(7);
        Assert.Throws<ArgumentException>("x", () => ConvolutionKernels.Forward<float>(x.AsSpan(1), w, bias, y, in shape));
        Assert.Throws<ArgumentException>("w", () => ConvolutionKernels.Forward<float>(x, w.AsSpan(1), bias, y, in shape));
        Assert.Throws<ArgumentException>("bias", () => ConvolutionKernels.Forward<float>(x, w, bias.AsSpan(1), y, in shape));
        Assert.Throws<ArgumentException>("result", () => ConvolutionKernels.Forward<float>(x, w, bias, y.AsSpan(1), in shape));
        Assert.Throws<ArgumentException>("result", () => ConvolutionKernels.PullbackInput<float>(y, w, x.AsSpan(1), in shape));
        Assert.Throws<ArgumentException>("cotangent", () => ConvolutionKernels.PullbackWeight<float>(y.AsSpan(1), x, w, in shape));
        Assert.Throws<ArgumentException>("shape", () => ConvolutionKernels.Forward<float>(x, w, bias, y, shape with { Groups = 2 }));
        Assert.Throws<ArgumentException>("shape", () => ConvolutionKernels.Forward<float>(x, w, bias, y, default));
        Assert.All(y, v => Assert.Equal(7, v));
    }

    private static void Check<T>(ConvolutionShape shape, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        T[] x = Numbers.Random<T>(shape.Batch * shape.Channels * shape.Plane, 1), w = Numbers.Random<T>(shape.Filters * shape.Depth, 2), bias = Numbers.Random<T>(shape.Filters, 3);
        T[] y = new T[shape.Batch * shape.Filters * shape.Windows], g = Numbers.Random<T>(y.Length, 4), dX = [.. x], dW = [.. w], dBias = [.. bias];
        double[] expected = new double[y.Length], expectedX = new double[x.Length], expectedW = new double[w.Length], expectedBias = new double[bias.Length];
        Naive(shape, Numbers.ToDouble<T>(x), Numbers.ToDouble<T>(w), Numbers.ToDouble<T>(bias), expected, Numbers.ToDouble<T>(g), expectedX, expectedW, expectedBias);
        ConvolutionKernels.Forward<T>(x, w, bias, y, in shape);
        ConvolutionKernels.PullbackInput<T>(g, w, dX, in shape);
        ConvolutionKernels.PullbackWeight<T>(g, x, dW, in shape);
        ConvolutionKernels.PullbackBias<T>(g, dBias, in shape);
        Numbers.Close<T>(expected, y, tolerance, 10);
        Numbers.Close<T>(expectedX, dX, tolerance, 10);
        Numbers.Close<T>(expectedW, dW, tolerance, 100);
        Numbers.Close<T>(expectedBias, dBias, tolerance, 100);

        T[] without = [.. y];
        ConvolutionKernels.Forward<T>(x, w, default, without, in shape);
        int at = 0;
        Numbers.Close<T>([.. expected.Select(v => v - double.CreateTruncating(bias[at++ / shape.Windows % shape.Filters]))], without, tolerance, 10);
    }

    private static void Naive(
        ConvolutionShape shape, double[] x, double[] w, double[] bias, double[] y, double[] g, double[] dX, double[] dW, double[] dBias)
    {
        WindowAxis rows = shape.Rows, columns = shape.Columns;
        int at = 0;
        for (int n = 0; n < shape.Batch; n++)
        {
            for (int o = 0; o < shape.Filters; o++)
            {
                for (int i = 0; i < rows.Result; i++)
                {
                    for (int j = 0; j < columns.Result; j++, at++)
                    {
                        y[at] = bias[o];
                        dBias[o] += g[at];
                        int tap = o * shape.Depth;
                        for (int c = 0; c < shape.GroupChannels; c++)
                        {
                            int channel = (o / shape.GroupFilters * shape.GroupChannels) + c;
                            for (int k = 0; k < rows.Kernel; k++)
                            {
                                for (int l = 0; l < columns.Kernel; l++, tap++)
                                {
                                    int r = (i * rows.Stride) + (k * rows.Dilation) - rows.Before, s = (j * columns.Stride) + (l * columns.Dilation) - columns.Before;
                                    if (r >= 0 && r < rows.Length && s >= 0 && s < columns.Length)
                                    {
                                        int place = (((((n * shape.Channels) + channel) * rows.Length) + r) * columns.Length) + s;
                                        y[at] += w[tap] * x[place];
                                        dX[place] += w[tap] * g[at];
                                        dW[tap] += x[place] * g[at];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
