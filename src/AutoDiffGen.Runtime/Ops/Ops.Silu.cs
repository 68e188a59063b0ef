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
}
