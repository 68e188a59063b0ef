using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Memory;

// What is passed by reference and is written: it must not be read under another name meanwhile.
public static partial class Guard
{
    /// <summary>Checks that a variable that the method writes is no part of another one that it is given, nor that one of it.</summary>
    /// <exception cref="ArgumentException">They share memory.</exception>
    public static void ApartReferences<T, TOther>(in T written, string name, in TOther other, string otherName)
    {
        if (Share(in written, in other, Unsafe.SizeOf<TOther>()))
        {
            ThrowApart(name, otherName);
        }
    }

    /// <summary>Checks that a variable that is passed by reference is no element of an array, nor a part of one, where one of the two is written.</summary>
    /// <exception cref="ArgumentException">They share memory.</exception>
    public static void ApartElements<T, TElement>(in T variable, string name, ReadOnlySpan<TElement> array, string otherName)
    {
        if (!array.IsEmpty && Share(in variable, in MemoryMarshal.GetReference(array), (nint)array.Length * Unsafe.SizeOf<TElement>()))
        {
            ThrowApart(name, otherName);
        }
    }

    /// <inheritdoc cref="ApartElements{T, TElement}(in T, string, ReadOnlySpan{TElement}, string)"/>
    public static void ApartElements<T, TElement>(in T variable, string name, TElement[][] rows, string otherName)
    {
        foreach (TElement[]? row in rows)
        {
            ApartElements<T, TElement>(in variable, name, row.AsSpan(), otherName);
        }
    }

    /// <inheritdoc cref="ApartElements{T, TElement}(in T, string, ReadOnlySpan{TElement}, string)"/>
    [OverloadResolutionPriority(-1)]
    public static void ApartElements<T, TElement>(in T variable, string name, Array array, string otherName) =>
        ApartElements<T, TElement>(in variable, name, Directions.Flat<TElement>(array), otherName);

    // Whether the first byte of one lies within the other.
    private static bool Share<T, TOther>(in T variable, in TOther first, nint bytes)
    {
        nint offset = Unsafe.ByteOffset(ref Unsafe.As<TOther, byte>(ref Unsafe.AsRef(in first)), ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in variable)));
        return offset < bytes && offset > -Unsafe.SizeOf<T>();
    }
}
