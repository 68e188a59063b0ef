using System.ComponentModel;

namespace AutoDiffGen.Kernels;

/// <summary>The lengths of an attention, and which keys a query may see.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct AttentionShape
{
    private readonly ReadOnlySpan<int> _batch;
    private readonly ReadOnlySpan<int> _mask;

    /// <summary>Describes an attention.</summary>
    /// <param name="batch">The lengths before the last two, the same for queries, keys and values: heads, samples.</param>
    /// <param name="queries">The number of queries, T.</param>
    /// <param name="keys">The number of keys and values, S.</param>
    /// <param name="width">The length of a query and of a key, D.</param>
    /// <param name="valueWidth">The length of a value, E.</param>
    /// <param name="scale">What the products of queries and keys are multiplied by.</param>
    /// <param name="causal">Whether query i sees keys up to number i only.</param>
    /// <param name="mask">The shape of the mask, aligned at the last dimension with (batch, queries, keys): each length equal or 1. Empty where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    /// <exception cref="ArgumentException">The mask's shape cannot be repeated to that of the scores.</exception>
    public AttentionShape(ReadOnlySpan<int> batch, int queries, int keys, int width, int valueWidth, double scale, bool causal = false, ReadOnlySpan<int> mask = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentOutOfRangeException.ThrowIfNegative(keys);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfNegative(valueWidth);
        int planes = 1;
        foreach (int length in batch)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(batch));
            planes = checked(planes * length);
        }

        _batch = batch;
        _mask = mask;

        // Products over nothing are 0, whatever they are multiplied by: 1 / sqrt(0) is left out.
        (Planes, Queries, Keys, Width, ValueWidth, Scale, IsCausal) = (planes, queries, keys, width, valueWidth, width == 0 ? 1 : scale, causal);
        int size = 1;
        for (int back = 1; back <= mask.Length; back++)
        {
            int length = mask[^back], full = back > batch.Length + 2 ? 1 : Full(back);
            size = length == full || length == 1 ? checked(size * length) : throw new ArgumentException(
                $"A mask of shape ({string.Join(", ", mask.ToArray())}) cannot be repeated to ({string.Join(", ", batch.ToArray())}, {queries}, {keys}).", nameof(mask));
        }

        MaskLength = mask.IsEmpty ? 0 : size;
    }

    /// <summary>The product of the lengths before the last two.</summary>
    public int Planes { get; }

    /// <summary>The number of queries of a plane.</summary>
    public int Queries { get; }

    /// <summary>The number of keys of a plane.</summary>
    public int Keys { get; }

    /// <summary>The length of a query and of a key.</summary>
    public int Width { get; }

    /// <summary>The length of a value.</summary>
    public int ValueWidth { get; }

    /// <summary>What the products of queries and keys are multiplied by.</summary>
    public double Scale { get; }

    /// <summary>Whether query i sees keys up to number i only.</summary>
    public bool IsCausal { get; }

    /// <summary>The number of elements of the mask.</summary>
    internal int MaskLength { get; }

    /// <summary>The distance between the mask's rows; 0 where all queries have the same.</summary>
    internal int MaskRow => _mask.Length < 2 || _mask[^2] == 1 ? 0 : _mask[^1];

    /// <summary>The distance between the elements of a row of the mask; 0 where there is one for all keys.</summary>
    internal int MaskColumn => _mask[^1] == 1 ? 0 : 1;

    /// <summary>Where the mask of a plane starts.</summary>
    internal int MaskStart(int plane)
    {
        int start = 0, stride = MaskLength == 0 ? 0 : _mask[^1] * (_mask.Length < 2 ? 1 : _mask[^2]);
        for (int back = 3; back <= Math.Min(_mask.Length, _batch.Length + 2); back++)
        {
            int full = Full(back), i = plane % full;
            plane /= full;
            start += _mask[^back] == 1 ? 0 : i * stride;
            stride *= _mask[^back];
        }

        return start;
    }

    // A length of (batch, queries, keys), counted from the last, which is 1.
    private int Full(int back) => back switch
    {
        1 => Keys,
        2 => Queries,
        _ => _batch[^(back - 2)],
    };
}
