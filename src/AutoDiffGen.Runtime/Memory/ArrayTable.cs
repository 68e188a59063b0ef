using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Memory;

/// <summary>
/// The arrays that a method makes in its branches and loops and uses after them, each by its number: a loop can carry a
/// number and a tape can keep it, and neither can hold a reference. Their memory is rented, and returned as a whole. Copies are one
/// table: after one of them is disposed, all throw.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ArrayTable<T> : IDisposable
{
    private readonly Memory? _memory;
    private readonly long _generation;

    private ArrayTable(Memory memory) => (_memory, _generation) = (memory, memory.Generation);

    /// <summary>Rents an empty table.</summary>
    /// <param name="first">The number of its first array: what is smaller numbers something else.</param>
    public static ArrayTable<T> Rent(int first) => new(Memory.Rent(first));

    /// <summary>Makes an array of zeros.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="OverflowException">The length is negative, as for <c>new</c>.</exception>
    public int Add(int length) => Alive.Add(length);

    /// <summary>The array with a number; an empty one for a number that is no array's, which stands for one that was never made.</summary>
    public Span<T> this[int number]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Alive.Find(number);
    }

    /// <summary>Whether a number is that of an array of the table.</summary>
    public bool Holds(int number) => (uint)(number - Alive.First) < (uint)Alive.Count;

    /// <summary>An array of arrays of its own, with the elements of those with these numbers; null for the number of none.</summary>
    public T[][] Rows(ReadOnlySpan<int> numbers)
    {
        Memory memory = Alive;
        var rows = new T[numbers.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = numbers[i] < memory.First ? null! : memory.Find(numbers[i]).ToArray();
        }

        return rows;
    }

    /// <summary>A table of arrays of as many zeros, under the same numbers: for the adjoints of the elements.</summary>
    /// <typeparam name="TAdjoint">The type of an adjoint of an element.</typeparam>
    /// <param name="each">How many zeros stand for one element.</param>
    public ArrayTable<TAdjoint> Shadows<TAdjoint>(int each = 1)
    {
        Memory memory = Alive;
        var shadows = ArrayTable<TAdjoint>.Rent(memory.First);
        for (int number = memory.First; number < memory.First + memory.Count; number++)
        {
            shadows.Add(checked(memory.Find(number).Length * each));
        }

        return shadows;
    }

    /// <summary>Returns the memory of all arrays. Doing so twice is harmless.</summary>
    public void Dispose() => _memory?.Return(_generation);

    private Memory Alive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ObjectDisposedException.ThrowIf(_memory is null || _memory.Generation != _generation, typeof(ArrayTable<T>));
            return _memory;
        }
    }

    // Small arrays share pieces of memory, which never move: spans of them stay valid while others are added.
    private sealed class Memory
    {
        private const int SmallestPiece = 256;
        private const int LargestPiece = 1 << 16;

        private static readonly Lock PoolLock = new();
        private static Memory? s_pool;

        private (int Piece, int Start, int Length)[] _arrays = new (int, int, int)[16];
        private Lease<T>[] _pieces = new Lease<T>[4];
        private int _pieceCount;
        private int _used;
        private int _room;
        private long _generation;
        private Memory? _next;

        public int First { get; private set; }

        public int Count { get; private set; }

        public long Generation => Volatile.Read(ref _generation);

        public static Memory Rent(int first)
        {
            lock (PoolLock)
            {
                Memory memory = s_pool ?? new Memory();
                s_pool = memory._next;
                memory._next = null;
                memory.First = first;
                return memory;
            }
        }

        public int Add(int length)
        {
            if (length < 0)
            {
                throw new OverflowException("An array has no negative length.");
            }

            if (length > _room - _used)
            {
                int size = Math.Max(length, Math.Clamp(_room * 2, SmallestPiece, LargestPiece));
                if (_pieceCount == _pieces.Length)
                {
                    Array.Resize(ref _pieces, _pieceCount * 2);
                }

                _pieces[_pieceCount++] = Workspace.Rent<T>(size);
                (_used, _room) = (0, size);
            }

            if (Count == _arrays.Length)
            {
                Array.Resize(ref _arrays, Count * 2);
            }

            _arrays[Count] = (_pieceCount - 1, _used, length);
            _used += length;
            int number = First + Count++;
            Find(number).Clear();
            return number;
        }

        public Span<T> Find(int number)
        {
            int at = number - First;
            if ((uint)at >= (uint)Count)
            {
                return default;
            }

            var (piece, start, length) = _arrays[at];
            return length == 0 ? default : _pieces[piece].Span.Slice(start, length);
        }

        public void Return(long generation)
        {
            if (Interlocked.CompareExchange(ref _generation, generation + 1, generation) != generation)
            {
                return;
            }

            for (int i = 0; i < _pieceCount; i++)
            {
                _pieces[i].Dispose();
                _pieces[i] = default;
            }

            (_pieceCount, _used, _room, Count) = (0, 0, 0, 0);
            lock (PoolLock)
            {
                _next = s_pool;
                s_pool = this;
            }
        }
    }
}
