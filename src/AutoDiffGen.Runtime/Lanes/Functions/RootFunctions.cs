using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>The cube root and the length of a vector.</summary>
internal static class RootFunctions<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>
    /// The cube root: of m, where |x| = 8^k m with m between 1/2 and 4, by a polynomial, one step of Halley's and one of
    /// Newton's iteration (M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, 3.9).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cbrt(V x)
    {
        V a = V.Abs(x);
        double two = FloatFormat<T>.IsSingle ? 8388608 : 4503599627370496;
        double bias = FloatFormat<T>.IsSingle ? 127 : 1023;

        // 2^24 and 2^54 have exact cube roots.
        V tiny = V.LessThan(a, V.Constant(1.1754943508222875e-38, 2.2250738585072014e-308));
        V y = V.Select(tiny, a * V.Constant(16777216, 18014398509481984), a);
        V e = (V.ShiftRight(y, FloatFormat<T>.FractionBits) | V.Constant(two)) - V.Constant(two + bias);
        V fraction = (y & V.FromBits(FloatFormat<T>.Fraction)) | V.Constant(1);

        V rounder = V.Constant(12582912, 6755399441055744);
        V n = V.AddScaled(rounder, e, 1.0 / 3, 1.0 / 3);
        V k = n - rounder;
        V rest = V.AddScaled(e, k, -3, -3);
        V m = fraction * V.Select(V.LessThan(rest, default), V.Constant(0.5), V.Select(V.GreaterThan(rest, default), V.Constant(2), V.Constant(1)));

        V root;
        if (FloatFormat<T>.IsSingle)
        {
            root = V.Horner(V.Constant(-0.003586999719905738), m, 0.04385914211339722, -0.21473815179812314, 0.6538699385656281, 0.5187006396494273);
        }
        else
        {
            root = V.Horner(V.Constant(-0.0005833670483781159), m, 0.009547611956229251, -0.06462327324031641, 0.23640421178173804, -0.5250034240149624);
            root = V.Horner(root, m, 0.8897874977659438, 0.4547217737825133);
        }

        V cube = root * root * root;
        root = root * (cube + (m + m)) / ((cube + cube) + m);
        root = root - (root - m / (root * root)) * V.Constant(1.0 / 3);
        V result = V.AddExponent(root, n) * V.Select(tiny, V.Constant(1.0 / 256, 1.0 / 262144), V.Constant(1));
        V same = ~V.LessThan(a, V.Constant(double.PositiveInfinity)) | V.AreEqual(a, default);
        return V.Select(same, x, V.CopySign(result, x));
    }

    /// <summary>The larger times sqrt(1 + t^2), where t is the quotient; infinite if either is, even beside NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Hypot(V x, V y)
    {
        V a = V.Abs(x);
        V b = V.Abs(y);
        V high = V.Max(a, b);
        V low = V.Min(a, b);
        V t = low / V.Select(V.AreEqual(high, default), V.Constant(1), high);
        V result = high * V.Sqrt(V.MultiplyAddEstimate(t, t, V.Constant(1)));
        V infinity = V.Constant(double.PositiveInfinity);
        return V.Select(V.AreEqual(a, infinity) | V.AreEqual(b, infinity), infinity, result);
    }
}
