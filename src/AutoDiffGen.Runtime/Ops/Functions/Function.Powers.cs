using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

// Powers and roots.
internal static partial class Function
{
    internal readonly struct Sqrt<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Sqrt(x);
    }

    internal readonly struct Cbrt<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Cbrt(x);
    }

    internal readonly struct RootN<T>(int n) : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.RootN(x, n);
    }

    internal readonly struct Hypot<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.Hypot(x, y);
    }

    internal readonly struct Pow<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.Pow(x, y);
    }

    internal readonly struct ScaleB<T>(int n) : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.ScaleB(x, n);
    }
}
