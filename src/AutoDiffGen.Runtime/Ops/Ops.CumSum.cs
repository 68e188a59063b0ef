using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen;

// Running sums.
public static partial class Ops
{
    /// <summary>The sum of the elements up to each along an axis, itself included.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<T> CumSum<T>(Tensor<T> x, int axis)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return Axes.Run<T, T>(x, axis, static (from, to, outer, length, inner) => Scans.CumSum(from, to, outer, length, inner), x.Lengths);
    }
}
