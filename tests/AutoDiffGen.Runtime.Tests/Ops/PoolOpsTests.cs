using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

public class PoolOpsTests
{
    [Fact]
    public void Max_pools_are_those_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("pools").Values.Where(c => c.Name.StartsWith("max_", StringComparison.Ordinal)))
        {
            int[] kernel = c.Ints("kernel"), stride = c.Ints("stride"), padding = c.Ints("padding");
            var (values, indices) = kernel.Length == 1
                ? Ops.MaxPool1dWithIndices(c["x"], kernel[0], stride[0], padding[0])
                : Ops.MaxPool2dWithIndices(c["x"], (kernel[0], kernel[1]), (stride[0], stride[1]), (padding[0], padding[1]));
            c.Check("result", values, 0);
            Assert.Equal(c.Data("indices").Select(i => (int)i), TensorData.Flatten(indices));
            c.Check("result", kernel.Length == 1
                ? Ops.MaxPool1d(c.Tensor<float>("x"), kernel[0], stride[0], padding[0])
                : Ops.MaxPool2d(c.Tensor<float>("x"), (kernel[0], kernel[1]), (stride[0], stride[1]), (padding[0], padding[1])), 1e-6);
            var (planes, length, windows) = Sizes(c, kernel.Length);
            var dX = new double[planes * length];
            MaxPoolKernels.Pullback<double>(c.Data("cotangent"), TensorData.Flatten(indices), dX, planes, length, windows);
            c.Check<double>("dX", dX, 1e-15);
        }
    }

    [Fact]
    public void Average_pools_are_those_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("pools").Values.Where(c => c.Name.StartsWith("avg_", StringComparison.Ordinal)))
        {
            int[] kernel = c.Ints("kernel"), stride = c.Ints("stride"), padding = c.Ints("padding");
            bool count = c.Flag("countIncludePad");
            c.Check("result", kernel.Length == 1
                ? Ops.AvgPool1d(c["x"], kernel[0], stride[0], padding[0], count)
                : Ops.AvgPool2d(c["x"], (kernel[0], kernel[1]), (stride[0], stride[1]), (padding[0], padding[1]), count), 1e-14);
            WindowAxis Axis(int i) => new((int)c.Lengths("x")[^(kernel.Length - i)], kernel[i], stride[i], padding[i], padding[i]);
            var (planes, length, _) = Sizes(c, kernel.Length);
            var dX = new double[planes * length];
            AveragePoolKernels.Pullback<double>(c.Data("cotangent"), dX, planes, kernel.Length == 1 ? WindowAxis.None : Axis(0), Axis(kernel.Length - 1), count);
            c.Check<double>("dX", dX, 1e-14);
        }
    }

    [Fact]
    public void A_square_window_moves_by_its_length()
    {
        double[] x = Numbers.Random<double>(2 * 3 * 7 * 8, 1);
        foreach (Tensor<double> layout in TensorData.Layouts(x, 2, 3, 7, 8))
        {
            Tensor<double> max = Ops.MaxPool2d(layout, 2), mean = Ops.AvgPool2d(layout, 2);
            Assert.Equal([2, 3, 3, 4], max.Lengths.ToArray());
            Assert.Equal(TensorData.Flatten(Ops.MaxPool2d(TensorData.Dense(x, 6, 7, 8), (2, 2), (2, 2))), TensorData.Flatten(max));
            Assert.Equal(TensorData.Flatten(Ops.AvgPool2d(TensorData.Dense(x, 6, 7, 8), (2, 2), (2, 2))), TensorData.Flatten(mean));
            Assert.Equal([2, 3, 7, 4], Ops.MaxPool1d(layout, 2).Lengths.ToArray());
            Assert.Equal([2, 3, 7, 7], Ops.AvgPool1d(layout, 2, stride: 1).Lengths.ToArray());
            Assert.Equal(Ops.MaxPool1d(TensorData.Dense(x, 42, 8), 2)[3, 1], Ops.MaxPool1d(layout, 2)[0, 0, 3, 1]);
        }
    }

    [Fact]
    public void Of_equal_elements_the_first_has_the_gradient()
    {
        var (values, indices) = Ops.MaxPool1dWithIndices(TensorData.Dense<float>([2, 2, 1, 1, 3, 3], 6), 3);
        Assert.Equal([2, 3], TensorData.Flatten(values));
        Assert.Equal([0, 4], TensorData.Flatten(indices));
    }

    [Fact]
    public void Dimensions_of_length_0()
    {
        Assert.Equal([0, 2], Ops.MaxPool1d(Tensor.CreateFromShape<float>([0, 5]), 2).Lengths.ToArray());
        Assert.Equal([3, 0], Ops.AvgPool1d(Tensor.CreateFromShape<float>([3, 0]), 1).Lengths.ToArray());
        Assert.Equal([2, 0, 2], Ops.MaxPool2d(Tensor.CreateFromShape<float>([2, 0, 2]), 1).Lengths.ToArray());
        Assert.Throws<ArgumentException>("x", () => Ops.MaxPool1d(Tensor.CreateFromShape<float>([3, 0]), 2, padding: 1));
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Tensor<float> x = Tensor.CreateFromShape<float>([2, 5]);
        Assert.Throws<ArgumentNullException>("x", () => Ops.MaxPool1d<float>(null!, 2));
        Assert.Throws<ArgumentException>("x", () => Ops.AvgPool2d(Tensor.CreateFromShape<float>([5]), 2));
        Assert.Throws<ArgumentOutOfRangeException>("kernel", () => Ops.MaxPool1d(x, 0));
        Assert.Throws<ArgumentOutOfRangeException>("stride", () => Ops.MaxPool1d(x, 2, stride: 0));
        Assert.Throws<ArgumentOutOfRangeException>("padding", () => Ops.AvgPool1d(x, 3, padding: 2));
        Assert.Throws<ArgumentOutOfRangeException>("padding", () => Ops.AvgPool1d(x, 3, padding: -1));
        Assert.Contains("6 elements along axis 1", Assert.Throws<ArgumentException>("kernel", () => Ops.MaxPool1d(x, 6)).Message);
        Assert.Contains("(2, 5)", Assert.Throws<ArgumentException>("kernel", () => Ops.AvgPool2d(x, 3)).Message);
    }

    private static (int Planes, int Length, int Windows) Sizes(Reference c, int axes)
    {
        nint[] x = c.Lengths("x"), y = c.Lengths("result");
        return (TensorData.Size(x[..^axes]), TensorData.Size(x[^axes..]), TensorData.Size(y[^axes..]));
    }
}
