using System.Numerics.Tensors;

namespace AutoDiffGen.Gradient.Tests.Forward;

public class PushforwardContractTests
{
    [Fact]
    public void A_tangent_that_is_left_out_is_zero()
    {
        double[] a = [1, 2, 3], b = [4, 5, 6];
        Assert.Equal(32, PushforwardMethods.DotPushforward(a, b, default, default, out double none));
        Assert.Equal(0, none);
        PushforwardMethods.DotPushforward(a, b, [1, 0, 1], default, out double first);
        Assert.Equal(10, first);
        PushforwardMethods.DotPushforward(a, b, default, [0, 1, 0], out double second);
        Assert.Equal(2, second);
    }

    [Fact]
    public void The_argument_may_be_its_own_tangent()
    {
        double[] a = [1, 2, 3], b = [4, 5, 6];
        PushforwardMethods.DotPushforward(a, b, a, b, out double tangent);
        Assert.Equal(64, tangent);
    }

    [Fact]
    public void A_tangent_of_another_length_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => PushforwardMethods.DotPushforward([1.0, 2], [3.0, 4], [1.0], default, out _));
        Assert.Equal("'tA' must have the length 2, or be empty for zeros, but has the length 1. (Parameter 'tA')", e.Message);
    }

    [Fact]
    public void The_tangents_of_a_written_span_end_as_those_of_its_contents()
    {
        double[] values = [1, 2], tangents = [10, 20];
        PushforwardMethods.ScalePushforward(3, values, 0.5, tangents);
        Assert.Equal([3, 6], values);
        Assert.Equal([30.5, 61], tangents);
        Assert.Throws<ArgumentException>(() => PushforwardMethods.ScalePushforward(3, values, 0.5, values));
        Assert.Equal([3, 6], values);
    }

    [Fact]
    public void Of_a_ref_parameter_the_old_tangent_goes_in_and_the_new_one_comes_out()
    {
        double x = 2, tX = 1;
        double value = PushforwardMethods.RotatePushforward(ref x, 0.3, out double y, ref tX, 0.5, out double tY, out double tangent);
        Assert.Equal(4, value);
        Assert.Equal(4, tangent);
        Assert.Equal(2 * Math.Cos(0.3), x);
        Assert.Equal(Math.Cos(0.3) - Math.Sin(0.3), tX, 1e-15);
        Assert.Equal(Math.Sin(0.3) + Math.Cos(0.3), tY, 1e-15);
        Assert.Equal(2 * Math.Sin(0.3), y);
    }

    [Fact]
    public void Jagged_and_rectangular_arrays_have_tangents_of_their_own_shape()
    {
        double[][] rows = [[2], [3, 4]];
        double[,] weights = { { 1, 0 }, { 5, 6 } };
        PushforwardMethods.RowsPushforward(rows, weights, [[1], [0, 1]], null, out double tangent);
        Assert.Equal((2 * 2) + (2 * 4 * 6), tangent);
        Assert.Throws<ArgumentException>(() => PushforwardMethods.RowsPushforward(rows, weights, [[1], [0]], null, out _));
        Assert.Throws<ArgumentException>(() => PushforwardMethods.RowsPushforward(rows, weights, null, new double[2, 3], out _));
    }

    [Fact]
    public void A_null_tensor_is_zero_and_one_of_another_shape_is_refused()
    {
        var x = Tensor.Create([1.0, 2, 3], [3]);
        PushforwardMethods.SquaresPushforward(x, x, x, null, out double tangent);
        Assert.Equal(14, tangent);
        Assert.Throws<ArgumentException>(() => PushforwardMethods.SquaresPushforward(x, x, Tensor.Create([1.0], [1]), null, out _));
    }
}
