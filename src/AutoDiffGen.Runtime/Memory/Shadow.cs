using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Memory;

/// <summary>Arrays of adjoints beside the arrays of a method: cleared, made and added, whatever their shape.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Shadow
{
    // About as many stores as a processor holds back.
    private const int ShortRow = 64;

    /// <summary>Sets every element to zero.</summary>
    public static void Clear(Array array) => Array.Clear(array);

    /// <summary>Sets as many elements to zero as lie side by side from <paramref name="start"/> on; none when their number is not positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span ends before.</exception>
    public static void Clear<T>(Span<T> span, int start, int count)
    {
        if (count > 0)
        {
            span.Slice(start, count).Clear();
        }
    }

    /// <summary>
    /// Adds multiples of elements that lie side by side to others that do: <c>destination[destinationStart + i] += scale *
    /// source[sourceStart + i]</c> for <paramref name="count"/> elements, none when it is not positive.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One of the spans ends before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled<T>(T scale, ReadOnlySpan<T> source, int sourceStart, Span<T> destination, int destinationStart, int count)
        where T : IFloatingPointIeee754<T>
    {
        if (count <= 0)
        {
            return;
        }

        ref T from = ref MemoryMarshal.GetReference(source.Slice(sourceStart, count));
        ref T to = ref MemoryMarshal.GetReference(destination.Slice(destinationStart, count));
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            var scales = new Vector<T>(scale);
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            {
                (Vector.LoadUnsafe(ref to, (nuint)i) + scales * Vector.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref to, i) += scale * Unsafe.Add(ref from, i);
        }
    }

    /// <summary>
    /// The same where the source has just been written, one element at a time: a vector read so soon waits until all of
    /// these stores are done, so that a short row is read one element at a time too.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One of the spans ends before.</exception>
    public static void AddScaledFresh<T>(T scale, ReadOnlySpan<T> source, int sourceStart, Span<T> destination, int destinationStart, int count)
        where T : IFloatingPointIeee754<T>
    {
        if (count >= ShortRow)
        {
            AddScaled(scale, source, sourceStart, destination, destinationStart, count);
        }
        else if (count > 0)
        {
            source = source.Slice(sourceStart, count);
            destination = destination.Slice(destinationStart, count);
            for (int i = 0; i < source.Length; i++)
            {
                destination[i] += scale * source[i];
            }
        }
    }

    /// <summary>Adds a shadow to a destination of the same length.</summary>
    public static void Add<T>(ReadOnlySpan<T> shadow, Span<T> destination)
        where T : IFloatingPointIeee754<T> => TensorPrimitives.Add(destination, shadow, destination);
}
