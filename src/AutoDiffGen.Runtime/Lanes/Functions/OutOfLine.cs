using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>
/// Elementary functions as calls: those that are too long to become part of a loop, and all of them in its tail. Types
/// other than float and double, and what has no code for whole lanes, use the element type's own functions.
/// </summary>
internal static class OutOfLine<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    private static bool IsKnown => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Exp(V x) => IsKnown
        ? ExponentialFunctions<V, T>.Exp(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Exp(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V ExpM1(V x) => IsKnown
        ? ExponentialFunctions<V, T>.ExpM1(x)
        : ElementByElement.Apply<V, T>(x, static a => T.ExpM1(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Exp2(V x) => IsKnown
        ? ExponentialFunctions<V, T>.Exp2(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Exp2(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Exp2M1(V x) => IsKnown
        ? ExponentialFunctions<V, T>.Exp2M1(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Exp2M1(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Exp10(V x) => IsKnown
        ? ExponentialFunctions<V, T>.Exp10(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Exp10(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Exp10M1(V x) => IsKnown
        ? ExponentialFunctions<V, T>.Exp10M1(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Exp10M1(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Log(V x) => IsKnown
        ? LogarithmFunctions<V, T>.LogOfAny(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Log(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V LogP1(V x) => IsKnown
        ? LogarithmFunctions<V, T>.LogP1(x)
        : ElementByElement.Apply<V, T>(x, static a => T.LogP1(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Log2(V x) => IsKnown
        ? LogarithmFunctions<V, T>.Log2OfAny(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Log2(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Log2P1(V x) => IsKnown
        ? LogarithmFunctions<V, T>.Log2P1(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Log2P1(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Log10(V x) => IsKnown
        ? LogarithmFunctions<V, T>.Log10OfAny(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Log10(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Log10P1(V x) => IsKnown
        ? LogarithmFunctions<V, T>.Log10P1(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Log10P1(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Sinh(V x) => IsKnown
        ? HyperbolicFunctions<V, T>.Sinh(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Sinh(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Cosh(V x) => IsKnown
        ? HyperbolicFunctions<V, T>.Cosh(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Cosh(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Tanh(V x) => IsKnown
        ? HyperbolicFunctions<V, T>.Tanh(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Tanh(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Asinh(V x) => IsKnown
        ? HyperbolicFunctions<V, T>.Asinh(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Asinh(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Acosh(V x) => IsKnown
        ? HyperbolicFunctions<V, T>.Acosh(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Acosh(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Atanh(V x) => IsKnown
        ? HyperbolicFunctions<V, T>.Atanh(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Atanh(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Sigmoid(V x) => IsKnown
        ? HyperbolicFunctions<V, T>.Sigmoid(x)
        : ElementByElement.Apply<V, T>(x, static a => T.One / (T.One + T.Exp(-a)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Softplus(V x) => IsKnown
        ? LogarithmFunctions<V, T>.Softplus(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Max(a, T.Zero) + T.LogP1(T.Exp(-T.Abs(a))));

    // No other type has it: by way of double, which is exact enough for all that are narrower.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Erf(V x) => IsKnown
        ? ErrorFunctions<V, T>.Erf(x)
        : ElementByElement.Apply<V, T>(x, static a => T.CreateTruncating(ErrorFunctions<Lane1<double>, double>.Erf(new(double.CreateTruncating(a))).Value));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Cbrt(V x) => IsKnown
        ? RootFunctions<V, T>.Cbrt(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Cbrt(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Sin(V x) => IsKnown
        ? TrigonometricFunctions<V, T>.Sin(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Sin(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Cos(V x) => IsKnown
        ? TrigonometricFunctions<V, T>.Cos(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Cos(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Tan(V x) => IsKnown
        ? TrigonometricFunctions<V, T>.Tan(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Tan(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Asin(V x) => IsKnown
        ? InverseTrigonometricFunctions<V, T>.Asin(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Asin(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Acos(V x) => IsKnown
        ? InverseTrigonometricFunctions<V, T>.Acos(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Acos(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Atan(V x) => IsKnown
        ? InverseTrigonometricFunctions<V, T>.Atan(x)
        : ElementByElement.Apply<V, T>(x, static a => T.Atan(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V SinPi(V x) => IsKnown
        ? TrigonometricFunctions<V, T>.SinPi(x)
        : ElementByElement.Apply<V, T>(x, static a => T.SinPi(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V CosPi(V x) => IsKnown
        ? TrigonometricFunctions<V, T>.CosPi(x)
        : ElementByElement.Apply<V, T>(x, static a => T.CosPi(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V TanPi(V x) => IsKnown
        ? TrigonometricFunctions<V, T>.TanPi(x)
        : ElementByElement.Apply<V, T>(x, static a => T.TanPi(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V AsinPi(V x) => IsKnown
        ? InverseTrigonometricFunctions<V, T>.AsinPi(x)
        : ElementByElement.Apply<V, T>(x, static a => T.AsinPi(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V AcosPi(V x) => IsKnown
        ? InverseTrigonometricFunctions<V, T>.AcosPi(x)
        : ElementByElement.Apply<V, T>(x, static a => T.AcosPi(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V AtanPi(V x) => IsKnown
        ? InverseTrigonometricFunctions<V, T>.AtanPi(x)
        : ElementByElement.Apply<V, T>(x, static a => T.AtanPi(a));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Hypot(V x, V y) => IsKnown
        ? RootFunctions<V, T>.Hypot(x, y)
        : ElementByElement.Apply<V, T>(x, y, static (a, b) => T.Hypot(a, b));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Pow(V x, V y) => IsKnown
        ? PowerFunctions<V, T>.Pow(x, y)
        : ElementByElement.Apply<V, T>(x, y, static (a, b) => T.Pow(a, b));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Atan2(V y, V x) => IsKnown
        ? InverseTrigonometricFunctions<V, T>.Atan2(y, x)
        : ElementByElement.Apply<V, T>(y, x, static (a, b) => T.Atan2(a, b));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Atan2Pi(V y, V x) => IsKnown
        ? InverseTrigonometricFunctions<V, T>.Atan2Pi(y, x)
        : ElementByElement.Apply<V, T>(y, x, static (a, b) => T.Atan2Pi(a, b));

    public static V Ieee754Remainder(V x, V y) => ElementByElement.Apply<V, T>(x, y, static (a, b) => T.Ieee754Remainder(a, b));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Log(V x, V y)
    {
        if (!IsKnown)
        {
            return ElementByElement.Apply<V, T>(x, y, static (a, b) => T.Log(a, b));
        }

        // No base are 1 and, but for the logarithm of 1, zero and infinity.
        V one = V.Constant(1);
        V ends = V.AreEqual(y, default) | V.AreEqual(y, V.Constant(double.PositiveInfinity));
        V undefined = V.AreEqual(y, one) | (V.AreNotEqual(x, one) & ends);
        return V.Select(undefined, V.Constant(double.NaN), LogarithmFunctions<V, T>.LogOfAny(x) / LogarithmFunctions<V, T>.LogOfAny(y));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V RootN(V x, int n) => !IsKnown ? ElementByElement.Apply<V, T>(x, n, static (a, n) => T.RootN(a, n))
        : n == 3 ? RootFunctions<V, T>.Cbrt(x)
        : PowerFunctions<V, T>.RootN(x, n);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V ScaleB(V x, int n)
    {
        // A power of two in range is one exact factor; the others may have to round twice.
        int range = FloatFormat<T>.IsSingle ? 126 : 1022;
        return IsKnown && Math.Abs((long)n) <= range ? x * V.Constant(Math.ScaleB(1, n)) : ElementByElement.Apply<V, T>(x, n, static (a, n) => T.ScaleB(a, n));
    }
}
