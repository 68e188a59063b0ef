using System.Collections.Immutable;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Models;

/// <summary>Several tensors that are views of one array, one after the other.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlatTensors<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly Tensor<T>[] _views;

    private FlatTensors(T[] values, ImmutableArray<ParameterEntry> entries, Tensor<T>[] views) => (Values, Entries, _views) = (values, entries, views);

    /// <summary>All elements.</summary>
    public T[] Values { get; }

    /// <summary>What lies where.</summary>
    public ImmutableArray<ParameterEntry> Entries { get; }

    /// <summary>One tensor.</summary>
    public Tensor<T> this[int index] => _views[index];

    internal static FlatTensors<T> Create(string model, ParameterSpec[] specs)
    {
        var entries = ImmutableArray.CreateBuilder<ParameterEntry>(specs.Length);
        int offset = 0;
        foreach (ParameterSpec spec in specs)
        {
            foreach (int length in spec.Lengths)
            {
                if (length <= 0)
                {
                    throw new InvalidOperationException($"The parameter '{spec.Name}' of {model} has the shape ({string.Join(", ", spec.Lengths)}): every dimension must be positive.");
                }
            }

            var entry = new ParameterEntry(spec.Name, spec.Lengths, offset);
            entries.Add(entry);
            offset = checked(offset + entry.Length);
        }

        var values = new T[offset];
        var views = new Tensor<T>[specs.Length];
        for (int i = 0; i < views.Length; i++)
        {
            ParameterEntry entry = entries[i];
            nint[] lengths = [.. entry.Shape.Select(l => (nint)l)];
            nint[] strides = new nint[lengths.Length];
            nint stride = 1;
            for (int axis = lengths.Length - 1; axis >= 0; axis--)
            {
                // The library's convention: a dimension of length 1 does not move.
                strides[axis] = lengths[axis] == 1 ? 0 : stride;
                stride *= lengths[axis];
            }

            views[i] = Tensor.Create(values, entry.Offset, lengths, strides);
        }

        return new FlatTensors<T>(values, entries.MoveToImmutable(), views);
    }
}
