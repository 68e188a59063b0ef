using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The scores of a block of queries with a block of keys, which is all that an attention ever holds of them, and what is
/// done with their rows.
/// </summary>
internal static class AttentionScores
{
    /// <summary>The number of queries of a block. That of forward and reverse is the same: they compute the same bits.</summary>
    public const int BlockQueries = 64;

    /// <summary>The number of keys of a block.</summary>
    public const int BlockKeys = 128;

    /// <summary>The number of keys that some query of a block may see.</summary>
    public static int Visible(in AttentionShape shape, int query, int queries) =>
        shape.IsCausal ? Math.Min(shape.Keys, query + queries) : shape.Keys;

    /// <summary>scale q k' + bias, with -infinity where a key is masked.</summary>
    /// <param name="shape">The lengths.</param>
    /// <param name="q">The queries of the block.</param>
    /// <param name="k">The keys of the block.</param>
    /// <param name="mask">The whole mask, or nothing.</param>
    /// <param name="bias">The whole additive mask, or nothing.</param>
    /// <param name="scores">Shape (queries, keys) of the block, overwritten.</param>
    /// <param name="maskStart">Where the mask of the plane starts.</param>
    /// <param name="query">The first query.</param>
    /// <param name="queries">The number of queries.</param>
    /// <param name="key">The first key.</param>
    /// <param name="keys">The number of keys.</param>
    public static void Compute<T>(
        in AttentionShape shape, ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<bool> mask, ReadOnlySpan<T> bias, Span<T> scores,
        int maskStart, int query, int queries, int key, int keys)
        where T : IFloatingPointIeee754<T>
    {
        Gemm.Multiply(q, shape.Width, k, shape.Width, scores, keys, queries, keys, shape.Width, false, true, T.Zero);
        TensorPrimitives.Multiply(scores, T.CreateTruncating(shape.Scale), scores);
        for (int i = 0; i < queries; i++)
        {
            Span<T> row = scores.Slice(i * keys, keys);
            if (shape.MaskLength > 0)
            {
                int start = maskStart + ((query + i) * shape.MaskRow) + (key * shape.MaskColumn), count = shape.MaskColumn == 0 ? 1 : keys;
                if (!bias.IsEmpty)
                {
                    AddBias(row, bias.Slice(start, count));
                }
                else
                {
                    Hide(row, mask.Slice(start, count));
                }
            }

            if (shape.IsCausal)
            {
                row[Math.Clamp(query + i + 1 - key, 0, keys)..].Fill(T.NegativeInfinity);
            }
        }
    }

    /// <summary>The largest element of a row that is not empty; NaN if there is one.</summary>
    public static T Max<T>(ReadOnlySpan<T> row)
        where T : IFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(row);
        if (Lane512<T>.IsSupported && row.Length >= Lane512<T>.Width)
        {
            return RowExp.Max<T, Lane512<T>>(in start, row.Length);
        }

        if (Lane256<T>.IsSupported && row.Length >= Lane256<T>.Width)
        {
            return RowExp.Max<T, Lane256<T>>(in start, row.Length);
        }

        return Lane128<T>.IsSupported && row.Length >= Lane128<T>.Width
            ? RowExp.Max<T, Lane128<T>>(in start, row.Length)
            : RowExp.Max<T, Lane1<T>>(in start, row.Length);
    }

    /// <summary>Replaces each x of a row by exp(x - max) and gives their sum.</summary>
    public static T ExpSum<T>(Span<T> row, T max)
        where T : IFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(row);
        if (Lane512<T>.IsSupported && row.Length >= Lane512<T>.Width)
        {
            return RowExp.Sum<T, Lane512<T>>(in start, max, ref start, true, row.Length);
        }

        if (Lane256<T>.IsSupported && row.Length >= Lane256<T>.Width)
        {
            return RowExp.Sum<T, Lane256<T>>(in start, max, ref start, true, row.Length);
        }

        return Lane128<T>.IsSupported && row.Length >= Lane128<T>.Width
            ? RowExp.Sum<T, Lane128<T>>(in start, max, ref start, true, row.Length)
            : RowExp.Sum<T, Lane1<T>>(in start, max, ref start, true, row.Length);
    }

    /// <summary>Replaces the scores of some rows by their probabilities, exp(x - logSumExp); zeros where all is masked.</summary>
    public static void Probabilities<T>(Span<T> scores, ReadOnlySpan<T> logSumExp, int keys)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < logSumExp.Length; i++)
        {
            Span<T> row = scores.Slice(i * keys, keys);
            if (T.IsNegativeInfinity(logSumExp[i]))
            {
                row.Clear();
            }
            else
            {
                ElementwiseKernels.Apply<T, ExpDifference<T>>(row, logSumExp.Slice(i, 1), row, default);
            }
        }
    }

    /// <summary>Adds to a row, one number to each of its elements or the same to all.</summary>
    public static void AddBias<T>(Span<T> row, ReadOnlySpan<T> bias)
        where T : IFloatingPointIeee754<T>
    {
        if (bias.Length == 1)
        {
            TensorPrimitives.Add(row, bias[0], row);
        }
        else
        {
            TensorPrimitives.Add(row, bias, row);
        }
    }

    private static void Hide<T>(Span<T> row, ReadOnlySpan<bool> mask)
        where T : IFloatingPointIeee754<T>
    {
        if (mask.Length == 1)
        {
            if (!mask[0])
            {
                row.Fill(T.NegativeInfinity);
            }

            return;
        }

        for (int j = 0; j < row.Length; j++)
        {
            if (!mask[j])
            {
                row[j] = T.NegativeInfinity;
            }
        }
    }

    private readonly struct ExpDifference<T> : IBinary<T>
        where T : IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILane<V, T> => V.Exp(x - y);
    }

    /// <summary>p (x - y), and 0 where p is: what is masked stays out, NaN and infinities included.</summary>
    public readonly struct Weighted<T> : ITernary<T>
        where T : IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V p, V x, V y)
            where V : struct, ILane<V, T> => V.Select(V.AreEqual(p, V.Zero), V.Zero, p * (x - y));
    }
}
