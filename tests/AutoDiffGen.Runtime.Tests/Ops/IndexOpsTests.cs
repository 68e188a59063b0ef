using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

/// <summary>Elements by their index along an axis, and sums at indices.</summary>
public class IndexOpsTests
{
    private sealed record Gather(Tensor<int> Indices, int Axis) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Ops.Gather(x, Indices, Axis);
    }

    private sealed record TakeAlongAxis(Tensor<long> Indices, int Axis) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Ops.TakeAlongAxis(x, Indices, Axis);
    }

    private static Naive<int> Indices(nint[] lengths, int bound, int seed)
    {
        var random = new Random(seed);
        return Naive<int>.Of(lengths, _ => random.Next(bound));
    }

    [Fact]
    public void Along_an_axis_and_added_there() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 99], Shaped.Length.Array[1, 2], Gen.Int[0, 1000]).Sample((lengths, axis, shape, seed) =>
        {
            axis %= lengths.Length;
            if (lengths[axis] == 0)
            {
                shape[0] = 0;
            }

            var indices = Indices(shape, (int)lengths[axis], seed);
            nint[] to = [.. lengths[..axis], .. shape, .. lengths[(axis + 1)..]];
            if (TensorData.Size(to) > 20000)
            {
                return;
            }

            int[] Source(int[] index) => [.. index[..axis], indices[index[axis..(axis + shape.Length)]], .. index[(axis + shape.Length)..]];
            var x = Shaped.Numbered(lengths);
            Tensor<int> given = TensorData.Layouts(indices.Values, indices.Lengths).Last();
            Shaped.Check(x, Naive<double>.Of(to, index => x[Source(index)]), new Gather(given, axis - lengths.Length));

            var values = Shaped.Numbered(to, 7);
            var sum = (double[])x.Values.Clone();
            for (int i = 0; i < values.Values.Length; i++)
            {
                sum[TensorData.Place(Source(TensorData.Index(i, to)), lengths)] += values.Values[i];
            }

            Shaped.Equal(new Naive<double>(sum, lengths), Ops.ScatterAdd(TensorData.Layouts(x.Values, lengths).Last(), given, TensorData.Layouts(values.Values, to).Last(), axis));
        }, iter: 150);

    [Fact]
    public void Each_place_with_an_index_of_its_own() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 99], Shaped.Length, Gen.Int[0, 1000]).Sample((lengths, axis, count, seed) =>
        {
            axis %= lengths.Length;
            nint[] to = [.. lengths];
            to[axis] = lengths[axis] == 0 ? 0 : count;
            if (TensorData.Size(to) > 20000)
            {
                return;
            }

            var indices = Indices(to, (int)lengths[axis], seed);
            int[] Source(int[] index) => [.. index.Select((i, a) => a == axis ? indices[index] : i)];
            var x = Shaped.Numbered(lengths);
            Tensor<long> given = TensorData.Layouts(indices.Values.Select(i => (long)i).ToArray(), to).Last();
            Shaped.Check(x, Naive<double>.Of(to, index => x[Source(index)]), new TakeAlongAxis(given, axis));

            var values = Shaped.Numbered(to, 7);
            var sum = (double[])x.Values.Clone();
            for (int i = 0; i < values.Values.Length; i++)
            {
                sum[TensorData.Place(Source(TensorData.Index(i, to)), lengths)] += values.Values[i];
            }

            Shaped.Equal(new Naive<double>(sum, lengths), Ops.ScatterAddAlongAxis(TensorData.Layouts(x.Values, lengths).Last(), given, TensorData.Layouts(values.Values, to).Last(), axis - lengths.Length));
        }, iter: 150);

    [Fact]
    public void Rows_of_one_1() =>
        Gen.Select(Shaped.Lengths, Gen.Int[1, 9], Gen.Int[0, 1000]).Sample((lengths, count, seed) =>
        {
            var indices = Indices(lengths, count, seed);
            var expected = Naive<double>.Of([.. lengths, count], index => indices[index[..^1]] == index[^1] ? 1 : 0);
            foreach (Tensor<int> layout in TensorData.Layouts(indices.Values, lengths))
            {
                Shaped.Equal(expected, Ops.OneHot<double>(layout, count));
            }

            Tensor<byte> bytes = TensorData.Dense([.. indices.Values.Select(i => (byte)i)], lengths);
            Shaped.Equal(new Naive<int>([.. expected.Values.Select(v => (int)v)], expected.Lengths), Ops.OneHot<int, byte>(bytes, count));
        }, iter: 50);

    [Fact]
    public void What_is_wrong_is_named()
    {
        Tensor<double> x = Tensor.CreateFromShape<double>([2, 3]);
        Tensor<int> two = TensorData.Dense([0, 2], 2), wrong = TensorData.Dense([0, 3], 2);
        Assert.StartsWith("The index 3 at position 1 of 'indices' is out of range: it must be at least 0 and less than 3.", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Gather(x, wrong, 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.ScatterAdd(x, wrong, Tensor.CreateFromShape<double>([2, 2]), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.OneHot<double>(wrong, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.OneHot<double>(TensorData.Dense([-1L], 1), 3));
        Assert.Equal("axis", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Gather(x, two, 2)).ParamName);
        Assert.StartsWith("'values' must have the shape (2, 2), but has (2, 3): 'x' has (2, 3), 'indices' (2).", Assert.Throws<ArgumentException>(() => Ops.ScatterAdd(x, two, x, 1)).Message.Replace("(2,)", "(2)"));
        Assert.StartsWith("'indices' must have the shape of 'x' but for axis 1: it has (", Assert.Throws<ArgumentException>(() => Ops.TakeAlongAxis(x, two, 1)).Message);
        Assert.Throws<ArgumentException>(() => Ops.ScatterAddAlongAxis(x, Tensor.CreateFromShape<int>([2, 2]), x, 1));
    }
}
