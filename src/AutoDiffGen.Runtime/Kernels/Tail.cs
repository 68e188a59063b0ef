using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The end of a row whose length is no multiple of the lane: its last whole lane is taken once more, and what was
/// counted already is masked.
/// </summary>
internal static class Tail
{
    /// <summary>The lane with all but its last <paramref name="count"/> numbers set to zero, NaN and infinities included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Last<T, V>(V lane, nint count)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        V mask = V.Load(ref Steps<T>.Values[0], Steps<T>.Zeros - V.Width + count);
        V zero = V.Create(T.Zero);
        return V.Select(V.AreEqual(mask, zero), zero, lane);
    }

    private static class Steps<T>
        where T : IFloatingPointIeee754<T>
    {
        // As many zeros as the widest lane has numbers (of one byte), then as many ones.
        public const int Zeros = 64;

        public static readonly T[] Values = Create();

        private static T[] Create()
        {
            var values = new T[2 * Zeros];
            values.AsSpan(Zeros).Fill(T.One);
            return values;
        }
    }
}
