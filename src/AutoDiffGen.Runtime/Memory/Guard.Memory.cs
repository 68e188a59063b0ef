using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Memory;

// What shares memory with what.
public static partial class Guard
{
    [ThreadStatic]
    private static HashSet<object>? _rows;

    /// <summary>Checks that an object which is changed is not passed as another parameter too.</summary>
    /// <exception cref="ArgumentException">Both are one object.</exception>
    public static void NotSame(object changed, string name, object other, string otherName)
    {
        if (ReferenceEquals(changed, other))
        {
            throw new ArgumentException($"'{name}' is changed by the method and must not be the object that '{otherName}' is.", name);
        }
    }

    /// <summary>Checks that an array of arrays, or of several dimensions, is not also another argument or destination.</summary>
    /// <exception cref="ArgumentException">They are one array.</exception>
    public static void Distinct(Array? destination, string name, Array? other, string otherName)
    {
        if (destination is not null && ReferenceEquals(destination, other))
        {
            throw new ArgumentException($"The destination '{name}' is '{otherName}': a gradient must have memory of its own.", name);
        }
    }

    /// <summary>Checks that no row of a destination is a row of another argument or destination.</summary>
    /// <exception cref="ArgumentException">They share a row.</exception>
    public static void Distinct<T>(T[][]? destination, string name, T[][]? other, string otherName)
    {
        int shared = other is null ? -1 : SharedRow(destination, other);
        if (shared >= 0)
        {
            throw new ArgumentException($"Row {shared} of the destination '{name}' is a row of '{otherName}': a gradient must have memory of its own.", name);
        }
    }

    /// <summary>Checks that no row of a destination occurs twice in it.</summary>
    /// <exception cref="ArgumentException">One does.</exception>
    public static void Distinct<T>(T[][]? destination, string name)
    {
        int shared = SharedRow(destination, null);
        if (shared >= 0)
        {
            throw new ArgumentException($"Row {shared} of the destination '{name}' is another row of it too: a gradient must have memory of its own.", name);
        }
    }

