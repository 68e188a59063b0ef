using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Models;

/// <summary>A sealed tree of modules: one buffer for the parameters of all.</summary>
internal sealed class ModuleLayout<T>
    where T : IFloatingPointIeee754<T>
{
    private ModuleLayout(ParameterStore<T> root, ImmutableArray<ParameterEntry> entries, ImmutableArray<(ParameterStore<T> Store, int Index)> parts, T[] values)
    {
        (Root, Entries, Parts, Values) = (root, entries, parts, values);
        Ends = [0, .. entries.Select(e => e.Offset + e.Length)];
    }

    public ParameterStore<T> Root { get; }

    /// <summary>Every parameter of the tree under its name in the tree.</summary>
    public ImmutableArray<ParameterEntry> Entries { get; }

    public ImmutableArray<(ParameterStore<T> Store, int Index)> Parts { get; }

    public T[] Values { get; }

    /// <summary>Where a part ends, that of number -1 first.</summary>
    public ImmutableArray<int> Ends { get; }

    /// <summary>Lays the tree out. What its modules held before is moved into the buffer.</summary>
    /// <exception cref="InvalidOperationException">A dimension is not positive, or a module belongs to another model.</exception>
    public static void Make(IModule<T> root)
    {
        ModuleVisitor<T> visitor = ModuleVisitor<T>.Walk(root);
        var all = new HashSet<object>(visitor.Nodes.Select(n => n.Store), ReferenceEqualityComparer.Instance);
        foreach (var node in visitor.Nodes)
        {
            if (node.Store.Layout is { } other && !all.Contains(other.Root))
            {
                throw new InvalidOperationException($"A module {node.Store.Model} of {root.Store.Model} is a part of {other.Root.Model} already: a module belongs to one model.");
            }
        }

        var entries = ImmutableArray.CreateBuilder<ParameterEntry>(visitor.Parts.Count);
        int offset = 0;
        foreach (var (store, index, name) in visitor.Parts)
        {
            ParameterSpec spec = store.Specs[index];
            if (spec.Lengths.Any(l => l <= 0))
            {
                throw new InvalidOperationException($"The parameter '{spec.Name}' of {store.Model} has the shape ({string.Join(", ", spec.Lengths)}): every dimension must be positive.");
            }

            var entry = new ParameterEntry(name, spec.Lengths, offset);
            entries.Add(entry);
            offset = checked(offset + entry.Length);
        }

        var layout = new ModuleLayout<T>(root.Store, entries.MoveToImmutable(), [.. visitor.Parts.Select(p => (p.Store, p.Index))], new T[offset]);
        for (int part = 0; part < layout.Parts.Length; part++)
        {
            var (store, index) = layout.Parts[part];
            if (store.Layout is not null)
            {
                store.Own(index).CopyTo(layout.Of(part));
            }
        }

        foreach (var node in visitor.Nodes)
        {
            int[] own = new int[node.Store.Specs.Length];
            for (int part = node.FirstPart; part < node.LastPart; part++)
            {
                if (ReferenceEquals(layout.Parts[part].Store, node.Store))
                {
                    own[layout.Parts[part].Index] = part;
                }
            }

            node.Store.Place(layout, node.FirstPart, node.LastPart, node.IsWhole, own);
        }
    }

    /// <summary>The values of one part.</summary>
    public Span<T> Of(int part) => Values.AsSpan(Entries[part].Offset, Entries[part].Length);

    /// <summary>A part of an array as a tensor.</summary>
    public static Tensor<T> View(T[] values, int offset, ImmutableArray<int> shape)
    {
        nint[] lengths = [.. shape.Select(l => (nint)l)];
        nint[] strides = new nint[lengths.Length];
        nint stride = 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            // The library's convention: a dimension of length 1 does not move.
            strides[axis] = lengths[axis] == 1 ? 0 : stride;
            stride *= lengths[axis];
        }

        return Tensor.Create(values, offset, lengths, strides);
    }
}
