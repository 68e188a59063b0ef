namespace AutoDiffGen.Gradient.Tests.Oracle;

/// <summary>
/// What stands in the oracle for <c>IFloatingPointIeee754</c>, so that generic programs can be instantiated with <see cref="Var"/>.
/// </summary>
public interface IReal<T>
    where T : IReal<T>
{
    static abstract T Zero { get; }

    static abstract T One { get; }

    static abstract T NegativeOne { get; }

    static abstract T Pi { get; }

    static abstract T E { get; }

    static abstract T Tau { get; }

    static abstract T Epsilon { get; }

    static abstract T NaN { get; }

    static abstract T PositiveInfinity { get; }

    static abstract T NegativeInfinity { get; }

    static abstract T operator +(T x);

    static abstract T operator -(T x);

    static abstract T operator ++(T x);

    static abstract T operator --(T x);

    static abstract T operator +(T x, T y);

    static abstract T operator -(T x, T y);

    static abstract T operator *(T x, T y);

    static abstract T operator /(T x, T y);

    static abstract T operator %(T x, T y);

    static abstract bool operator ==(T x, T y);

    static abstract bool operator !=(T x, T y);

    static abstract bool operator <(T x, T y);

    static abstract bool operator >(T x, T y);

    static abstract bool operator <=(T x, T y);

    static abstract bool operator >=(T x, T y);

    static abstract T CreateChecked<TOther>(TOther value);

    static abstract T CreateTruncating<TOther>(TOther value);

    static abstract T CreateSaturating<TOther>(TOther value);

    static abstract bool IsNaN(T x);

    static abstract bool IsFinite(T x);

    static abstract bool IsInfinity(T x);

    static abstract bool IsNegative(T x);

    static abstract bool IsPositive(T x);

    static abstract int Sign(T x);

    static abstract T FusedMultiplyAdd(T x, T y, T z);

    static abstract T MultiplyAddEstimate(T x, T y, T z);

    static abstract T Lerp(T x, T y, T amount);

    static abstract T ReciprocalEstimate(T x);

    static abstract T ReciprocalSqrtEstimate(T x);

    static abstract T Sqrt(T x);

    static abstract T Cbrt(T x);

    static abstract T RootN(T x, int n);

    static abstract T Hypot(T x, T y);

    static abstract T Pow(T x, T y);

    static abstract T ScaleB(T x, int n);

    static abstract T Exp(T x);

    static abstract T ExpM1(T x);

    static abstract T Exp2(T x);

    static abstract T Exp2M1(T x);

    static abstract T Exp10(T x);

    static abstract T Exp10M1(T x);

    static abstract T Log(T x);

    static abstract T LogP1(T x);

    static abstract T Log2(T x);

    static abstract T Log2P1(T x);

    static abstract T Log10(T x);

    static abstract T Log10P1(T x);

    static abstract T Log(T x, T b);

    static abstract T Sin(T x);

    static abstract T Cos(T x);

    static abstract T Tan(T x);

    static abstract T Asin(T x);

    static abstract T Acos(T x);

    static abstract T Atan(T x);

    static abstract T Atan2(T y, T x);

    static abstract T SinPi(T x);

    static abstract T CosPi(T x);

    static abstract T TanPi(T x);

    static abstract T AsinPi(T x);

    static abstract T AcosPi(T x);

    static abstract T AtanPi(T x);

    static abstract T Atan2Pi(T y, T x);

    static abstract T DegreesToRadians(T x);

    static abstract T RadiansToDegrees(T x);

    static abstract T Sinh(T x);

    static abstract T Cosh(T x);

    static abstract T Tanh(T x);

    static abstract T Asinh(T x);

    static abstract T Acosh(T x);

    static abstract T Atanh(T x);

    static abstract T Sigmoid(T x);

    static abstract T Max(T x, T y);

    static abstract T Min(T x, T y);

    static abstract T MaxNumber(T x, T y);

    static abstract T MinNumber(T x, T y);

    static abstract T MaxMagnitude(T x, T y);

    static abstract T MinMagnitude(T x, T y);

    static abstract T MaxMagnitudeNumber(T x, T y);

    static abstract T MinMagnitudeNumber(T x, T y);

    static abstract T MaxNative(T x, T y);

    static abstract T MinNative(T x, T y);

    static abstract T ClampNative(T x, T low, T high);

    static abstract T BitIncrement(T x);

    static abstract T BitDecrement(T x);

    static abstract T Clamp(T x, T low, T high);

    static abstract T Abs(T x);

    static abstract T CopySign(T x, T sign);

    static abstract T Relu(T x);

    static abstract T Ieee754Remainder(T x, T y);

    static abstract T Floor(T x);

    static abstract T Ceiling(T x);

    static abstract T Truncate(T x);

    static abstract T Round(T x);

    static abstract T Round(T x, int digits);

    static abstract T Round(T x, MidpointRounding mode);

    static abstract T Round(T x, int digits, MidpointRounding mode);
}
