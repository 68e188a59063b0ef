using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Lanes;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

// The tangent.
public static partial class AttentionKernels
{
    /// <summary>
    /// The tangent of the result: with the probabilities p and the tangents s = scale (dq k' + q dk') + dBias of the
    /// scores, (p s) v - rowsum(p s) result + p dv.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="q">The queries, (planes, T, D).</param>
    /// <param name="k">The keys, (planes, S, D).</param>
    /// <param name="v">The values, (planes, S, E).</param>
    /// <param name="mask">What <see cref="Forward"/> was given.</param>
    /// <param name="bias">What <see cref="Forward"/> was given.</param>
    /// <param name="output">The result, (planes, T, E).</param>
    /// <param name="logSumExp">What <see cref="Forward"/> wrote.</param>
    /// <param name="dQ">The tangent of the queries, or nothing where it is zero.</param>
    /// <param name="dK">The tangent of the keys, or nothing.</param>
    /// <param name="dV">The tangent of the values, or nothing.</param>
    /// <param name="dBias">The tangent of the additive mask, or nothing.</param>
    /// <param name="result">Shape (planes, T, E), overwritten.</param>
    /// <param name="shape">The lengths.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Pushforward<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, ReadOnlySpan<bool> mask, ReadOnlySpan<T> bias,
        ReadOnlySpan<T> output, ReadOnlySpan<T> logSumExp,
        ReadOnlySpan<T> dQ, ReadOnlySpan<T> dK, ReadOnlySpan<T> dV, ReadOnlySpan<T> dBias, Span<T> result, in AttentionShape shape)
        where T : IFloatingPointIeee754<T>
    {
        Check(q, k, v, mask, bias, in shape);
        KernelCheck.Length(output.Length, Rows(in shape), shape.ValueWidth, nameof(output));
        KernelCheck.Length(logSumExp.Length, Rows(in shape), 1, nameof(logSumExp));
        KernelCheck.Length(result.Length, Rows(in shape), shape.ValueWidth, nameof(result));
        CheckWanted(dQ.Length, q.Length, nameof(dQ));
        CheckWanted(dK.Length, k.Length, nameof(dK));
        CheckWanted(dV.Length, v.Length, nameof(dV));
        CheckWanted(dBias.Length, bias.Length, nameof(dBias));
        int blocks = Blocks(in shape);
        var body = new PushforwardBody<T>
        {
            Q = q, K = k, V = v, Mask = mask, Bias = bias, Output = output, LogSumExp = logSumExp,
            DQ = dQ, DK = dK, DV = dV, DBias = dBias, Result = result, Shape = shape, Blocks = blocks,
        };
        Run(in shape, checked(shape.Planes * blocks), body);
    }

    // A block of queries with all of its keys.
    private ref struct PushforwardBody<T> : IParallelBody
        where T : IFloatingPointIeee754<T>
    {
        public ReadOnlySpan<T> Q;
        public ReadOnlySpan<T> K;
        public ReadOnlySpan<T> V;
        public ReadOnlySpan<bool> Mask;
        public ReadOnlySpan<T> Bias;
        public ReadOnlySpan<T> Output;
        public ReadOnlySpan<T> LogSumExp;
        public ReadOnlySpan<T> DQ;
        public ReadOnlySpan<T> DK;
        public ReadOnlySpan<T> DV;
        public ReadOnlySpan<T> DBias;
        public Span<T> Result;
        public AttentionShape Shape;
        public int Blocks;

        public void Run(int index)
        {
            int plane = index / Blocks, query = index % Blocks * AttentionScores.BlockQueries, queries = Math.Min(AttentionScores.BlockQueries, Shape.Queries - query);
            int first = (plane * Shape.Queries) + query, block = Block(in Shape), width = Shape.Width, values = Shape.ValueWidth, maskStart = Shape.MaskStart(plane);
            using Lease<T> lease = Workspace.Rent<T>((2 * block) + queries);
            Span<T> totals = lease.Span[(2 * block)..];
            totals.Clear();
            Span<T> result = Result.Slice(first * values, queries * values);
            result.Clear();
            ReadOnlySpan<T> q = Q.Slice(first * width, queries * width);
            int visible = AttentionScores.Visible(in Shape, query, queries);
            for (int key = 0; key < visible; key += AttentionScores.BlockKeys)
            {
                int keys = Math.Min(AttentionScores.BlockKeys, Shape.Keys - key), at = (plane * Shape.Keys) + key;
                Span<T> p = lease.Span[..(queries * keys)], s = lease.Span.Slice(block, queries * keys);
                ReadOnlySpan<T> k = K.Slice(at * width, keys * width), v = V.Slice(at * values, keys * values);
                AttentionScores.Compute(in Shape, q, k, Mask, Bias, p, maskStart, query, queries, key, keys);
                AttentionScores.Probabilities(p, LogSumExp.Slice(first, queries), keys);
                if (!DV.IsEmpty)
                {
                    Gemm.Multiply(p, keys, DV.Slice(at * values, keys * values), values, result, values, queries, values, keys, false, false, T.One);
                }

                s.Clear();
                if (!DQ.IsEmpty)
                {
                    Gemm.Multiply(DQ.Slice(first * width, queries * width), width, k, width, s, keys, queries, keys, width, false, true, T.One);
                }

                if (!DK.IsEmpty)
                {
                    Gemm.Multiply(q, width, DK.Slice(at * width, keys * width), width, s, keys, queries, keys, width, false, true, T.One);
                }

                TensorPrimitives.Multiply(s, T.CreateTruncating(Shape.Scale), s);
                for (int i = 0; i < queries; i++)
                {
                    Span<T> row = s.Slice(i * keys, keys);
                    if (!DBias.IsEmpty)
                    {
                        int start = maskStart + ((query + i) * Shape.MaskRow) + (key * Shape.MaskColumn);
                        AttentionScores.AddBias(row, DBias.Slice(start, Shape.MaskColumn == 0 ? 1 : keys));
                    }

                    ElementwiseKernels.Apply<T, AttentionScores.Weighted<T>>(p.Slice(i * keys, keys), row, [T.Zero], row, default);
                    totals[i] += Reduction.Sum<T>(row);
                }

                Gemm.Multiply(s, keys, v, values, result, values, queries, values, keys, false, false, T.One);
            }

            ReadOnlySpan<T> output = Output.Slice(first * values, queries * values);
            for (int i = 0; i < queries; i++)
            {
                Span<T> row = result.Slice(i * values, values);
                if (T.IsNegativeInfinity(LogSumExp[first + i]))
                {
                    row.Clear();
                    continue;
                }

                ElementwiseKernels.Apply<T, Less<T>>(row, totals.Slice(i, 1), output.Slice(i * values, values), row, default);
            }
        }
    }

    // x - y z.
    private readonly struct Less<T> : ITernary<T>
        where T : IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x, V y, V z)
            where V : struct, ILane<V, T> => x - (y * z);
    }
}
