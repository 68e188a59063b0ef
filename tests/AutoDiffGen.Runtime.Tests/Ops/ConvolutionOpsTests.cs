using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

public class ConvolutionOpsTests
{
    [Fact]
    public void Conv1d_is_that_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("convolutions", "conv1d"))
        {
            Tensor<double> x = c["x"], w = c["w"];
            int stride = c.Int("stride"), padding = c.Int("padding"), dilation = c.Int("dilation"), groups = c.Int("groups");
            bool causal = c.Flag("causal");
            c.Check("result", Ops.Conv1d(x, w, c.Has("bias") ? c["bias"] : null, stride, padding, dilation, groups, causal), 1e-13);
            c.Check("result", Ops.Conv1d(c.Tensor<float>("x"), c.Tensor<float>("w"), c.Has("bias") ? c.Tensor<float>("bias") : null, stride, padding, dilation, groups, causal), 1e-6);
            int length = (int)x.Lengths[2], kernel = (int)w.Lengths[2], before = causal ? dilation * (kernel - 1) : padding;
            CheckPullbacks(c, WindowAxis.None, new WindowAxis(length, kernel, stride, before, causal ? 0 : padding, dilation), groups);
        }
    }

    [Fact]
    public void Conv2d_is_that_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("convolutions", "conv2d"))
        {
            Tensor<double> x = c["x"], w = c["w"];
            int[] stride = c.Ints("stride"), padding = c.Ints("padding"), dilation = c.Ints("dilation");
            int groups = c.Int("groups");
            Tensor<double>? bias = c.Has("bias") ? c["bias"] : null;
            Tensor<double> result = Ops.Conv2d(x, w, bias, (stride[0], stride[1]), (padding[0], padding[1]), (dilation[0], dilation[1]), groups);
            c.Check("result", result, 1e-13);
            if (stride[0] == stride[1] && padding[0] == padding[1] && dilation[0] == dilation[1])
            {
                c.Check("result", Ops.Conv2d(x, w, bias, stride[0], padding[0], dilation[0], groups), 1e-13);
            }

            WindowAxis Axis(int i) => new((int)x.Lengths[2 + i], (int)w.Lengths[2 + i], stride[i], padding[i], padding[i], dilation[i]);
            CheckPullbacks(c, Axis(0), Axis(1), groups);
        }
    }

    [Fact]
    public void Any_layout()
    {
        double[] x = Numbers.Random<double>(2 * 4 * 7, 1), w = Numbers.Random<double>(6 * 2 * 3, 2), bias = Numbers.Random<double>(6, 3);
        double[] expected = TensorData.Flatten(Ops.Conv1d(TensorData.Dense(x, 2, 4, 7), TensorData.Dense(w, 6, 2, 3), TensorData.Dense(bias, 6), groups: 2, padding: 1));
        foreach (Tensor<double> a in TensorData.Layouts(x, 2, 4, 7))
        {
            foreach (Tensor<double> b in TensorData.Layouts(w, 6, 2, 3))
            {
                foreach (Tensor<double> c in TensorData.Layouts(bias, 6))
                {
                    Assert.Equal(expected, TensorData.Flatten(Ops.Conv1d(a, b, c, groups: 2, padding: 1)));
                }
            }
        }
    }

    [Fact]
    public void Dimensions_of_length_0()
    {
        Tensor<float> Zeros(params nint[] lengths) => Tensor.CreateFromShape<float>(lengths);
        Assert.Equal([2, 3, 0], Ops.Conv1d(Zeros(2, 4, 0), Zeros(3, 4, 1)).Lengths.ToArray());
        Assert.Equal([2, 0, 3], Ops.Conv1d(Zeros(2, 4, 5), Zeros(0, 4, 3)).Lengths.ToArray());
        Assert.Equal([0, 3, 3], Ops.Conv1d(Zeros(0, 4, 5), Zeros(3, 4, 3)).Lengths.ToArray());
        Assert.Equal([5, 5, 5, 6, 6, 6], TensorData.Flatten(Ops.Conv1d(Zeros(1, 0, 5), Zeros(2, 0, 3), TensorData.Dense<float>([5, 6], 2))));
        Assert.Equal([5, 5], TensorData.Flatten(Ops.Conv1d(Zeros(1, 2, 0), Zeros(1, 2, 3), TensorData.Dense<float>([5], 1), padding: 2)));
        Assert.Throws<ArgumentException>("w", () => Ops.Conv1d(Zeros(1, 2, 0), Zeros(1, 2, 3)));
    }

    [Fact]
    public void A_causal_convolution_sees_nothing_that_follows()
    {
        Tensor<double> w = TensorData.Dense(Numbers.Random<double>(3, 1), 1, 1, 3);
        double[] x = Numbers.Random<double>(9, 2);
        double[] before = TensorData.Flatten(Ops.Conv1d(TensorData.Dense(x, 1, 1, 9), w, dilation: 2, causal: true));
        x[5] += 1;
        double[] after = TensorData.Flatten(Ops.Conv1d(TensorData.Dense(x, 1, 1, 9), w, dilation: 2, causal: true));
        Assert.Equal(9, after.Length);
        Assert.Equal(before[..5], after[..5]);
        Assert.NotEqual(before[5], after[5]);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Tensor<float> Zeros(params nint[] lengths) => Tensor.CreateFromShape<float>(lengths);
        Tensor<float> x = Zeros(2, 4, 9), w = Zeros(6, 2, 3);
        Assert.Throws<ArgumentNullException>("x", () => Ops.Conv1d<float>(null!, w));
        Assert.Throws<ArgumentNullException>("w", () => Ops.Conv1d(x, null!));
        Assert.Contains("(2, 4, 9)", Assert.Throws<ArgumentException>("x", () => Ops.Conv2d(x, w)).Message);
        Assert.Throws<ArgumentException>("w", () => Ops.Conv1d(x, Zeros(6, 4)));
        string message = Assert.Throws<ArgumentException>("w", () => Ops.Conv1d(x, w)).Message;
        Assert.Contains("4 channels", message);
        Assert.Contains("(6, 2, 3)", message);
        Assert.Throws<ArgumentException>("groups", () => Ops.Conv1d(x, w, groups: 3));
        Assert.Throws<ArgumentException>("groups", () => Ops.Conv1d(x, Zeros(5, 2, 3), groups: 2));
        Assert.Throws<ArgumentOutOfRangeException>("groups", () => Ops.Conv1d(x, w, groups: 0));
        Assert.Contains("(6,)", Assert.Throws<ArgumentException>("bias", () => Ops.Conv1d(x, w, Zeros(5), groups: 2)).Message);
        Assert.Throws<ArgumentException>("bias", () => Ops.Conv1d(x, w, Zeros(6, 1), groups: 2));
        Assert.Throws<ArgumentOutOfRangeException>("stride", () => Ops.Conv1d(x, w, stride: 0, groups: 2));
        Assert.Throws<ArgumentOutOfRangeException>("padding", () => Ops.Conv1d(x, w, padding: -1, groups: 2));
        Assert.Throws<ArgumentOutOfRangeException>("dilation", () => Ops.Conv1d(x, w, dilation: 0, groups: 2));
        Assert.Throws<ArgumentOutOfRangeException>("dilation", () => Ops.Conv1d(x, w, dilation: -1, groups: 2, causal: true));
        Assert.Throws<ArgumentOutOfRangeException>("w", () => Ops.Conv1d(x, Zeros(6, 2, 0), groups: 2));
        Assert.Throws<ArgumentException>("padding", () => Ops.Conv1d(x, w, padding: 1, groups: 2, causal: true));
        Assert.Contains("11 elements along axis 2", Assert.Throws<ArgumentException>("w", () => Ops.Conv1d(x, w, dilation: 5, groups: 2)).Message);
    }

    private static void CheckPullbacks(Reference c, WindowAxis rows, WindowAxis columns, int groups)
    {
        double[] x = c.Data("x"), w = c.Data("w"), g = c.Data("cotangent"), dX = new double[x.Length], dW = new double[w.Length];
        var shape = new ConvolutionShape((int)c.Lengths("x")[0], (int)c.Lengths("x")[1], (int)c.Lengths("w")[0], groups, rows, columns);
        ConvolutionKernels.PullbackInput<double>(g, w, dX, in shape);
        ConvolutionKernels.PullbackWeight<double>(g, x, dW, in shape);
        c.Check<double>("dX", dX, 1e-13);
        c.Check<double>("dW", dW, 1e-13);
        if (c.Has("bias"))
        {
            var dBias = new double[shape.Filters];
            ConvolutionKernels.PullbackBias<double>(g, dBias, in shape);
            c.Check<double>("dBias", dBias, 1e-13);
        }
    }
}
