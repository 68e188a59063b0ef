using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>A lane of one element: the tail of a loop, and the whole of it for types that no register holds several of.</summary>
/// <typeparam name="T">Any floating-point type.</typeparam>
/// <param name="value">The element.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lane1<T>(T value) : ILane<Lane1<T>, T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T _value = value;

    /// <summary>The element.</summary>
    public T Value => _value;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Load(ref readonly T start, nint index) => new(Unsafe.Add(ref Unsafe.AsRef(in start), index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane1<T> value, ref T start, nint index) => Unsafe.Add(ref start, index) = value._value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Create(T value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator +(Lane1<T> x, Lane1<T> y) => new(x._value + y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator -(Lane1<T> x, Lane1<T> y) => new(x._value - y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator *(Lane1<T> x, Lane1<T> y) => new(x._value * y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator /(Lane1<T> x, Lane1<T> y) => new(x._value / y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator %(Lane1<T> x, Lane1<T> y) => new(x._value % y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator -(Lane1<T> x) => new(-x._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator &(Lane1<T> x, Lane1<T> y) => OfBits(Bits(x) & Bits(y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator |(Lane1<T> x, Lane1<T> y) => OfBits(Bits(x) | Bits(y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator ^(Lane1<T> x, Lane1<T> y) => OfBits(Bits(x) ^ Bits(y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator ~(Lane1<T> x) => OfBits(~Bits(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> LessThan(Lane1<T> x, Lane1<T> y) => Mask(x._value < y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> LessThanOrEqual(Lane1<T> x, Lane1<T> y) => Mask(x._value <= y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> GreaterThan(Lane1<T> x, Lane1<T> y) => Mask(x._value > y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> GreaterThanOrEqual(Lane1<T> x, Lane1<T> y) => Mask(x._value >= y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> AreEqual(Lane1<T> x, Lane1<T> y) => Mask(x._value == y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> AreNotEqual(Lane1<T> x, Lane1<T> y) => Mask(x._value != y._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Select(Lane1<T> mask, Lane1<T> whenTrue, Lane1<T> whenFalse) => AnyBit(mask) ? whenTrue : whenFalse;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> FusedMultiplyAdd(Lane1<T> x, Lane1<T> y, Lane1<T> z) => new(T.FusedMultiplyAdd(x._value, y._value, z._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> MultiplyAddEstimate(Lane1<T> x, Lane1<T> y, Lane1<T> z) => new(T.MultiplyAddEstimate(x._value, y._value, z._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Min(Lane1<T> x, Lane1<T> y) => new(T.Min(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Max(Lane1<T> x, Lane1<T> y) => new(T.Max(x._value, y._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Sqrt(Lane1<T> x) => new(T.Sqrt(x._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Abs(Lane1<T> x) => new(T.Abs(x._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Floor(Lane1<T> x) => new(T.Floor(x._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Ceiling(Lane1<T> x) => new(T.Ceiling(x._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Round(Lane1<T> x) => new(T.Round(x._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Truncate(Lane1<T> x) => new(T.Truncate(x._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lane1<T> x) => x._value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lane1<T> x) => x._value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Lane1<T> x) => x._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.Constant(double value)
    {
        if (typeof(T) == typeof(float))
        {
            return new((T)(object)(float)value);
        }

        return typeof(T) == typeof(double) ? new((T)(object)value) : new(T.CreateTruncating(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.FromBits(ulong bits) => OfBits(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.AddBits(Lane1<T> x, Lane1<T> y) => OfBits(Bits(x) + Bits(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.SubtractBits(Lane1<T> x, Lane1<T> y) => OfBits(Bits(x) - Bits(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.ShiftLeft(Lane1<T> x, int count) => OfBits(Bits(x) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.ShiftRight(Lane1<T> x, int count) => OfBits(Bits(x) >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILane<Lane1<T>, T>.Any(Lane1<T> mask) => AnyBit(mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AnyBit(Lane1<T> mask) => Bits(mask) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane1<T> Mask(bool value) => OfBits(value ? ulong.MaxValue : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Lane1<T> x) => Unsafe.SizeOf<T>() switch
    {
        2 => Unsafe.BitCast<T, ushort>(x._value),
        4 => Unsafe.BitCast<T, uint>(x._value),
        8 => Unsafe.BitCast<T, ulong>(x._value),
        _ => throw new NotSupportedException($"The bits of {typeof(T)} are not known."),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane1<T> OfBits(ulong bits) => new(Unsafe.SizeOf<T>() switch
    {
        2 => Unsafe.BitCast<ushort, T>((ushort)bits),
        4 => Unsafe.BitCast<uint, T>((uint)bits),
        8 => Unsafe.BitCast<ulong, T>(bits),
        _ => throw new NotSupportedException($"The bits of {typeof(T)} are not known."),
    });
}
