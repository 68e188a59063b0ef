using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

// The functions of the rule table, under the names of T.
public partial interface ILane<TSelf, T>
{
    /// <summary>The cube root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Cbrt(TSelf x) => TSelf.InlinesFunctions ? RootFunctions<TSelf, T>.Cbrt(x) : OutOfLine<TSelf, T>.Cbrt(x);

    /// <summary>e to the power x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Exp(TSelf x) => TSelf.InlinesFunctions ? ExponentialFunctions<TSelf, T>.Exp(x) : OutOfLine<TSelf, T>.Exp(x);

    /// <summary>e to the power x, minus 1; accurate near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf ExpM1(TSelf x) => TSelf.InlinesFunctions ? ExponentialFunctions<TSelf, T>.ExpM1(x) : OutOfLine<TSelf, T>.ExpM1(x);

    /// <summary>2 to the power x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Exp2(TSelf x) => TSelf.InlinesFunctions ? ExponentialFunctions<TSelf, T>.Exp2(x) : OutOfLine<TSelf, T>.Exp2(x);

    /// <summary>2 to the power x, minus 1; accurate near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Exp2M1(TSelf x) => TSelf.InlinesFunctions ? ExponentialFunctions<TSelf, T>.Exp2M1(x) : OutOfLine<TSelf, T>.Exp2M1(x);

    /// <summary>10 to the power x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Exp10(TSelf x) => TSelf.InlinesFunctions ? ExponentialFunctions<TSelf, T>.Exp10(x) : OutOfLine<TSelf, T>.Exp10(x);

    /// <summary>10 to the power x, minus 1; accurate near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Exp10M1(TSelf x) => TSelf.InlinesFunctions ? ExponentialFunctions<TSelf, T>.Exp10M1(x) : OutOfLine<TSelf, T>.Exp10M1(x);

    /// <summary>The natural logarithm; NaN below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log(TSelf x) => TSelf.InlinesFunctions ? LogarithmFunctions<TSelf, T>.Log(x) : OutOfLine<TSelf, T>.Log(x);

    /// <summary>The natural logarithm of x + 1; accurate near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf LogP1(TSelf x) => TSelf.InlinesFunctions ? LogarithmFunctions<TSelf, T>.LogP1(x) : OutOfLine<TSelf, T>.LogP1(x);

    /// <summary>The logarithm to base 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log2(TSelf x) => TSelf.InlinesFunctions ? LogarithmFunctions<TSelf, T>.Log2(x) : OutOfLine<TSelf, T>.Log2(x);

    /// <summary>The logarithm of x + 1 to base 2; accurate near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log2P1(TSelf x) => TSelf.InlinesFunctions ? LogarithmFunctions<TSelf, T>.Log2P1(x) : OutOfLine<TSelf, T>.Log2P1(x);

    /// <summary>The logarithm to base 10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log10(TSelf x) => TSelf.InlinesFunctions ? LogarithmFunctions<TSelf, T>.Log10(x) : OutOfLine<TSelf, T>.Log10(x);

    /// <summary>The logarithm of x + 1 to base 10; accurate near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log10P1(TSelf x) => TSelf.InlinesFunctions ? LogarithmFunctions<TSelf, T>.Log10P1(x) : OutOfLine<TSelf, T>.Log10P1(x);

    /// <summary>The sine of x radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Sin(TSelf x) => TSelf.InlinesFunctions ? TrigonometricFunctions<TSelf, T>.Sin(x) : OutOfLine<TSelf, T>.Sin(x);

    /// <summary>The cosine of x radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Cos(TSelf x) => TSelf.InlinesFunctions ? TrigonometricFunctions<TSelf, T>.Cos(x) : OutOfLine<TSelf, T>.Cos(x);

    /// <summary>The tangent of x radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Tan(TSelf x) => TSelf.InlinesFunctions ? TrigonometricFunctions<TSelf, T>.Tan(x) : OutOfLine<TSelf, T>.Tan(x);

    /// <summary>The arc sine, in radians; NaN outside of [-1, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Asin(TSelf x) => TSelf.InlinesFunctions ? InverseTrigonometricFunctions<TSelf, T>.Asin(x) : OutOfLine<TSelf, T>.Asin(x);

