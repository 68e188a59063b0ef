using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

// Trigonometry in radians.
internal static partial class Function
{
    internal readonly struct Sin<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Sin(x);
    }

    internal readonly struct Cos<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Cos(x);
    }

    internal readonly struct Tan<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Tan(x);
    }

    internal readonly struct Asin<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Asin(x);
    }

    internal readonly struct Acos<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Acos(x);
    }

    internal readonly struct Atan<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Atan(x);
    }

    internal readonly struct Atan2<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.Atan2(x, y);
    }

    internal readonly struct DegreesToRadians<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.DegreesToRadians(x);
    }

    internal readonly struct RadiansToDegrees<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.RadiansToDegrees(x);
    }
}
