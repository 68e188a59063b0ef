using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The product of two row-major matrices, either of them transposed. Large ones are divided among
/// <see cref="Parallelism.MaxThreads"/> threads; the results do not depend on their number. Nothing is allocated once
/// <see cref="Memory.Workspace"/> is warm.
/// </summary>
public static class Gemm
{
    /// <summary>c = op(a) op(b), where op transposes or does nothing.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">op(a) has the shape (m, k): the rows of a follow each other, (m, k), or (k, m) when it is transposed.</param>
    /// <param name="b">op(b) has the shape (k, n): stored as (k, n), or (n, k) when it is transposed.</param>
    /// <param name="c">The destination, (m, n), overwritten whatever it holds; zeros when k is 0. It must not overlap a or b.</param>
    /// <param name="m">The number of rows of c.</param>
    /// <param name="n">The number of columns of c.</param>
    /// <param name="k">The number of terms of each sum.</param>
    /// <param name="transposeA">Whether a is stored transposed.</param>
    /// <param name="transposeB">Whether b is stored transposed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">A span does not have the length that the sizes ask for, or c overlaps a or b.</exception>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, bool transposeA = false, bool transposeB = false)
        where T : IFloatingPointIeee754<T>
    {
        CheckLength(a.Length, m, k, transposeA, "a");
        CheckLength(b.Length, k, n, transposeB, "b");
        CheckLength(c.Length, m, n, false, "c");
        if (c.Overlaps(a) || c.Overlaps(b))
        {
            throw new ArgumentException("The product overlaps one of its factors: it must have memory of its own.", nameof(c));
        }

        NoEpilogue<T> none = default;
        Run(a, transposeA ? m : k, b, transposeB ? k : n, c, n, m, n, k, transposeA, transposeB, T.Zero, default, in none);
    }

    /// <summary>c = op(a) op(b) + beta c + bias, for blocks of larger matrices.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">The block a from its first element on.</param>
    /// <param name="strideA">The distance between the starts of two rows of a as it is stored, at least the length of a row.</param>
    /// <param name="b">The block b from its first element on.</param>
    /// <param name="strideB">The distance between the starts of two rows of b as it is stored.</param>
    /// <param name="c">The block c from its first element on; none of its elements is an element of a, b or bias. What lies between its rows is left alone.</param>
    /// <param name="strideC">The distance between the starts of two rows of c.</param>
    /// <param name="m">The number of rows of c.</param>
    /// <param name="n">The number of columns of c.</param>
    /// <param name="k">The number of terms of each sum.</param>
    /// <param name="transposeA">Whether a is stored transposed.</param>
    /// <param name="transposeB">Whether b is stored transposed.</param>
    /// <param name="beta">What the contents of c are multiplied by: 1 adds to them, 0 overwrites them whatever they are.</param>
    /// <param name="bias">A row of length n to add to each row of c, or nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">A span ends before the block does, a stride is shorter than a row, or bias has the wrong length.</exception>
    public static void Multiply<T>(
        ReadOnlySpan<T> a, int strideA, ReadOnlySpan<T> b, int strideB, Span<T> c, int strideC,
        int m, int n, int k, bool transposeA, bool transposeB, T beta, ReadOnlySpan<T> bias = default)
        where T : IFloatingPointIeee754<T>
    {
        NoEpilogue<T> none = default;
        Multiply(a, strideA, b, strideB, c, strideC, m, n, k, transposeA, transposeB, beta, bias, in none);
    }

