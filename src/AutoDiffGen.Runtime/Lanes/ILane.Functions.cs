using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

// The functions of the rule table, under the names of T.
public partial interface ILane<TSelf, T>
{
    /// <summary>The cube root.</summary>
    static virtual TSelf Cbrt(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Cbrt(a));

    /// <summary>e to the power x.</summary>
    static virtual TSelf Exp(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Exp(a));

    /// <summary>e to the power x, minus 1; accurate near zero.</summary>
    static virtual TSelf ExpM1(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.ExpM1(a));

    /// <summary>2 to the power x.</summary>
    static virtual TSelf Exp2(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Exp2(a));

    /// <summary>2 to the power x, minus 1; accurate near zero.</summary>
    static virtual TSelf Exp2M1(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Exp2M1(a));

    /// <summary>10 to the power x.</summary>
    static virtual TSelf Exp10(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Exp10(a));

    /// <summary>10 to the power x, minus 1; accurate near zero.</summary>
    static virtual TSelf Exp10M1(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Exp10M1(a));

    /// <summary>The natural logarithm; NaN below zero.</summary>
    static virtual TSelf Log(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Log(a));

    /// <summary>The natural logarithm of x + 1; accurate near zero.</summary>
    static virtual TSelf LogP1(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.LogP1(a));

    /// <summary>The logarithm to base 2.</summary>
    static virtual TSelf Log2(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Log2(a));

    /// <summary>The logarithm of x + 1 to base 2; accurate near zero.</summary>
    static virtual TSelf Log2P1(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Log2P1(a));

    /// <summary>The logarithm to base 10.</summary>
    static virtual TSelf Log10(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Log10(a));

    /// <summary>The logarithm of x + 1 to base 10; accurate near zero.</summary>
    static virtual TSelf Log10P1(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Log10P1(a));

    /// <summary>The sine of x radians.</summary>
    static virtual TSelf Sin(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Sin(a));

    /// <summary>The cosine of x radians.</summary>
    static virtual TSelf Cos(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Cos(a));

    /// <summary>The tangent of x radians.</summary>
    static virtual TSelf Tan(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Tan(a));

    /// <summary>The arc sine, in radians; NaN outside of [-1, 1].</summary>
    static virtual TSelf Asin(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Asin(a));

    /// <summary>The arc cosine, in radians; NaN outside of [-1, 1].</summary>
    static virtual TSelf Acos(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Acos(a));

    /// <summary>The arc tangent, in radians.</summary>
    static virtual TSelf Atan(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Atan(a));

    /// <summary>The sine of x half turns.</summary>
    static virtual TSelf SinPi(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.SinPi(a));

    /// <summary>The cosine of x half turns.</summary>
    static virtual TSelf CosPi(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.CosPi(a));

    /// <summary>The tangent of x half turns.</summary>
    static virtual TSelf TanPi(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.TanPi(a));

    /// <summary>The arc sine, in half turns.</summary>
    static virtual TSelf AsinPi(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.AsinPi(a));

    /// <summary>The arc cosine, in half turns.</summary>
    static virtual TSelf AcosPi(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.AcosPi(a));

    /// <summary>The arc tangent, in half turns.</summary>
    static virtual TSelf AtanPi(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.AtanPi(a));

    /// <summary>x times pi / 180.</summary>
    static virtual TSelf DegreesToRadians(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.DegreesToRadians(a));

    /// <summary>x times 180 / pi.</summary>
    static virtual TSelf RadiansToDegrees(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.RadiansToDegrees(a));

    /// <summary>The hyperbolic sine.</summary>
    static virtual TSelf Sinh(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Sinh(a));

    /// <summary>The hyperbolic cosine.</summary>
    static virtual TSelf Cosh(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Cosh(a));

    /// <summary>The hyperbolic tangent.</summary>
    static virtual TSelf Tanh(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Tanh(a));

