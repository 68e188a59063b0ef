using System.Numerics;
using AutoDiffGen.Lanes;
using Xunit.Abstractions;

namespace AutoDiffGen.Runtime.Tests.Lanes;

public class ElementaryFunctionTests(ITestOutputHelper output)
{
    private const string Names =
        "Exp ExpM1 Exp2 Exp2M1 Exp10 Exp10M1 Log LogP1 Log2 Log2P1 Log10 Log10P1 Sin Cos Tan SinPi CosPi TanPi Asin Acos Atan AsinPi AcosPi AtanPi "
        + "Sinh Cosh Tanh Asinh Acosh Atanh Sigmoid Softplus Erf Cbrt Sqrt ReciprocalEstimate ReciprocalSqrtEstimate DegreesToRadians RadiansToDegrees Root5 Root4 RootMinus3 RootMinus6";

    public static TheoryData<string> All => [.. Names.Split(' ')];

    [Theory]
    [MemberData(nameof(All))]
    public void Float_is_within_4_ulp_at_every_width(string name) => Check<float>(name);

    [Theory]
    [MemberData(nameof(All))]
    public void Double_is_within_4_ulp_at_every_width(string name) => Check<double>(name);

    [Theory]
    [MemberData(nameof(All))]
    public void Specials_are_those_of_the_element_type(string name)
    {
        CheckSpecials<float>(name);
        CheckSpecials<double>(name);
    }

    private void Check<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Accuracy.Samples<T>(600, 11);
        T[] actual = Accuracy.OnAllLanes(new Unary(name), x, x);
        double worst = 0;
        T at = default;
        for (int i = 0; i < x.Length; i++)
        {
            T element = Functions.OnElement(name, x[i]);
            if (T.IsNaN(element) || IsPole(name, double.CreateChecked(x[i])))
            {
                Assert.True(Accuracy.Same(element, actual[i]), $"{name}({x[i]:R}) is {actual[i]:R}, not {element:R}.");
                continue;
            }

            BigFloat expected = Functions.Reference(name, double.CreateChecked(x[i]));
            Assert.True(expected.Sign != 0 || Accuracy.Same(element, actual[i]), $"{name}({x[i]:R}) is {actual[i]:R}, not {element:R}.");
            double ulps = Accuracy.Ulps(actual[i], expected);
            if (ulps > worst)
            {
                (worst, at) = (ulps, x[i]);
            }
        }

        output.WriteLine($"{name} {typeof(T).Name}: {worst:F2} ulp at {at:R}");
        Assert.True(worst <= Accuracy.Limit, $"{name}({at:R}) is off by {worst:F1} ulp.");
    }

    private static void CheckSpecials<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. Accuracy.Specials.Select(T.CreateChecked)];
        T[] actual = Accuracy.OnAllLanes(new Unary(name), x, x);
        for (int i = 0; i < x.Length; i++)
        {
            // ExpM1 and its like lose the sign of -0 there; IEEE 754 keeps it.
            T expected = x[i] == T.Zero && (name.EndsWith("M1") || name.EndsWith("P1")) ? x[i] : Functions.OnElement(name, x[i]);
            if (T.IsFinite(expected) && expected != T.Zero)
            {
                Assert.True(T.Abs(actual[i] / expected - T.One) < T.CreateChecked(1e-6), $"{name}({x[i]:R}) is {actual[i]:R}, not {expected:R}.");
            }
            else
            {
                Assert.True(Accuracy.Same(expected, actual[i]), $"{name}({x[i]:R}) of {typeof(T).Name} is {actual[i]:R}, not {expected:R}.");
            }
        }
    }

    private static bool IsPole(string name, double x) => name switch
    {
        "Atanh" => Math.Abs(x) == 1,
        "LogP1" or "Log2P1" or "Log10P1" => x == -1,
        "TanPi" => Math.Abs(x - Math.Floor(x)) == 0.5,
        _ => false,
    };

    private sealed record Unary(string Name) : IFunction
    {
        public V Apply<V, T>(V x, V y)
            where V : struct, ILane<V, T>
            where T : IFloatingPointIeee754<T> => Functions.OnLane<V, T>(Name, x);

        public override string ToString() => Name;
    }
}
