using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>
/// Sine, cosine and tangent: x = n pi/2 + r with r of at most pi/4 (W. J. Cody and W. Waite, Software Manual for the
/// Elementary Functions, 1980, chapter 8), polynomials that interpolate at Chebyshev nodes of r^2. Arguments so large that
/// this pi/2 is not precise enough go to the element type's own function.
/// </summary>
internal static class TrigonometricFunctions<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The sine of x radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin(V x)
    {
        V r = Reduce(x, out V n);
        V result = V.Select(V.AreEqual(x, default), x, SineOf(r, n));
        return Rare<V, T>.Use(x, Limit, result, static a => T.Sin(a));
    }

    /// <summary>The cosine of x radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos(V x)
    {
        V r = Reduce(x, out V n);
        return Rare<V, T>.Use(x, Limit, CosineOf(r, n), static a => T.Cos(a));
    }

    /// <summary>The tangent of x radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tan(V x)
    {
        V r = Reduce(x, out V n);
        V result = V.Select(V.AreEqual(x, default), x, TangentOf(r, n));
        return Rare<V, T>.Use(x, Limit, result, static a => T.Tan(a));
    }

    /// <summary>The sine of x half turns; zeros have the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SinPi(V x)
    {
        V r = ReduceHalfTurns(x, out V n);
        V result = SineOf(r, n);
        return V.Select(V.AreEqual(result, default), V.CopySign(result, x), result);
    }

    /// <summary>The cosine of x half turns; zeros are positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V CosPi(V x)
    {
        V r = ReduceHalfTurns(x, out V n);
        V result = CosineOf(r, n);
        return V.Select(V.AreEqual(result, default), default, result);
    }

    /// <summary>The tangent of x half turns; zeros and infinities have the sign of x at even multiples and its opposite at odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanPi(V x)
    {
        V r = ReduceHalfTurns(x, out V n);
        V s = SineOf(r, n);
        V c = CosineOf(r, n);
        V zero = V.AreEqual(s, default);
        s = V.Select(zero, V.CopySign(s, x), s);
        c = V.Select(V.AreEqual(c, default), default, c);
        return s / c;
    }

    // The sum that rounds leaves n in the low bits; for n up to 2^13 and 2^20 its product with each part but the last is
    // exact, and the parts together have 64 and 152 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce(V x, out V n)
    {
        V rounder = V.Constant(12582912, 6755399441055744);
        n = V.AddScaled(rounder, x, 0.6366197723675814, 0.6366197723675814);
        V k = n - rounder;
        V r = V.AddScaled(x, k, -1.5703125, -1.5707963267341256);
        r = V.AddScaled(r, k, -0.0004837512969970703, -6.077100506303966e-11);
        r = V.AddScaled(r, k, -7.549533620476723e-08, -2.0222662487111665e-21);
        if (FloatFormat<T>.IsSingle)
        {
            r = V.AddScaled(r, k, -2.5632829192545614e-12, 0);
            r = V.AddScaled(r, k, -6.123233995736766e-17, 0);
        }
        else
        {
            r = V.AddScaled(r, k, 0, -8.4784276603689e-32);
        }

        return r;
    }

    private static V Limit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Constant(12867, 1647099);
    }

    // Exact until the last product: first modulo a whole turn, then modulo a quarter of one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceHalfTurns(V x, out V n)
    {
        V y = x - V.Constant(2) * V.Round(x * V.Constant(0.5));
        V rounder = V.Constant(12582912, 6755399441055744);
        n = V.AddScaled(rounder, y, 2, 2);
        V t = V.AddScaled(y, n - rounder, -0.5, -0.5);

        // pi as the sum of two numbers.
        return V.AddScaled(t * V.Constant(-8.742278000372475e-08, 1.2246467991473532e-16), t, 3.1415927410125732, 3.141592653589793);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SineOf(V r, V n) => Signed(V.Select(IsOdd(n), Cosine(r), Sine(r)), n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CosineOf(V r, V n) => Signed(V.Select(IsOdd(n), Sine(r), Cosine(r)), V.AddBits(n, V.FromBits(1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TangentOf(V r, V n)
    {
        V s = Sine(r);
        V c = Cosine(r);
        V odd = IsOdd(n);
        return V.Select(odd, -c, s) / V.Select(odd, s, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V IsOdd(V n)
    {
        V one = V.Constant(1);
        return V.AreNotEqual((n & V.FromBits(1)) | one, one);
    }

    // The opposite where the second bit of n is set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Signed(V x, V n) => x ^ V.ShiftLeft(n & V.FromBits(2), FloatFormat<T>.IsSingle ? 30 : 62);

    // sin r for r of at most pi/4, to 2^-26 and 2^-56.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sine(V r)
    {
        V z = r * r;
        V p;
        if (FloatFormat<T>.IsSingle)
        {
            p = V.Horner(V.Constant(-0.0001958763909873762), z, 0.00833274710466453, -0.16666664656312208);
        }
        else
        {
            p = V.Horner(V.Constant(1.5917988979397435e-10), z, -2.5051129896450185e-08, 2.7557316093198404e-06, -0.00019841269836740532, 0.008333333333330936);
            p = V.Horner(p, z, -0.16666666666666666);
        }

        return V.MultiplyAddEstimate(r * z, p, r);
    }

    // cos r for r of at most pi/4, to 2^-29 and 2^-60.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Cosine(V r)
    {
        V z = r * r;
        V p;
        if (FloatFormat<T>.IsSingle)
        {
            p = V.Horner(V.Constant(2.454768977246003e-05), z, -0.001388830186756237, 0.04166666465348879);
        }
        else
        {
            p = V.Horner(V.Constant(-1.138254464534925e-11), z, 2.087614504941318e-09, -2.755731726587808e-07, 2.48015872987544e-05, -0.0013888888888887389);
            p = V.Horner(p, z, 0.041666666666666664);
        }

        return V.Horner(p, z, -0.5, 1);
    }
}
