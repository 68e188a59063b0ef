using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

/// <summary>Tensors put together, taken apart, made longer and repeated: every element against the one that its index names.</summary>
public class JoinOpsTests
{
    private sealed record Pad(int[] Before, int[] After, PadMode? Mode) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Mode is { } mode ? Ops.Pad(x, Before, After, mode) : Ops.Pad(x, Before, After);
    }

    private sealed record Roll(int Shift, int Axis) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Ops.Roll(x, Shift, Axis);
    }

    private sealed record Tile(int[] Repeats) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Ops.Tile(x, Repeats);
    }

    private sealed record BroadcastTo(nint[] Lengths) : IShapeOperation
    {
        public Tensor<T> Run<T>(Tensor<T> x) => Ops.BroadcastTo(x, Lengths);
    }

    [Fact]
    public void Put_together_and_taken_apart_again() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 99], Shaped.Length.Array[1, 4], Gen.Bool).Sample((lengths, axis, sizes, negative) =>
        {
            axis %= lengths.Length;
            int written = negative ? axis - lengths.Length : axis;
            var parts = new List<Naive<double>>();
            foreach (nint size in sizes)
            {
                nint[] shape = [.. lengths];
                shape[axis] = size;
                parts.Add(Shaped.Numbered(shape, 1000 * parts.Count));
            }

            nint[] whole = [.. lengths];
            whole[axis] = sizes.Aggregate((a, b) => a + b);
            var expected = Naive<double>.Of(whole, index =>
            {
                int k = 0, at = index[axis];
                for (; at >= sizes[k]; k++)
                {
                    at -= (int)sizes[k];
                }

                return parts[k][[.. index.Select((i, a) => a == axis ? at : i)]];
            });
            for (int layout = 0; layout < 3; layout++)
            {
                Tensor<double>[] tensors = [.. parts.Select(p => TensorData.Layouts(p.Values, p.Lengths).ToArray() is var all ? all[layout % all.Length] : null!)];
                Tensor<double> joined = Ops.Concat(tensors, written);
                Shaped.Equal(expected, joined);
                Tensor<double>[] apart = Ops.Split(joined, [.. sizes.Select(s => (int)s)], written);
                Assert.All(apart.Zip(parts), p => Shaped.Equal(p.Second, p.First));
            }
        }, iter: 150);

    [Fact]
    public void Stacked_and_split_evenly() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 99], Gen.Int[1, 4], Gen.Bool).Sample((lengths, axis, count, negative) =>
        {
            axis %= lengths.Length + 1;
            int written = negative ? axis - lengths.Length - 1 : axis;
            Naive<double>[] parts = [.. Enumerable.Range(0, count).Select(i => Shaped.Numbered(lengths, 1000 * i))];
            Tensor<double> stacked = Ops.Stack(parts.Select(p => TensorData.Layouts(p.Values, p.Lengths).Last()).ToArray(), written);
            Shaped.Equal(Naive<double>.Of([.. lengths[..axis], count, .. lengths[axis..]], index => parts[index[axis]][[.. index[..axis], .. index[(axis + 1)..]]]), stacked);
            Tensor<double>[] apart = Ops.Split(stacked, count, written);
            Assert.All(apart.Zip(parts), p => Shaped.Equal(p.Second, Ops.Squeeze(p.First, written)));
        }, iter: 100);

    [Fact]
    public void A_value_before_and_behind() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 3].Array[5], Gen.Int[0, 3].Array[5]).Sample((lengths, before, after) =>
        {
            (before, after) = (before[..lengths.Length], after[..lengths.Length]);
            var x = Shaped.Numbered(lengths);
            double At(int[] index, double value) => index.Select((i, a) => i >= before[a] && i < before[a] + lengths[a]).All(inside => inside) ? x[[.. index.Select((i, a) => i - before[a])]] : value;
            nint[] longer = [.. lengths.Select((l, a) => l + before[a] + after[a])];
            Shaped.Equal(Naive<double>.Of(longer, index => At(index, -2.5)), Ops.Pad(TensorData.Layouts(x.Values, x.Lengths).Last(), before, after, -2.5));
            Shaped.Equal(Naive<double>.Of(longer, index => At(index, 0)), Ops.Pad(TensorData.Dense(x.Values, x.Lengths), before, after));
        }, iter: 100);

    [Fact]
    public void Elements_again_before_and_behind() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 9].Array[5], Gen.Int[0, 9].Array[5], Gen.Int[0, 2]).Sample((lengths, before, after, which) =>
        {
            var mode = (PadMode)which;
            int Most(int axis) => (int)lengths[axis] is 0 ? 0 : mode switch { PadMode.Reflect => (int)lengths[axis] - 1, PadMode.Circular => (int)lengths[axis], _ => 9 };
            before = [.. before.Take(lengths.Length).Select((b, a) => Math.Min(b, Most(a)))];
            after = [.. after.Take(lengths.Length).Select((b, a) => Math.Min(b, Most(a)))];
            int From(int i, int n)
            {
                switch (mode)
                {
                    case PadMode.Replicate:
                        return i < 0 ? 0 : i >= n ? n - 1 : i;
                    case PadMode.Circular:
                        return i < 0 ? i + n : i >= n ? i - n : i;
                    default:
                        return i < 0 ? -i : i >= n ? n - 1 - (i - n + 1) : i;
                }
            }

            nint[] longer = [.. lengths.Select((l, a) => l + before[a] + after[a])];
            if (TensorData.Size(longer) <= 20000)
            {
                var x = Shaped.Numbered(lengths);
                Shaped.Check(x, Naive<double>.Of(longer, index => x[[.. index.Select((i, a) => From(i - before[a], (int)lengths[a]))]]), new Pad(before, after, mode));
            }
        }, iter: 100);

    [Fact]
    public void Moved_around() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 99], Gen.Int[-25, 25], Gen.Bool).Sample((lengths, axis, shift, negative) =>
        {
            axis %= lengths.Length;
            var x = Shaped.Numbered(lengths);
            int n = (int)lengths[axis];
            Shaped.Check(x, Naive<double>.Of(lengths, index => x[[.. index.Select((i, a) => a == axis ? (((i - shift) % n) + n) % n : i)]]), new Roll(shift, negative ? axis - lengths.Length : axis));
        }, iter: 100);

    [Fact]
    public void Repeated() =>
        Gen.Select(Shaped.Lengths, Gen.Int[0, 3].Array[5, 6], Gen.Int[0, 2]).Sample((lengths, repeats, more) =>
        {
            repeats = repeats[..Math.Min(repeats.Length, lengths.Length + more)];
            int extra = repeats.Length - lengths.Length;
            nint[] longer = [.. repeats.Select((r, a) => a < extra ? r : r * lengths[a - extra])];
            var x = Shaped.Numbered(lengths);
            if (TensorData.Size(longer) <= 20000)
            {
                Shaped.Check(x, Naive<double>.Of(longer, index => x[[.. index.Skip(extra).Select((i, a) => i % (int)lengths[a])]]), new Tile(repeats));
            }

            // A length of 1 takes any.
            nint[] to = [.. repeats.Select((r, a) => a < extra || lengths[a - extra] == 1 ? r : lengths[a - extra])];
            Shaped.Check(x, Naive<double>.Of(to, index => x[index]), new BroadcastTo(to));
        }, iter: 100);

    [Fact]
    public void What_is_wrong_is_named()
    {
        Tensor<double> x = Tensor.CreateFromShape<double>([2, 3]), y = Tensor.CreateFromShape<double>([3, 3]);
        var error = Assert.Throws<ArgumentException>(() => Ops.Concat([x, y], 1));
        Assert.StartsWith("All lengths but that of axis 1 must be the same: 'tensors[0]' has the shape (2, 3), 'tensors[1]' has (3, 3).", error.Message);
        Assert.Throws<ArgumentException>(() => Ops.Concat<double>([]));
        Assert.Throws<ArgumentException>(() => Ops.Stack([x, y]));
        Assert.Throws<ArgumentNullException>(() => Ops.Stack([x, null!]));
        Assert.Equal("axis", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Stack([x], 3)).ParamName);
        Assert.StartsWith("The 3 elements of axis 1 do not divide into 2 equal parts: 'x' has the shape (2, 3).", Assert.Throws<ArgumentException>(() => Ops.Split(x, 2, 1)).Message);
        Assert.StartsWith("The sizes (1, 3) must be the length of axis 1 together, and none negative: 'x' has the shape (2, 3).", Assert.Throws<ArgumentException>(() => Ops.Split(x, [1, 3], -1)).Message);
        Assert.Throws<ArgumentException>(() => Ops.Split(x, [4, -1], -1));
        Assert.StartsWith("'before' must have one number, not negative, for each axis of 'x', which has the shape (2, 3), but is (1).", Assert.Throws<ArgumentException>(() => Ops.Pad(x, [1], [1])).Message);
        Assert.Throws<ArgumentException>(() => Ops.Pad(x, [1, 0], [0, -1]));
        Assert.StartsWith("'after' asks for 3 elements of axis 1, and Reflect has at most 2: 'x' has the shape (2, 3).", Assert.Throws<ArgumentException>(() => Ops.Pad(x, [0, 0], [0, 3], PadMode.Reflect)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Pad(x, [0, 0], [0, 0], (PadMode)7));
        Assert.StartsWith("'x' has the shape (2, 3), which cannot be repeated to (2, 4): ", Assert.Throws<ArgumentException>(() => Ops.BroadcastTo(x, [2, 4])).Message);
        Assert.Throws<ArgumentException>(() => Ops.BroadcastTo(x, [3]));
        Assert.Throws<ArgumentException>(() => Ops.Tile(x, [2]));
        Assert.Throws<ArgumentException>(() => Ops.Tile(x, [2, -2]));
    }
}
