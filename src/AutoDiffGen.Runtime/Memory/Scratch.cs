using System.ComponentModel;

namespace AutoDiffGen.Memory;

/// <summary>
/// Hands out pieces of memory one after the other: the temporaries of one call, in the order in which they are made. When
/// the memory that it was given is used up, it rents more from <see cref="Workspace"/>, which it keeps until it is disposed.
/// </summary>
/// <remarks>Not to be copied: copies hand out the same memory.</remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="memory">The memory to hand out first; empty to rent all of it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Scratch<T>(Span<T> memory)
{
    private const int SmallestChunk = 256;

    private readonly Span<T> _memory = memory;
    private Span<T> _current = memory;
    private int _used;

    // What was rented, in the order in which it is handed out; the chunk in use is null as long as that is _memory.
    private WorkspaceBuffer<T>? _chunks;
    private WorkspaceBuffer<T>? _chunk;
    private int _number;

    /// <summary>The next piece, not cleared.</summary>
    /// <param name="length">Its number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public Span<T> Take(int length)
    {
        if ((uint)length > (uint)(_current.Length - _used))
        {
            MoveOn(length);
        }

        Span<T> piece = _current.Slice(_used, length);
        _used += length;
        return piece;
    }

    /// <summary>Where the next piece begins, for <see cref="Reset"/>.</summary>
    public readonly long Mark() => ((long)_number << 32) | (uint)_used;

    /// <summary>Takes back every piece since a mark was taken. What was rented in between is handed out again.</summary>
    /// <param name="mark">What <see cref="Mark"/> gave.</param>
    public void Reset(long mark)
    {
        int number = (int)(mark >> 32);
        if (number != _number)
        {
            _number = number;
            _chunk = null;
            for (int i = 0; i < number; i++)
            {
                _chunk = _chunk is null ? _chunks : _chunk.Next;
            }

            _current = _chunk is null ? _memory : _chunk.Array;
        }

        _used = (int)mark;
    }

    /// <summary>Returns what was rented. No piece may be used afterwards.</summary>
    public void Dispose()
    {
        WorkspaceBuffer<T>? chunk = _chunks;
        _chunks = _chunk = null;
        _current = _memory;
        (_used, _number) = (0, 0);
        while (chunk is not null)
        {
            WorkspaceBuffer<T>? next = chunk.Next;
            chunk.Next = null;
            Workspace.Return(chunk);
            chunk = next;
        }
    }

    // The chunk after this one, or a new one between the two where that is too small.
    private void MoveOn(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        WorkspaceBuffer<T>? next = _chunk is null ? _chunks : _chunk.Next;
        if (next is null || next.Array.Length < length)
        {
            int size = Math.Max(length, Math.Max(SmallestChunk, Math.Min(_current.Length, 1 << 28) * 2));
            WorkspaceBuffer<T> rented = Workspace.TakeBuffer<T>(size);
            rented.Next = next;
            next = rented;
            if (_chunk is null)
            {
                _chunks = rented;
            }
            else
            {
                _chunk.Next = rented;
            }
        }

        _chunk = next;
        _current = next.Array;
        _used = 0;
        _number++;
    }
}
