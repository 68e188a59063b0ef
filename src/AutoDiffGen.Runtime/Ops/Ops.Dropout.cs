using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Dropout.
public static partial class Ops
{
    /// <summary>Zero for some elements, at random, and x / (1 - probability) for the others.</summary>
    /// <remarks>
    /// Which ones is a function of the seed and of the position in row-major order, by the counter-based generator
    /// Philox 4x32-10 (Salmon et al. 2011): the same in the forward and the reverse pass, on every machine and for any
    /// number of threads. Take another seed for every call. In evaluation, leave the call out or pass the probability 0,
    /// which gives x itself. An element that is dropped is zero even where x is NaN or infinite.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="probability">That of an element to be dropped, in [0, 1].</param>
    /// <param name="seed">Any number.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside of [0, 1], or NaN.</exception>
    public static Tensor<T> Dropout<T>(Tensor<T> x, double probability, long seed)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        DropoutKernels.CheckProbability(probability);
        Tensor<T> result = Elementwise.New(x.Lengths, out Span<T> target);
        DropoutKernels.Apply(Dense.Read(x, out Lease<T> lease), target, probability, seed);
        lease.Dispose();
        return result;
    }
}
