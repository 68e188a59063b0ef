using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// The same elements under another shape.
public static partial class Ops
{
    /// <summary>The same elements, in row-major order, under another shape.</summary>
    /// <remarks>
    /// As the <c>Reshape</c> of System.Numerics.Tensors, which in its version 10 throws for a tensor with a dimension of
    /// length 1, such as a batch of one.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="lengths">The new shape, at least one length; one of them may be -1, which stands for what is left.</param>
    /// <returns>A new tensor with a copy of the elements; no copy is made in generated code.</returns>
    /// <exception cref="ArgumentException">The shape has another number of elements, a negative length or two of -1.</exception>
    public static Tensor<T> Reshape<T>(Tensor<T> x, ReadOnlySpan<nint> lengths)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        nint[] shape = lengths.ToArray();
        nint known = 1;
        int open = -1;
        bool legal = shape.Length > 0;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] == -1 && open < 0)
            {
                open = i;
                continue;
            }

            legal &= shape[i] >= 0;
            known = checked(known * shape[i]);
        }

        if (legal && open >= 0)
        {
            legal = known > 0 && x.FlattenedLength % known == 0;
            shape[open] = legal ? x.FlattenedLength / known : -1;
        }
        else
        {
            legal &= known == x.FlattenedLength;
        }

        if (!legal)
        {
            throw new ArgumentException($"'x' has the shape {Guard.Format(x.Lengths)}, {x.FlattenedLength} elements, which do not fit the shape {Guard.Format(lengths)}.", nameof(lengths));
        }

        return Same(x, shape, nameof(lengths));
    }
}
