using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>
/// Arc functions (W. J. Cody and W. Waite, Software Manual for the Elementary Functions, 1980, chapters 10 and 11;
/// Abramowitz and Stegun, 4.4), polynomials that interpolate at Chebyshev nodes of the square.
/// </summary>
internal static class InverseTrigonometricFunctions<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    private const double OverPi = 0.3183098861837907;

    /// <summary>The arc tangent, in radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Atan(V x) => V.CopySign(OfRatio(V.Abs(x), V.Constant(1)), x);

    /// <summary>The arc tangent, in half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V AtanPi(V x) => Atan(x) * V.Constant(OverPi);

    /// <summary>The angle of the point (x, y), in radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Atan2(V y, V x)
    {
        // The quotient of two infinities is that of two ones. The sum of two large numbers must not overflow; what a
        // quarter of the smaller one may lose is nothing beside them.
        V b = V.Abs(y);
        V c = V.Abs(x);
        V infinity = V.Constant(double.PositiveInfinity);
        V infinite = V.AreEqual(b, infinity) & V.AreEqual(c, infinity);
        V big = V.GreaterThan(V.MaxNative(b, c), V.Constant(4e37, 4e307));
        V scale = V.Select(big, V.Constant(0.25), V.Constant(1));
        V a = OfRatio(V.Select(infinite, V.Constant(1), b * scale), V.Select(infinite, V.Constant(1), c * scale));

        // The sign bit decides, so that -0 counts as negative.
        V left = V.LessThan(V.CopySign(V.Constant(1), x), default);
        V angle = V.Select(left, V.Constant(Math.PI) - a, a);
        V unordered = V.AreNotEqual(x, x) | V.AreNotEqual(y, y);
        return V.Select(unordered, V.Constant(double.NaN), V.CopySign(angle, y));
    }

    /// <summary>The angle of the point (x, y), in half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Atan2Pi(V y, V x) => Atan2(y, x) * V.Constant(OverPi);

    /// <summary>The arc sine, in radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Asin(V x)
    {
        V a = V.Abs(x);
        V large = V.GreaterThan(a, V.Constant(0.5));
        V half = V.Constant(0.5) * (V.Constant(1) - a);
        V s = Series(V.Select(large, V.Sqrt(half), a), V.Select(large, half, a * a));
        V result = V.Select(large, V.Constant(Math.PI / 2) - (s + s), s);
        return V.CopySign(result, x);
    }

    /// <summary>The arc sine, in half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V AsinPi(V x) => Asin(x) * V.Constant(OverPi);

    /// <summary>The arc cosine, in radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Acos(V x)
    {
        V a = V.Abs(x);
        V large = V.GreaterThan(a, V.Constant(0.5));
        V half = V.Constant(0.5) * (V.Constant(1) - a);
        V s = Series(V.Select(large, V.Sqrt(half), a), V.Select(large, half, a * a));
        V negative = V.LessThan(x, default);
        V twice = s + s;
        V outer = V.Select(negative, V.Constant(Math.PI) - twice, twice);
        V inner = V.Constant(Math.PI / 2) - V.CopySign(s, x);
        return V.Select(large, outer, inner);
    }

    /// <summary>The arc cosine, in half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V AcosPi(V x) => Acos(x) * V.Constant(OverPi);

    // The arc tangent of y / x, neither negative: of the smaller over the larger, and of (t - 1) / (t + 1) where that is
    // above tan(pi/8). Of two zeros it is zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfRatio(V y, V x)
    {
        V swap = V.GreaterThan(y, x);
        V low = V.Select(swap, x, y);
        V high = V.Select(swap, y, x);
        V steep = V.GreaterThan(low, high * V.Constant(0.41421356237309503));
        V denominator = V.Select(steep, low + high, high);
        V t = V.Select(steep, low - high, low) / V.Select(V.AreEqual(denominator, default), V.Constant(1), denominator);
        V z = t * t;
        V p;
        if (FloatFormat<T>.IsSingle)
        {
            p = V.Horner(V.Constant(-0.064519072738413), z, 0.1074372517435855, -0.1426395501358834, 0.1999954046678183, -0.33333331761095136);
        }
        else
        {
            p = V.Horner(V.Constant(-0.019176738872388188), z, 0.03923153724516447, -0.050854455478168435);
            p = V.Horner(p, z, 0.05858148112085185, -0.0666451135520762, 0.07692183184282383, -0.09090904577842225);
            p = V.Horner(p, z, 0.1111111101524943, -0.14285714284666456, 0.1999999999999552, -0.3333333333333333);
        }

        V a = V.MultiplyAddEstimate(t * z, p, t);
        a = V.Select(steep, V.Constant(Math.PI / 4) + a, a);
        return V.Select(swap, V.Constant(Math.PI / 2) - a, a);
    }

    // asin s for s of at most 1/2, to 2^-29 and 2^-58, where z is s^2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Series(V s, V z)
    {
        V p;
        if (FloatFormat<T>.IsSingle)
        {
            p = V.Horner(V.Constant(0.03369109413486663), z, 0.017149100371589298, 0.031100689347589947, 0.04459939947094658, 0.07500094548934103);
            p = V.Horner(p, z, 0.16666666337408673);
        }
        else
        {
            p = V.Horner(V.Constant(0.028758365945574772), z, -0.014852624694886974, 0.01740134104413898, 0.005457341167249274, 0.010322851904625775);
            p = V.Horner(p, z, 0.011479171804729406, 0.013971213530872223, 0.01735239268455969, 0.022372172943643368);
            p = V.Horner(p, z, 0.030381944138495175, 0.04464285714635588, 0.07499999999998433, 0.16666666666666669);
        }

        return V.MultiplyAddEstimate(s * z, p, s);
    }
}
