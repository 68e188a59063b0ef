namespace AutoDiffGen.Memory;

/// <summary>
/// Rented memory. Copies of a lease are one lease: after one of them is disposed, all throw. The default lease is empty
/// and disposing it does nothing.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct Lease<T> : IDisposable
{
    private readonly WorkspaceBuffer<T>? _buffer;
    private readonly long _generation;
    private readonly int _length;

    internal Lease(WorkspaceBuffer<T> buffer, int length)
    {
        _buffer = buffer;
        _generation = buffer.Generation;
        _length = length;
    }

    /// <summary>Whether the memory has not been returned.</summary>
    public bool IsAlive => _buffer is null || _buffer.Generation == _generation;

    /// <summary>The memory; its contents are arbitrary until they are written.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public Span<T> Span
    {
        get
        {
            if (_buffer is null)
            {
                return default;
            }

            ObjectDisposedException.ThrowIf(_buffer.Generation != _generation, typeof(Lease<T>));
            return _buffer.Array.AsSpan(0, _length);
        }
    }

    /// <summary>Returns the memory to the pool. Doing so twice is harmless.</summary>
    public void Dispose()
    {
        if (_buffer is not null && _buffer.End(_generation))
        {
            Workspace.Return(_buffer);
        }
    }
}
