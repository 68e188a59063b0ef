using System.Numerics;
using System.Numerics.Tensors;
namespace AutoDiffGen;
public static partial class Ops
{
    /// <summary>T</summary>
    public static Tensor<T> Where<T>(Tensor<bool> condition, Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => throw new NotSupportedException();
}
