using System.Numerics;
using AutoDiffGen.Lanes;
using Xunit.Abstractions;

namespace AutoDiffGen.Runtime.Tests.Lanes;

public class FunctionsOfTwoTests(ITestOutputHelper output)
{
    private static readonly double[] Edges =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, -1.5,
        1e30, -1e30, 1e-40, -1e-40, 16777217, -16777215,
    ];

    [Theory]
    [InlineData("Pow")]
    [InlineData("Atan2")]
    [InlineData("Atan2Pi")]
    [InlineData("Hypot")]
    [InlineData("Log")]
    public void Within_4_ulp_at_every_width(string name)
    {
        Check<float>(name);
        Check<double>(name);
    }

    [Theory]
    [InlineData("Pow")]
    [InlineData("Atan2")]
    [InlineData("Atan2Pi")]
    [InlineData("Hypot")]
    [InlineData("Log")]
    [InlineData("Max")]
    [InlineData("Min")]
    [InlineData("MaxNumber")]
    [InlineData("MinNumber")]
    [InlineData("MaxMagnitude")]
    [InlineData("MinMagnitude")]
    [InlineData("CopySign")]
    [InlineData("Remainder")]
    [InlineData("Ieee754Remainder")]
    public void Specials_are_those_of_the_element_type(string name)
    {
        CheckSpecials<float>(name);
        CheckSpecials<double>(name);
    }

    private void Check<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Accuracy.Samples<T>(1500, 5);
        T[] y = Accuracy.Samples<T>(1500, 6);
        new Random(7).Shuffle(y);
        if (name is "Pow" or "Log")
        {
            x = [.. x.Select(T.Abs)];
            y = name == "Log" ? [.. y.Select(T.Abs)] : y;
        }

        if (name == "Pow")
        {
            // Exponents that use the whole range of results.
            var random = new Random(8);
            double range = typeof(T) == typeof(float) ? 105 : 746;
            for (int i = 0; i < x.Length; i += 2)
            {
                double log = Math.Log(double.CreateChecked(x[i]));
                y[i] = T.CreateTruncating(log == 0 ? 1e5 : (2 * random.NextDouble() - 1) * range / log);
            }
        }

        T[] actual = Accuracy.OnAllLanes(new Binary(name), x, y);
        double worst = 0;
        string at = "";
        for (int i = 0; i < x.Length; i++)
        {
            BigFloat a = double.CreateChecked(x[i]);
            BigFloat b = double.CreateChecked(y[i]);
            if (name == "Log" && y[i] == T.One)
            {
                Assert.True(T.IsNaN(actual[i]));
                continue;
            }

            double ulps = Accuracy.Ulps(actual[i], name switch
            {
                "Pow" => BigMath.Pow(a, b),
                "Atan2" => BigMath.Atan2(a, b),
                "Atan2Pi" => BigMath.Atan2(a, b) / BigFloat.Pi,
                "Hypot" => BigFloat.Sqrt(a * a + b * b),
                _ => BigMath.Log(a) / BigMath.Log(b),
            });
            if (ulps > worst)
            {
                (worst, at) = (ulps, $"({x[i]:R}, {y[i]:R})");
            }
        }

        output.WriteLine($"{name} {typeof(T).Name}: {worst:F2} ulp at {at}");
        Assert.True(worst <= Accuracy.Limit, $"{name}{at} of {typeof(T).Name} is off by {worst:F1} ulp.");
    }

    private static void CheckSpecials<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. Edges.SelectMany(a => Edges.Select(b => T.CreateTruncating(a)))];
        T[] y = [.. Edges.SelectMany(a => Edges.Select(b => T.CreateTruncating(b)))];
        T[] actual = Accuracy.OnAllLanes(new Binary(name), x, y);
        for (int i = 0; i < x.Length; i++)
        {
            T expected = Binary.OnElement(name, x[i], y[i]);
            bool same = Accuracy.Same(expected, actual[i]);
            if (T.IsFinite(expected) && expected != T.Zero)
            {
                same |= T.Abs(actual[i] - expected) <= T.Abs(expected) * T.CreateChecked(1e-6) + T.CreateTruncating(1e-44);
            }

            Assert.True(same, $"{name}({x[i]:R}, {y[i]:R}) of {typeof(T).Name} is {actual[i]:R}, not {expected:R}.");
        }
    }

    private sealed record Binary(string Name) : IFunction
    {
        public V Apply<V, T>(V x, V y)
            where V : struct, ILane<V, T>
            where T : IFloatingPointIeee754<T> => Name switch
        {
            "Pow" => V.Pow(x, y), "Atan2" => V.Atan2(x, y), "Atan2Pi" => V.Atan2Pi(x, y), "Hypot" => V.Hypot(x, y), "Log" => V.Log(x, y),
            "Max" => V.Max(x, y), "Min" => V.Min(x, y), "MaxNumber" => V.MaxNumber(x, y), "MinNumber" => V.MinNumber(x, y),
            "MaxMagnitude" => V.MaxMagnitude(x, y), "MinMagnitude" => V.MinMagnitude(x, y), "CopySign" => V.CopySign(x, y),
            "Remainder" => x % y, "Ieee754Remainder" => V.Ieee754Remainder(x, y),
            _ => throw new ArgumentException(Name),
        };

        public static T OnElement<T>(string name, T x, T y)
            where T : IFloatingPointIeee754<T> => name switch
        {
            "Pow" => T.Pow(x, y), "Atan2" => T.Atan2(x, y), "Atan2Pi" => T.Atan2Pi(x, y), "Hypot" => T.Hypot(x, y), "Log" => T.Log(x, y),
            "Max" => T.Max(x, y), "Min" => T.Min(x, y), "MaxNumber" => T.MaxNumber(x, y), "MinNumber" => T.MinNumber(x, y),
            "MaxMagnitude" => T.MaxMagnitude(x, y), "MinMagnitude" => T.MinMagnitude(x, y), "CopySign" => T.CopySign(x, y),
            "Remainder" => x % y, "Ieee754Remainder" => T.Ieee754Remainder(x, y),
            _ => throw new ArgumentException(name),
        };

        public override string ToString() => Name;
    }
}
