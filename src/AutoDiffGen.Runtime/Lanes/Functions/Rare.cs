using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>Arguments so rare that a lane is taken apart for them.</summary>
internal static class Rare<V, T>
    where V : struct, ILane<V, T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The result, but the type's own function where the magnitude of x is not below the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Use(V x, V limit, V result, Func<T, T> f)
    {
        V magnitude = V.Abs(x);
        return V.AllLessThan(magnitude, limit) ? result : V.Select(V.LessThan(magnitude, limit), result, ElementByElement.Apply<V, T>(x, f));
    }
}
