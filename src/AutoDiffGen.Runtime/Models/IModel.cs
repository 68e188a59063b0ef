using System.Collections.Immutable;

namespace AutoDiffGen;

/// <summary>A model: all its trainable numbers in one contiguous buffer.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IModel<T>
{
    /// <summary>
    /// Every trainable number, in order of declaration. A pullback that was made before one of them changed throws: the
    /// values that it kept belong to the old ones.
    /// </summary>
    Span<T> Parameters { get; }

    /// <summary>The tensors in the buffer: name, shape, place.</summary>
    IReadOnlyList<ParameterEntry> Entries { get; }

    /// <summary>Draws initial values as the <see cref="ParameterAttribute"/>s say; the same for the same seed on every machine.</summary>
    void Initialize(int seed);

    /// <summary>Sets all values.</summary>
    /// <param name="values">As many as <see cref="Parameters"/> has.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    void Initialize(ReadOnlySpan<T> values);
}

/// <summary>The gradient of a model: the same layout as its parameters.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IGradient<T>
{
    /// <summary>Every derivative, in the order of the model's parameters.</summary>
    Span<T> Values { get; }

    /// <summary>Sets all of them to zero.</summary>
    void Clear();
}

/// <summary>One tensor of a model.</summary>
/// <param name="Name">In snake case, unless the author gave another.</param>
/// <param name="Shape">Its lengths.</param>
/// <param name="Offset">The place of its first element in the flat buffer.</param>
public sealed record ParameterEntry(string Name, ImmutableArray<int> Shape, int Offset)
{
    /// <summary>The number of elements.</summary>
    public int Length => Shape.Aggregate(1, (a, b) => checked(a * b));

    /// <summary>Whether training changes it.</summary>
    public bool Trainable => true;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({string.Join(", ", Shape)}){(Trainable ? "" : " frozen")}";
}
