using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

// What means need.
internal static partial class Function
{
    internal readonly struct Divide<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => x / y;
    }
}
