using System.ComponentModel;
using System.Numerics;

namespace AutoDiffGen.Kernels;

/// <summary>Products of many pairs of matrices; leading dimensions of either operand may be repeated.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchedGemm
{
    /// <summary>c = op(a) op(b) for each pair of the common batch.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">Shape (batchA..., m, k), or (batchA..., k, m) when it is transposed.</param>
    /// <param name="b">Shape (batchB..., k, n), or (batchB..., n, k) when it is transposed.</param>
    /// <param name="c">Shape (the common batch..., m, n). Overwritten.</param>
    /// <param name="batchA">The leading lengths of a, which broadcast with those of b: aligned at the last, equal or 1.</param>
    /// <param name="batchB">The leading lengths of b.</param>
    /// <param name="m">The rows of a matrix of c.</param>
    /// <param name="n">The columns of a matrix of c.</param>
    /// <param name="k">The terms of a sum.</param>
    /// <param name="transposeA">Whether to take the matrices of a transposed.</param>
    /// <param name="transposeB">Whether to take the matrices of b transposed.</param>
    /// <exception cref="ArgumentException">The leading lengths do not broadcast, or a length does not fit; nothing was written.</exception>
    public static void Multiply<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, ReadOnlySpan<int> batchA, ReadOnlySpan<int> batchB, int m, int n, int k, bool transposeA = false, bool transposeB = false)
        where T : IFloatingPointIeee754<T>
    {
        int rank = Math.Max(batchA.Length, batchB.Length);
        Span<int> lengths = stackalloc int[rank], stridesA = stackalloc int[rank], stridesB = stackalloc int[rank];
        int countA = 1, countB = 1, count = 1;
        for (int back = 1; back <= rank; back++)
        {
            int lengthA = back <= batchA.Length ? batchA[^back] : 1, lengthB = back <= batchB.Length ? batchB[^back] : 1;
            if (lengthA != lengthB && lengthA != 1 && lengthB != 1)
            {
                throw new ArgumentException($"The leading lengths do not broadcast: {lengthA} and {lengthB}, counted {back} from the matrices.", nameof(batchB));
            }

            lengths[^back] = lengthA == 1 ? lengthB : lengthA;
            stridesA[^back] = lengthA == 1 ? 0 : countA;
            stridesB[^back] = lengthB == 1 ? 0 : countB;
            countA = checked(countA * lengthA);
            countB = checked(countB * lengthB);
            count = checked(count * lengths[^back]);
        }

        int sizeA = checked(m * k), sizeB = checked(k * n), sizeC = checked(m * n);
        KernelCheck.Length(a.Length, countA, sizeA, nameof(a));
        KernelCheck.Length(b.Length, countB, sizeB, nameof(b));
        KernelCheck.Length(c.Length, count, sizeC, nameof(c));
        Span<int> index = stackalloc int[rank];
        index.Clear();
        for (int i = 0, atA = 0, atB = 0; i < count; i++)
        {
            Gemm.Multiply(a.Slice(atA * sizeA, sizeA), b.Slice(atB * sizeB, sizeB), c.Slice(i * sizeC, sizeC), m, n, k, transposeA, transposeB);
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                atA += stridesA[axis];
                atB += stridesB[axis];
                if (++index[axis] < lengths[axis])
                {
                    break;
                }

                atA -= stridesA[axis] * lengths[axis];
                atB -= stridesB[axis] * lengths[axis];
                index[axis] = 0;
            }
        }
    }
}
