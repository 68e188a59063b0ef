using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Runtime.Tests.Lanes;

/// <summary>Every elementary function by name: on lanes, on the element type, and its reference value.</summary>
internal static class Functions
{
    public static V OnLane<V, T>(string name, V x)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T> => name switch
    {
        "Exp" => V.Exp(x), "ExpM1" => V.ExpM1(x), "Exp2" => V.Exp2(x), "Exp2M1" => V.Exp2M1(x), "Exp10" => V.Exp10(x), "Exp10M1" => V.Exp10M1(x),
        "Log" => V.Log(x), "LogP1" => V.LogP1(x), "Log2" => V.Log2(x), "Log2P1" => V.Log2P1(x), "Log10" => V.Log10(x), "Log10P1" => V.Log10P1(x),
        "Sin" => V.Sin(x), "Cos" => V.Cos(x), "Tan" => V.Tan(x), "SinPi" => V.SinPi(x), "CosPi" => V.CosPi(x), "TanPi" => V.TanPi(x),
        "Asin" => V.Asin(x), "Acos" => V.Acos(x), "Atan" => V.Atan(x), "AsinPi" => V.AsinPi(x), "AcosPi" => V.AcosPi(x), "AtanPi" => V.AtanPi(x),
        "Sinh" => V.Sinh(x), "Cosh" => V.Cosh(x), "Tanh" => V.Tanh(x), "Asinh" => V.Asinh(x), "Acosh" => V.Acosh(x), "Atanh" => V.Atanh(x),
        "Sigmoid" => V.Sigmoid(x), "Softplus" => V.Softplus(x), "Erf" => V.Erf(x), "Cbrt" => V.Cbrt(x), "Sqrt" => V.Sqrt(x),
        "ReciprocalEstimate" => V.ReciprocalEstimate(x), "ReciprocalSqrtEstimate" => V.ReciprocalSqrtEstimate(x),
        "DegreesToRadians" => V.DegreesToRadians(x), "RadiansToDegrees" => V.RadiansToDegrees(x),
        "Root5" => V.RootN(x, 5), "Root4" => V.RootN(x, 4), "RootMinus3" => V.RootN(x, -3), "RootMinus6" => V.RootN(x, -6),
        _ => throw new ArgumentException(name),
    };

    public static T OnElement<T>(string name, T x)
        where T : IFloatingPointIeee754<T> => name switch
    {
        "Exp" => T.Exp(x), "ExpM1" => T.ExpM1(x), "Exp2" => T.Exp2(x), "Exp2M1" => T.Exp2M1(x), "Exp10" => T.Exp10(x), "Exp10M1" => T.Exp10M1(x),
        "Log" => T.Log(x), "LogP1" => T.LogP1(x), "Log2" => T.Log2(x), "Log2P1" => T.Log2P1(x), "Log10" => T.Log10(x), "Log10P1" => T.Log10P1(x),
        "Sin" => T.Sin(x), "Cos" => T.Cos(x), "Tan" => T.Tan(x), "SinPi" => T.SinPi(x), "CosPi" => T.CosPi(x), "TanPi" => T.TanPi(x),
        "Asin" => T.Asin(x), "Acos" => T.Acos(x), "Atan" => T.Atan(x), "AsinPi" => T.AsinPi(x), "AcosPi" => T.AcosPi(x), "AtanPi" => T.AtanPi(x),
        "Sinh" => T.Sinh(x), "Cosh" => T.Cosh(x), "Tanh" => T.Tanh(x), "Asinh" => T.Asinh(x), "Acosh" => T.Acosh(x), "Atanh" => T.Atanh(x),
        "Sigmoid" => T.One / (T.One + T.Exp(-x)), "Softplus" => T.Max(x, T.Zero) + T.LogP1(T.Exp(-T.Abs(x))), "Erf" => ErfOnElement(x), "Cbrt" => T.Cbrt(x), "Sqrt" => T.Sqrt(x),
        "ReciprocalEstimate" => T.One / x, "ReciprocalSqrtEstimate" => T.One / T.Sqrt(x),
        "DegreesToRadians" => T.DegreesToRadians(x), "RadiansToDegrees" => T.RadiansToDegrees(x),
        "Root5" => T.RootN(x, 5), "Root4" => T.RootN(x, 4), "RootMinus3" => T.RootN(x, -3), "RootMinus6" => T.RootN(x, -6),
        _ => throw new ArgumentException(name),
    };

