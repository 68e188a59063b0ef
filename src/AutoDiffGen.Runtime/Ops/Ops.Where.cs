using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Choices by masks.
public static partial class Ops
{
    /// <summary>One value where a mask is true and another where it is false, element by element.</summary>
    /// <remarks>The derivative of what is not chosen is 0, whatever its value.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="mask">Any shape.</param>
    /// <param name="whenTrue">Any shape that broadcasts.</param>
    /// <param name="whenFalse">Any shape that broadcasts.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Where<T>(Tensor<bool> mask, Tensor<T> whenTrue, Tensor<T> whenFalse)
        where T : IFloatingPointIeee754<T> => Choose(mask, whenTrue, nameof(whenTrue), default!, whenFalse, nameof(whenFalse), default!);

    /// <summary>One value where a mask is true and another where it is false, element by element.</summary>
    /// <remarks>The derivative of what is not chosen is 0, whatever its value.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="mask">Any shape.</param>
    /// <param name="whenTrue">One number for all elements.</param>
    /// <param name="whenFalse">Any shape that broadcasts.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Where<T>(Tensor<bool> mask, T whenTrue, Tensor<T> whenFalse)
        where T : IFloatingPointIeee754<T> => Choose(mask, null, "", whenTrue, whenFalse, nameof(whenFalse), default!);

    /// <summary>One value where a mask is true and another where it is false, element by element.</summary>
    /// <remarks>The derivative of what is not chosen is 0, whatever its value.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="mask">Any shape.</param>
    /// <param name="whenTrue">Any shape that broadcasts.</param>
    /// <param name="whenFalse">One number for all elements.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Where<T>(Tensor<bool> mask, Tensor<T> whenTrue, T whenFalse)
        where T : IFloatingPointIeee754<T> => Choose(mask, whenTrue, nameof(whenTrue), default!, null, "", whenFalse);

    /// <summary>One value where a mask is true and another where it is false, element by element.</summary>
    /// <remarks>The derivative of what is not chosen is 0, whatever its value.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="mask">Any shape.</param>
    /// <param name="whenTrue">One number for all elements.</param>
    /// <param name="whenFalse">One number for all elements.</param>
    /// <returns>A new tensor of the common shape.</returns>
    public static Tensor<T> Where<T>(Tensor<bool> mask, T whenTrue, T whenFalse)
        where T : IFloatingPointIeee754<T> => Choose(mask, null, "", whenTrue, null, "", whenFalse);

    // A tensor, or a number in its place.
    private static Tensor<T> Choose<T>(Tensor<bool> mask, Tensor<T>? whenTrue, string nameOfTrue, T numberWhenTrue, Tensor<T>? whenFalse, string nameOfFalse, T numberWhenFalse)
    {
        ArgumentNullException.ThrowIfNull(mask);
        nint[] shape = mask.Lengths.ToArray();
        string names = nameof(mask);
        if (nameOfTrue.Length > 0)
        {
            ArgumentNullException.ThrowIfNull(whenTrue, nameOfTrue);
            shape = Broadcast.Shape(shape, whenTrue.Lengths, names, nameOfTrue);
            names += "' with '" + nameOfTrue;
        }

        if (nameOfFalse.Length > 0)
        {
            ArgumentNullException.ThrowIfNull(whenFalse, nameOfFalse);
            shape = Broadcast.Shape(shape, whenFalse.Lengths, names, nameOfFalse);
        }

        Lease<T> leaseTrue = default, leaseFalse = default;
        ReadOnlySpan<bool> flags = Broadcast.Read(mask, shape, out Lease<bool> leaseMask);
        ReadOnlySpan<T> left = whenTrue is null ? new(in numberWhenTrue) : Broadcast.Read(whenTrue, shape, out leaseTrue);
        ReadOnlySpan<T> right = whenFalse is null ? new(in numberWhenFalse) : Broadcast.Read(whenFalse, shape, out leaseFalse);
        Tensor<T> result = Elementwise.New(shape, out Span<T> target);

        // One element stands for all.
        int stepMask = flags.Length == 1 ? 0 : 1, stepTrue = left.Length == 1 ? 0 : 1, stepFalse = right.Length == 1 ? 0 : 1;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = flags[i * stepMask] ? left[i * stepTrue] : right[i * stepFalse];
        }

        leaseMask.Dispose();
        leaseTrue.Dispose();
        leaseFalse.Dispose();
        return result;
    }
}
