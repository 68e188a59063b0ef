using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

// The adjoints.
public static partial class AttentionKernels
{
    /// <summary>
    /// The gradients: with the probabilities p and the cotangents g, those of the values are p' g, those of the scores
    /// s = p (g v' - rowsum(g result)), of the queries scale s k, of the keys scale s' q, of an additive mask s.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="q">The queries, (planes, T, D).</param>
    /// <param name="k">The keys, (planes, S, D).</param>
    /// <param name="v">The values, (planes, S, E).</param>
    /// <param name="mask">What <see cref="Forward"/> was given.</param>
    /// <param name="bias">What <see cref="Forward"/> was given.</param>
    /// <param name="output">The result, (planes, T, E).</param>
    /// <param name="logSumExp">What <see cref="Forward"/> wrote.</param>
    /// <param name="cotangent">That of the result.</param>
    /// <param name="dQ">Overwritten; empty where it is not wanted.</param>
    /// <param name="dK">Overwritten; empty where it is not wanted.</param>
    /// <param name="dV">Overwritten; empty where it is not wanted.</param>
    /// <param name="dBias">In the shape of the mask, overwritten; empty where it is not wanted.</param>
    /// <param name="shape">The lengths.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Pullback<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, ReadOnlySpan<bool> mask, ReadOnlySpan<T> bias,
        ReadOnlySpan<T> output, ReadOnlySpan<T> logSumExp, ReadOnlySpan<T> cotangent,
        Span<T> dQ, Span<T> dK, Span<T> dV, Span<T> dBias, in AttentionShape shape)
        where T : IFloatingPointIeee754<T>
    {
        Check(q, k, v, mask, bias, in shape);
        KernelCheck.Length(output.Length, Rows(in shape), shape.ValueWidth, nameof(output));
        KernelCheck.Length(logSumExp.Length, Rows(in shape), 1, nameof(logSumExp));
        KernelCheck.Length(cotangent.Length, Rows(in shape), shape.ValueWidth, nameof(cotangent));
        CheckWanted(dQ.Length, q.Length, nameof(dQ));
        CheckWanted(dK.Length, k.Length, nameof(dK));
        CheckWanted(dV.Length, v.Length, nameof(dV));
        CheckWanted(dBias.Length, bias.Length, nameof(dBias));
        dQ.Clear();
        dK.Clear();
        dV.Clear();
        dBias.Clear();
        var body = new PullbackBody<T>
        {
            Q = q, K = k, V = v, Mask = mask, Bias = bias, Output = output, LogSumExp = logSumExp, Cotangent = cotangent,
            DQ = dQ, DK = dK, DV = dV, DBias = dBias, Shape = shape,
        };
        if (dBias.IsEmpty)
        {
            Run(in shape, shape.Planes, body);
            return;
        }

        // Several planes may add to one element of the mask: they do so in their order.
        for (int plane = 0; plane < shape.Planes; plane++)
        {
            body.Run(plane);
        }
    }

    private static void CheckWanted(int length, int expected, string name)
    {
        if (length != 0)
        {
            KernelCheck.Length(length, expected, 1, name);
        }
    }

    // A plane: its gradients are no other's, but for that of the mask.
    private ref struct PullbackBody<T> : IParallelBody
        where T : IFloatingPointIeee754<T>
    {
        public ReadOnlySpan<T> Q;
        public ReadOnlySpan<T> K;
        public ReadOnlySpan<T> V;
        public ReadOnlySpan<bool> Mask;
        public ReadOnlySpan<T> Bias;
        public ReadOnlySpan<T> Output;
        public ReadOnlySpan<T> LogSumExp;
        public ReadOnlySpan<T> Cotangent;
        public Span<T> DQ;
        public Span<T> DK;
        public Span<T> DV;
        public Span<T> DBias;
        public AttentionShape Shape;

        public void Run(int plane)
        {
            int block = Block(in Shape), width = Shape.Width, values = Shape.ValueWidth, maskStart = Shape.MaskStart(plane);
            using Lease<T> lease = Workspace.Rent<T>((2 * block) + AttentionScores.BlockQueries);
            Span<T> deltas = lease.Span[(2 * block)..];
            for (int query = 0; query < Shape.Queries; query += AttentionScores.BlockQueries)
            {
                int queries = Math.Min(AttentionScores.BlockQueries, Shape.Queries - query), first = (plane * Shape.Queries) + query;
                ReadOnlySpan<T> q = Q.Slice(first * width, queries * width), g = Cotangent.Slice(first * values, queries * values), output = Output.Slice(first * values, queries * values);
                for (int i = 0; i < queries; i++)
                {
                    deltas[i] = TensorPrimitives.Dot(g.Slice(i * values, values), output.Slice(i * values, values));
                }

                int visible = AttentionScores.Visible(in Shape, query, queries);
                for (int key = 0; key < visible; key += AttentionScores.BlockKeys)
                {
                    int keys = Math.Min(AttentionScores.BlockKeys, Shape.Keys - key), at = (plane * Shape.Keys) + key;
                    ReadOnlySpan<T> k = K.Slice(at * width, keys * width), v = V.Slice(at * values, keys * values);
                    Span<T> p = lease.Span[..(queries * keys)], s = lease.Span.Slice(block, queries * keys);
                    AttentionScores.Compute(in Shape, q, k, Mask, Bias, p, maskStart, query, queries, key, keys);
                    AttentionScores.Probabilities(p, LogSumExp.Slice(first, queries), keys);
                    if (!DV.IsEmpty)
                    {
                        Gemm.Multiply(p, keys, g, values, DV.Slice(at * values, keys * values), values, keys, values, queries, true, false, T.One);
                    }

                    if (DQ.IsEmpty && DK.IsEmpty && DBias.IsEmpty)
                    {
                        continue;
                    }

                    Gemm.Multiply(g, values, v, values, s, keys, queries, keys, values, false, true, T.Zero);
                    for (int i = 0; i < queries; i++)
                    {
                        Span<T> row = s.Slice(i * keys, keys);
                        ElementwiseKernels.Apply<T, AttentionScores.Weighted<T>>(p.Slice(i * keys, keys), row, deltas.Slice(i, 1), row, default);
                        AddToBias(row, maskStart + ((query + i) * Shape.MaskRow), key);
                    }

                    TensorPrimitives.Multiply(s, T.CreateTruncating(Shape.Scale), s);
                    if (!DQ.IsEmpty)
                    {
                        Gemm.Multiply(s, keys, k, width, DQ.Slice(first * width, queries * width), width, queries, width, keys, false, false, T.One);
                    }

                    if (!DK.IsEmpty)
                    {
                        Gemm.Multiply(s, keys, q, width, DK.Slice(at * width, keys * width), width, keys, width, queries, true, false, T.One);
                    }
                }
            }
        }

        private readonly void AddToBias(ReadOnlySpan<T> row, int start, int key)
        {
            if (DBias.IsEmpty)
            {
                return;
            }

            if (Shape.MaskColumn == 0)
            {
                DBias[start] += Reduction.Sum(row);
                return;
            }

            Span<T> sums = DBias.Slice(start + key, row.Length);
            TensorPrimitives.Add(sums, row, sums);
        }
    }
}
