using System.Numerics;
using System.Numerics.Tensors;
namespace AutoDiffGen;
public static partial class Ops
{
    /// <summary>T</summary>
    public static Tensor<T> Where<T>(Tensor<bool> condition, Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T> => throw new NotSupportedException();
    /// <summary>T</summary>
    public static Tensor<T> Slice<T>(Tensor<T> x, int axis, int start, int end = int.MaxValue, int step = 1)
        where T : IFloatingPointIeee754<T> => throw new NotSupportedException();
    /// <summary>T</summary>
    public static Tensor<T> Unsqueeze<T>(Tensor<T> x, int axis)
        where T : IFloatingPointIeee754<T> => throw new NotSupportedException();
}