    /// <summary>The inverse hyperbolic sine.</summary>
    static virtual TSelf Asinh(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Asinh(a));

    /// <summary>The inverse hyperbolic cosine; NaN below 1.</summary>
    static virtual TSelf Acosh(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Acosh(a));

    /// <summary>The inverse hyperbolic tangent; NaN outside of [-1, 1].</summary>
    static virtual TSelf Atanh(TSelf x) => ElementByElement.Apply<TSelf, T>(x, static a => T.Atanh(a));

    /// <summary>The length of the vector (x, y).</summary>
    static virtual TSelf Hypot(TSelf x, TSelf y) => ElementByElement.Apply<TSelf, T>(x, y, static (a, b) => T.Hypot(a, b));

    /// <summary>x to the power y.</summary>
    static virtual TSelf Pow(TSelf x, TSelf y) => ElementByElement.Apply<TSelf, T>(x, y, static (a, b) => T.Pow(a, b));

    /// <summary>The angle of the point (x, y), in radians; y comes first.</summary>
    static virtual TSelf Atan2(TSelf y, TSelf x) => ElementByElement.Apply<TSelf, T>(y, x, static (a, b) => T.Atan2(a, b));

    /// <summary>The angle of the point (x, y), in half turns; y comes first.</summary>
    static virtual TSelf Atan2Pi(TSelf y, TSelf x) => ElementByElement.Apply<TSelf, T>(y, x, static (a, b) => T.Atan2Pi(a, b));

    /// <summary>The magnitude of x with the sign of y.</summary>
    static virtual TSelf CopySign(TSelf x, TSelf y) => ElementByElement.Apply<TSelf, T>(x, y, static (a, b) => T.CopySign(a, b));

    /// <summary>The larger; the other one if one is NaN.</summary>
    static virtual TSelf MaxNumber(TSelf x, TSelf y) => ElementByElement.Apply<TSelf, T>(x, y, static (a, b) => T.MaxNumber(a, b));

    /// <summary>The smaller; the other one if one is NaN.</summary>
    static virtual TSelf MinNumber(TSelf x, TSelf y) => ElementByElement.Apply<TSelf, T>(x, y, static (a, b) => T.MinNumber(a, b));

    /// <summary>The one of the larger magnitude, the positive one of two equals; NaN if either is.</summary>
    static virtual TSelf MaxMagnitude(TSelf x, TSelf y) => ElementByElement.Apply<TSelf, T>(x, y, static (a, b) => T.MaxMagnitude(a, b));

    /// <summary>The one of the smaller magnitude, the negative one of two equals; NaN if either is.</summary>
    static virtual TSelf MinMagnitude(TSelf x, TSelf y) => ElementByElement.Apply<TSelf, T>(x, y, static (a, b) => T.MinMagnitude(a, b));

    /// <summary>x minus y times the integer nearest to x / y.</summary>
    static virtual TSelf Ieee754Remainder(TSelf x, TSelf y) => ElementByElement.Apply<TSelf, T>(x, y, static (a, b) => T.Ieee754Remainder(a, b));

    /// <summary>The logarithm of x to the base y.</summary>
    static virtual TSelf Log(TSelf x, TSelf y) => ElementByElement.Apply<TSelf, T>(x, y, static (a, b) => T.Log(a, b));

    /// <summary>The root of degree n.</summary>
    static virtual TSelf RootN(TSelf x, int n) => ElementByElement.Apply<TSelf, T>(x, n, static (a, n) => T.RootN(a, n));

    /// <summary>x times 2 to the power n.</summary>
    static virtual TSelf ScaleB(TSelf x, int n) => ElementByElement.Apply<TSelf, T>(x, n, static (a, n) => T.ScaleB(a, n));

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
    static virtual TSelf Sigmoid(TSelf x) => TSelf.Constant(1) / (TSelf.Constant(1) + TSelf.Exp(-x));
}
