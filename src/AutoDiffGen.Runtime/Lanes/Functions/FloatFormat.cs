using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>
/// The layout of <see cref="float"/> and <see cref="double"/> (IEEE 754 binary32 and binary64). Other types of lanes
/// never get here, and their size tells the two apart.
/// </summary>
internal static class FloatFormat<T>
{
    /// <summary>Whether the type is <see cref="float"/>; else it is <see cref="double"/>.</summary>
    public static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<T>() == sizeof(float);
    }

    /// <summary>The number of stored fraction bits.</summary>
    public static int FractionBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsSingle ? 23 : 52;
    }

    /// <summary>The fraction bits.</summary>
    public static ulong Fraction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsSingle ? 0x7fffffUL : 0xfffffffffffffUL;
    }

    /// <summary>Twice the bits of 1: less the bits of a power of two, they are those of its reciprocal.</summary>
    public static ulong TwiceOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsSingle ? 0x7f000000UL : 0x7fe0000000000000UL;
    }

    /// <summary>The sign bit.</summary>
    public static ulong Sign
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsSingle ? 1UL << 31 : 1UL << 63;
    }
}
