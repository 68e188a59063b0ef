using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Masks put together; System.Numerics.Tensors has these for whole numbers only.
public static partial class Ops
{
    /// <summary>Whether two masks are both true, element by element.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<bool> BitwiseAnd(Tensor<bool> x, Tensor<bool> y) => Compare(x, y, static (a, b) => a & b);

    /// <summary>Whether at least one of two masks is true, element by element.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<bool> BitwiseOr(Tensor<bool> x, Tensor<bool> y) => Compare(x, y, static (a, b) => a | b);

    /// <summary>Whether exactly one of two masks is true, element by element.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<bool> Xor(Tensor<bool> x, Tensor<bool> y) => Compare(x, y, static (a, b) => a ^ b);

    /// <summary>Whether a mask is false, element by element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static Tensor<bool> Not(Tensor<bool> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor<bool> result = Elementwise.New(x.Lengths, out Span<bool> target);
        ReadOnlySpan<bool> flags = Dense.Read(x, out Lease<bool> lease);
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = !flags[i];
        }

        lease.Dispose();
        return result;
    }
}