    /// <summary>Checks that a destination shares no memory with an argument or another destination.</summary>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Disjoint<T>(ReadOnlySpan<T> destination, string name, ReadOnlySpan<T> other, string otherName)
    {
        if (destination.Overlaps(other))
        {
            ThrowOverlap(name, otherName);
        }
    }

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, string, ReadOnlySpan{T}, string)"/>
    /// <remarks>Of a view that is not dense its elements count, not what lies between them.</remarks>
    [OverloadResolutionPriority(-1)]
    public static void Disjoint<T>(ReadOnlySpan<T> destination, string name, Tensor<T> other, string otherName)
    {
        if (Overlap(destination, other))
        {
            ThrowOverlap(name, otherName);
        }
    }

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, string, ReadOnlySpan{T}, string)"/>
    public static void Disjoint<T>(ReadOnlySpan<T> destination, string name, T[][]? other, string otherName)
    {
        foreach (T[] row in other ?? [])
        {
            Disjoint<T>(destination, name, row, otherName);
        }
    }

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, string, ReadOnlySpan{T}, string)"/>
    public static void Disjoint<T>(T[][]? destination, string name, ReadOnlySpan<T> other, string otherName)
    {
        foreach (T[] row in destination ?? [])
        {
            Disjoint(row, name, other, otherName);
        }
    }

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, string, ReadOnlySpan{T}, string)"/>
    [OverloadResolutionPriority(-1)]
    public static void Disjoint<T>(T[][]? destination, string name, Tensor<T> other, string otherName)
    {
        foreach (T[] row in destination ?? [])
        {
            Disjoint<T>(row, name, other, otherName);
        }
    }

    /// <summary>Checks that an array that the method writes shares no memory with another argument.</summary>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Apart<T>(ReadOnlySpan<T> written, string name, ReadOnlySpan<T> other, string otherName)
    {
        if (written.Overlaps(other))
        {
            ThrowApart(name, otherName);
        }
    }

    /// <inheritdoc cref="Apart{T}(ReadOnlySpan{T}, string, ReadOnlySpan{T}, string)"/>
    [OverloadResolutionPriority(-1)]
    public static void Apart<T>(ReadOnlySpan<T> written, string name, Tensor<T> other, string otherName)
    {
        if (Overlap(written, other))
        {
            ThrowApart(name, otherName);
        }
    }

    /// <inheritdoc cref="Apart{T}(ReadOnlySpan{T}, string, ReadOnlySpan{T}, string)"/>
    [OverloadResolutionPriority(-1)]
    public static void Apart<T>(T[][] written, string name, Tensor<T> other, string otherName)
    {
        foreach (T[] row in written)
        {
            Apart<T>(row, name, other, otherName);
        }
    }

    /// <inheritdoc cref="Apart{T}(ReadOnlySpan{T}, string, ReadOnlySpan{T}, string)"/>
    public static void Apart<T>(ReadOnlySpan<T> written, string name, T[][] other, string otherName)
    {
        foreach (T[] row in other)
        {
            Apart(written, name, row, otherName);
        }
    }

    /// <inheritdoc cref="Apart{T}(ReadOnlySpan{T}, string, ReadOnlySpan{T}, string)"/>
    public static void Apart<T>(T[][] written, string name, ReadOnlySpan<T> other, string otherName)
    {
        foreach (T[] row in written)
        {
            Apart(row, name, other, otherName);
        }
    }

    /// <summary>Checks that no row of an array that the method writes is a row of another argument.</summary>
    /// <exception cref="ArgumentException">They share a row.</exception>
    public static void Apart<T>(T[][] written, string name, T[][] other, string otherName)
    {
        int shared = SharedRow(written, other);
        if (shared >= 0)
        {
            throw new ArgumentException($"Row {shared} of '{name}', which the method writes, is a row of '{otherName}': pass memory of its own.", name);
        }
    }

    /// <summary>Checks that no row of an array that the method writes occurs twice in it.</summary>
    /// <exception cref="ArgumentException">One does.</exception>
    public static void Apart<T>(T[][] written, string name)
    {
        int shared = SharedRow(written, null);
        if (shared >= 0)
        {
            throw new ArgumentException($"Row {shared} of '{name}', which the method writes, is another row of it too: pass memory of its own.", name);
        }
    }

    // Whether an element of a view lies within a number of bytes; the offset is that of its first element.
    private static bool Touches(nint offset, ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides, nint bytes, int size)
    {
        nint last = offset;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            last += (lengths[axis] - 1) * strides[axis] * size;
        }

        if (offset >= bytes || last + size <= 0)
        {
            return false;
        }

        if (lengths.IsEmpty)
        {
            return true;
        }

        for (nint i = 0; i < lengths[0]; i++)
        {
            if (Touches(offset + (i * strides[0] * size), lengths[1..], strides[1..], bytes, size))
            {
                return true;
            }
        }

        return false;
    }

    // The number of a row that is a row of the other array too, or without another a row from before; -1 where there is none.
    private static int SharedRow<T>(T[][]? rows, T[][]? other)
    {
        // One set for each thread, whose memory stays: a warm call allocates nothing.
        HashSet<object> known = _rows ??= new(ReferenceEqualityComparer.Instance);
        foreach (T[] row in other ?? [])
        {
            known.Add(row);
        }

        int shared = -1;
        for (int i = 0; shared < 0 && i < (rows?.Length ?? 0); i++)
        {
            if (rows![i] is { Length: > 0 } row && (other is null ? !known.Add(row) : known.Contains(row)))
            {
                shared = i;
            }
        }

        known.Clear();
        return shared;
    }

    private static bool Overlap<T>(ReadOnlySpan<T> span, Tensor<T> tensor)
    {
        if (span.IsEmpty || tensor.FlattenedLength == 0)
        {
            return false;
        }

        ref readonly T first = ref tensor.AsReadOnlyTensorSpan().GetPinnableReference();
        if (tensor.IsDense)
        {
            return span.Overlaps(MemoryMarshal.CreateReadOnlySpan(in first, checked((int)tensor.FlattenedLength)));
        }

        int size = Unsafe.SizeOf<T>();
        nint offset = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(span), ref Unsafe.AsRef(in first));
        return Touches(offset, tensor.Lengths, tensor.Strides, (nint)span.Length * size, size);
    }

    private static void ThrowOverlap(string name, string otherName) =>
        throw new ArgumentException($"The destination '{name}' overlaps '{otherName}': a gradient must have memory of its own.", name);

    private static void ThrowApart(string name, string otherName) =>
        throw new ArgumentException($"'{name}', which the method writes, overlaps '{otherName}': pass memory of its own.", name);

    /// <summary>The start of a part, where the part lies within a length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not, as for <c>Slice</c>.</exception>
    public static int Within(int length, int start, int count)
    {
        if ((uint)start > (uint)length || (uint)count > (uint)(length - start))
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"A part of {count} elements from {start} on does not lie within {length}.");
        }

        return start;
    }

    /// <summary>The number of an array of a table, or of one that has a name.</summary>
    /// <exception cref="NullReferenceException">It is 0, which stands for null.</exception>
    public static int NotNull(int number) => number != 0 ? number : throw new NullReferenceException();
}
