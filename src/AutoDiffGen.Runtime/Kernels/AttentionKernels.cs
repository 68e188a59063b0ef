using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

/// <summary>
/// Scaled dot-product attention (Vaswani et al. 2017), softmax(scale q k' + mask) v, a block of queries and keys at a
/// time: the maximum and the sum of a row's exponentials are brought up to date with every block (Milakov and Gimelshein
/// 2018, Online normalizer calculation for softmax), and the reverse computes the scores anew from the logarithm of that
/// sum (Dao et al. 2022, FlashAttention). The whole matrix of scores is never held.
/// </summary>
/// <remarks>
/// A query all of whose keys are masked, by the mask, by -infinity added or because there are none, gives zeros, and has
/// no gradient. The weight of a masked key is exactly 0, whatever the key holds; a value is multiplied by it, so that a
/// NaN or infinity in a masked value does reach the result.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class AttentionKernels
{
    // The number of multiply-adds from which on threads are worth waking.
    private const double ParallelWork = 2 << 20;

    /// <summary>softmax(scale q k' + mask) v.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="q">The queries, (planes, T, D).</param>
    /// <param name="k">The keys, (planes, S, D).</param>
    /// <param name="v">The values, (planes, S, E).</param>
    /// <param name="mask">True for what is seen, in the shape of the mask, or nothing.</param>
    /// <param name="bias">What is added to the scaled scores, in the shape of the mask, or nothing; not both.</param>
    /// <param name="result">Shape (planes, T, E), overwritten.</param>
    /// <param name="logSumExp">Shape (planes, T), the logarithm of the sum of the exponentials of each row, for the reverse; or nothing.</param>
    /// <param name="shape">The lengths.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Forward<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, ReadOnlySpan<bool> mask, ReadOnlySpan<T> bias,
        Span<T> result, Span<T> logSumExp, in AttentionShape shape)
        where T : IFloatingPointIeee754<T>
    {
        Check(q, k, v, mask, bias, in shape);
        KernelCheck.Length(result.Length, Rows(in shape), shape.ValueWidth, nameof(result));
        if (!logSumExp.IsEmpty)
        {
            KernelCheck.Length(logSumExp.Length, Rows(in shape), 1, nameof(logSumExp));
        }

        int blocks = Blocks(in shape);
        var body = new ForwardBody<T> { Q = q, K = k, V = v, Mask = mask, Bias = bias, Result = result, LogSumExp = logSumExp, Shape = shape, Blocks = blocks };
        Run(in shape, checked(shape.Planes * blocks), body);
    }

    private static void Check<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, ReadOnlySpan<bool> mask, ReadOnlySpan<T> bias, in AttentionShape shape)
        where T : IFloatingPointIeee754<T>
    {
        KernelCheck.Length(q.Length, Rows(in shape), shape.Width, nameof(q));
        KernelCheck.Length(k.Length, checked(shape.Planes * shape.Keys), shape.Width, nameof(k));
        KernelCheck.Length(v.Length, checked(shape.Planes * shape.Keys), shape.ValueWidth, nameof(v));
        if (mask.Length + bias.Length != shape.MaskLength || (!mask.IsEmpty && !bias.IsEmpty))
        {
            throw new ArgumentException($"The mask must have {shape.MaskLength} elements, true or false or numbers, but there are {mask.Length} and {bias.Length}.", nameof(mask));
        }
    }

    private static int Rows(in AttentionShape shape) => checked(shape.Planes * shape.Queries);

    private static int Blocks(in AttentionShape shape) => (shape.Queries + AttentionScores.BlockQueries - 1) / AttentionScores.BlockQueries;

    // The memory of one block of scores.
    private static int Block(in AttentionShape shape) =>
        Math.Min(AttentionScores.BlockQueries, shape.Queries) * Math.Min(AttentionScores.BlockKeys, shape.Keys);

    private static void Run<TBody>(in AttentionShape shape, int count, TBody body)
        where TBody : struct, IParallelBody, allows ref struct
    {
        if ((double)shape.Planes * shape.Queries * shape.Keys * (shape.Width + shape.ValueWidth) >= ParallelWork)
        {
            ParallelLoop.Run(count, body);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            body.Run(i);
        }
    }

    // A block of queries with all of its keys.
    private ref struct ForwardBody<T> : IParallelBody
        where T : IFloatingPointIeee754<T>
    {
        public ReadOnlySpan<T> Q;
        public ReadOnlySpan<T> K;
        public ReadOnlySpan<T> V;
        public ReadOnlySpan<bool> Mask;
        public ReadOnlySpan<T> Bias;
        public Span<T> Result;
        public Span<T> LogSumExp;
        public AttentionShape Shape;
        public int Blocks;

        public void Run(int index)
        {
            int plane = index / Blocks, query = index % Blocks * AttentionScores.BlockQueries, queries = Math.Min(AttentionScores.BlockQueries, Shape.Queries - query);
            int first = (plane * Shape.Queries) + query, firstKey = plane * Shape.Keys, width = Shape.Width, values = Shape.ValueWidth;
            using Lease<T> lease = Workspace.Rent<T>(Block(in Shape) + (2 * queries));
            Span<T> max = lease.Span[..queries], sum = lease.Span.Slice(queries, queries), memory = lease.Span[(2 * queries)..];
            ReadOnlySpan<T> q = Q.Slice(first * width, queries * width);
            Span<T> result = Result.Slice(first * values, queries * values);
            result.Clear();
            max.Fill(T.NegativeInfinity);
            sum.Clear();
            int maskStart = Shape.MaskStart(plane), visible = AttentionScores.Visible(in Shape, query, queries);
            for (int key = 0; key < visible; key += AttentionScores.BlockKeys)
            {
                int keys = Math.Min(AttentionScores.BlockKeys, Shape.Keys - key);
                Span<T> scores = memory[..(queries * keys)];
                AttentionScores.Compute(in Shape, q, K.Slice((firstKey + key) * width, keys * width), Mask, Bias, scores, maskStart, query, queries, key, keys);
                for (int i = 0; i < queries; i++)
                {
                    Update(scores.Slice(i * keys, keys), result.Slice(i * values, values), ref max[i], ref sum[i]);
                }

                Gemm.Multiply(scores, keys, V.Slice((firstKey + key) * values, keys * values), values, result, values, queries, values, keys, false, false, T.One);
            }

            for (int i = 0; i < queries; i++)
            {
                bool masked = T.IsNegativeInfinity(max[i]);
                if (!masked)
                {
                    Span<T> row = result.Slice(i * values, values);
                    TensorPrimitives.Divide(row, sum[i], row);
                }
                else
                {
                    // Nothing but zero weights, which values that are not finite turn into NaN.
                    result.Slice(i * values, values).Clear();
                }

                if (!LogSumExp.IsEmpty)
                {
                    LogSumExp[first + i] = masked ? T.NegativeInfinity : max[i] + T.Log(sum[i]);
                }
            }
        }

        // Replaces a row's scores by their exponentials, less the maximum so far, to which the sums so far are brought.
        private static void Update(Span<T> scores, Span<T> result, ref T max, ref T sum)
        {
            T next = T.Max(max, AttentionScores.Max<T>(scores));
            if (T.IsNegativeInfinity(next))
            {
                scores.Clear();
                return;
            }

            if (next != max)
            {
                T factor = T.Exp(max - next);
                sum *= factor;
                TensorPrimitives.Multiply(result, factor, result);
                max = next;
            }

            sum += AttentionScores.ExpSum(scores, max);
        }
    }
}
