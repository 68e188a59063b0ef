using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

public class ReshapeTests
{
    private static readonly float[] Values = [.. Enumerable.Range(0, 12).Select(i => (float)i)];

    [Fact]
    public void The_elements_keep_their_order_in_any_layout()
    {
        foreach (nint[] from in new nint[][] { [12], [3, 4], [1, 12], [12, 1], [2, 1, 6], [1, 3, 4] })
        {
            foreach (Tensor<float> x in TensorData.Layouts(Values, from))
            {
                foreach (nint[] to in new nint[][] { [12], [4, 3], [1, 12], [12, 1], [2, 3, 2], [1, 1, 12, 1] })
                {
                    Tensor<float> result = Ops.Reshape(x, to);
                    Assert.Equal(to, result.Lengths.ToArray());
                    Assert.Equal(Values, TensorData.Flatten(result));
                }
            }
        }
    }

    [Fact]
    public void One_length_may_be_left_open()
    {
        Tensor<float> x = TensorData.Dense(Values, 3, 4);
        Assert.Equal([2, 6], Ops.Reshape(x, [2, -1]).Lengths.ToArray());
        Assert.Equal([12], Ops.Reshape(x, [-1]).Lengths.ToArray());
        Assert.Equal([2, 0], Ops.Reshape(Tensor.CreateFromShape<float>([0, 3]), [2, -1]).Lengths.ToArray());
        Assert.Equal([5, 0], Ops.Reshape(Tensor.CreateFromShape<float>([0, 3]), [5, 0]).Lengths.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Tensor<float> x = TensorData.Dense(Values, 3, 4);
        var error = Assert.Throws<ArgumentException>(() => Ops.Reshape(x, [5, 2]));
        Assert.Equal("lengths", error.ParamName);
        Assert.Contains("(3, 4)", error.Message);
        Assert.Contains("(5, 2)", error.Message);
        Assert.Throws<ArgumentException>(() => Ops.Reshape(x, [-1, 5]));
        Assert.Throws<ArgumentException>(() => Ops.Reshape(x, [-1, -1]));
        Assert.Throws<ArgumentException>(() => Ops.Reshape(x, [-3, -4]));
        Assert.Throws<ArgumentException>(() => Ops.Reshape(x, []));
        Assert.Throws<ArgumentException>(() => Ops.Reshape(x, [0, -1]));
    }
}
