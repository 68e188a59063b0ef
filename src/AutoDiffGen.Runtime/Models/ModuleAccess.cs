using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Models;

/// <summary>What generated code reads of, and adds to, the modules that a model is made of.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModuleAccess
{
    /// <summary>The values of a module's parameter.</summary>
    /// <param name="module">Any module.</param>
    /// <param name="index">Which of its own parameters.</param>
    /// <param name="length">How many values the caller counts on.</param>
    /// <exception cref="InvalidOperationException">The module has no values yet, or another number of them.</exception>
    public static ReadOnlySpan<T> Read<T>(IModule<T> module, int index, long length)
        where T : IFloatingPointIeee754<T>
    {
        ParameterStore<T> store = module.Store;
        ReadOnlySpan<T> values = store.Read(index);
        return values.Length == length ? values : throw new InvalidOperationException(
            $"The parameter '{store.Specs[index].Name}' of a {store.Model} has {values.Length} values, ({string.Join(", ", store.Specs[index].Lengths)}), where {length} are needed.");
    }

    /// <summary>A length of a module's parameter.</summary>
    public static int Length<T>(IModule<T> module, int index, int axis)
        where T : IFloatingPointIeee754<T> => module.Store.Specs[index].Lengths[axis];

    /// <summary>The values of a model's gradient; nothing where it is not wanted.</summary>
    /// <exception cref="ArgumentException">It does not have as many as the model has parameters.</exception>
    public static Span<T> Gradient<T>(IModel<T> model, IGradient<T>? gradient, string name)
    {
        Span<T> values = gradient is null ? default : gradient.Values;
        return gradient is null || values.Length == model.Parameters.Length ? values : throw new ArgumentException(
            $"'{name}' must have {model.Parameters.Length} values, as many as the model has parameters, but has {values.Length}.", name);
    }

    /// <summary>Sets a gradient to zero.</summary>
    public static void Clear<T>(IGradient<T> gradient) => gradient.Clear();

    /// <summary>Adds an adjoint to the place of a module's parameter in a model's gradient.</summary>
    /// <param name="root">The model that the gradient belongs to.</param>
    /// <param name="gradient">The gradient, whole.</param>
    /// <param name="module">A module of the model.</param>
    /// <param name="index">Which of its own parameters.</param>
    /// <param name="adjoint">As many values as it has.</param>
    /// <exception cref="InvalidOperationException">The module is no part of the model.</exception>
    public static void Add<T>(IModule<T> root, Span<T> gradient, IModule<T> module, int index, ReadOnlySpan<T> adjoint)
        where T : IFloatingPointIeee754<T>
    {
        ModuleLayout<T> layout = root.Store.LaidOut();
        ParameterEntry entry = layout.Entries[module.Store.PartOf(layout, index)];
        int start = entry.Offset - root.Store.Range(layout).Start;
        Span<T> place = start >= 0 && start + entry.Length <= gradient.Length ? gradient.Slice(start, entry.Length) : throw module.Store.Foreign(root.Store);
        TensorPrimitives.Add(place, adjoint, place);
    }
}