    /// <summary>The arc cosine, in radians; NaN outside of [-1, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Acos(TSelf x) => TSelf.InlinesFunctions ? InverseTrigonometricFunctions<TSelf, T>.Acos(x) : OutOfLine<TSelf, T>.Acos(x);

    /// <summary>The arc tangent, in radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Atan(TSelf x) => TSelf.InlinesFunctions ? InverseTrigonometricFunctions<TSelf, T>.Atan(x) : OutOfLine<TSelf, T>.Atan(x);

    /// <summary>The sine of x half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf SinPi(TSelf x) => TSelf.InlinesFunctions ? TrigonometricFunctions<TSelf, T>.SinPi(x) : OutOfLine<TSelf, T>.SinPi(x);

    /// <summary>The cosine of x half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf CosPi(TSelf x) => TSelf.InlinesFunctions ? TrigonometricFunctions<TSelf, T>.CosPi(x) : OutOfLine<TSelf, T>.CosPi(x);

    /// <summary>The tangent of x half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf TanPi(TSelf x) => OutOfLine<TSelf, T>.TanPi(x);

    /// <summary>The arc sine, in half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf AsinPi(TSelf x) => TSelf.InlinesFunctions ? InverseTrigonometricFunctions<TSelf, T>.AsinPi(x) : OutOfLine<TSelf, T>.AsinPi(x);

    /// <summary>The arc cosine, in half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf AcosPi(TSelf x) => TSelf.InlinesFunctions ? InverseTrigonometricFunctions<TSelf, T>.AcosPi(x) : OutOfLine<TSelf, T>.AcosPi(x);

    /// <summary>The arc tangent, in half turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf AtanPi(TSelf x) => TSelf.InlinesFunctions ? InverseTrigonometricFunctions<TSelf, T>.AtanPi(x) : OutOfLine<TSelf, T>.AtanPi(x);

    /// <summary>x times pi / 180.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf DegreesToRadians(TSelf x) => x * TSelf.Create(T.Pi / T.CreateTruncating(180));

    /// <summary>x times 180 / pi.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf RadiansToDegrees(TSelf x) => x * TSelf.Create(T.CreateTruncating(180) / T.Pi);

    /// <summary>The hyperbolic sine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Sinh(TSelf x) => TSelf.InlinesFunctions ? HyperbolicFunctions<TSelf, T>.Sinh(x) : OutOfLine<TSelf, T>.Sinh(x);

    /// <summary>The hyperbolic cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Cosh(TSelf x) => TSelf.InlinesFunctions ? HyperbolicFunctions<TSelf, T>.Cosh(x) : OutOfLine<TSelf, T>.Cosh(x);

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Tanh(TSelf x) => TSelf.InlinesFunctions ? HyperbolicFunctions<TSelf, T>.Tanh(x) : OutOfLine<TSelf, T>.Tanh(x);

    /// <summary>The inverse hyperbolic sine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Asinh(TSelf x) => TSelf.InlinesFunctions ? HyperbolicFunctions<TSelf, T>.Asinh(x) : OutOfLine<TSelf, T>.Asinh(x);

    /// <summary>The inverse hyperbolic cosine; NaN below 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Acosh(TSelf x) => TSelf.InlinesFunctions ? HyperbolicFunctions<TSelf, T>.Acosh(x) : OutOfLine<TSelf, T>.Acosh(x);

    /// <summary>The inverse hyperbolic tangent; NaN outside of [-1, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Atanh(TSelf x) => TSelf.InlinesFunctions ? HyperbolicFunctions<TSelf, T>.Atanh(x) : OutOfLine<TSelf, T>.Atanh(x);

    /// <summary>The length of the vector (x, y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Hypot(TSelf x, TSelf y) => TSelf.InlinesFunctions ? RootFunctions<TSelf, T>.Hypot(x, y) : OutOfLine<TSelf, T>.Hypot(x, y);

    /// <summary>x to the power y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Pow(TSelf x, TSelf y) => OutOfLine<TSelf, T>.Pow(x, y);

