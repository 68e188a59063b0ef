using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

// Limits.
internal static partial class Function
{
    internal readonly struct Clamp<T> : ITernary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y, V z)
            where V : struct, ILane<V, T> => V.Clamp(x, y, z);
    }
}
