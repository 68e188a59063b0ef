using System.Collections.Immutable;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Models;

/// <summary>How one tensor of a model is made: what a <see cref="ParameterAttribute"/> says, with its dimensions computed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ParameterSpec(string Name, ImmutableArray<int> Lengths, Init Init, double Gain, int FanIn);

/// <summary>The storage of a model's parameters: one array, and a tensor for each entry that is a view of its part.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterStore<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly string _model;
    private readonly ParameterSpec[] _specs;
    private readonly FlatTensors<T> _tensors;
    private bool _initialized;

    /// <summary>Makes the storage.</summary>
    /// <param name="model">The model's name, for errors.</param>
    /// <param name="specs">In order of declaration.</param>
    /// <exception cref="InvalidOperationException">A dimension is not positive.</exception>
    public ParameterStore(string model, params ParameterSpec[] specs)
    {
        _model = model;
        _specs = specs;
        _tensors = FlatTensors<T>.Create(model, specs);
    }

    /// <summary>The entries, in order of declaration.</summary>
    public IReadOnlyList<ParameterEntry> Entries => _tensors.Entries;

    /// <summary>
    /// A number that tells the present values from others, whichever way they were written: through <see cref="Values"/>,
    /// through a tensor, or through a span from before. Costs one pass over all values.
    /// </summary>
    public ulong Fingerprint => Models.Fingerprint.Of<T>(_tensors.Values);

    /// <summary>All values, to read or write.</summary>
    public Span<T> Values => _tensors.Values;

    /// <summary>One tensor.</summary>
    /// <exception cref="InvalidOperationException">The model has no values yet.</exception>
    public Tensor<T> this[int index]
    {
        get
        {
            if (!_initialized)
            {
                throw new InvalidOperationException($"The parameters of {_model} have no values yet: call Initialize(seed), or Initialize(values), first.");
            }

            return _tensors[index];
        }
    }

    /// <summary>A buffer of the same layout, zeros, for a gradient.</summary>
    public FlatTensors<T> CreateGradient() => FlatTensors<T>.Create(_model, _specs);

    /// <summary>Draws the initial values. Each entry has a random sequence of its own, from the seed and its place.</summary>
    public void Initialize(int seed)
    {
        for (int i = 0; i < _specs.Length; i++)
        {
            ParameterEntry entry = _tensors.Entries[i];
            Initializer.Fill(_specs[i], new InitializationRandom(seed, i), _tensors.Values.AsSpan(entry.Offset, entry.Length));
        }

        _initialized = true;
    }

    /// <summary>Copies the initial values.</summary>
    /// <exception cref="ArgumentException">Their number differs.</exception>
    public void Initialize(ReadOnlySpan<T> values)
    {
        if (values.Length != _tensors.Values.Length)
        {
            throw new ArgumentException($"{_model} has {_tensors.Values.Length} parameters, but {values.Length} values were given.", nameof(values));
        }

        values.CopyTo(_tensors.Values);
        _initialized = true;
    }
}
