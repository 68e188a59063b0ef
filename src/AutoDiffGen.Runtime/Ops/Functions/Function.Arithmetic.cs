using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

// Arithmetic that has no operator.
internal static partial class Function
{
    internal readonly struct FusedMultiplyAdd<T> : ITernary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y, V z)
            where V : struct, ILane<V, T> => V.FusedMultiplyAdd(x, y, z);
    }

    internal readonly struct MultiplyAddEstimate<T> : ITernary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y, V z)
            where V : struct, ILane<V, T> => V.MultiplyAddEstimate(x, y, z);
    }

    internal readonly struct Lerp<T> : ITernary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y, V z)
            where V : struct, ILane<V, T> => V.Lerp(x, y, z);
    }

    internal readonly struct Ieee754Remainder<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.Ieee754Remainder(x, y);
    }

    internal readonly struct ReciprocalEstimate<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.ReciprocalEstimate(x);
    }

    internal readonly struct ReciprocalSqrtEstimate<T> : IUnary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, ILane<V, T> => V.ReciprocalSqrtEstimate(x);
    }
}