    /// <summary>The value at a finite argument other than zero, inside of the domain.</summary>
    public static BigFloat Reference(string name, double value)
    {
        BigFloat x = value;
        BigFloat one = 1;
        return name switch
        {
            "Exp" => BigMath.Exp(x),
            "ExpM1" => BigMath.ExpM1(x),
            "Exp2" => BigMath.Exp(x * BigFloat.Ln2),
            "Exp2M1" => BigMath.ExpM1(x * BigFloat.Ln2),
            "Exp10" => BigMath.Exp(x * Ln10),
            "Exp10M1" => BigMath.ExpM1(x * Ln10),
            "Log" => BigMath.Log(x),
            "LogP1" => BigMath.LogP1(x),
            "Log2" => BigMath.Log(x) / BigFloat.Ln2,
            "Log2P1" => BigMath.LogP1(x) / BigFloat.Ln2,
            "Log10" => BigMath.Log(x) / Ln10,
            "Log10P1" => BigMath.LogP1(x) / Ln10,
            "Sin" => BigMath.SinCos(x).Sin,
            "Cos" => BigMath.SinCos(x).Cos,
            "Tan" => Quotient(BigMath.SinCos(x)),
            "SinPi" => BigMath.SinCosPi(value).Sin,
            "CosPi" => BigMath.SinCosPi(value).Cos,
            "TanPi" => Quotient(BigMath.SinCosPi(value)),
            "Asin" => Math.Abs(value) == 1 ? BigFloat.Pi / 2 * x : BigMath.Atan(x / BigFloat.Sqrt((1 - x) * (1 + x))),
            "Acos" => value == -1 ? BigFloat.Pi : 2 * BigMath.Atan(BigFloat.Sqrt((1 - x) / (1 + x))),
            "Atan" => BigMath.Atan(x),
            "AsinPi" or "AcosPi" or "AtanPi" => Reference(name[..4], value) / BigFloat.Pi,
            "Sinh" => (BigMath.ExpM1(x) - BigMath.ExpM1(-x)) / 2,
            "Cosh" => (BigMath.Exp(x) + BigMath.Exp(-x)) / 2,
            "Tanh" => Math.Abs(value) > 400 ? Math.Sign(value) : BigMath.ExpM1(2 * x) / (BigMath.ExpM1(2 * x) + 2),
            "Asinh" => BigMath.LogP1(BigFloat.Abs(x) + x * x / (1 + BigFloat.Sqrt(1 + x * x))) * Math.Sign(value),
            "Acosh" => BigMath.LogP1(x - 1 + BigFloat.Sqrt((x - 1) * (x + 1))),
            "Atanh" => BigMath.LogP1(2 * x / (1 - x)) / 2,
            "Sigmoid" => 1 / (1 + BigMath.Exp(-x)),
            "Softplus" => value > 0 ? x + BigMath.LogP1(BigMath.Exp(-x)) : BigMath.LogP1(BigMath.Exp(x)),
            "Erf" => BigMath.Erf(x),
            "Cbrt" => BigMath.Pow(BigFloat.Abs(x), one / 3) * Math.Sign(value),
            "Sqrt" => BigFloat.Sqrt(x),
            "ReciprocalEstimate" => 1 / x,
            "ReciprocalSqrtEstimate" => 1 / BigFloat.Sqrt(x),
            "DegreesToRadians" => x * BigFloat.Pi / 180,
            "RadiansToDegrees" => x * 180 / BigFloat.Pi,
            "Root5" => BigMath.Pow(BigFloat.Abs(x), one / 5) * Math.Sign(value),
            "Root4" => BigMath.Pow(x, one / 4),
            "RootMinus3" => BigMath.Pow(BigFloat.Abs(x), -one / 3) * Math.Sign(value),
            "RootMinus6" => BigMath.Pow(x, -one / 6),
            _ => throw new ArgumentException(name),
        };
    }

    // No type has it.
    private static T ErfOnElement<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsNaN(x) || x == T.Zero ? x : T.IsInfinity(x) ? T.CopySign(T.One, x) : T.CreateTruncating(BigMath.Erf(double.CreateTruncating(x)).ToDouble());

    private static BigFloat Ln10 { get; } = BigMath.Log(10);

    private static BigFloat Quotient((BigFloat Sin, BigFloat Cos) pair) => pair.Sin / pair.Cos;
}
