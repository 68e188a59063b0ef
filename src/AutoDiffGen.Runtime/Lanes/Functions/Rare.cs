using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>Arguments so rare that a lane is taken apart for them.</summary>
internal static class Rare<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The result, but the type's own function where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Use(V mask, V x, V result, Func<T, T> f) =>
        V.Any(mask) ? V.Select(mask, ElementByElement.Apply<V, T>(x, f), result) : result;
}
