using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Memory;

// Arrays of arrays and of several dimensions, and elements that are structs. Where there is no row there is none in the shadow.
public static partial class Shadow
{
    /// <summary>Sets every element of every row to zero.</summary>
    public static void Clear<T>(T[][] rows)
    {
        foreach (T[]? row in rows)
        {
            row.AsSpan().Clear();
        }
    }

    /// <summary>An array of zeros with rows of the same lengths.</summary>
    public static T[][] Like<T>(T[][] rows) => Like<T, T>(rows);

    /// <summary>An array of zeros with rows of the same lengths, for the adjoints of the elements.</summary>
    public static TAdjoint[][] Like<TAdjoint, TElement>(TElement[][] rows) => [.. rows.Select(row => row is null ? null! : new TAdjoint[row.Length])];

    /// <summary>An array of zeros of the same shape.</summary>
    public static T[,] Like<T>(T[,] array) => new T[array.GetLength(0), array.GetLength(1)];

    /// <summary>An array of zeros of the same shape.</summary>
    public static T[,,] Like<T>(T[,,] array) => new T[array.GetLength(0), array.GetLength(1), array.GetLength(2)];

    /// <summary>Copies the rows of an array.</summary>
    public static void Copy<T>(T[][] source, T[][] destination)
    {
        for (int i = 0; i < source.Length; i++)
        {
            source[i].AsSpan().CopyTo(destination[i]);
        }
    }

    /// <summary>Copies an array of the same shape.</summary>
    public static void Copy(Array source, Array destination) => Array.Copy(source, destination, source.Length);

    /// <summary>Adds a shadow of structs that hold numbers of one type alone to a destination of the same length.</summary>
    public static void Add<TStruct, T>(ReadOnlySpan<TStruct> shadow, Span<TStruct> destination)
        where TStruct : struct
        where T : struct, IFloatingPointIeee754<T> => Add(MemoryMarshal.Cast<TStruct, T>(shadow), MemoryMarshal.Cast<TStruct, T>(destination));

    /// <inheritdoc cref="Add{TStruct, T}(ReadOnlySpan{TStruct}, Span{TStruct})"/>
    public static void Add<TStruct, T>(TStruct[][] shadow, TStruct[][] destination)
        where TStruct : struct
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < shadow.Length; i++)
        {
            Add<TStruct, T>(shadow[i].AsSpan(), destination[i]);
        }
    }

    /// <inheritdoc cref="Add{TStruct, T}(ReadOnlySpan{TStruct}, Span{TStruct})"/>
    public static void Add<TStruct, T>(Array shadow, Array destination)
        where TStruct : struct
        where T : struct, IFloatingPointIeee754<T> => Add<TStruct, T>(Flat<TStruct>(shadow), Flat<TStruct>(destination));

    /// <summary>Adds a shadow of structs to a destination of the same length, by a sum of two structs.</summary>
    public static void Add<TStruct>(ReadOnlySpan<TStruct> shadow, Span<TStruct> destination, Func<TStruct, TStruct, TStruct> sum)
    {
        for (int i = 0; i < shadow.Length; i++)
        {
            destination[i] = sum(destination[i], shadow[i]);
        }
    }

    /// <inheritdoc cref="Add{TStruct}(ReadOnlySpan{TStruct}, Span{TStruct}, Func{TStruct, TStruct, TStruct})"/>
    public static void Add<TStruct>(TStruct[][] shadow, TStruct[][] destination, Func<TStruct, TStruct, TStruct> sum)
    {
        for (int i = 0; i < shadow.Length; i++)
        {
            Add(shadow[i].AsSpan(), destination[i], sum);
        }
    }

    /// <inheritdoc cref="Add{TStruct}(ReadOnlySpan{TStruct}, Span{TStruct}, Func{TStruct, TStruct, TStruct})"/>
    public static void Add<TStruct>(Array shadow, Array destination, Func<TStruct, TStruct, TStruct> sum) => Add(Flat<TStruct>(shadow), Flat<TStruct>(destination), sum);

    /// <summary>Adds a shadow to a destination of the same shape.</summary>
    public static void Add<T>(T[][] shadow, T[][] destination)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < shadow.Length; i++)
        {
            TensorPrimitives.Add(destination[i], shadow[i], destination[i]);
        }
    }

    /// <summary>Adds a shadow to a destination of the same shape.</summary>
    public static void Add<T>(T[,] shadow, T[,] destination)
        where T : IFloatingPointIeee754<T> => Add(Flat<T>(shadow), Flat<T>(destination));

    /// <summary>Adds a shadow to a destination of the same shape.</summary>
    public static void Add<T>(T[,,] shadow, T[,,] destination)
        where T : IFloatingPointIeee754<T> => Add(Flat<T>(shadow), Flat<T>(destination));

    private static Span<T> Flat<T>(Array array) =>
        array.Length == 0 ? default : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
