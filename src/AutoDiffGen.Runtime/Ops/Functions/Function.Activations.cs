using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

// Activations.
internal static partial class Function
{
    internal readonly struct Sigmoid<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Sigmoid(x);
    }

    internal readonly struct Relu<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Relu(x);
    }

    internal readonly struct Softplus<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Softplus(x);
    }

    internal readonly struct Erf<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.Erf(x);
    }
}
