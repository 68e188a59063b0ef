using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>
/// Logarithms: x = 2^k m with m between sqrt(1/2) and sqrt(2), log m = log(1 + f) by a polynomial in f for single
/// precision and in s = f / (2 + f) for double precision (W. J. Cody and W. Waite, Software Manual for the Elementary
/// Functions, 1980, chapter 5), coefficients by interpolation at Chebyshev nodes.
/// </summary>
internal static class LogarithmFunctions<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    private const double Two23 = 8388608;
    private const double Two52 = 4503599627370496;

    /// <summary>The natural logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V x)
    {
        V f = SplitNormal(x, out V k);
        return AreNormal(x) ? Natural(f, k) : OutOfLine<V, T>.Log(x);
    }

    /// <summary>The natural logarithm, of any number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOfAny(V x)
    {
        V f = Split(x, out V k);
        return Ends(x, x, Natural(f, k));
    }

    /// <summary>The logarithm to base 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log2(V x)
    {
        V f = SplitNormal(x, out V k);
        return AreNormal(x) ? Binary(f, k) : OutOfLine<V, T>.Log2(x);
    }

    /// <summary>The logarithm to base 2, of any number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log2OfAny(V x)
    {
        V f = Split(x, out V k);
        return Ends(x, x, Binary(f, k));
    }

    /// <summary>The logarithm to base 10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log10(V x)
    {
        V f = SplitNormal(x, out V k);
        return AreNormal(x) ? Decimal(f, k) : OutOfLine<V, T>.Log10(x);
    }

    /// <summary>The logarithm to base 10, of any number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log10OfAny(V x)
    {
        V f = Split(x, out V k);
        return Ends(x, x, Decimal(f, k));
    }

    /// <summary>log(1 + x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogP1(V x)
    {
        V f = SplitOnePlus(x, out V k);
        return V.CopySign(Ends(x, x + V.Constant(1), Natural(f, k)), x);
    }

    /// <summary>The logarithm of 1 + x to base 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log2P1(V x)
    {
        V f = SplitOnePlus(x, out V k);
        return V.CopySign(Ends(x, x + V.Constant(1), Binary(f, k)), x);
    }

    /// <summary>The logarithm of 1 + x to base 10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log10P1(V x)
    {
        V f = SplitOnePlus(x, out V k);
        return V.CopySign(Ends(x, x + V.Constant(1), Decimal(f, k)), x);
    }

    /// <summary>log(1 + e^x), as the positive part of x and log(1 + e^-|x|): nothing overflows, and it is e^x far below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus(V x) => V.Max(x, default) + LogP1(ExponentialFunctions<V, T>.ExpOfMinusAbs(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SplitNormal(V x, out V k)
    {
        V biased = Exponent(x, out V fraction);
        k = ToNumber(biased) - V.Constant(Two23 + 127, Two52 + 1023);
        return fraction - V.Constant(1);
    }

    // The rest, zero and below among them, is rare and called for. Less the bits of the smallest normal number and halved,
    // those of positive normal numbers are the bits of what is below 1, and those of no other number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreNormal(V x)
    {
        V above = V.SubtractBits(x, V.Constant(1.1754943508222875e-38, 2.2250738585072014e-308));
        return V.AllLessThan(V.ShiftRight(above, 1), V.Constant(1));
    }

    /// <summary>m - 1 and k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split(V x, out V k)
    {
        V tiny = V.LessThan(x, V.Constant(1.1754943508222875e-38, 2.2250738585072014e-308));
        V y = V.Select(tiny, x * V.Constant(Two23, Two52), x);
        V biased = Exponent(y, out V fraction);
        k = ToNumber(biased) - V.Select(tiny, V.Constant(Two23 + 127 + 23, Two52 + 1023 + 52), V.Constant(Two23 + 127, Two52 + 1023));
        return fraction - V.Constant(1);
    }

    /// <summary>
    /// The same for 1 + x. What was lost when 1 was added goes into f (W. Kahan's way; D. Knuth's exact sum, The Art of
    /// Computer Programming 2, 4.2.2), and is nothing where x is large.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SplitOnePlus(V x, out V k)
    {
        V one = V.Constant(1);
        V u = one + x;
        V rest = u - one;
        V lost = (one - (u - rest)) + (x - rest);
        V biased = Exponent(u, out V fraction);
        k = ToNumber(biased) - V.Constant(Two23 + 127, Two52 + 1023);
        V scale = V.SubtractBits(V.FromBits(FloatFormat<T>.TwiceOne), V.ShiftLeft(biased, FloatFormat<T>.FractionBits));
        return (fraction - one) + V.Select(V.LessThan(x, V.Constant(Two23 * Two23, Two52 * Two52)), lost * scale, default);
    }

    /// <summary>log(1 + f) as the sum of f, exact, and what is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogP1LessArgument(V f)
    {
        if (FloatFormat<T>.IsSingle)
        {
            V p = V.Horner(V.Constant(-0.07902740886458007), f, 0.1262235333382939, -0.1299819768007215, 0.1421449287761575, -0.16641280214641177);
            p = V.Horner(p, f, 0.20001045159304376, -0.25000306443891923);
            p = V.Horner(p, f, 0.33333330727983146, -0.5);
            return f * f * p;
        }

        V s = f / (V.Constant(2) + f);
        V z = s * s;
        V r = V.Horner(V.Constant(0.1461646325895801), z, 0.15331720502376558, 0.18182889158299903);
        r = V.Horner(r, z, 0.22222211134341624, 0.2857142862597826, 0.399999999998995, 0.666666666666667);
        V half = V.Constant(0.5) * f * f;
        return V.MultiplyAddEstimate(s, V.MultiplyAddEstimate(r, z, half), -half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Natural(V f, V k)
    {
        V t = V.AddScaled(LogP1LessArgument(f), k, 3.1946184945309415e-05, 7.440617110012397e-11);
        return V.AddScaled(f + t, k, 0.693115234375, 0.6931471804855391);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Binary(V f, V k) => V.AddScaled(k, f + LogP1LessArgument(f), 1.4426950408889634, 1.4426950408889634);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Decimal(V f, V k)
    {
        V t = (f + LogP1LessArgument(f)) * V.Constant(0.4342944819032518);
        t = V.AddScaled(t, k, 4.605038981195214e-06, 5.630334806675098e-11);
        return V.AddScaled(t, k, 0.301025390625, 0.30102999560767785);
    }

    // k + bias in the low bits, and m. Adding the distance from sqrt(1/2) to 1 carries into the exponent from sqrt(2) on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exponent(V x, out V fraction)
    {
        V root = V.Constant(0.70710678118654752);
        V moved = V.AddBits(x, V.SubtractBits(V.Constant(1), root));
        fraction = V.AddBits(moved & V.FromBits(FloatFormat<T>.Fraction), root);
        return V.ShiftRight(moved, FloatFormat<T>.FractionBits);
    }

    // An integer in the low bits as 2^23 or 2^52 plus it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ToNumber(V integer) => integer | V.Constant(Two23, Two52);

    // Minus infinity at zero, NaN below, infinity and NaN as they are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Ends(V x, V argument, V result)
    {
        V outside = V.Select(V.AreEqual(argument, default), V.Constant(double.NegativeInfinity), V.Constant(double.NaN));
        V inside = V.Select(V.GreaterThan(argument, default), result, outside);
        return V.Select(V.LessThan(x, V.Constant(double.PositiveInfinity)), inside, x);
    }
}
