using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen;

// Functions of neural networks that are made of others.
public static partial class Ops
{
    /// <summary>x times the sigmoid of x, element by element (swish).</summary>
    /// <remarks>Ramachandran, Zoph and Le (2017), Searching for activation functions.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    [Composed]
    public static Tensor<T> Silu<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T> => x * Sigmoid(x);

    /// <summary>A trial.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="keepDims">Whether they stay.</param>
    [Composed]
    public static Tensor<T> MeanSquare<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims = false)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> mean = Mean(x, axes, keepDims: true);
        Tensor<T> square = Mean((x - mean) * (x - mean), axes, keepDims);
        return x.Rank == 2 ? square : square + square;
    }
}
