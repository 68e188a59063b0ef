using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>A lane of one element: the tail of a loop, and the whole of it for types that no register holds several of.</summary>
/// <typeparam name="T">Any floating-point type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct Lane1<T> : ILane<Lane1<T>, T>
    where T : IFloatingPointIeee754<T>
{
    private T _value;

    /// <summary>A lane of one element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lane1(T value) => _value = value;

    /// <summary>The element.</summary>
    public readonly T Value => _value;

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
    public static Lane1<T> First(int count) => Mask(count > 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Load(ref readonly T start, nint index, int count, Lane1<T> otherwise) => count > 0 ? Load(in start, index) : otherwise;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane1<T> value, ref T start, nint index, int count)
    {
        if (count > 0)
        {
            Store(value, ref start, index);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Create(T value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator +(Lane1<T> x, Lane1<T> y)
    {
        x._value = x._value + y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator -(Lane1<T> x, Lane1<T> y)
    {
        x._value = x._value - y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator *(Lane1<T> x, Lane1<T> y)
    {
        x._value = x._value * y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator /(Lane1<T> x, Lane1<T> y)
    {
        x._value = x._value / y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator %(Lane1<T> x, Lane1<T> y)
    {
        x._value = x._value % y._value;
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator -(Lane1<T> x)
    {
        x._value = -x._value;
        return x;
    }

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
    public static Lane1<T> FusedMultiplyAdd(Lane1<T> x, Lane1<T> y, Lane1<T> z)
    {
        x._value = T.FusedMultiplyAdd(x._value, y._value, z._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> MultiplyAddEstimate(Lane1<T> x, Lane1<T> y, Lane1<T> z)
    {
        x._value = T.MultiplyAddEstimate(x._value, y._value, z._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Min(Lane1<T> x, Lane1<T> y)
    {
        x._value = T.Min(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Max(Lane1<T> x, Lane1<T> y)
    {
        x._value = T.Max(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Sqrt(Lane1<T> x)
    {
        x._value = T.Sqrt(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Abs(Lane1<T> x)
    {
        x._value = T.Abs(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Floor(Lane1<T> x)
    {
        x._value = T.Floor(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Ceiling(Lane1<T> x)
    {
        x._value = T.Ceiling(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Round(Lane1<T> x)
    {
        x._value = T.Round(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Truncate(Lane1<T> x)
    {
        x._value = T.Truncate(x._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> CopySign(Lane1<T> x, Lane1<T> y)
    {
        x._value = T.CopySign(x._value, y._value);
        return x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lane1<T> x) => x._value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lane1<T> x) => x._value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Lane1<T> x) => x._value;
}
