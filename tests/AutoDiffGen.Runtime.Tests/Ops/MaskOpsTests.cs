using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

/// <summary>Choices, comparisons and masks of generated shapes that broadcast, against loops over single elements.</summary>
public class MaskOpsTests
{
    [Fact]
    public void Where_of_any_shapes_that_broadcast()
    {
        Gen.Select(TensorData.AnyOf(0, 1, 2, 3, 8, 17).Array[1, 4], Gen.Int[0, 15], Gen.Int[0, 15], Gen.Int[0, 15]).Sample(
            (shape, a, b, c) =>
            {
                Check<double>(shape, Part(shape, a), Part(shape, b), Part(shape, c));
                Check<float>(shape, Part(shape, c), Part(shape, a), Part(shape, b));
            }, iter: 200);
    }

    [Fact]
    public void Comparisons_of_equal_numbers_and_NaN()
    {
        Tensor<double> x = TensorData.Dense<double>([1, 2, 3, double.NaN, 0.0], 5), y = TensorData.Dense<double>([2, 2, 2, 2, -0.0], 5);
        void Is(string expected, Tensor<bool> mask) => Assert.Equal(expected, string.Concat(TensorData.Flatten(mask).Select(f => f ? '1' : '0')));
        Is("10000", Ops.LessThan(x, y));
        Is("11001", Ops.LessThanOrEqual(x, y));
        Is("00100", Ops.GreaterThan(x, y));
        Is("01101", Ops.GreaterThanOrEqual(x, y));
        Is("01001", Ops.Equals(x, y));
        Is("10110", Ops.NotEquals(x, y));
        Is("10001", Ops.LessThan(x, 2));
        Is("11001", Ops.LessThanOrEqual(x, 2));
        Is("00100", Ops.GreaterThan(x, 2));
        Is("01100", Ops.GreaterThanOrEqual(x, 2));
        Is("01000", Ops.Equals(x, 2));
        Is("10111", Ops.NotEquals(x, 2));
        Is("01", Ops.Equals(TensorData.Dense<int>([3, -100], 2), -100));
    }

    [Fact]
    public void Masks_are_put_together()
    {
        Tensor<bool> x = TensorData.Dense([false, false, true, true], 4), y = TensorData.Dense([false, true, false, true], 4);
        Assert.Equal([false, false, false, true], TensorData.Flatten(Ops.BitwiseAnd(x, y)));
        Assert.Equal([false, true, true, true], TensorData.Flatten(Ops.BitwiseOr(x, y)));
        Assert.Equal([false, true, true, false], TensorData.Flatten(Ops.Xor(x, y)));
        Assert.Equal([true, true, false, false], TensorData.Flatten(Ops.Not(x)));
        Assert.Equal([2, 4], Ops.BitwiseAnd(x, TensorData.Dense([true, false], 2, 1)).Lengths.ToArray());
    }

    [Fact]
    public void Shapes_are_checked()
    {
        Tensor<bool> mask = Tensor.CreateFromShape<bool>([2, 3]);
        Tensor<double> x = Tensor.CreateFromShape<double>([3]), y = Tensor.CreateFromShape<double>([2]);
        Assert.Equal("whenTrue", Assert.Throws<ArgumentException>(() => Ops.Where(mask, y, x)).ParamName);
        Assert.Equal("whenFalse", Assert.Throws<ArgumentException>(() => Ops.Where(mask, 0, y)).ParamName);
        Assert.Equal("mask", Assert.Throws<ArgumentNullException>(() => Ops.Where(null!, x, x)).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => Ops.LessThan(x, y)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Ops.Not(null!)).ParamName);
    }

    // Some lengths 1, and without the leading axes that are.
    private static nint[] Part(nint[] shape, int ones)
    {
        nint[] part = [.. shape.Select((l, i) => (ones >> i & 1) == 1 ? 1 : l)];
        return ones % 3 == 0 ? [.. part.SkipWhile((l, i) => l == 1 && i < part.Length - 1)] : part;
    }

    private static void Check<T>(nint[] shape, nint[] ofMask, nint[] ofTrue, nint[] ofFalse)
        where T : IFloatingPointIeee754<T>
    {
        T[] a = Numbers.Random<T>(TensorData.Size(ofTrue), 1), b = Numbers.Random<T>(TensorData.Size(ofFalse), 2);
        var random = new Random(3);
        bool[] flags = [.. Enumerable.Range(0, TensorData.Size(ofMask)).Select(_ => random.Next(2) == 0)];
        int rank = new[] { ofMask, ofTrue, ofFalse }.Max(l => l.Length);
        nint[] common = [.. Enumerable.Range(1, rank).Reverse().Select(back => new[] { ofMask, ofTrue, ofFalse }.Select(l => back <= l.Length ? l[^back] : 1).FirstOrDefault(l => l != 1, 1))];
        T[] Expected(Func<int[], T> whenTrue, Func<int[], T> whenFalse, nint[] lengths) => [.. Enumerable.Range(0, TensorData.Size(lengths)).Select(i => TensorData.Index(i, lengths))
            .Select(index => flags[TensorData.Place(index, ofMask)] ? whenTrue(index) : whenFalse(index))];
        T Of(T[] values, nint[] lengths, int[] index) => values[TensorData.Place(index, lengths)];
        foreach (var (mask, one, other) in TensorData.Layouts(flags, ofMask).Zip(TensorData.Layouts(a, ofTrue), TensorData.Layouts(b, ofFalse)))
        {
            Tensor<T> chosen = Ops.Where(mask, one, other);
            Assert.Equal(common, chosen.Lengths.ToArray());
            Assert.Equal(Expected(i => Of(a, ofTrue, i), i => Of(b, ofFalse, i), common), TensorData.Flatten(chosen));
            Assert.Equal(Expected(_ => T.One, _ => T.Zero, ofMask), TensorData.Flatten(Ops.Where(mask, T.One, T.Zero)));
            Tensor<T> left = Ops.Where(mask, one, T.One), right = Ops.Where(mask, T.One, one);
            Assert.Equal(Expected(i => Of(a, ofTrue, i), _ => T.One, left.Lengths.ToArray()), TensorData.Flatten(left));
            Assert.Equal(Expected(_ => T.One, i => Of(a, ofTrue, i), right.Lengths.ToArray()), TensorData.Flatten(right));
            Assert.Equal(TensorData.Flatten(Ops.Where(Ops.Not(mask), other, one)), TensorData.Flatten(chosen));
        }
    }
}
