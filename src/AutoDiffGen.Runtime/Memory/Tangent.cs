using System.ComponentModel;
using System.Numerics.Tensors;

namespace AutoDiffGen.Memory;

/// <summary>
/// What a pushforward does with the tangents that it is given: their lengths are checked, and one that is left out
/// (empty or null) stands for zeros, in rented memory.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tangent
{
    /// <summary>Checks that a tangent has the length of its array; an empty one stands for zeros.</summary>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public static void CheckLength(int length, int expected, string name)
    {
        if (length != 0 && length != expected)
        {
            throw new ArgumentException($"'{name}' must have the length {expected}, or be empty for zeros, but has the length {length}.", name);
        }
    }

    /// <summary>Checks that a tangent has the shape of its tensor; null stands for zeros.</summary>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public static void CheckShape<T>(Tensor<T>? tangent, ReadOnlySpan<nint> expected, string name)
    {
        if (tangent is not null)
        {
            Guard.Shape(tangent, expected, name);
        }
    }

    /// <summary>Checks that a tangent has rows of the same lengths as its array; null stands for zeros.</summary>
    /// <exception cref="ArgumentException">The number of rows or the length of one differs.</exception>
    public static void CheckShape<T, TElement>(T[][]? tangent, TElement[][] array, string name) => Guard.Rows(tangent, array, name);

    /// <summary>Checks that a tangent has the shape of its array; null stands for zeros.</summary>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public static void CheckShape(Array? tangent, Array array, string name)
    {
        for (int axis = 0; tangent is not null && axis < array.Rank; axis++)
        {
            if (tangent.GetLength(axis) != array.GetLength(axis))
            {
                throw new ArgumentException($"'{name}' must have the length {array.GetLength(axis)} along dimension {axis}, but has {tangent.GetLength(axis)}.", name);
            }
        }
    }

    /// <summary>The tangent, or zeros in rented memory when it is empty.</summary>
    public static ReadOnlySpan<T> OrZeros<T>(ReadOnlySpan<T> tangent, int length, out Lease<T> lease)
    {
        lease = default;
        return tangent.IsEmpty ? Zeros(length, out lease) : tangent;
    }

    /// <summary>The tangent of an array that is written: what is stored in zeros that stand for an empty one is lost.</summary>
    public static Span<T> OrZeros<T>(Span<T> tangent, int length, out Lease<T> lease)
    {
        lease = default;
        return tangent.IsEmpty ? Zeros(length, out lease) : tangent;
    }

    /// <summary>The elements of a tangent in row-major order, or zeros when it is null.</summary>
    public static ReadOnlySpan<T> Read<T>(Tensor<T>? tangent, int length, out Lease<T> lease) =>
        tangent is null ? Zeros(length, out lease) : Dense.Read(tangent, out lease);

    private static Span<T> Zeros<T>(int length, out Lease<T> lease)
    {
        lease = Workspace.Rent<T>(length);
        Span<T> zeros = lease.Span;
        zeros.Clear();
        return zeros;
    }
}
