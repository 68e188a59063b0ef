namespace AutoDiffGen.Runtime.Tests.Support;

/// <summary>A model that is nothing but its parameters.</summary>
internal sealed class FlatModel<T> : IModel<T>
{
    public FlatModel(T[] values, params (string Name, int[] Shape)[] entries)
    {
        Values = values;
        var list = new List<ParameterEntry>();
        int offset = 0;
        foreach (var (name, shape) in entries)
        {
            list.Add(new ParameterEntry(name, [.. shape], offset));
            offset += list[^1].Length;
        }

        Entries = list;
    }

    public T[] Values { get; }

    public Span<T> Parameters => Values;

    public IReadOnlyList<ParameterEntry> Entries { get; }

    public void Initialize(int seed) => throw new NotSupportedException();

    public void Initialize(ReadOnlySpan<T> values) => values.CopyTo(Values);
}

/// <summary>A gradient that is nothing but its values.</summary>
internal sealed class FlatGradient<T>(T[] values) : IGradient<T>
{
    public T[] Values { get; } = values;

    Span<T> IGradient<T>.Values => Values;

    public void Clear() => Array.Clear(Values);
}
