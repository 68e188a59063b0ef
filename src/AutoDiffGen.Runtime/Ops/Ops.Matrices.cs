using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Products of matrices, and rows of tables.
public static partial class Ops
{
    /// <summary>The product of matrices, either of them transposed; leading dimensions broadcast.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">Shape (..., m, k), or (..., k, m) when it is transposed.</param>
    /// <param name="b">Shape (..., k, n), or (..., n, k) when it is transposed.</param>
    /// <param name="transposeA">Whether to take a transposed.</param>
    /// <param name="transposeB">Whether to take b transposed.</param>
    /// <returns>A new tensor of shape (..., m, n); zeros when k is 0.</returns>
    /// <exception cref="ArgumentException">An argument has fewer than two dimensions, the inner dimensions differ, or the leading ones do not broadcast.</exception>
    public static Tensor<T> MatMul<T>(Tensor<T> a, Tensor<T> b, bool transposeA = false, bool transposeB = false)
        where T : IFloatingPointIeee754<T>
    {
        var (m, k) = Oriented(a, transposeA, nameof(a));
        var (inner, n) = Oriented(b, transposeB, nameof(b));
        if (inner != k)
        {
            string note = transposeA || transposeB ? " before transposing" : "";
            throw new ArgumentException(
                $"The inner dimensions of the product differ: 'b' must have {k} {(transposeB ? "columns" : "rows")}, but has the shape {Guard.Format(b.Lengths)}; 'a' has {Guard.Format(a.Lengths)}{note}.", nameof(b));
        }

        nint[] batch = Broadcast.Shape(a.Lengths[..^2], b.Lengths[..^2], nameof(a), nameof(b));
        Tensor<T> result = Elementwise.New([.. batch, m, n], out Span<T> product);
        ReadOnlySpan<T> left = Dense.Read(a, out Lease<T> leaseA), right = Dense.Read(b, out Lease<T> leaseB);
        BatchedGemm.Multiply(left, right, product, Leading(a), Leading(b), m, n, k, transposeA, transposeB);
        leaseA.Dispose();
        leaseB.Dispose();
        return result;
    }

    /// <summary>Rows of a table by index.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="table">Shape (rows, ...).</param>
    /// <param name="indices">Any shape; each in [0, rows).</param>
    /// <returns>A new tensor with the shape of the indices followed by that of a row.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative, or not less than the number of rows.</exception>
    public static Tensor<T> Gather<T, TIndex>(Tensor<T> table, Tensor<TIndex> indices)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(indices);
        int rows = checked((int)table.Lengths[0]), width = Broadcast.Size(table.Lengths[1..]);
        Tensor<T> result = Elementwise.New([.. indices.Lengths, .. table.Lengths[1..]], out Span<T> target);
        Indexing.Gather(Dense.Read(table, out Lease<T> lease), Dense.Read(indices, out Lease<TIndex> indexLease), target, rows, width);
        lease.Dispose();
        indexLease.Dispose();
        return result;
    }

    private static (int Rows, int Columns) Oriented<T>(Tensor<T> matrix, bool transposed, string name)
    {
        ArgumentNullException.ThrowIfNull(matrix, name);
        if (matrix.Rank < 2)
        {
            throw new ArgumentException($"'{name}' must be a matrix, but has the shape {Guard.Format(matrix.Lengths)}, of rank {matrix.Rank}.", name);
        }

        var (rows, columns) = (checked((int)matrix.Lengths[^2]), checked((int)matrix.Lengths[^1]));
        return transposed ? (columns, rows) : (rows, columns);
    }

    private static int[] Leading<T>(Tensor<T> matrices)
    {
        var lengths = new int[matrices.Rank - 2];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = checked((int)matrices.Lengths[i]);
        }

        return lengths;
    }
}
