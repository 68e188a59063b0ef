using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Models;

/// <summary>A buffer with the layout of a model's parameters: its gradient.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlatTensors<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly ModuleLayout<T> _layout;
    private readonly int _first;
    private readonly Tensor<T>?[] _views;

    internal FlatTensors(ModuleLayout<T> layout, int first, int last)
    {
        (_layout, _first, _views) = (layout, first, new Tensor<T>?[last - first]);
        Values = new T[layout.Ends[last] - layout.Ends[first]];
    }

    /// <summary>All elements.</summary>
    public T[] Values { get; }

    /// <summary>One tensor of a module of the tree.</summary>
    /// <exception cref="InvalidOperationException">The module is no part of the model.</exception>
    public Tensor<T> Of(IModule<T> module, int index)
    {
        ParameterStore<T> store = module.Store;
        int part = store.PartOf(_layout, index) - _first;
        if (part < 0 || part >= _views.Length)
        {
            throw store.Foreign(_layout.Root);
        }

        ParameterEntry entry = _layout.Entries[part + _first];
        return _views[part] ??= ModuleLayout<T>.View(Values, entry.Offset - _layout.Ends[_first], entry.Shape);
    }

    /// <summary>All values that belong to a module and what is below it.</summary>
    /// <exception cref="InvalidOperationException">The module is no part of the model, or shares parameters with another part.</exception>
    public Span<T> Below(IModule<T> module)
    {
        var (start, length) = module.Store.Range(_layout);
        start -= _layout.Ends[_first];
        return start >= 0 && start + length <= Values.Length ? Values.AsSpan(start, length) : throw module.Store.Foreign(_layout.Root);
    }
}
