using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Runtime.Tests.Memory;

public class DenseTests
{
    private static readonly float[] Numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    [Fact]
    public void A_dense_tensor_is_read_and_written_in_place()
    {
        float[] memory = [.. Numbers];
        Tensor<float> tensor = Tensor.Create(memory, [3, 4]);
        Dense.Write(tensor, "tensor")[5] = 50;
        Assert.Equal(50, memory[5]);
        ReadOnlySpan<float> read = Dense.Read(tensor, out Lease<float> lease);
        Assert.True(read.Overlaps(memory));
        Assert.Equal(memory, read);
        lease.Dispose();
    }

    [Fact]
    public void A_view_that_starts_in_the_middle_of_its_array_starts_there()
    {
        float[] memory = [.. Numbers];
        Tensor<float> part = Tensor.Create(memory, 4, [2, 3], [3, 1]);
        Assert.Equal([4, 5, 6, 7, 8, 9], Dense.Read(part, out _));
        Dense.Write(part, "part")[0] = 40;
        Assert.Equal(40, memory[4]);

        Tensor<float> row = Tensor.Create(memory, [3, 4]).Slice([2..3, 0..4]);
        Assert.True(row.IsDense);
        Assert.Equal([8, 9, 10, 11], Dense.Read(row, out _));
        Tensor<float> one = Tensor.Create(memory, [3, 4]).Slice([1..2, 3..4]);
        Assert.Equal([7], Dense.Read(one, out _));
    }

    [Fact]
    public void An_empty_tensor_is_an_empty_span()
    {
        Assert.True(Dense.Read(Tensor.CreateFromShape<float>([2, 0]), out _).IsEmpty);
        Assert.True(Dense.Write(Tensor.CreateFromShape<float>([0]), "empty").IsEmpty);
    }

    [Fact]
    public void A_view_with_gaps_is_copied_in_row_major_order()
    {
        Tensor<float> matrix = Tensor.Create(Numbers, [3, 4]);
        Check([1, 2, 5, 6, 9, 10], matrix.Slice([0..3, 1..3]));
        Check([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], Tensor.PermuteDimensions(matrix, [1, 0]));
        Check([1, 5, 9], matrix.Slice([0..3, 1..2]));
        Check([2, 3, 2, 3], Tensor.Create(Numbers, 2, [2, 2], [0, 1]));

        static void Check(float[] expected, Tensor<float> view)
        {
            Assert.Equal(expected, Dense.Read(view, out Lease<float> lease));
            lease.Dispose();
        }
    }

    [Fact]
    public void A_view_with_gaps_is_no_destination()
    {
        var error = Assert.Throws<ArgumentException>(() => _ = Dense.Write(Tensor.Create(Numbers, [3, 4]).Slice([0..3, 1..3]), "dX").Length);
        Assert.Equal("dX", error.ParamName);
    }
}
