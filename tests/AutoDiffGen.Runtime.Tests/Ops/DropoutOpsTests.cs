using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

public class DropoutOpsTests
{
    [Fact]
    public void The_position_is_that_in_row_major_order()
    {
        double[] x = Numbers.Random<double>(3 * 5 * 4, 1), expected = new double[x.Length];
        DropoutKernels.Apply<double>(x, expected, 0.3, 42);
        foreach (Tensor<double> layout in TensorData.Layouts(x, 3, 5, 4))
        {
            Tensor<double> result = Ops.Dropout(layout, 0.3, 42);
            Assert.Equal([3, 5, 4], result.Lengths.ToArray());
            Assert.Equal(expected, TensorData.Flatten(result));
        }
    }

    // Dropout is linear: its derivative is dropout itself, with the same seed.
    [Fact]
    public void The_same_call_on_the_cotangents_is_the_pullback()
    {
        double[] x = Numbers.Random<double>(21, 1), y = new double[21], g = Numbers.Random<double>(21, 2), dX = new double[21];
        DropoutKernels.Apply<double>(g, dX, 0.6, 5);
        double[] gradient = Differences.Gradient(
            () =>
            {
                DropoutKernels.Apply<double>(x, y, 0.6, 5);
                return Differences.Dot(y, g);
            },
            x);
        Numbers.Close<double>(gradient, dX, 1e-9, 1);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Tensor<float> empty = Tensor.CreateFromShape<float>([2, 0]);
        Assert.Equal([2, 0], Ops.Dropout(empty, 0.5, 1).Lengths.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => Ops.Dropout(empty, 2, 1));
        Assert.Throws<ArgumentNullException>("x", () => Ops.Dropout<float>(null!, 0.5, 1));
    }
}
