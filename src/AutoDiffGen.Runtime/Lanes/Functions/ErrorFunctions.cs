using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>
/// The error function (Abramowitz and Stegun, chapter 7): x + x P(x^2) up to 1 and 1 - e^Q(|x|) beyond, where P and Q are
/// polynomials, by Remez's exchange, of erf(x)/x - 1 with the least relative error and of the logarithm of 1 - erf with the
/// least absolute error of erf.
/// </summary>
internal static class ErrorFunctions<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The error function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf(V x)
    {
        // From here on the result rounds to 1.
        V a = V.MinNative(V.Constant(4, 6), V.Abs(x));
        V one = V.Constant(1);
        V near = V.MultiplyAddEstimate(Near(a * a), a, a);
        V far = one - ExponentialFunctions<V, T>.ExpOfMinusAbs(LogOfRest(a));
        return V.CopySign(V.Select(V.GreaterThan(a, one), far, near), x);
    }

    // erf(x) / x - 1 at z = x^2, from 0 to 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Near(V z)
    {
        if (FloatFormat<T>.IsSingle)
        {
            V s = V.Horner(V.Constant(7.854717288849832e-05), z, -0.000801040026254904, 0.005188343466968719, -0.026853815316091535, 0.11283585113961346);
            return V.Horner(s, z, -0.37612625822886536, 0.12837916574789174);
        }

        V p = V.Horner(V.Constant(-7.780092694107529e-10), z, 1.3711267350664042e-08, -1.6206366599312648e-07, 1.6447136313887076e-06, -1.4924712473780583e-05);
        p = V.Horner(p, z, 0.0001205529357250026, -0.000854832592863736, 0.0052239776060915965, -0.026866170643106528);
        p = V.Horner(p, z, 0.11283791670944146, -0.3761263890318352);
        return V.Horner(p, z, 0.12837916709551256);
    }

    // log(1 - erf(x)), from 1 to 4 for float and to 6 for double; it is below 0 everywhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfRest(V x)
    {
        if (FloatFormat<T>.IsSingle)
        {
            V s = V.Horner(V.Constant(-2.1686100650874264e-05), x, 0.00044132717015570245, -0.004204514429207445, 0.025208123787605743, -0.1084183584520198);
            s = V.Horner(s, x, -0.6332201049117065, -1.1295783126190275);
            return V.Horner(s, x, 0.00018801548821427522);
        }

        V p = V.Horner(V.Constant(1.0380349970397175e-12), x, -4.7475831822499324e-11, 1.0162676893508145e-09, -1.351312144861864e-08, 1.247571750713643e-07);
        p = V.Horner(p, x, -8.447545492170171e-07, 4.299791934743e-06, -1.641445315052105e-05, 4.4750278295603166e-05);
        p = V.Horner(p, x, -6.970676568433466e-05, -4.603341056651374e-05, 0.0006429429558319473, -0.001771047030413417);
        p = V.Horner(p, x, 0.00028233399632670696, 0.019076885890770178, -0.10274660896985024, -0.6366287150050709);
        return V.Horner(p, x, -1.1283772800603473, -1.8461065859648295e-07);
    }
}