    /// <summary>c = f(op(a) op(b) + beta c + bias), for blocks of larger matrices.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TEpilogue">The type of f: a structure, so that it is compiled into the loops.</typeparam>
    /// <param name="a">The block a from its first element on.</param>
    /// <param name="strideA">The distance between the starts of two rows of a as it is stored, at least the length of a row.</param>
    /// <param name="b">The block b from its first element on.</param>
    /// <param name="strideB">The distance between the starts of two rows of b as it is stored.</param>
    /// <param name="c">The block c from its first element on; none of its elements is an element of a, b or bias. What lies between its rows is left alone.</param>
    /// <param name="strideC">The distance between the starts of two rows of c.</param>
    /// <param name="m">The number of rows of c.</param>
    /// <param name="n">The number of columns of c.</param>
    /// <param name="k">The number of terms of each sum.</param>
    /// <param name="transposeA">Whether a is stored transposed.</param>
    /// <param name="transposeB">Whether b is stored transposed.</param>
    /// <param name="beta">What the contents of c are multiplied by: 1 adds to them, 0 overwrites them whatever they are.</param>
    /// <param name="bias">A row of length n to add to each row of c, or nothing.</param>
    /// <param name="epilogue">The function f, applied to every element once its sum is complete, on several threads if the product is large.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">A span ends before the block does, a stride is shorter than a row, or bias has the wrong length.</exception>
    public static void Multiply<T, TEpilogue>(
        ReadOnlySpan<T> a, int strideA, ReadOnlySpan<T> b, int strideB, Span<T> c, int strideC,
        int m, int n, int k, bool transposeA, bool transposeB, T beta, ReadOnlySpan<T> bias, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        CheckBlock(a.Length, strideA, m, k, transposeA, "a");
        CheckBlock(b.Length, strideB, k, n, transposeB, "b");
        CheckBlock(c.Length, strideC, m, n, false, "c");
        if (!bias.IsEmpty && bias.Length != n)
        {
            throw new ArgumentException($"'bias' must have one element for each of the {n} columns, but has {bias.Length}.", nameof(bias));
        }

        Run(a, strideA, b, strideB, c, strideC, m, n, k, transposeA, transposeB, beta, bias, in epilogue);
    }

    private static void Run<T, TEpilogue>(
        ReadOnlySpan<T> a, int strideA, ReadOnlySpan<T> b, int strideB, Span<T> c, int strideC,
        int m, int n, int k, bool transposeA, bool transposeB, T beta, ReadOnlySpan<T> bias, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        GemmProduct<T> product = default;
        product.A = ref MemoryMarshal.GetReference(a);
        (product.RowA, product.ColumnA) = transposeA ? (1, strideA) : (strideA, 1);
        product.B = ref MemoryMarshal.GetReference(b);
        (product.RowB, product.ColumnB) = transposeB ? (1, strideB) : (strideB, 1);
        product.C = ref MemoryMarshal.GetReference(c);
        product.StrideC = strideC;
        (product.Rows, product.Columns, product.Depth) = (m, n, k);
        if (beta != T.Zero)
        {
            if (beta != T.One || !bias.IsEmpty)
            {
                Scale(c, strideC, m, n, beta, bias);
            }

            product.Start = ref product.C;
            product.StrideStart = strideC;
        }
        else if (!bias.IsEmpty)
        {
            product.Start = ref MemoryMarshal.GetReference(bias);
        }
        else
        {
            product.FromZero = true;
        }

        GemmRun.Run(in product, in epilogue);
    }

    private static void Scale<T>(Span<T> c, int strideC, int m, int n, T beta, ReadOnlySpan<T> bias)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            Span<T> row = c.Slice(i * strideC, n);
            TensorPrimitives.Multiply(row, beta, row);
            if (!bias.IsEmpty)
            {
                TensorPrimitives.Add(row, bias, row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckLength(int length, int rows, int columns, bool transposed, string name)
    {
        if ((rows | columns) < 0 || length != (long)rows * columns)
        {
            ThrowLength(length, rows, columns, transposed, name);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckBlock(int length, int stride, int rows, int columns, bool transposed, string name)
    {
        if (transposed)
        {
            (rows, columns) = (columns, rows);
        }

        // An empty block needs no memory and no stride.
        if ((rows | columns) < 0 || (rows > 0 && columns > 0 && (stride < columns || length < ((long)(rows - 1) * stride) + columns)))
        {
            ThrowBlock(length, stride, rows, columns, name);
        }
    }

    private static void ThrowLength(int length, int rows, int columns, bool transposed, string name)
    {
        ThrowNegative(rows, columns, name);
        string shape = transposed ? $"({columns}, {rows}), stored transposed," : $"({rows}, {columns})";
        throw new ArgumentException($"'{name}' must have {(long)rows * columns} elements, of shape {shape}, but has {length}.", name);
    }

    private static void ThrowBlock(int length, int stride, int rows, int columns, string name)
    {
        ThrowNegative(rows, columns, name);
        throw new ArgumentException(stride < columns
            ? $"The rows of '{name}' have {columns} elements; their distance must be at least that, but is {stride}."
            : $"'{name}' must have at least {((long)(rows - 1) * stride) + columns} elements, for {rows} rows of {columns} at a distance of {stride}, but has {length}.", name);
    }

    private static void ThrowNegative(int rows, int columns, string name)
    {
        if ((rows | columns) < 0)
        {
            throw new ArgumentOutOfRangeException(name, $"The sizes of a matrix must not be negative; those of '{name}' are {rows} and {columns}.");
        }
    }
}
