using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AutoDiffGen.Kernels;

/// <summary>
/// A register as parts of 128 bits, in each of which two registers can be interleaved: what the transposition of small
/// blocks of 4 or 8 byte elements is made of.
/// </summary>
internal interface IZip<TSelf>
    where TSelf : struct, IZip<TSelf>
{
    static abstract bool IsSupported { get; }

    /// <summary>The number of 128-bit parts.</summary>
    static abstract int Parts { get; }

    /// <summary>Reads each part from its own place.</summary>
    /// <param name="source">The place of the first.</param>
    /// <param name="distance">The number of bytes from one place to the next.</param>
    static abstract TSelf Load(ref readonly byte source, nint distance);

    static abstract void Store(TSelf value, ref byte target);

    /// <summary>x0 y0 x1 y1 of elements of 4 bytes.</summary>
    static abstract TSelf Low4(TSelf x, TSelf y);

    /// <summary>x2 y2 x3 y3 of elements of 4 bytes.</summary>
    static abstract TSelf High4(TSelf x, TSelf y);

    /// <summary>x0 y0 of elements of 8 bytes.</summary>
    static abstract TSelf Low8(TSelf x, TSelf y);

    /// <summary>x1 y1 of elements of 8 bytes.</summary>
    static abstract TSelf High8(TSelf x, TSelf y);
}

internal readonly struct Zip128(Vector128<byte> value) : IZip<Zip128>
{
    private readonly Vector128<byte> _value = value;

    public static bool IsSupported => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    public static int Parts => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip128 Load(ref readonly byte source, nint distance) => new(Vector128.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Zip128 value, ref byte target) => value._value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip128 Low4(Zip128 x, Zip128 y) => new((Sse2.IsSupported
        ? Sse2.UnpackLow(x._value.AsInt32(), y._value.AsInt32())
        : AdvSimd.Arm64.ZipLow(x._value.AsInt32(), y._value.AsInt32())).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip128 High4(Zip128 x, Zip128 y) => new((Sse2.IsSupported
        ? Sse2.UnpackHigh(x._value.AsInt32(), y._value.AsInt32())
        : AdvSimd.Arm64.ZipHigh(x._value.AsInt32(), y._value.AsInt32())).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip128 Low8(Zip128 x, Zip128 y) => new((Sse2.IsSupported
        ? Sse2.UnpackLow(x._value.AsInt64(), y._value.AsInt64())
        : AdvSimd.Arm64.ZipLow(x._value.AsInt64(), y._value.AsInt64())).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip128 High8(Zip128 x, Zip128 y) => new((Sse2.IsSupported
        ? Sse2.UnpackHigh(x._value.AsInt64(), y._value.AsInt64())
        : AdvSimd.Arm64.ZipHigh(x._value.AsInt64(), y._value.AsInt64())).AsByte());
}

internal readonly struct Zip256(Vector256<byte> value) : IZip<Zip256>
{
    private readonly Vector256<byte> _value = value;

    public static bool IsSupported => Avx2.IsSupported;

    public static int Parts => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip256 Load(ref readonly byte source, nint distance) =>
        new(Vector256.Create(Vector128.LoadUnsafe(in source), Vector128.LoadUnsafe(in source, (nuint)distance)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Zip256 value, ref byte target) => value._value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip256 Low4(Zip256 x, Zip256 y) => new(Avx2.UnpackLow(x._value.AsInt32(), y._value.AsInt32()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip256 High4(Zip256 x, Zip256 y) => new(Avx2.UnpackHigh(x._value.AsInt32(), y._value.AsInt32()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip256 Low8(Zip256 x, Zip256 y) => new(Avx2.UnpackLow(x._value.AsInt64(), y._value.AsInt64()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip256 High8(Zip256 x, Zip256 y) => new(Avx2.UnpackHigh(x._value.AsInt64(), y._value.AsInt64()).AsByte());
}

internal readonly struct Zip512(Vector512<byte> value) : IZip<Zip512>
{
    private readonly Vector512<byte> _value = value;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    public static int Parts => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip512 Load(ref readonly byte source, nint distance) => new(Vector512.Create(
        Vector256.Create(Vector128.LoadUnsafe(in source), Vector128.LoadUnsafe(in source, (nuint)distance)),
        Vector256.Create(Vector128.LoadUnsafe(in source, (nuint)(2 * distance)), Vector128.LoadUnsafe(in source, (nuint)(3 * distance)))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Zip512 value, ref byte target) => value._value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip512 Low4(Zip512 x, Zip512 y) => new(Avx512F.UnpackLow(x._value.AsInt32(), y._value.AsInt32()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip512 High4(Zip512 x, Zip512 y) => new(Avx512F.UnpackHigh(x._value.AsInt32(), y._value.AsInt32()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip512 Low8(Zip512 x, Zip512 y) => new(Avx512F.UnpackLow(x._value.AsInt64(), y._value.AsInt64()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Zip512 High8(Zip512 x, Zip512 y) => new(Avx512F.UnpackHigh(x._value.AsInt64(), y._value.AsInt64()).AsByte());
}
