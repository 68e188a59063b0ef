using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>Hyperbolic functions, their inverses and the logistic sigmoid (Abramowitz and Stegun, 4.5 and 4.6).</summary>
internal static class HyperbolicFunctions<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>-E / (E + 2), where E = e^(-2|x|) - 1, with the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        V t = ExponentialFunctions<V, T>.ExpM1OfMinusTwiceAbs(x);
        return V.CopySign(t / (t + V.Constant(2)), x);
    }

    /// <summary>1 / (1 + e^-x), by way of e^-|x|: it has full relative precision at both ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        V e = ExponentialFunctions<V, T>.ExpOfMinusAbs(x);
        V one = V.Constant(1);
        return V.Select(V.LessThan(x, default), e, one) / (one + e);
    }

    /// <summary>(E + E / (E + 1)) / 2, where E = e^|x| - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sinh(V x)
    {
        V quarter = ExponentialFunctions<V, T>.QuarterExpM1OfAbs(x);
        V half = quarter + quarter;
        V result = half + quarter / (half + V.Constant(0.5));
        return V.CopySign(result, x);
    }

    /// <summary>(F + 1 / F) / 2, where F = e^|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cosh(V x)
    {
        V quarter = ExponentialFunctions<V, T>.QuarterExpM1OfAbs(x) + V.Constant(0.25);
        return (quarter + quarter) + V.Constant(0.125) / quarter;
    }

    /// <summary>log(1 + |x| + x^2 / (1 + sqrt(1 + x^2))), with the sign of x; log(2|x|) far out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Asinh(V x)
    {
        V a = V.Abs(x);
        V one = V.Constant(1);
        V square = a * a;
        V near = a + square / (one + V.Sqrt(one + square));
        return V.CopySign(LogP1OrLogOfTwice(near, a), x);
    }

    /// <summary>log(1 + t + sqrt(2t + t^2)), where t = x - 1; log(2x) far out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Acosh(V x)
    {
        V t = x - V.Constant(1);
        V near = t + V.Sqrt(V.MultiplyAddEstimate(t, t, t + t));
        V result = LogP1OrLogOfTwice(near, x);
        return V.Select(V.LessThan(x, V.Constant(1)), V.Constant(double.NaN), result);
    }

    /// <summary>log(1 + 2|x| / (1 - |x|)) / 2, with the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Atanh(V x)
    {
        V a = V.Abs(x);
        V y = LogarithmFunctions<V, T>.LogP1((a + a) / (V.Constant(1) - a));
        return V.CopySign(V.Constant(0.5) * y, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogP1OrLogOfTwice(V near, V x)
    {
        V far = V.GreaterThan(x, V.Constant(1073741824.0, 1152921504606846976.0));
        return LogarithmFunctions<V, T>.LogP1(V.Select(far, x, near)) + V.Select(far, V.Constant(0.6931471805599453), default);
    }
}
