using System.ComponentModel;

namespace AutoDiffGen.Memory;

/// <summary>Hands out consecutive pieces of a span: the temporaries of one call, in the order in which they are made.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="memory">The memory to hand out; its length is the sum of all pieces.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Scratch<T>(Span<T> memory)
{
    private Span<T> _rest = memory;

    /// <summary>The next piece, not cleared.</summary>
    /// <param name="length">Its number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than that is left.</exception>
    public Span<T> Take(int length)
    {
        Span<T> piece = _rest[..length];
        _rest = _rest[length..];
        return piece;
    }
}
