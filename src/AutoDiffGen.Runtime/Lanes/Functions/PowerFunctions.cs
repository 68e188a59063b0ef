using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>
/// Powers: e^(y log x), the logarithm and the product as sums of two numbers, since an error in them grows by the size of
/// the product. Exact sums and products: T. J. Dekker, A floating-point technique for extending the available precision,
/// 1971. The logarithm is a series in s = f / (2 + f), its first two terms in twice the precision. Special values: C
/// standard, annex F.
/// </summary>
internal static class PowerFunctions<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>x to the power y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Pow(V x, V y)
    {
        V one = V.Constant(1);
        V infinity = V.Constant(double.PositiveInfinity);
        V a = V.Abs(x);
        V result = OfMagnitude(a, y, default);
        V falls = V.LessThan(y, default);
        result = V.Select(V.AreEqual(a, default), V.Select(falls, infinity, default), result);
        result = V.Select(V.AreEqual(a, infinity), V.Select(falls, default, infinity), result);
        result = V.Select(V.AreEqual(a, one), one, result);

        V integer = V.AreEqual(V.Round(y), y);
        V half = V.Constant(0.5) * y;
        V odd = integer & V.AreNotEqual(V.Round(half), half);
        result = V.Select(odd, V.CopySign(result, x), result);

        V undefined = V.LessThan(x, default) & V.LessThan(a, infinity) & ~integer;
        undefined |= V.AreNotEqual(x, x) | V.AreNotEqual(y, y);
        result = V.Select(undefined, V.Constant(double.NaN), result);
        return V.Select(V.AreEqual(y, default) | V.AreEqual(x, one), one, result);
    }

    /// <summary>The root of degree n: of a negative number it is negative if n is odd, else NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V RootN(V x, int n)
    {
        V a = V.Abs(x);
        bool odd = n % 2 != 0;
        V result;
        if (n is 1 or 2)
        {
            result = n == 1 ? a : V.Sqrt(a);
        }
        else if (n == 0)
        {
            return V.Constant(double.NaN);
        }
        else
        {
            // 1 / n is no number of T: what is missing is the remainder of the division, divided.
            V degree = V.Constant(n);
            V exponent = V.Constant(1) / degree;
            V rest = V.FusedMultiplyAdd(-exponent, degree, V.Constant(1)) / degree;
            result = OfMagnitude(a, exponent, rest);
            V infinity = V.Constant(double.PositiveInfinity);
            result = V.Select(V.AreEqual(a, default), n > 0 ? default : infinity, result);
            result = V.Select(V.AreEqual(a, infinity), n > 0 ? infinity : default, result);
            result = V.Select(V.AreNotEqual(x, x), x, result);
        }

        return odd ? V.CopySign(result, x) : V.Select(V.LessThan(x, default), V.Constant(double.NaN), result);
    }

    // a^(y + rest) for a positive and finite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfMagnitude(V a, V y, V rest)
    {
        V log = LogOf(a, out V logRest);
        V product = y * log;
        V error = V.FusedMultiplyAdd(y, log, -product) + (y * logRest + rest * log);

        // Beyond this the power is 0 or infinite, and the error of an infinite product is no number.
        V limit = V.Constant(200, 1500);
        V inside = V.LessThan(V.Abs(product), limit);
        product = V.MinNative(limit, V.MaxNative(-limit, product));
        error = V.Select(inside, error, default);

        V clamped = V.MinNative(V.Constant(89, 710), V.MaxNative(V.Constant(-105, -746), product));
        V r = ExponentialFunctions<V, T>.ReduceBaseE(clamped, ExponentialFunctions<V, T>.Shift(clamped, out V scale), out V n);
        return ExponentialFunctions<V, T>.Power(r + error, n, scale);
    }

    // log a as the sum of two numbers, about 2^-33 and 2^-64 of it exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOf(V a, out V rest)
    {
        V f = LogarithmFunctions<V, T>.Split(a, out V k);
        V two = V.Constant(2);
        V sum = two + f;
        V sumRest = f - (sum - two);
        V s = f / sum;
        V sRest = (V.FusedMultiplyAdd(-s, sum, f) - s * sumRest) / sum;
        V z = s * s;
        V zRest = V.FusedMultiplyAdd(s, s, -z) + two * s * sRest;

        // w = 2 + 2/3 z + tail
        V third = V.Constant(2.0 / 3);
        V t = z * third;
        V tRest = V.FusedMultiplyAdd(z, third, -t) + z * V.Constant(-1.9868214925130207e-08, 3.700743415417188e-17) + zRest * third;
        V w = two + t;
        V wRest = (t - (w - two)) + (z * z * Tail(z) + tRest);
        V log = s * w;
        V logRest = V.FusedMultiplyAdd(s, w, -log) + (s * wRest + sRest * w);

        V exponent = k * V.Constant(0.693115234375, 0.6931471805598903);
        V total = exponent + log;
        rest = (log - (total - exponent)) + V.AddScaled(logRest, k, 3.1946184945309415e-05, 5.497923018708371e-14);
        return total;
    }

    // (log((1 + s) / (1 - s)) / s - 2 - 2/3 z) / z^2, where z = s^2, to 2^-33 and 2^-70 of 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail(V z)
    {
        if (FloatFormat<T>.IsSingle)
        {
            return V.Horner(V.Constant(0.23048161633496744), z, 0.28562237783233396, 0.40000015051639454);
        }

        V p = V.Horner(V.Constant(0.11723063787600672), z, 0.11706247320841309);
        p = V.Horner(p, z, 0.13334804283783175, 0.15384594970057874);
        return V.Horner(p, z, 0.18181818335322242, 0.22222222221656196, 0.28571428571429364, 0.4);
    }
}
