using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

/// <summary>Axes in another order, flipped, new or gone, and parts: every element against the one that its index names.</summary>
public class LayoutOpsTests
{
    private sealed record Transpose(int Axis1, int Axis2) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Ops.Transpose(x, Axis1, Axis2);
    }

    private sealed record Permute(int[] Order) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Ops.PermuteDimensions(x, Order);
    }

    private sealed record Flip(int[] Flipped) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Flipped.Length == 1 ? Ops.Flip(x, Flipped[0]) : Ops.Flip(x, Flipped);
    }

    private sealed record Slice(int Axis, int Start, int End, int Step) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Ops.Slice(x, Axis, Start, End, Step);
    }

    private sealed record Squeeze(int? Axis) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Axis is { } axis ? Ops.Squeeze(x, axis) : Ops.Squeeze(x);
    }

    private sealed record Unsqueeze(int Axis) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Ops.Unsqueeze(x, Axis);
    }

    [Fact]
    public void Axes_exchanged() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 99], Gen.Int[0, 99], Gen.Bool).Sample((lengths, a, b, negative) =>
        {
            (a, b) = (a % lengths.Length, b % lengths.Length);
            var x = Shaped.Numbered(lengths);
            int[] axes = [.. Enumerable.Range(0, lengths.Length)];
            (axes[a], axes[b]) = (b, a);
            Shaped.Check(x, Permuted(x, axes), negative ? new Transpose(a - lengths.Length, b) : new Transpose(a, b - lengths.Length));
        }, iter: 150);

    [Fact]
    public void Axes_in_any_order() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 1000], Gen.Bool).Sample((lengths, seed, negative) =>
        {
            int[] axes = [.. Enumerable.Range(0, lengths.Length)];
            new Random(seed).Shuffle(axes);
            var x = Shaped.Numbered(lengths);
            Shaped.Check(x, Permuted(x, axes), new Permute(negative ? [.. axes.Select(a => a - lengths.Length)] : axes));
        }, iter: 150);

    [Fact]
    public void Axes_in_the_opposite_order() =>
        Gen.Select(Shaped.Lengths, Gen.Bool.Array[5]).Sample((lengths, flags) =>
        {
            int[] axes = [.. Enumerable.Range(0, lengths.Length).Where(i => flags[i])];
            var x = Shaped.Numbered(lengths);
            Shaped.Check(x, Naive<double>.Of(lengths, index => x[[.. index.Select((i, axis) => flags[axis] ? (int)lengths[axis] - 1 - i : i)]]), new Flip(axes));
        }, iter: 150);

    [Fact]
    public void Parts() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[1, 4], Gen.Bool).Sample((lengths, axis, first, last, step, negative) =>
        {
            axis %= lengths.Length;
            int length = (int)lengths[axis];
            first %= length + 1;
            last = first + (last % (length - first + 1));
            nint[] to = [.. lengths];
            to[axis] = (last - first + step - 1) / step;
            var x = Shaped.Numbered(lengths);
            var expected = Naive<double>.Of(to, index => x[[.. index.Select((i, a) => a == axis ? first + (i * step) : i)]]);
            Shaped.Check(x, expected, negative && first < length && last < length ? new Slice(axis - lengths.Length, first - length, last - length, step)
                : new Slice(axis, first, last == length ? int.MaxValue : last, step));
        }, iter: 150);

    [Fact]
    public void Axes_of_length_1_come_and_go() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 99], Gen.Bool).Sample((lengths, axis, negative) =>
        {
            axis %= lengths.Length + 1;
            nint[] more = [.. lengths[..axis], 1, .. lengths[axis..]];
            var (x, y) = (Shaped.Numbered(lengths), Shaped.Numbered(more));
            Shaped.Check(x, y, new Unsqueeze(negative ? axis - more.Length : axis));
            Shaped.Check(y, x, new Squeeze(negative ? axis - more.Length : axis));
            nint[] left = [.. lengths.Where(l => l != 1)];
            if (left.Length > 0)
            {
                Shaped.Check(y, Shaped.Numbered(left), new Squeeze(null));
            }
        }, iter: 100);

    [Fact]
    public void The_last_two_axes_are_transposed_where_none_are_named()
    {
        Tensor<int> x = TensorData.Dense([1, 2, 3, 4, 5, 6], 1, 2, 3);
        Assert.Equal([1, 4, 2, 5, 3, 6], TensorData.Flatten(Ops.Transpose(x)));
        Assert.Equal([1, 3, 2], Ops.Transpose(x).Lengths.ToArray());
    }

    [Fact]
    public void Nothing_is_shared_with_the_operand()
    {
        Tensor<int> x = TensorData.Dense([1, 2, 3], 3);
        foreach (Tensor<int> result in new[] { Ops.Flip(x, []), Ops.PermuteDimensions(x, [0]), Ops.Unsqueeze(x, 0), Ops.Slice(x, 0, 0), Ops.Concat([x]), Ops.Split(x, 1)[0], Ops.Pad(x, [0], [0]), Ops.Pad(x, [0], [0], PadMode.Circular), Ops.BroadcastTo(x, [3]), Ops.Tile(x, [1]), Ops.Roll(x, 0, 0) })
        {
            TensorData.Layouts(TensorData.Flatten(result), 3);
            AutoDiffGen.Memory.Dense.Write(result, "result")[0] = 7;
            Assert.Equal([1, 2, 3], TensorData.Flatten(x));
        }

        Tensor<double> y = TensorData.Dense([1.0, 2], 2);
        AutoDiffGen.Memory.Dense.Write(Ops.Einsum("i->i", y), "result")[0] = 7;
        Assert.Equal([1.0, 2], TensorData.Flatten(y));
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Tensor<double> x = Tensor.CreateFromShape<double>([2, 1, 4]);
        Assert.Equal("axis2", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Transpose(x, 0, 3)).ParamName);
        Assert.Equal("axis1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Transpose(Ops.Reshape(x, [8]))).ParamName);
        var permuted = Assert.Throws<ArgumentException>(() => Ops.PermuteDimensions(x, [0, 1]));
        Assert.StartsWith("The axes (0, 1) must name each axis of 'x' once, which has the shape (2, 1, 4), of rank 3.", permuted.Message);
        Assert.Throws<ArgumentException>(() => Ops.PermuteDimensions(x, [0, 1, 1]));
        Assert.Throws<ArgumentException>(() => Ops.Flip(x, [0, -3]));
        var squeezed = Assert.Throws<ArgumentException>(() => Ops.Squeeze(x, -1));
        Assert.StartsWith("Axis 2 of 'x' must have the length 1, but the shape is (2, 1, 4).", squeezed.Message);
        Assert.StartsWith("No axis of (1, 1) would be left", Assert.Throws<ArgumentException>(() => Ops.Squeeze(Tensor.CreateFromShape<double>([1, 1]))).Message);
        Assert.Throws<ArgumentException>(() => Ops.Squeeze(Tensor.CreateFromShape<double>([1]), 0));
        Assert.Equal("axis", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Unsqueeze(x, 4)).ParamName);
        Assert.Equal("end", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Slice(x, 0, 1, 3)).ParamName);
        Assert.Equal("start", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Slice(x, 0, -3)).ParamName);
        Assert.Throws<ArgumentNullException>(() => Ops.Flip((Tensor<double>)null!, 0));
    }

    private static Naive<double> Permuted(Naive<double> x, int[] axes) => Naive<double>.Of(axes.Select(a => x.Lengths[a]), index =>
    {
        var from = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            from[axes[i]] = index[i];
        }

        return x[from];
    });
}
