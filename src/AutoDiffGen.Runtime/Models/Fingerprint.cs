using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Models;

/// <summary>A number that differs when the bits of an array do, but for one chance in 2^64.</summary>
internal static class Fingerprint
{
    // Odd, so that a multiplication by it loses nothing (the primes of xxHash).
    private const ulong Prime1 = 11400714785074694791, Prime2 = 14029467366897019727;

    /// <summary>
    /// Four chains run beside each other, which the multiplier can do. Each step is one to one in the value and in
    /// what went before, so that one changed element always shows.
    /// </summary>
    public static ulong Of<T>(ReadOnlySpan<T> values)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            throw new InvalidOperationException($"{typeof(T)} contains references.");
        }

        int size = Unsafe.SizeOf<T>();
        ref byte start = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values));
        nint bytes = (nint)values.Length * size, at = 0;
        ulong a = Prime1, b = Prime2, c = ~Prime1, d = ~Prime2;
        for (; at <= bytes - 32; at += 32)
        {
            a = Step(a, Read(ref start, at));
            b = Step(b, Read(ref start, at + 8));
            c = Step(c, Read(ref start, at + 16));
            d = Step(d, Read(ref start, at + 24));
        }

        for (; at < bytes; at++)
        {
            a = Step(a, Unsafe.Add(ref start, at));
        }

        return Mix(Mix(Mix(Mix(a) ^ b) ^ c) ^ d);
    }

    private static ulong Read(ref byte start, nint at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));

    // One to one too, and every bit of the result depends on every bit (the finalizer of MurmurHash3): without it the same
    // change in two chains would give the same number.
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 33)) * 0xff51afd7ed558ccd;
        x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53;
        return x ^ (x >> 33);
    }

    // The step of xxHash: what one value changes is spread before the next one comes, whose change spreads in another way.
    private static ulong Step(ulong state, ulong value) => BitOperations.RotateLeft(state + (value * Prime2), 31) * Prime1;
}