    /// <summary>The angle of the point (x, y), in radians; y comes first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Atan2(TSelf y, TSelf x) => TSelf.InlinesFunctions ? InverseTrigonometricFunctions<TSelf, T>.Atan2(y, x) : OutOfLine<TSelf, T>.Atan2(y, x);

    /// <summary>The angle of the point (x, y), in half turns; y comes first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Atan2Pi(TSelf y, TSelf x) => TSelf.InlinesFunctions ? InverseTrigonometricFunctions<TSelf, T>.Atan2Pi(y, x) : OutOfLine<TSelf, T>.Atan2Pi(y, x);

    /// <summary>The larger; the other one if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf MaxNumber(TSelf x, TSelf y) =>
        TSelf.Select(TSelf.AreNotEqual(x, x), y, TSelf.Select(TSelf.AreNotEqual(y, y), x, TSelf.Max(x, y)));

    /// <summary>The smaller; the other one if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf MinNumber(TSelf x, TSelf y) =>
        TSelf.Select(TSelf.AreNotEqual(x, x), y, TSelf.Select(TSelf.AreNotEqual(y, y), x, TSelf.Min(x, y)));

    /// <summary>The one of the larger magnitude, the positive one of two equals; NaN if either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf MaxMagnitude(TSelf x, TSelf y)
    {
        TSelf a = TSelf.Abs(x);
        TSelf b = TSelf.Abs(y);
        TSelf first = TSelf.GreaterThan(a, b) | TSelf.AreNotEqual(x, x);
        return TSelf.Select(first, x, TSelf.Select(TSelf.AreEqual(a, b), TSelf.Max(x, y), y));
    }

    /// <summary>The one of the smaller magnitude, the negative one of two equals; NaN if either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf MinMagnitude(TSelf x, TSelf y)
    {
        TSelf a = TSelf.Abs(x);
        TSelf b = TSelf.Abs(y);
        TSelf first = TSelf.LessThan(a, b) | TSelf.AreNotEqual(x, x);
        return TSelf.Select(first, x, TSelf.Select(TSelf.AreEqual(a, b), TSelf.Min(x, y), y));
    }

    /// <summary>x minus y times the integer nearest to x / y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Ieee754Remainder(TSelf x, TSelf y) => OutOfLine<TSelf, T>.Ieee754Remainder(x, y);

    /// <summary>The logarithm of x to the base y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log(TSelf x, TSelf y) => OutOfLine<TSelf, T>.Log(x, y);

    /// <summary>The root of degree n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf RootN(TSelf x, int n) => OutOfLine<TSelf, T>.RootN(x, n);

    /// <summary>x times 2 to the power n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf ScaleB(TSelf x, int n) => OutOfLine<TSelf, T>.ScaleB(x, n);

    /// <summary>x (1 - z) + y z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Lerp(TSelf x, TSelf y, TSelf z) => TSelf.MultiplyAddEstimate(x, TSelf.Constant(1) - z, y * z);

    /// <summary>x, but at least y and at most z; NaN if any is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Clamp(TSelf x, TSelf y, TSelf z) => TSelf.Min(TSelf.Max(x, y), z);

    /// <summary>1 / x, correctly rounded here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf ReciprocalEstimate(TSelf x) => TSelf.Constant(1) / x;

    /// <summary>1 / sqrt(x), within 1 ulp here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf ReciprocalSqrtEstimate(TSelf x) => TSelf.Constant(1) / TSelf.Sqrt(x);

    /// <summary>The positive part: 0 where x is not above 0, but NaN where it is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Relu(TSelf x) => TSelf.Select(TSelf.LessThanOrEqual(x, default), default, x);

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Sigmoid(TSelf x) => TSelf.InlinesFunctions ? HyperbolicFunctions<TSelf, T>.Sigmoid(x) : OutOfLine<TSelf, T>.Sigmoid(x);

    /// <summary>log(1 + exp(x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Softplus(TSelf x) => TSelf.InlinesFunctions ? LogarithmFunctions<TSelf, T>.Softplus(x) : OutOfLine<TSelf, T>.Softplus(x);

    /// <summary>The error function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Erf(TSelf x) => OutOfLine<TSelf, T>.Erf(x);
}
