using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

// What the elementary functions are built of; they are used for float and double alone.
public partial struct Lane1<T>
{
    static bool ILane<Lane1<T>, T>.InlinesFunctions
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.Constant(double value) => new(Rounded(value));

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
    static Lane1<T> ILane<Lane1<T>, T>.MinNative(Lane1<T> x, Lane1<T> y)
    {
        x._value = T.MinNative(x._value, y._value);
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.MaxNative(Lane1<T> x, Lane1<T> y)
    {
        x._value = T.MaxNative(x._value, y._value);
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILane<Lane1<T>, T>.AllLessThan(Lane1<T> x, Lane1<T> y) => x._value < y._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.Constant(double single, double twice) => new(Rounded(Unsafe.SizeOf<T>() == sizeof(float) ? single : twice));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.AddExponent(Lane1<T> x, Lane1<T> n) => OfBits(Bits(x) + (Bits(n) << (Unsafe.SizeOf<T>() == sizeof(float) ? 23 : 52)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.AddScaled(Lane1<T> x, Lane1<T> y, double single, double twice)
    {
        x._value = T.MultiplyAddEstimate(y._value, Rounded(Unsafe.SizeOf<T>() == sizeof(float) ? single : twice), x._value);
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.Horner(Lane1<T> p, Lane1<T> x, double a)
    {
        p._value = T.MultiplyAddEstimate(p._value, x._value, Rounded(a));
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.Horner(Lane1<T> p, Lane1<T> x, double a, double b)
    {
        p._value = T.MultiplyAddEstimate(p._value, x._value, Rounded(a));
        p._value = T.MultiplyAddEstimate(p._value, x._value, Rounded(b));
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1<T> ILane<Lane1<T>, T>.Horner(Lane1<T> p, Lane1<T> x, double a, double b, double c, double d)
    {
        p._value = T.MultiplyAddEstimate(p._value, x._value, Rounded(a));
        p._value = T.MultiplyAddEstimate(p._value, x._value, Rounded(b));
        p._value = T.MultiplyAddEstimate(p._value, x._value, Rounded(c));
        p._value = T.MultiplyAddEstimate(p._value, x._value, Rounded(d));
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Rounded(double value)
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            return Unsafe.BitCast<float, T>((float)value);
        }

        return Unsafe.SizeOf<T>() == sizeof(double) ? Unsafe.BitCast<double, T>(value) : T.CreateTruncating(value);
    }

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
