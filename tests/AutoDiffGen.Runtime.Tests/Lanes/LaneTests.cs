using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Runtime.Tests.Lanes;

/// <summary>The operations that are one instruction, each against the element type's own.</summary>
public class LaneTests
{
    private static readonly double[] Values = [1.5, -2.5, 0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 3.5, 0.5, -0.5, 1e30, 7, -7.25, 2.5, 1e-40, -3];

    [Fact]
    public void Operations_are_those_of_the_element_type()
    {
        CheckAll<float>();
        CheckAll<double>();
        Check<Lane1<Half>, Half>();
    }

    [Fact]
    public void One_element_is_always_supported()
    {
        Assert.True(Lane1<float>.IsSupported);
        Assert.True(Lane1<Half>.IsSupported);
        Assert.False(Lane512<Half>.IsSupported);
        Assert.Equal(1, Lane1<double>.Width);
    }

    [Fact]
    public void Functions_of_other_types_are_their_own()
    {
        Assert.Equal(Half.Tanh((Half)0.5), Tanh<Lane1<Half>, Half>((Half)0.5));
        Assert.Equal(Half.Pow((Half)3, (Half)2.5), Pow<Lane1<Half>, Half>((Half)3, (Half)2.5));
        Assert.Equal((Half)0.5, Sigmoid<Lane1<Half>, Half>((Half)0));
    }

    [Fact]
    public void ScaleB_and_the_first_roots_are_exact()
    {
        foreach (int n in new[] { 0, 1, -1, 30, 126, -126, 127, -130, 200, -300, 1022, 1023, -1060, 3000, -3000, int.MaxValue, int.MinValue })
        {
            ScaleB<float>(n);
            ScaleB<double>(n);
        }
    }

