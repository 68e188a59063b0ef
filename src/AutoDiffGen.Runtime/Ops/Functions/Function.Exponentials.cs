using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

// Exponentials and logarithms.
internal static partial class Function
{
    internal readonly struct Exp<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Exp(x);
    }

    internal readonly struct ExpM1<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.ExpM1(x);
    }

    internal readonly struct Exp2<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Exp2(x);
    }

    internal readonly struct Exp2M1<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Exp2M1(x);
    }

    internal readonly struct Exp10<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Exp10(x);
    }

    internal readonly struct Exp10M1<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Exp10M1(x);
    }

    internal readonly struct Log<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Log(x);
    }

    internal readonly struct LogP1<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.LogP1(x);
    }

    internal readonly struct Log2<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Log2(x);
    }

    internal readonly struct Log2P1<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Log2P1(x);
    }

    internal readonly struct Log10<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Log10(x);
    }

    internal readonly struct Log10P1<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Log10P1(x);
    }

    internal readonly struct LogBase<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.Log(x, y);
    }
}
