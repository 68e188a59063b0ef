using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Sums of products by the indices of their operands.
public static partial class Ops
{
    /// <summary>The products of elements of tensors, summed over every index that the result does not have: <c>ik = sum over j of ij jk</c> is <c>"ij,jk-&gt;ik"</c>.</summary>
    /// <remarks>
    /// As <c>numpy.einsum</c>, by permutations, reshapes, products of matrices and sums; operands are taken from the left, two
    /// at a time. Not supported are diagonals (an index twice in one operand), the ellipsis, and a result without an index.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="equation">
    /// For each tensor a letter for each axis, separated by commas; after <c>-&gt;</c> the letters of the result, at least one.
    /// Without an arrow these are the letters that come once, in the order of the alphabet. In a differentiable method a constant.
    /// </param>
    /// <param name="tensors">Axes of one letter have one length.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentException">The equation is not one, not one for these tensors, or two lengths of one letter differ.</exception>
    public static Tensor<T> Einsum<T>(string equation, params ReadOnlySpan<Tensor<T>> tensors)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(equation);
        First(tensors);
        try
        {
            Einsum einsum = AutoDiffGen.Einsum.Parse(equation, tensors.Length);
            Tensor<T> result = einsum.Run(tensors.ToArray(), new EinsumOperations<T>(equation));
            return ReferenceEquals(result, tensors[0]) ? Same(result, result.Lengths.ToArray(), nameof(tensors)) : result;
        }
        catch (FormatException wrong)
        {
            throw new ArgumentException(wrong.Message, nameof(equation), wrong);
        }
    }

    private sealed class EinsumOperations<T>(string equation) : IEinsumOperations<Tensor<T>, nint>
        where T : IFloatingPointIeee754<T>
    {
        public int Rank(Tensor<T> x) => x.Rank;

        public nint Size(Tensor<T> x, int axis) => x.Lengths[axis];

        public void SameSize(char index, nint first, nint second)
        {
            if (first != second)
            {
                throw new ArgumentException($"The axes of '{index}' in '{equation}' must have one length, but have {first} and {second}.", "tensors");
            }
        }

        public Tensor<T> Permute(Tensor<T> x, int[] axes) => PermuteDimensions(x, axes);

        public Tensor<T> Sum(Tensor<T> x, int[] axes) => Ops.Sum(x, axes, keepDims: true);

        public Tensor<T> Reshape(Tensor<T> x, IReadOnlyList<nint[]> lengths)
        {
            nint[] shape = [.. lengths.Select(part => part.Aggregate((nint)1, (size, length) => size * length))];
            return x.Lengths.SequenceEqual(shape) ? x : Ops.Reshape(x, shape);
        }

        public Tensor<T> Multiply(Tensor<T> x, Tensor<T> y)
        {
            nint[] shape = Broadcast.Shape(x.Lengths, y.Lengths, nameof(x), nameof(y));
            Tensor<T> result = Elementwise.New(shape, out Span<T> product);
            TensorPrimitives.Multiply(Dense.Read(Repeated(x, shape), out _), Dense.Read(Repeated(y, shape), out _), product);
            return result;
        }

        public Tensor<T> MatMul(Tensor<T> x, Tensor<T> y) => Ops.MatMul(x, y);
    }
}
