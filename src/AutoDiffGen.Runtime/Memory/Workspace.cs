using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Memory;

/// <summary>
/// The process-wide pool that derivative calls rent their scratch memory from. Once every size has been seen, renting
/// allocates nothing.
/// </summary>
public static class Workspace
{
    private static readonly ConcurrentBag<Action> Trims = [];

    /// <summary>Rents memory for at least <paramref name="length"/> elements; its contents are arbitrary.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements, not negative.</param>
    /// <returns>The lease; disposing it returns the memory. One that is never disposed is left to the garbage collector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static Lease<T> Rent<T>(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return default;
        }

        WorkspaceBuffer<T> buffer = Pool<T>.Take(length);
        return new Lease<T>(buffer, length);
    }

    /// <summary>Rents memory for <paramref name="length"/> elements, all zero.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements, not negative.</param>
    /// <param name="lease">The lease; disposing it returns the memory.</param>
    /// <returns>The memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Zeros<T>(int length, out Lease<T> lease)
    {
        // Inlined down to here, so that the compiler knows the span's length and drops what it need not check.
        ref T start = ref RentZeros(length, out lease);
        return MemoryMarshal.CreateSpan(ref start, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref T RentZeros<T>(int length, out Lease<T> lease)
    {
        lease = Rent<T>(length);
        Span<T> span = lease.Span;
        span.Clear();
        return ref MemoryMarshal.GetReference(span);
    }

    /// <summary>Drops all memory that is in the pool and not rented.</summary>
    public static void Trim()
    {
        foreach (Action trim in Trims)
        {
            trim();
        }
    }

    internal static WorkspaceBuffer<T> TakeBuffer<T>(int length) => Pool<T>.Take(length);

    internal static void Return<T>(WorkspaceBuffer<T> buffer) => Pool<T>.Return(buffer);

    private static class Pool<T>
    {
        // One stack for each power of two; intrusive lists, so that returning a buffer allocates nothing.
        private static readonly Bucket[] Buckets = CreateBuckets();

        public static WorkspaceBuffer<T> Take(int length)
        {
            int bits = BitOperations.Log2((uint)Math.Max(length, 64) - 1) + 1;
            if (bits > 30)
            {
                return new WorkspaceBuffer<T>(length, -1);
            }

            Bucket bucket = Buckets[bits];
            lock (bucket)
            {
                if (bucket.Head is { } buffer)
                {
                    bucket.Head = buffer.Next;
                    buffer.Next = null;
                    return buffer;
                }
            }

            return new WorkspaceBuffer<T>(1 << bits, bits);
        }

        public static void Return(WorkspaceBuffer<T> buffer)
        {
            if (buffer.Bucket < 0)
            {
                return;
            }

            Bucket bucket = Buckets[buffer.Bucket];
            lock (bucket)
            {
                buffer.Next = bucket.Head;
                bucket.Head = buffer;
            }
        }

        private static Bucket[] CreateBuckets()
        {
            var buckets = new Bucket[31];
            for (int i = 0; i < buckets.Length; i++)
            {
                buckets[i] = new Bucket();
            }

            Trims.Add(() =>
            {
                foreach (Bucket bucket in buckets)
                {
                    lock (bucket)
                    {
                        bucket.Head = null;
                    }
                }
            });
            return buckets;
        }

        private sealed class Bucket
        {
            public WorkspaceBuffer<T>? Head;
        }
    }
}

/// <summary>A pooled array. Its generation counts its returns, so that a lease knows whether it still owns it.</summary>
internal sealed class WorkspaceBuffer<T>(int length, int bucket)
{
    private long _generation;

    public T[] Array { get; } = GC.AllocateUninitializedArray<T>(length);

    public int Bucket { get; } = bucket;

    public long Generation => Volatile.Read(ref _generation);

    public WorkspaceBuffer<T>? Next { get; set; }

    /// <summary>Ends the generation; false when it had ended before.</summary>
    public bool End(long generation) => Interlocked.CompareExchange(ref _generation, generation + 1, generation) == generation;
}
