using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Memory;

/// <summary>
/// What <c>MJacobian</c> and <c>MHessian</c> do around their sweeps, each of which computes the derivatives along a few unit
/// vectors, one in every element of a lane: matrices are checked, tangents are set to unit vectors, and the lanes that
/// come out are stored as neighbouring columns of a row.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Directions
{
    /// <summary>Checks the number of elements of a matrix; an empty one is not wanted.</summary>
    /// <exception cref="ArgumentException">The number differs.</exception>
    public static void Check(int length, int rows, int columns, string name)
    {
        if (length != 0 && length != (long)rows * columns)
        {
            throw new ArgumentException($"'{name}' must have {(long)rows * columns} elements, {rows} rows of {columns}, or be empty, but has {length}.", name);
        }
    }

    /// <summary>One number's tangents: 1 in one element, if the number has a column at all.</summary>
    /// <param name="lane">The element, which may be outside of the lane.</param>
    /// <param name="columns">How many columns the parameter has.</param>
    public static V One<V, T>(int lane, int columns)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        V result = default;
        if (columns > 0 && (uint)lane < (uint)V.Width)
        {
            Elements<V, T>(ref result)[lane] = T.One;
        }

        return result;
    }

    /// <summary>The tangents of an array: element i has 1 in element <paramref name="lane"/> + i of its lane, and zeros.</summary>
    public static void Seed<V, T>(Span<V> tangents, int lane, int columns)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        tangents.Clear();
        int end = columns == 0 ? 0 : Math.Min(tangents.Length, V.Width - lane);
        for (int i = Math.Max(0, -lane); i < end; i++)
        {
            Elements<V, T>(ref tangents[i])[lane + i] = T.One;
        }
    }

    /// <inheritdoc cref="Seed{V, T}(Span{V}, int, int)"/>
    public static void Seed<V, T>(V[][] tangents, int lane, int columns)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        foreach (V[] row in tangents)
        {
            Seed<V, T>(row.AsSpan(), lane, columns);
            lane += row.Length;
        }
    }

    /// <inheritdoc cref="Seed{V, T}(Span{V}, int, int)"/>
    public static void Seed<V, T>(Array tangents, int lane, int columns)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T> => Seed<V, T>(Flat<V>(tangents), lane, columns);

    /// <summary>Tangents for the elements of an array of arrays.</summary>
    /// <param name="array">The array.</param>
    /// <param name="numbers">How many numbers an element holds.</param>
    public static V[][] Like<V, TElement>(TElement[][] array, int numbers) => [.. array.Select(row => new V[row.Length * numbers])];

    /// <summary>Tangents for the elements of an array of two dimensions.</summary>
    public static V[,] Like<V, TElement>(TElement[,] array) => new V[array.GetLength(0), array.GetLength(1)];

    /// <summary>Tangents for the elements of an array of three dimensions.</summary>
    public static V[,,] Like<V, TElement>(TElement[,,] array) => new V[array.GetLength(0), array.GetLength(1), array.GetLength(2)];

    /// <summary>How many elements the rows have together.</summary>
    public static int Count<TElement>(TElement[][] array)
    {
        int count = 0;
        foreach (TElement[] row in array)
        {
            count = checked(count + row.Length);
        }

        return count;
    }

    /// <summary>Stores the derivatives of one number in one row of a matrix: those that belong to columns of it.</summary>
    /// <param name="value">The derivatives.</param>
    /// <param name="matrix">The matrix, row by row; empty when it is not wanted.</param>
    /// <param name="row">The row.</param>
    /// <param name="columns">How many columns the matrix has.</param>
    /// <param name="lane">Which element of the lane belongs to its first column; it may be outside of the lane.</param>
    /// <param name="accumulate">Whether they are added to what is there.</param>
    public static void Store<V, T>(V value, Span<T> matrix, int row, int columns, int lane, bool accumulate)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        int from = Math.Max(0, -lane), count = Math.Min(columns, V.Width - lane) - from;
        if (matrix.IsEmpty || count <= 0)
        {
            return;
        }

        ReadOnlySpan<T> elements = Elements<V, T>(ref value).Slice(lane + from, count);
        Span<T> target = matrix.Slice((row * columns) + from, count);
        if (!accumulate)
        {
            elements.CopyTo(target);
            return;
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] += elements[i];
        }
    }

    /// <summary>The same for a matrix of a narrower type than the one that the derivatives were computed in.</summary>
    public static void Store<V>(V value, Span<float> matrix, int row, int columns, int lane, bool accumulate)
        where V : struct, ILane<V, double>
    {
        int from = Math.Max(0, -lane), count = Math.Min(columns, V.Width - lane) - from;
        if (matrix.IsEmpty || count <= 0)
        {
            return;
        }

        ReadOnlySpan<double> elements = Elements<V, double>(ref value).Slice(lane + from, count);
        Span<float> target = matrix.Slice((row * columns) + from, count);
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (float)elements[i] + (accumulate ? target[i] : 0);
        }
    }

    /// <summary>Stores the derivatives of many numbers, one row for each.</summary>
    public static void Store<V, T>(ReadOnlySpan<V> values, Span<T> matrix, int row, int columns, int lane, bool accumulate)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            Store(values[i], matrix, row + i, columns, lane, accumulate);
        }
    }

    /// <inheritdoc cref="Store{V}(V, Span{float}, int, int, int, bool)"/>
    public static void Store<V>(ReadOnlySpan<V> values, Span<float> matrix, int row, int columns, int lane, bool accumulate)
        where V : struct, ILane<V, double>
    {
        for (int i = 0; i < values.Length; i++)
        {
            Store(values[i], matrix, row + i, columns, lane, accumulate);
        }
    }

    /// <inheritdoc cref="Store{V, T}(ReadOnlySpan{V}, Span{T}, int, int, int, bool)"/>
    public static void Store<V, T>(V[][] values, Span<T> matrix, int row, int columns, int lane, bool accumulate)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        foreach (V[] part in values)
        {
            Store<V, T>(part, matrix, row, columns, lane, accumulate);
            row += part.Length;
        }
    }

    /// <inheritdoc cref="Store{V}(V, Span{float}, int, int, int, bool)"/>
    public static void Store<V>(V[][] values, Span<float> matrix, int row, int columns, int lane, bool accumulate)
        where V : struct, ILane<V, double>
    {
        foreach (V[] part in values)
        {
            Store<V>(part, matrix, row, columns, lane, accumulate);
            row += part.Length;
        }
    }

    /// <summary>The elements of an array of several dimensions, row by row.</summary>
    public static Span<V> Flat<V>(Array array) =>
        array.Length == 0 ? default : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, V>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

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

    /// <summary>A copy of an array that a method writes, for its next run to start from.</summary>
    public static T[][] Copy<T>(T[][] rows) => [.. rows.Select(row => (T[])row.Clone())];

    // A lane is its elements and nothing else.
    private static Span<T> Elements<V, T>(ref V lane)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T> => MemoryMarshal.CreateSpan(ref Unsafe.As<V, T>(ref lane), V.Width);
}
