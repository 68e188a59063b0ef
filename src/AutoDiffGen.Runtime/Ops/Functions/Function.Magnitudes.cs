using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

// Functions with kinks that are asked for less often.
internal static partial class Function
{
    internal readonly struct MaxNumber<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.MaxNumber(x, y);
    }

    internal readonly struct MinNumber<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.MinNumber(x, y);
    }

    internal readonly struct MaxMagnitude<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.MaxMagnitude(x, y);
    }

    internal readonly struct MinMagnitude<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.MinMagnitude(x, y);
    }
}
