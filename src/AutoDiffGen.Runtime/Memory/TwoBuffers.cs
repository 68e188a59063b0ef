using System.ComponentModel;

namespace AutoDiffGen.Memory;

/// <summary>
/// The memory of a tensor that a loop carries: the next value is written to one buffer while the present one, which may
/// lie in the other, is read.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="first">The buffer that is written first.</param>
/// <param name="second">The other one, of the same length.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct TwoBuffers<T>(Span<T> first, Span<T> second)
{
    private Span<T> _next = first;
    private Span<T> _other = second;

    /// <summary>Where the next value is written.</summary>
    public readonly Span<T> Next => _next;

    /// <summary>The value that was written, which becomes the present one; the next value is written to the other buffer.</summary>
    public ReadOnlySpan<T> Swap()
    {
        Span<T> written = _next;
        _next = _other;
        _other = written;
        return written;
    }
}
