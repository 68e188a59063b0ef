using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Memory;

/// <summary>
/// What <c>MJacobian</c> and <c>MHessian</c> do around their sweeps, each of which computes the derivatives along a few unit
/// vectors, one in every element of a <see cref="Vector{T}"/>: matrices are checked, tangents are set to unit vectors, and
/// what comes out is stored as neighbouring columns of a row.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Directions
{
    /// <summary>Checks that there are vectors of a type parameter's numbers.</summary>
    /// <exception cref="NotSupportedException">The type is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static void CheckType<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Jacobians and Hessians are computed in float and double, not in {typeof(T)}.");
        }
    }

    /// <summary>Checks the number of elements of a matrix; an empty one is not wanted.</summary>
    /// <exception cref="ArgumentException">The number differs.</exception>
    public static void Check(int length, int rows, int columns, string name)
    {
        if (length != 0 && length != (long)rows * columns)
        {
            ThrowSize(length, rows, columns, name);
        }
    }

    /// <summary>One number's tangents: 1 in one element, if the number has a column at all.</summary>
    /// <param name="lane">The element, which may be outside of the vector.</param>
    /// <param name="columns">How many columns the parameter has.</param>
    public static Vector<T> One<T>(int lane, int columns)
        where T : IFloatingPointIeee754<T> =>
        columns > 0 && (uint)lane < (uint)Vector<T>.Count ? Vector<T>.Zero.WithElement(lane, T.One) : Vector<T>.Zero;

    /// <summary>The tangents of an array: element i has 1 in element <paramref name="lane"/> + i of its vector, and zeros.</summary>
    public static void Seed<T>(Span<Vector<T>> tangents, int lane, int columns)
        where T : IFloatingPointIeee754<T>
    {
        tangents.Clear();
        int end = columns == 0 ? 0 : Math.Min(tangents.Length, Vector<T>.Count - lane);
        for (int i = Math.Max(0, -lane); i < end; i++)
        {
            tangents[i] = Vector<T>.Zero.WithElement(lane + i, T.One);
        }
    }

    /// <inheritdoc cref="Seed{T}(Span{Vector{T}}, int, int)"/>
    public static void Seed<T>(Vector<T>[][] tangents, int lane, int columns)
        where T : IFloatingPointIeee754<T>
    {
        foreach (Vector<T>[]? row in tangents)
        {
            Seed<T>(row.AsSpan(), lane, columns);
            lane += row?.Length ?? 0;
        }
    }

    /// <inheritdoc cref="Seed{T}(Span{Vector{T}}, int, int)"/>
    public static void Seed<T>(Array tangents, int lane, int columns)
        where T : IFloatingPointIeee754<T> => Seed(Flat<Vector<T>>(tangents), lane, columns);

    /// <summary>Tangents for the elements of an array of arrays.</summary>
    /// <param name="array">The array.</param>
    /// <param name="numbers">How many numbers an element holds.</param>
    public static Vector<T>[][] Like<T, TElement>(TElement[][] array, int numbers) => [.. array.Select(row => row is null ? null! : new Vector<T>[row.Length * numbers])];

    /// <summary>Tangents for the elements of an array of two dimensions, side by side for one element.</summary>
    public static Vector<T>[,] Like<T, TElement>(TElement[,] array, int numbers = 1) => new Vector<T>[array.GetLength(0), array.GetLength(1) * numbers];

    /// <summary>Tangents for the elements of an array of three dimensions, side by side for one element.</summary>
    public static Vector<T>[,,] Like<T, TElement>(TElement[,,] array, int numbers = 1) => new Vector<T>[array.GetLength(0), array.GetLength(1), array.GetLength(2) * numbers];

    /// <summary>How many elements the rows have together.</summary>
    public static int Count<TElement>(TElement[][] array)
    {
        int count = 0;
        foreach (TElement[]? row in array)
        {
            count = checked(count + (row?.Length ?? 0));
        }

        return count;
    }

    /// <summary>Stores the derivatives of one number in one row of a matrix: those that belong to columns of it.</summary>
    /// <param name="value">The derivatives.</param>
    /// <param name="matrix">The matrix, row by row; empty when it is not wanted.</param>
    /// <param name="row">The row.</param>
    /// <param name="columns">How many columns the matrix has.</param>
    /// <param name="lane">Which element of the vector belongs to its first column; it may be outside of the vector.</param>
    /// <param name="accumulate">Whether they are added to what is there.</param>
    public static void Store<T>(Vector<T> value, Span<T> matrix, int row, int columns, int lane, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        int from = Math.Max(0, -lane), count = Math.Min(columns, Vector<T>.Count - lane) - from;
        if (matrix.IsEmpty || count <= 0)
        {
            return;
        }

        Span<T> target = matrix.Slice((row * columns) + from, count);
        if (count == Vector<T>.Count)
        {
            (accumulate ? new Vector<T>(target) + value : value).CopyTo(target);
            return;
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] = accumulate ? target[i] + value[lane + from + i] : value[lane + from + i];
        }
    }

    /// <summary>The same for a matrix of a narrower type than the one that the derivatives were computed in.</summary>
    public static void Store(Vector<double> value, Span<float> matrix, int row, int columns, int lane, bool accumulate)
    {
        int from = Math.Max(0, -lane), count = Math.Min(columns, Vector<double>.Count - lane) - from;
        if (matrix.IsEmpty || count <= 0)
        {
            return;
        }

        Span<float> target = matrix.Slice((row * columns) + from, count);
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (float)value[lane + from + i] + (accumulate ? target[i] : 0);
        }
    }

    /// <summary>Stores the derivatives of many numbers, one row for each.</summary>
    public static void Store<T>(ReadOnlySpan<Vector<T>> values, Span<T> matrix, int row, int columns, int lane, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            Store(values[i], matrix, row + i, columns, lane, accumulate);
        }
    }

    /// <inheritdoc cref="Store(Vector{double}, Span{float}, int, int, int, bool)"/>
    public static void Store(ReadOnlySpan<Vector<double>> values, Span<float> matrix, int row, int columns, int lane, bool accumulate)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Store(values[i], matrix, row + i, columns, lane, accumulate);
        }
    }

    /// <inheritdoc cref="Store{T}(ReadOnlySpan{Vector{T}}, Span{T}, int, int, int, bool)"/>
    public static void Store<T>(Vector<T>[][] values, Span<T> matrix, int row, int columns, int lane, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        foreach (Vector<T>[]? part in values)
        {
            Store<T>(part.AsSpan(), matrix, row, columns, lane, accumulate);
            row += part?.Length ?? 0;
        }
    }

    /// <inheritdoc cref="Store(Vector{double}, Span{float}, int, int, int, bool)"/>
    public static void Store(Vector<double>[][] values, Span<float> matrix, int row, int columns, int lane, bool accumulate)
    {
        foreach (Vector<double>[]? part in values)
        {
            Store(part.AsSpan(), matrix, row, columns, lane, accumulate);
            row += part?.Length ?? 0;
        }
    }

    /// <summary>The elements of an array of several dimensions, row by row.</summary>
    public static Span<TElement> Flat<TElement>(Array array) =>
        array.Length == 0 ? default : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, TElement>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    /// <summary>A copy of an array that a method writes, for its next run to start from.</summary>
    public static T[][] Copy<T>(T[][] rows) => [.. rows.Select(row => (T[])row?.Clone()!)];

    /// <summary>Degrees in radians, element by element.</summary>
    public static Vector<T> DegreesToRadians<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            x = x.WithElement(i, T.DegreesToRadians(x[i]));
        }

        return x;
    }

    /// <summary>Radians in degrees, element by element.</summary>
    public static Vector<T> RadiansToDegrees<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            x = x.WithElement(i, T.RadiansToDegrees(x[i]));
        }

        return x;
    }

    /// <summary>x times two to the power n, element by element.</summary>
    public static Vector<T> ScaleB<T>(Vector<T> x, int n)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            x = x.WithElement(i, T.ScaleB(x[i], n));
        }

        return x;
    }

    private static void ThrowSize(int length, int rows, int columns, string name) =>
        throw new ArgumentException($"'{name}' must have {(long)rows * columns} elements, {rows} rows of {columns}, or be empty, but has {length}.", name);
}
