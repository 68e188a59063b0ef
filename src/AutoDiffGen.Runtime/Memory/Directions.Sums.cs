using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Memory;

// What is added up apart, and given to its destination at the end.
public static partial class Directions
{
    /// <summary>Copies sums to the destination that they are for, or adds them to it; an empty one is not wanted.</summary>
    public static void Give<T>(ReadOnlySpan<T> sums, Span<T> destination, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        if (destination.IsEmpty)
        {
            return;
        }

        if (accumulate)
        {
            Shadow.Add(sums, destination);
        }
        else
        {
            sums.CopyTo(destination);
        }
    }

    /// <summary>The same for structs that hold numbers of one type alone.</summary>
    public static void Give<TStruct, T>(ReadOnlySpan<TStruct> sums, Span<TStruct> destination, bool accumulate)
        where TStruct : struct
        where T : struct, IFloatingPointIeee754<T> => Give(MemoryMarshal.Cast<TStruct, T>(sums), MemoryMarshal.Cast<TStruct, T>(destination), accumulate);

    /// <summary>The same for structs, by a sum of two.</summary>
    public static void Give<TStruct>(ReadOnlySpan<TStruct> sums, Span<TStruct> destination, bool accumulate, Func<TStruct, TStruct, TStruct> sum)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        if (accumulate)
        {
            Shadow.Add(sums, destination, sum);
        }
        else
        {
            sums.CopyTo(destination);
        }
    }

    /// <inheritdoc cref="Give{TStruct}(ReadOnlySpan{TStruct}, Span{TStruct}, bool, Func{TStruct, TStruct, TStruct})"/>
    public static void Give<TStruct>(TStruct[][] sums, TStruct[][]? destination, bool accumulate, Func<TStruct, TStruct, TStruct> sum)
    {
        for (int i = 0; i < (destination?.Length ?? 0); i++)
        {
            Give(sums[i].AsSpan(), destination![i], accumulate, sum);
        }
    }

    /// <inheritdoc cref="Give{TStruct}(ReadOnlySpan{TStruct}, Span{TStruct}, bool, Func{TStruct, TStruct, TStruct})"/>
    public static void Give<TStruct>(Array sums, Array? destination, bool accumulate, Func<TStruct, TStruct, TStruct> sum) =>
        Give(Flat<TStruct>(sums), destination is null ? default : Flat<TStruct>(destination), accumulate, sum);

    /// <inheritdoc cref="Give{TStruct, T}(ReadOnlySpan{TStruct}, Span{TStruct}, bool)"/>
    public static void Give<TStruct, T>(TStruct[][] sums, TStruct[][]? destination, bool accumulate)
        where TStruct : struct
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < (destination?.Length ?? 0); i++)
        {
            Give<TStruct, T>(sums[i].AsSpan(), destination![i], accumulate);
        }
    }

    /// <inheritdoc cref="Give{TStruct, T}(ReadOnlySpan{TStruct}, Span{TStruct}, bool)"/>
    public static void Give<TStruct, T>(Array sums, Array? destination, bool accumulate)
        where TStruct : struct
        where T : struct, IFloatingPointIeee754<T> => Give<TStruct, T>(Flat<TStruct>(sums), destination is null ? default : Flat<TStruct>(destination), accumulate);

    /// <inheritdoc cref="Give{T}(ReadOnlySpan{T}, Span{T}, bool)"/>
    public static void Give<T>(T[][] sums, T[][]? destination, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < (destination?.Length ?? 0); i++)
        {
            Give<T>(sums[i], destination![i], accumulate);
        }
    }

    /// <inheritdoc cref="Give{T}(ReadOnlySpan{T}, Span{T}, bool)"/>
    public static void Give<T>(T[,] sums, T[,]? destination, bool accumulate)
        where T : IFloatingPointIeee754<T> => Give<T>(Flat<T>(sums), destination is null ? default : Flat<T>(destination), accumulate);

    /// <inheritdoc cref="Give{T}(ReadOnlySpan{T}, Span{T}, bool)"/>
    public static void Give<T>(T[,,] sums, T[,,]? destination, bool accumulate)
        where T : IFloatingPointIeee754<T> => Give<T>(Flat<T>(sums), destination is null ? default : Flat<T>(destination), accumulate);
}
