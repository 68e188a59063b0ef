using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Memory;

/// <summary>
/// What the forward passes of methods that call each other save: plain values, pushed one after the other and read back
/// from the end. Reading does not remove them, so that a pullback can be invoked again. Pooled.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Tape
{
    private static readonly Lock PoolLock = new();
    private static Tape? s_pool;

    private byte[] _bytes = new byte[256];
    private long _generation;
    private Tape? _next;

    internal int Length { get; private set; }

    /// <summary>Rents an empty tape.</summary>
    public static TapeLease Rent()
    {
        lock (PoolLock)
        {
            if (s_pool is { } pooled)
            {
                s_pool = pooled._next;
                pooled._next = null;
                pooled.Length = 0;
                return new TapeLease(pooled, pooled._generation);
            }
        }

        var tape = new Tape();
        return new TapeLease(tape, tape._generation);
    }

    /// <summary>Appends a value without references.</summary>
    /// <exception cref="InvalidOperationException">The type holds references.</exception>
    public void Push<T>(T value)
    {
        ThrowIfReferences<T>();
        int size = Unsafe.SizeOf<T>();
        if (_bytes.Length - Length < size)
        {
            Array.Resize(ref _bytes, checked(Math.Max(_bytes.Length * 2, Length + size)));
        }

        Unsafe.WriteUnaligned(ref _bytes[Length], value);
        Length += size;
    }

    internal static void ThrowIfReferences<T>()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            throw new InvalidOperationException($"A tape holds plain values; {typeof(T)} contains references.");
        }
    }

    internal T Read<T>(int position) => Unsafe.ReadUnaligned<T>(ref _bytes[position]);

    internal bool IsAlive(long generation) => Volatile.Read(ref _generation) == generation;

    internal void Return(long generation)
    {
        lock (PoolLock)
        {
            if (_generation != generation)
            {
                return;
            }

            _generation++;
            _next = s_pool;
            s_pool = this;
        }
    }
}

/// <summary>A rented tape. Copies are one lease; the default one holds no tape.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TapeLease : IDisposable
{
    private readonly Tape? _tape;
    private readonly long _generation;

    internal TapeLease(Tape tape, long generation) => (_tape, _generation) = (tape, generation);

    /// <summary>The tape.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed, or holds no tape.</exception>
    public Tape Tape
    {
        get
        {
            ObjectDisposedException.ThrowIf(_tape is null || !_tape.IsAlive(_generation), typeof(TapeLease));
            return _tape;
        }
    }

    /// <summary>A cursor at the end of the tape.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public TapeCursor Cursor() => new(Tape);

    /// <summary>Returns the tape to the pool. Doing so twice is harmless.</summary>
    public void Dispose() => _tape?.Return(_generation);
}

/// <summary>Reads a tape backwards: what was pushed last comes first.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct TapeCursor
{
    private readonly Tape _tape;
    private int _position;

    internal TapeCursor(Tape tape)
    {
        _tape = tape;
        _position = tape.Length;
    }

    /// <summary>The value before the cursor, which moves in front of it.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    public T Pop<T>()
    {
        Tape.ThrowIfReferences<T>();
        int start = _position - Unsafe.SizeOf<T>();
        if (start < 0)
        {
            throw new InvalidOperationException("The tape holds less than its reader asks for.");
        }

        _position = start;
        return _tape.Read<T>(start);
    }
}
