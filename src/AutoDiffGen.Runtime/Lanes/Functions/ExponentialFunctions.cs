using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>
/// Exponentials: x = n ln 2 + r with r of at most half ln 2 (W. J. Cody and W. Waite, Software Manual for the Elementary
/// Functions, 1980, chapter 6), e^r - 1 by a polynomial that interpolates it at Chebyshev nodes. Where there are two
/// constants, the first is for <see cref="float"/> and the second for <see cref="double"/>.
/// </summary>
internal static class ExponentialFunctions<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    // 1.5 times 2 to the number of fraction bits: adding it rounds to an integer n, whose two's complement is then in the
    // low bits. With the offset of 64 or 512 the low bits hold n plus or minus it, and 2 to that power is in range for every n.
    private const double Rounder32 = 12582912;
    private const double Rounder64 = 6755399441055744;
    private const double Large32 = 18446744073709551616.0;
    private const double Large64 = 13407807929942597099574024998205846127479365820592393377723561443721764030073546976801874298166903427690031858186486050853753882811946569946433649006084096.0;

    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        V a = V.MinNative(V.Constant(89, 710), V.MaxNative(V.Constant(-105, -746), x));
        V r = ReduceBaseE(a, Shift(a, out V scale), out V n);
        return Power(r, n, scale);
    }

    /// <summary>e^-|x|, with a few operations less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpOfMinusAbs(V x)
    {
        V a = V.MaxNative(V.Constant(-105, -746), x | V.FromBits(FloatFormat<T>.Sign));
        V r = ReduceBaseE(a, V.Constant(Rounder32 + 64, Rounder64 + 512), out V n);
        return Power(r, n, V.Constant(1 / Large32, 1 / Large64));
    }

    /// <summary>2^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp2(V x)
    {
        V a = V.MinNative(V.Constant(129, 1025), V.MaxNative(V.Constant(-151, -1076), x));
        V r = ReduceBase2(a, Shift(a, out V scale), out V n);
        return Power(r, n, scale);
    }

    /// <summary>10^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp10(V x)
    {
        V a = V.MinNative(V.Constant(39, 309), V.MaxNative(V.Constant(-46, -325), x));
        V r = ReduceBase10(a, Shift(a, out V scale), out V n);
        return Power(r, n, scale);
    }

    /// <summary>e^x - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpM1(V x)
    {
        V a = V.MinNative(V.Constant(89, 710), V.MaxNative(V.Constant(-20, -40), x));
        V r = ReduceBaseE(a, V.Constant(Rounder32, Rounder64), out V n);
        return LessOne(x, r, n);
    }

    /// <summary>2^x - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp2M1(V x)
    {
        V a = V.MinNative(V.Constant(128, 1024), V.MaxNative(V.Constant(-28, -58), x));
        V r = ReduceBase2(a, V.Constant(Rounder32, Rounder64), out V n);
        return LessOne(x, r, n);
    }

    /// <summary>10^x - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp10M1(V x)
    {
        V a = V.MinNative(V.Constant(38.6, 308.3), V.MaxNative(V.Constant(-9, -18), x));
        V r = ReduceBase10(a, V.Constant(Rounder32, Rounder64), out V n);
        return LessOne(x, r, n);
    }

    /// <summary>(e^|x| - 1) / 4, finite as long as sinh x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V QuarterExpM1OfAbs(V x)
    {
        V a = V.MinNative(V.Constant(89.7, 710.5), V.Abs(x));
        V r = ReduceBaseE(a, V.Constant(Rounder32, Rounder64), out V n);
        return PowerLess(r, n, V.Constant(0.25));
    }

    /// <summary>e^(-2|x|) - 1, rounded to -1 from |x| = 22 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpM1OfMinusTwiceAbs(V x)
    {
        V a = V.MaxNative(V.Constant(-44), V.Abs(x) * V.Constant(-2));
        V r = ReduceBaseE(a, V.Constant(Rounder32, Rounder64), out V n);
        return PowerLess(r, n, V.Constant(1));
    }

    /// <summary>2^n e^r, rounded into the range below full precision, or to infinity; NaN if r is.</summary>
    /// <param name="r">At most half ln 2.</param>
    /// <param name="n">The sum that rounded to n, of which <see cref="Shift"/> was a part.</param>
    /// <param name="scale">What the shift made too small or too large.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Power(V r, V n, V scale)
    {
        V two = V.AddExponent(V.Constant(1), n);
        return V.MultiplyAddEstimate(V.Horner(Tail(r), r, 1) * r, two, two) * scale;
    }

    /// <summary>
    /// The number that rounds to an integer when it is added, moved so that the exponent of the power stays in range on
    /// either side of zero: up for negative numbers, down for others.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Shift(V x, out V scale)
    {
        V negative = V.LessThan(x, default);
        scale = V.Select(negative, V.Constant(1 / Large32, 1 / Large64), V.Constant(Large32, Large64));
        return V.Select(negative, V.Constant(Rounder32 + 64, Rounder64 + 512), V.Constant(Rounder32 - 64, Rounder64 - 512));
    }

    /// <summary>x - n ln 2, where n is the integer nearest to x / ln 2.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="shift">What rounds.</param>
    /// <param name="n">n plus the shift.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ReduceBaseE(V x, V shift, out V n)
    {
        n = V.AddScaled(shift, x, 1.4426950408889634, 1.4426950408889634);
        V integer = n - shift;
        V r = V.AddScaled(x, integer, -0.693115234375, -0.6931471804855391);
        return V.AddScaled(r, integer, -3.1946184945309415e-05, -7.440617110012397e-11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceBase2(V x, V shift, out V n)
    {
        n = x + shift;
        return (x - (n - shift)) * V.Constant(0.6931471805599453);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceBase10(V x, V shift, out V n)
    {
        n = V.AddScaled(shift, x, 3.321928094887362, 3.321928094887362);
        V integer = n - shift;
        V r = V.AddScaled(x, integer, -0.301025390625, -0.30102999560767785);
        return V.AddScaled(r, integer, -4.605038981195214e-06, -5.630334806675098e-11) * V.Constant(2.302585092994046);
    }

    // By way of half of it, which is finite whenever the result is. The sign is put back for -0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LessOne(V x, V r, V n)
    {
        V half = PowerLess(r, n, V.Constant(0.5));
        return V.CopySign(half + half, x);
    }

    // factor (2^n e^r - 1) without loss where it is near zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerLess(V r, V n, V factor)
    {
        V scale = V.AddExponent(factor, n);
        V power = V.MultiplyAddEstimate(Tail(r) * r, r, r);
        return V.MultiplyAddEstimate(scale, power, scale - factor);
    }

    // (e^r - 1 - r) / r^2, to 2^-25 and 2^-60 of e^r - 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail(V r)
    {
        if (FloatFormat<T>.IsSingle)
        {
            return V.Horner(V.Constant(0.00139257443030354), r, 0.00836324147435931, 0.041666558819016375, 0.16666576614419373, 0.4999999999531389);
        }

        V p = V.Horner(V.Constant(2.0913845793537354e-09), r, 2.5105328288250273e-08, 2.7557275945780826e-07);
        p = V.Horner(p, r, 2.7557255132539585e-06, 2.4801587323363472e-05, 0.00019841269875031875, 0.0013888888888884583);
        return V.Horner(p, r, 0.008333333333326075, 0.04166666666666667, 0.1666666666666667, 0.5);
    }
}