    private static void ScaleB<T>(int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. Values.Select(T.CreateTruncating)];
        T[] actual = Accuracy.OnAllLanes(new Scale(n), x, x);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.True(Accuracy.Same(T.ScaleB(x[i], n), actual[i]), $"{x[i]} {n} {actual[i]}");
        }
    }

    private sealed record Scale(int N) : IFunction
    {
        public V Apply<V, T>(V x, V y)
            where V : struct, ILane<V, T>
            where T : IFloatingPointIeee754<T> => V.ScaleB(V.RootN(x, 1), N);
    }

    private static void CheckAll<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<Lane1<T>, T>();
        if (Lane128<T>.IsSupported)
        {
            Check<Lane128<T>, T>();
        }

        if (Lane256<T>.IsSupported)
        {
            Check<Lane256<T>, T>();
        }

        if (Lane512<T>.IsSupported)
        {
            Check<Lane512<T>, T>();
        }
    }

    private static void Check<V, T>()
        where V : struct, ILane<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRest<V, T>();
        Unary<V, T>(x => -x, x => -x);
        Unary<V, T>(V.Abs, T.Abs);
        Unary<V, T>(V.Sqrt, T.Sqrt);
        Unary<V, T>(V.Floor, T.Floor);
        Unary<V, T>(V.Ceiling, T.Ceiling);
        Unary<V, T>(V.Round, T.Round);
        Unary<V, T>(V.Truncate, T.Truncate);
        Unary<V, T>(V.Relu, x => x > T.Zero || T.IsNaN(x) ? x : T.Zero);
        Binary<V, T>((x, y) => x + y, (x, y) => x + y);
        Binary<V, T>((x, y) => x - y, (x, y) => x - y);
        Binary<V, T>((x, y) => x * y, (x, y) => x * y);
        Binary<V, T>((x, y) => x / y, (x, y) => x / y);
        Binary<V, T>((x, y) => x % y, (x, y) => x % y);
        Binary<V, T>((x, y) => V.FusedMultiplyAdd(x, y, x), (x, y) => T.FusedMultiplyAdd(x, y, x));
        Binary<V, T>((x, y) => V.Lerp(x, y, x), (x, y) => T.Lerp(x, y, x));
        Binary<V, T>((x, y) => V.Clamp(x, y, V.Create(T.One)), (x, y) => T.Min(T.Max(x, y), T.One));

        // The side that is not taken is NaN.
        V nan = V.Create(T.NaN);
        V one = V.Create(T.One);
        Binary<V, T>((x, y) => V.Select(V.LessThan(x, y), one, V.Zero), (x, y) => x < y ? T.One : T.Zero);
        Binary<V, T>((x, y) => V.Select(V.LessThanOrEqual(x, y), one, V.Zero), (x, y) => x <= y ? T.One : T.Zero);
        Binary<V, T>((x, y) => V.Select(V.GreaterThan(x, y), one, V.Zero), (x, y) => x > y ? T.One : T.Zero);
        Binary<V, T>((x, y) => V.Select(V.GreaterThanOrEqual(x, y), one, V.Zero), (x, y) => x >= y ? T.One : T.Zero);
        Binary<V, T>((x, y) => V.Select(V.AreEqual(x, y), one, V.Zero), (x, y) => x == y ? T.One : T.Zero);
        Binary<V, T>((x, y) => V.Select(V.AreNotEqual(x, y), one, V.Zero), (x, y) => x != y ? T.One : T.Zero);
        Binary<V, T>((x, y) => V.Select(~V.AreEqual(x, x), one, nan), (x, y) => T.IsNaN(x) ? T.One : T.NaN);
        Binary<V, T>((x, y) => V.Select(V.LessThan(x, y) | V.LessThan(y, x), one, V.Zero), (x, y) => x < y || y < x ? T.One : T.Zero);
        Binary<V, T>((x, y) => V.Select(V.LessThan(x, y) & V.LessThan(x, one), one, V.Zero), (x, y) => x < y && x < T.One ? T.One : T.Zero);

        T[] x = [.. Enumerable.Range(1, 16).Select(i => T.CreateChecked(i * 5 % 17))];
        V lane = V.Load(ref x[0], 0);
        Assert.Equal(x[..V.Width].Aggregate((a, b) => a + b), V.Sum(lane));
        Assert.Equal(x[..V.Width].Max(), V.MaxAcross(lane));
        Assert.Equal(x[..V.Width].Min(), V.MinAcross(lane));
        x[V.Width - 1] = T.NaN;
        Assert.True(T.IsNaN(V.MaxAcross(V.Load(ref x[0], 0))));
    }

    private static void CheckRest<V, T>()
        where V : struct, ILane<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. Enumerable.Range(1, 24).Select(i => T.CreateChecked(i))];
        T seven = T.CreateChecked(7);
        for (int count = 0; count <= V.Width; count++)
        {
            V lane = V.Load(ref x[0], 24 - count, count, V.Create(seven));
            T[] actual = new T[24];
            V.Store(lane, ref actual[0], 2);
            V.Store(V.Create(seven), ref actual[0], 24 - count, count);
            T[] expected = [T.Zero, T.Zero, .. x[(24 - count)..], .. Enumerable.Repeat(seven, V.Width - count), .. Enumerable.Repeat(T.Zero, 22 - V.Width)];
            expected.AsSpan(24 - count).Fill(seven);
            Assert.Equal(expected, actual);
            Assert.Equal(T.CreateChecked(count), V.Sum(V.Select(V.First(count), V.Create(T.One), V.Zero)));
        }
    }

    private static void Unary<V, T>(Func<V, V> onLane, Func<T, T> onElement)
        where V : struct, ILane<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Binary<V, T>((x, _) => onLane(x), (x, _) => onElement(x));

    private static void Binary<V, T>(Func<V, V, V> onLane, Func<T, T, T> onElement)
        where V : struct, ILane<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. Values.Select(T.CreateTruncating)];
        for (int shift = 0; shift < x.Length; shift++)
        {
            T[] y = [.. x[shift..], .. x[..shift]];
            T[] actual = new T[x.Length];
            for (int i = 0; i < x.Length; i += V.Width)
            {
                V.Store(onLane(V.Load(ref x[0], i), V.Load(ref y[0], i)), ref actual[0], i);
            }

            for (int i = 0; i < x.Length; i++)
            {
                T expected = onElement(x[i], y[i]);
                Assert.True(Accuracy.Same(expected, actual[i]), $"{typeof(V)}: {x[i]}, {y[i]} give {actual[i]}, not {expected}.");
            }
        }
    }

    private static T Tanh<V, T>(T x)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T> => V.Sum(V.Tanh(V.Create(x)));

    private static T Sigmoid<V, T>(T x)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T> => V.Sum(V.Sigmoid(V.Create(x)));

    private static T Pow<V, T>(T x, T y)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T> => V.Sum(V.Pow(V.Create(x), V.Create(y)));
}
