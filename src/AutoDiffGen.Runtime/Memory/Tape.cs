using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private int _length;
    private object?[] _objects = [];
    private int _objectCount;
    private long _generation;
    private Tape? _next;

    internal int Length => _length;

    internal ReadOnlySpan<byte> Contents => _bytes.AsSpan(0, _length);

    internal ReadOnlySpan<object?> Objects => _objects.AsSpan(0, _objectCount);

    /// <summary>Rents an empty tape.</summary>
    public static TapeLease Rent()
    {
        lock (PoolLock)
        {
            if (s_pool is { } pooled)
            {
                s_pool = pooled._next;
                pooled._next = null;
                pooled._length = 0;
                return new TapeLease(pooled, pooled._generation);
            }
        }

        var tape = new Tape();
        return new TapeLease(tape, tape._generation);
    }

    /// <summary>Appends a value without references.</summary>
    /// <exception cref="InvalidOperationException">The type holds references.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push<T>(T value)
    {
        ThrowIfReferences<T>();
        byte[] bytes = _bytes;
        int length = _length;
        if (bytes.Length - length < Unsafe.SizeOf<T>())
        {
            bytes = Grow(Unsafe.SizeOf<T>());
        }

        // There is room: the test above has made it.
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), length), value);
        _length = length + Unsafe.SizeOf<T>();
    }

    /// <summary>Takes the last value off: a stack, for records that the same method pushes and reads.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop<T>()
    {
        ThrowIfReferences<T>();
        int start = _length - Unsafe.SizeOf<T>();
        if (start < 0)
        {
            TapeCursor.ThrowEmpty();
        }

        _length = start;
        return Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), start));
    }

    /// <summary>Appends the values of an array as one piece.</summary>
    /// <exception cref="InvalidOperationException">The type holds references.</exception>
    public void PushAll<T>(ReadOnlySpan<T> values)
    {
        ThrowIfReferences<T>();
        if (values.IsEmpty)
        {
            return;
        }

        int size = checked(values.Length * Unsafe.SizeOf<T>());
        byte[] bytes = _bytes.Length - _length < size ? Grow(size) : _bytes;
        Unsafe.CopyBlockUnaligned(ref bytes[_length], ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), (uint)size);
        _length += size;
    }

    /// <summary>Appends a value that may be or hold an object: the receiver of a call.</summary>
    public void PushObject<T>(T value)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Push(value);
            return;
        }

        if (_objectCount == _objects.Length)
        {
            Array.Resize(ref _objects, Math.Max(8, _objectCount * 2));
        }

        _objects[_objectCount++] = value;
    }

    /// <summary>Takes the object that was pushed last.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    public T PopObject<T>()
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            return Pop<T>();
        }

        if (_objectCount == 0)
        {
            TapeCursor.ThrowEmpty();
        }

        var value = (T)_objects[--_objectCount]!;
        _objects[_objectCount] = null;
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte[] Grow(int size)
    {
        Array.Resize(ref _bytes, checked(Math.Max(Math.Min(_bytes.Length, Array.MaxLength / 2) * 2, _length + size)));
        return _bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfReferences<T>()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            throw new InvalidOperationException($"A tape holds plain values; {typeof(T)} contains references.");
        }
    }

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
            Array.Clear(_objects, 0, _objectCount);
            _objectCount = 0;
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
    private readonly ref byte _start;
    private readonly ReadOnlySpan<object?> _objects;
    private int _position;
    private int _objectPosition;

    internal TapeCursor(Tape tape)
    {
        _start = ref MemoryMarshal.GetReference(tape.Contents);
        _position = tape.Length;
        _objects = tape.Objects;
        _objectPosition = _objects.Length;
    }

    /// <summary>The value before the cursor, which moves in front of it.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop<T>()
    {
        Tape.ThrowIfReferences<T>();
        int start = _position - Unsafe.SizeOf<T>();
        if (start < 0)
        {
            ThrowEmpty();
        }

        _position = start;
        return Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref _start, start));
    }

    /// <summary>The object before the cursor, which moves in front of it.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    public T PopObject<T>()
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            return Pop<T>();
        }

        if (_objectPosition == 0)
        {
            ThrowEmpty();
        }

        return (T)_objects[--_objectPosition]!;
    }

    /// <summary>An array that was pushed as one piece, as it lies on the tape.</summary>
    /// <exception cref="InvalidOperationException">Less is left.</exception>
    public ReadOnlySpan<T> PopAll<T>(int length)
    {
        Tape.ThrowIfReferences<T>();
        long start = _position - (long)length * Unsafe.SizeOf<T>();
        if (length < 0 || start < 0)
        {
            ThrowEmpty();
        }

        _position = (int)start;
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref Unsafe.Add(ref _start, _position)), length);
    }

    internal static void ThrowEmpty() => throw new InvalidOperationException("The tape holds less than its reader asks for.");
}
