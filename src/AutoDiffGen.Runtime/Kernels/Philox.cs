using System.Runtime.CompilerServices;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The counter-based generator Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011, Parallel random numbers: as easy as
/// 1, 2, 3): four random words as a function of a key and a counter, in any order and without state.
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;

    /// <summary>The four words of a counter.</summary>
    /// <param name="key">The seed.</param>
    /// <param name="low">The low half of the counter.</param>
    /// <param name="high">The high half of the counter.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint A, uint B, uint C, uint D) Words(ulong key, ulong low, ulong high = 0)
    {
        uint a = (uint)low, b = (uint)(low >> 32), c = (uint)high, d = (uint)(high >> 32);
        uint k = (uint)key, l = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong p = 0xD2511F53UL * a, q = 0xCD9E8D57UL * c;
            (a, b, c, d) = ((uint)(q >> 32) ^ b ^ k, (uint)q, (uint)(p >> 32) ^ d ^ l, (uint)p);
            k += 0x9E3779B9;
            l += 0xBB67AE85;
        }

        return (a, b, c, d);
    }
}
