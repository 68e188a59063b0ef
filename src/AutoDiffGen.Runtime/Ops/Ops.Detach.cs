using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen;

public static partial class Ops
{
    /// <summary>The number itself, held constant: its value passes, its gradient does not.</summary>
    public static T Detach<T>(T x)
        where T : IFloatingPointIeee754<T> => x;

    /// <summary>The tensor itself, held constant: its value passes, its gradient does not.</summary>
    public static Tensor<T> Detach<T>(Tensor<T> x) => x;
}
