using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Runtime.Tests.Lanes;

/// <summary>Single precision at every 262147th bit pattern, against double precision: all exponents, both signs, NaN.</summary>
public class DenseFloatTests
{
    public static TheoryData<string> Names =>
    [
        .. "Exp Exp2 Exp10 Log Log2 Log10 Sin Cos Tan Asin Acos Atan AsinPi AcosPi AtanPi Sinh Cosh Tanh Asinh Acosh Atanh Cbrt".Split(' '),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_within_4_ulp(string name)
    {
        float[] x = new float[16384];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = BitConverter.UInt32BitsToSingle((uint)i * 262147);
        }

        float[] actual = Accuracy.OnAllLanes(new Named(name), x, x);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Functions.OnElement(name, (double)x[i]);
            float rounded = (float)expected;
            if (!float.IsFinite(rounded))
            {
                Assert.True(Accuracy.Same(rounded, actual[i]), $"{name}({x[i]:R}) is {actual[i]:R}, not {rounded:R}.");
                continue;
            }

            double unit = Math.Max((double)MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded), float.Epsilon);
            Assert.True(Math.Abs(actual[i] - expected) <= Accuracy.Limit * unit, $"{name}({x[i]:R}) is {actual[i]:R}, not {expected:R}.");
        }
    }

    private sealed record Named(string Name) : IFunction
    {
        public V Apply<V, T>(V x, V y)
            where V : struct, ILane<V, T>
            where T : IFloatingPointIeee754<T> => Functions.OnLane<V, T>(Name, x);

        public override string ToString() => Name;
    }
}
