using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiffGen.Lanes;

/// <summary>A lane of 128 bits: 4 elements of type <see cref="float"/> or 2 of type <see cref="double"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; of any other type the lane is not supported.</typeparam>
/// <param name="value">The elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lane128<T>(Vector128<T> value) : ILane<Lane128<T>, T>
    where T : IFloatingPointIeee754<T>
{
    private readonly Vector128<T> _value = value;

    /// <summary>The elements.</summary>
    public Vector128<T> Value => _value;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated && (typeof(T) == typeof(float) || typeof(T) == typeof(double));
    }

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Load(ref readonly T start, nint index) => new(Vector128.LoadUnsafe(in start, (nuint)index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane128<T> value, ref T start, nint index) => value._value.StoreUnsafe(ref start, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Create(T value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator +(Lane128<T> x, Lane128<T> y) => new(x._value + y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator -(Lane128<T> x, Lane128<T> y) => new(x._value - y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator *(Lane128<T> x, Lane128<T> y) => new(x._value * y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator /(Lane128<T> x, Lane128<T> y) => new(x._value / y._value);

    /// <inheritdoc/>
    public static Lane128<T> operator %(Lane128<T> x, Lane128<T> y) => ElementByElement.Apply<Lane128<T>, T>(x, y, static (a, b) => a % b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator -(Lane128<T> x) => new(-x._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator &(Lane128<T> x, Lane128<T> y) => new(x._value & y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator |(Lane128<T> x, Lane128<T> y) => new(x._value | y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator ^(Lane128<T> x, Lane128<T> y) => new(x._value ^ y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator ~(Lane128<T> x) => new(~x._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> LessThan(Lane128<T> x, Lane128<T> y) => new(Vector128.LessThan(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> LessThanOrEqual(Lane128<T> x, Lane128<T> y) => new(Vector128.LessThanOrEqual(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> GreaterThan(Lane128<T> x, Lane128<T> y) => new(Vector128.GreaterThan(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> GreaterThanOrEqual(Lane128<T> x, Lane128<T> y) => new(Vector128.GreaterThanOrEqual(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> AreEqual(Lane128<T> x, Lane128<T> y) => new(Vector128.Equals(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> AreNotEqual(Lane128<T> x, Lane128<T> y) => new(~Vector128.Equals(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Select(Lane128<T> mask, Lane128<T> whenTrue, Lane128<T> whenFalse) =>
        new(Vector128.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> FusedMultiplyAdd(Lane128<T> x, Lane128<T> y, Lane128<T> z) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> MultiplyAddEstimate(Lane128<T> x, Lane128<T> y, Lane128<T> z) => typeof(T) == typeof(float)
        ? new(Vector128.MultiplyAddEstimate(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>())
        : new(Vector128.MultiplyAddEstimate(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Min(Lane128<T> x, Lane128<T> y) => new(Vector128.Min(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Max(Lane128<T> x, Lane128<T> y) => new(Vector128.Max(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Sqrt(Lane128<T> x) => new(Vector128.Sqrt(x._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Abs(Lane128<T> x) => new(Vector128.Abs(x._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Floor(Lane128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Floor(x._value.AsSingle()).As<float, T>())
        : new(Vector128.Floor(x._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Ceiling(Lane128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Ceiling(x._value.AsSingle()).As<float, T>())
        : new(Vector128.Ceiling(x._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Round(Lane128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Round(x._value.AsSingle()).As<float, T>())
        : new(Vector128.Round(x._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Truncate(Lane128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Truncate(x._value.AsSingle()).As<float, T>())
        : new(Vector128.Truncate(x._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lane128<T> x) => Vector128.Sum(x._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lane128<T> x)
    {
        T half = T.Max(x._value.GetElement(0), x._value.GetElement(1));
        return Vector128<T>.Count == 2 ? half : T.Max(half, T.Max(x._value.GetElement(2), x._value.GetElement(3)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Lane128<T> x)
    {
        T half = T.Min(x._value.GetElement(0), x._value.GetElement(1));
        return Vector128<T>.Count == 2 ? half : T.Min(half, T.Min(x._value.GetElement(2), x._value.GetElement(3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.Constant(double value) => typeof(T) == typeof(float)
        ? new(Vector128.Create((float)value).As<float, T>())
        : new(Vector128.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.FromBits(ulong bits) => typeof(T) == typeof(float)
        ? new(Vector128.Create((uint)bits).As<uint, T>())
        : new(Vector128.Create(bits).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.AddBits(Lane128<T> x, Lane128<T> y) => typeof(T) == typeof(float)
        ? new((x._value.AsUInt32() + y._value.AsUInt32()).As<uint, T>())
        : new((x._value.AsUInt64() + y._value.AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.SubtractBits(Lane128<T> x, Lane128<T> y) => typeof(T) == typeof(float)
        ? new((x._value.AsUInt32() - y._value.AsUInt32()).As<uint, T>())
        : new((x._value.AsUInt64() - y._value.AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.ShiftLeft(Lane128<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._value.AsUInt32() << count).As<uint, T>())
        : new((x._value.AsUInt64() << count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> ILane<Lane128<T>, T>.ShiftRight(Lane128<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._value.AsUInt32() >>> count).As<uint, T>())
        : new((x._value.AsUInt64() >>> count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILane<Lane128<T>, T>.Any(Lane128<T> mask) => !Vector128.EqualsAll(mask._value.AsUInt64(), Vector128<ulong>.Zero);
}
