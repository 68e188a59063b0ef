using System.Collections.Immutable;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Models;

/// <summary>How one tensor of a model is made: what a <see cref="ParameterAttribute"/> says, with its dimensions computed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ParameterSpec(string Name, ImmutableArray<int> Lengths, Init Init, double Gain, int FanIn);

/// <summary>
/// Where the parameters of one module lie: in the buffer of the tree that it is a part of. The tree is laid out at the
/// first use of one of its modules as a model, and stays as it is from then on.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterStore<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly IModule<T> _module;
    private volatile ModuleLayout<T>? _layout;
    private int _first, _last;
    private bool _isWhole, _initialized;
    private int[] _parts = [];
    private Tensor<T>?[] _views = [];
    private IReadOnlyList<ParameterEntry>? _entries;

    /// <summary>Notes what the module's own parameters are.</summary>
    /// <param name="model">The model's name, for errors.</param>
    /// <param name="module">The model.</param>
    /// <param name="specs">In order of declaration.</param>
    public ParameterStore(string model, IModule<T> module, params ParameterSpec[] specs) => (Model, _module, Specs) = (model, module, specs);

    /// <summary>The entries of the module and of all below it, in order of declaration.</summary>
    public IReadOnlyList<ParameterEntry> Entries => _entries ??= ReadEntries();

    /// <summary>
    /// A number that tells the present values from others, whichever way they were written: through <see cref="Values"/>,
    /// through a tensor, or through a span from before. Costs one pass over all values.
    /// </summary>
    public ulong Fingerprint
    {
        get
        {
            ModuleLayout<T> layout = LaidOut();
            return Models.Fingerprint.Of<T>(_isWhole ? Values : layout.Values);
        }
    }

    /// <summary>All values of the module and of what is below it, to read or write.</summary>
    public Span<T> Values
    {
        get
        {
            ModuleLayout<T> layout = LaidOut();
            var (start, length) = Range(layout);
            return layout.Values.AsSpan(start, length);
        }
    }

    internal string Model { get; }

    internal ParameterSpec[] Specs { get; }

    internal ModuleLayout<T>? Layout => _layout;

    /// <summary>One of the module's own tensors.</summary>
    /// <exception cref="InvalidOperationException">The model has no values yet.</exception>
    public Tensor<T> this[int index]
    {
        get
        {
            ModuleLayout<T> layout = Initialized();
            ParameterEntry entry = layout.Entries[_parts[index]];
            return _views[index] ??= ModuleLayout<T>.View(layout.Values, entry.Offset, entry.Shape);
        }
    }

    /// <summary>A buffer of the same layout, zeros, for a gradient.</summary>
    public FlatTensors<T> CreateGradient()
    {
        ModuleLayout<T> layout = LaidOut();
        _ = Range(layout);
        return new FlatTensors<T>(layout, _first, _last);
    }

    /// <summary>Draws the initial values. Each entry has a random sequence of its own, from the seed and its place.</summary>
    public void Initialize(int seed)
    {
        ModuleLayout<T> layout = LaidOut();
        _ = Range(layout);
        for (int part = _first; part < _last; part++)
        {
            var (store, index) = layout.Parts[part];
            Initializer.Fill(store.Specs[index], new InitializationRandom(seed, part - _first), layout.Of(part));
        }

        SetInitialized();
    }

    /// <summary>Copies the initial values.</summary>
    /// <exception cref="ArgumentException">Their number differs.</exception>
    public void Initialize(ReadOnlySpan<T> values)
    {
        if (values.Length != Values.Length)
        {
            throw new ArgumentException($"{Model} has {Values.Length} parameters, but {values.Length} values were given.", nameof(values));
        }

        values.CopyTo(Values);
        SetInitialized();
    }

    /// <summary>The values of one of the module's own parameters.</summary>
    internal Span<T> Own(int index) => LaidOut().Of(_parts[index]);

    internal ReadOnlySpan<T> Read(int index) => Initialized().Of(_parts[index]);

    /// <summary>The place of a parameter among those of a tree.</summary>
    internal int PartOf(ModuleLayout<T> layout, int index) => ReferenceEquals(_layout, layout) ? _parts[index] : throw Foreign(layout.Root);

    /// <summary>The piece of a tree's buffer that belongs to the module and what is below it.</summary>
    internal (int Start, int Length) Range(ModuleLayout<T> layout)
    {
        if (!ReferenceEquals(_layout, layout))
        {
            throw Foreign(layout.Root);
        }

        return _isWhole
            ? (layout.Ends[_first], layout.Ends[_last] - layout.Ends[_first])
            : throw new InvalidOperationException($"The parameters of {Model} do not lie in one piece: it shares a module with another part of {layout.Root.Model}. Use those of {layout.Root.Model}.");
    }

    internal InvalidOperationException Foreign(ParameterStore<T> root) => new(
        $"A module {Model} is no part of {root.Model} as it was when its parameters were laid out: make all modules before the first use of the model.");

    /// <summary>The layout of the tree; made here, with this module as its root, if there is none.</summary>
    internal ModuleLayout<T> LaidOut()
    {
        if (_layout is { } known)
        {
            return known;
        }

        lock (typeof(ParameterStore<T>))
        {
            if (_layout is null)
            {
                ModuleLayout<T>.Make(_module);
            }

            return _layout!;
        }
    }

    internal void Place(ModuleLayout<T> layout, int first, int last, bool isWhole, int[] parts)
    {
        (_first, _last, _isWhole, _parts, _views, _entries) = (first, last, isWhole, parts, new Tensor<T>?[parts.Length], null);
        _layout = layout;
    }

    private ModuleLayout<T> Initialized() => _initialized ? _layout! : throw new InvalidOperationException(
        $"The parameters of {Model} have no values yet: call Initialize(seed), or Initialize(values), first.");

    private void SetInitialized()
    {
        foreach (var node in ModuleVisitor<T>.Walk(_module).Nodes)
        {
            // One that was added after the layout has no place in it.
            node.Store._initialized |= ReferenceEquals(node.Store._layout, _layout);
        }
    }

    // Of a part of a tree the names begin at that part.
    private IReadOnlyList<ParameterEntry> ReadEntries()
    {
        ModuleLayout<T> layout = LaidOut();
        if (ReferenceEquals(layout.Root, this))
        {
            return layout.Entries;
        }

        int start = Range(layout).Start;
        var names = ModuleVisitor<T>.Walk(_module).Parts.ToDictionary(p => (p.Store, p.Index), p => p.Name);
        return [.. Enumerable.Range(_first, _last - _first).Select(part =>
            layout.Entries[part] with { Name = names.GetValueOrDefault(layout.Parts[part], layout.Entries[part].Name), Offset = layout.Entries[part].Offset - start })];
    }
}
