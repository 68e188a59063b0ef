using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Runtime.Tests.Lanes;

/// <summary>Runs functions on every lane width that this machine has, and compares results with references.</summary>
internal static class Accuracy
{
    public const double Limit = 4;

    public static readonly double[] Specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0];

    /// <summary>Arguments over the whole range: every exponent, the middle densely, and the neighbourhoods of edges.</summary>
    public static T[] Samples<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var samples = new List<T>();
        double[] edges = [0.25, 0.41421356, 0.5, 0.6931471805599453, 0.70710678, 1, 1.5, 1.57079632679, 2, 3, 3.5, 8, 9.01, 16, 22, 88.72, 89.4, 103.9, 709.7, 710.4, 745.1, 12867, 1647099, 16777216, 1073741824, 9007199254740992];
        foreach (double edge in edges)
        {
            T at = T.CreateTruncating(edge);
            foreach (T value in new[] { T.BitDecrement(at), at, T.BitIncrement(at) })
            {
                samples.AddRange([value, -value]);
            }
        }

        samples.AddRange([T.Epsilon, -T.Epsilon]);
        double range = typeof(T) == typeof(float) ? 128 : 1024;
        while (samples.Count < count)
        {
            double magnitude = (samples.Count % 3) switch
            {
                0 => Math.Pow(2, (2 * random.NextDouble() - 1) * (range + 20)),
                1 => Math.Pow(10, 6 * random.NextDouble() - 4),
                _ => 4 * random.NextDouble(),
            };
            T value = T.CreateTruncating(random.Next(2) == 0 ? magnitude : -magnitude);
            if (T.IsFinite(value) && value != T.Zero)
            {
                samples.Add(value);
            }
        }

        return [.. samples];
    }

    /// <summary>The distance from the reference in units of the last place of T there; infinity counts as the next power of two.</summary>
    public static double Ulps<T>(T actual, BigFloat expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (digits, lowest, highest) = typeof(T) == typeof(float) ? (24, -149, 128) : (53, -1074, 1024);
        if (T.IsNaN(actual))
        {
            return double.PositiveInfinity;
        }

        BigFloat limit = BigFloat.ScaleB(1, highest);
        BigFloat value = T.IsInfinity(actual) ? (T.IsNegative(actual) ? -limit : limit) : double.CreateChecked(actual);
        if (BigFloat.Abs(expected) > limit)
        {
            expected = expected.Sign < 0 ? -limit : limit;
        }

        int unit = expected.Sign == 0 ? lowest : Math.Clamp(expected.Magnitude - digits + 1, lowest, highest - digits);
        return BigFloat.ScaleB(BigFloat.Abs(value - expected), -unit).ToDouble();
    }

    /// <summary>Whether two values are the same, the sign of zeros included; all NaN are.</summary>
    public static bool Same<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.IsNaN(x) ? T.IsNaN(y) : x == y && (x != T.Zero || T.IsNegative(x) == T.IsNegative(y));

    /// <summary>The function of every element by every width; checks that all give the same bits.</summary>
    public static T[] OnAllLanes<T>(IFunction function, T[] x, T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] result = OnLanes<Lane1<T>, T>(function, x, y);
        if (Lane128<T>.IsSupported)
        {
            Compare(result, OnLanes<Lane128<T>, T>(function, x, y), x, y, function, 128);
        }

        if (Lane256<T>.IsSupported)
        {
            Compare(result, OnLanes<Lane256<T>, T>(function, x, y), x, y, function, 256);
        }

        if (Lane512<T>.IsSupported)
        {
            Compare(result, OnLanes<Lane512<T>, T>(function, x, y), x, y, function, 512);
        }

        return result;
    }

    private static void Compare<T>(T[] expected, T[] actual, T[] x, T[] y, IFunction function, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Same(expected[i], actual[i]), $"{function}({x[i]:R}, {y[i]:R}) of {typeof(T).Name}: {actual[i]:R} by lanes of {width} bits, {expected[i]:R} by one element.");
        }
    }

    private static T[] OnLanes<V, T>(IFunction function, T[] x, T[] y)
        where V : struct, ILane<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = (x.Length + 15) / 16 * 16;
        T[] a = new T[length];
        T[] b = new T[length];
        T[] result = new T[length];
        x.CopyTo(a, 0);
        y.CopyTo(b, 0);
        for (int i = 0; i < length; i += V.Width)
        {
            V.Store(function.Apply<V, T>(V.Load(ref a[0], i), V.Load(ref b[0], i)), ref result[0], i);
        }

        return result[..x.Length];
    }
}

/// <summary>A function that can be run on any lane.</summary>
internal interface IFunction
{
    V Apply<V, T>(V x, V y)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>;
}
