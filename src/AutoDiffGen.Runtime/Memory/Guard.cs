using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen.Memory;

/// <summary>
/// The checks that generated code makes before any work: a violation is an exception that names the parameter, what was
/// expected and what was given, and nothing has been written then.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Guard
{
    /// <summary>Checks that a tensor is there and has the declared rank.</summary>
    /// <param name="tensor">The argument.</param>
    /// <param name="rank">The declared number of dimensions.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="shape">The declared shape in the author's symbols, such as <c>(B, 3 * E)</c>.</param>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">The rank differs.</exception>
    public static void Rank<T>([NotNull] Tensor<T>? tensor, int rank, string name, string shape)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.Rank != rank)
        {
            throw new ArgumentException($"'{name}' is declared as {shape}, of rank {rank}, but has the shape {Format(tensor.Lengths)}, of rank {tensor.Rank}.", name);
        }
    }

    /// <summary>Checks that a tensor is there and has at least the dimensions that its declaration names.</summary>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">The rank is less.</exception>
    public static void RankAtLeast<T>([NotNull] Tensor<T>? tensor, int rank, string name, string shape)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.Rank < rank)
        {
            throw new ArgumentException($"'{name}' is declared as {shape}, of rank {rank} or more, but has the shape {Format(tensor.Lengths)}, of rank {tensor.Rank}.", name);
        }
    }

    /// <summary>Checks that the dimensions of a tensor between its first and its last ones are those of the tensors before it.</summary>
    /// <param name="tensor">A tensor of at least <paramref name="front"/> + <paramref name="back"/> dimensions.</param>
    /// <param name="front">How many dimensions stand before those that are compared.</param>
    /// <param name="back">How many stand after them.</param>
    /// <param name="expected">The lengths that they must have.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="shape">The declared shape.</param>
    /// <exception cref="ArgumentException">Their number or a length differs.</exception>
    public static void Leading<T>(Tensor<T> tensor, int front, int back, ReadOnlySpan<nint> expected, string name, string shape)
    {
        if (!tensor.Lengths[front..^back].SequenceEqual(expected))
        {
            throw new ArgumentException($"'{name}' is declared as {shape}; the '...' must be {Format(expected)} here, but the shape is {Format(tensor.Lengths)}.", name);
        }
    }

    /// <summary>The number of elements that so many lengths make.</summary>
    /// <exception cref="OverflowException">It is more than an <see cref="int"/> holds.</exception>
    public static int Size(ReadOnlySpan<nint> lengths) => Broadcast.Size(lengths);

    /// <summary>Checks one length of a tensor against what the other arguments make of its declared dimension.</summary>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public static void Dimension<T>(Tensor<T> tensor, int axis, int expected, string name, string shape)
    {
        if (tensor.Lengths[axis] != expected)
        {
            throw new ArgumentException($"'{name}' is declared as {shape}; dimension {axis} must be {expected} here, but the shape is {Format(tensor.Lengths)}.", name);
        }
    }

    /// <summary>The value of a symbol that stands in a product: the length divided by the other factors.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of the factors.</exception>
    public static int Quotient<T>(Tensor<T> tensor, int axis, int divisor, string name, string shape)
    {
        nint length = tensor.Lengths[axis];
        if (divisor == 0 || length % divisor != 0)
        {
            throw new ArgumentException($"'{name}' is declared as {shape}; dimension {axis} must be a multiple of {divisor} here, but the shape is {Format(tensor.Lengths)}.", name);
        }

        return checked((int)(length / divisor));
    }

    /// <summary>Checks that a tensor that is passed beside the method's own arguments has the expected shape.</summary>
    /// <param name="tensor">A destination or a cotangent.</param>
    /// <param name="expected">The lengths it must have.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public static void Shape<T>([NotNull] Tensor<T>? tensor, ReadOnlySpan<nint> expected, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        bool same = tensor.Rank == expected.Length;
        for (int i = 0; same && i < expected.Length; i++)
        {
            same = tensor.Lengths[i] == expected[i];
        }

        if (!same)
        {
            throw new ArgumentException($"'{name}' must have the shape {Format(expected)}, but has {Format(tensor.Lengths)}.", name);
        }
    }

    /// <summary>Checks that the storage of a model fits the sizes that its members say now.</summary>
    /// <exception cref="InvalidOperationException">A member that gives a dimension was changed after the storage was made.</exception>
    public static void ParameterLength(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new InvalidOperationException($"'{name}' holds {length} elements, but the model's dimensions now ask for {expected}. The members that give a dimension must not change after the parameters were made.");
        }
    }

    /// <summary>Checks that a gradient was made for a model of the same sizes.</summary>
    /// <exception cref="ArgumentException">It was made for a model of other sizes.</exception>
    public static void GradientLength(int length, int expected, string name, string member)
    {
        if (length != expected)
        {
            throw new ArgumentException($"'{name}' was made for a model of other sizes: its {member} has {length} elements, but {expected} are expected here.", name);
        }
    }

    /// <summary>Checks that a destination span has the length of its array; an empty one is not wanted.</summary>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public static void Length(int length, int expected, string name)
    {
        if (length != 0 && length != expected)
        {
            throw new ArgumentException($"'{name}' must have the length {expected}, or be empty when it is not wanted, but has the length {length}.", name);
        }
    }

    /// <summary>Checks that every index lies within the dimension that it selects from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One does not.</exception>
    public static void Indices<TIndex>(ReadOnlySpan<TIndex> indices, int length, string name)
        where TIndex : IBinaryInteger<TIndex> => KernelCheck.Indices(indices, length, name, "index");

    internal static string Format(ReadOnlySpan<nint> lengths) => "(" + string.Join(", ", lengths.ToArray()) + (lengths.Length == 1 ? ",)" : ")");

    internal static string Format(ReadOnlySpan<int> lengths) => "(" + string.Join(", ", lengths.ToArray()) + (lengths.Length == 1 ? ",)" : ")");

    /// <summary>Checks what the compiler could not know of the shapes.</summary>
    /// <param name="size">What must not be negative.</param>
    /// <param name="message">What is wrong if it is, in the author's symbols.</param>
    /// <exception cref="ArgumentException">It is negative.</exception>
    public static void NotNegative(int size, string message)
    {
        if (size < 0)
        {
            throw new ArgumentException(message);
        }
    }
}
