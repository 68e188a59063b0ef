using System.Numerics;

namespace AutoDiffGen.Runtime.Tests.Support;

/// <summary>Test data and comparisons that do not depend on the element type.</summary>
internal static class Numbers
{
    /// <summary>The lengths at which lanes and their tails begin and end, for every width.</summary>
    public static int[] Lengths { get; } = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 27, 31, 32, 33, 63, 64, 65, 100, 255, 256, 257];

    /// <summary>The unit roundoff.</summary>
    public static double Unit<T>() => typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);

    public static T[] Random<T>(int length, int seed, double low = -2, double high = 2)
        where T : IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = T.CreateTruncating(low + ((high - low) * random.NextDouble()));
        }

        return values;
    }

    public static double[] ToDouble<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        var result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = double.CreateTruncating(values[i]);
        }

        return result;
    }

    /// <summary>Compares with a reference: |actual - expected| is at most the tolerance times max(|expected|, scale); NaN and infinities agree.</summary>
    public static void Close<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, double tolerance, double scale = 0)
        where T : IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Close(expected[i], actual[i], tolerance, scale, i);
        }
    }

    public static void Close<T>(double expected, T actual, double tolerance, double scale = 0, int position = 0)
        where T : IFloatingPointIeee754<T>
    {
        double value = double.CreateTruncating(actual);
        bool close = double.IsFinite(expected)
            ? Math.Abs(value - expected) <= tolerance * Math.Max(Math.Abs(expected), scale)
            : value.Equals(expected);
        Assert.True(close, $"Element {position}: expected {expected:R}, got {value:R}, off by {Math.Abs(value - expected) / Math.Max(Math.Abs(expected), scale):G3} relative to a tolerance of {tolerance:G3}.");
    }
}
