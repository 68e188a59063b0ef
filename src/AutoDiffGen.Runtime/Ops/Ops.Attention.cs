using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Attention.
public static partial class Ops
{
    /// <summary>softmax(scale q k') v, over the keys that each query may see.</summary>
    /// <remarks>
    /// As <c>torch.nn.functional.scaled_dot_product_attention</c> (Vaswani et al. 2017, Attention is all you need), without
    /// ever holding the whole matrix of scores (Dao et al. 2022, FlashAttention). A query that sees no key gives zeros, and
    /// has no gradient. Masked values are multiplied by 0, so they should be finite.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="q">The queries, (..., T, D).</param>
    /// <param name="k">The keys, (..., S, D), with the same leading lengths.</param>
    /// <param name="v">The values, (..., S, E), with the same leading lengths.</param>
    /// <param name="mask">True for the keys that a query sees: any shape that is repeated to (..., T, S); null for all.</param>
    /// <param name="causal">Whether query i sees keys up to number i only, of those that the mask leaves.</param>
    /// <param name="scale">What the products are multiplied by; null for 1 / sqrt(D), and 1 where D is 0.</param>
    /// <returns>Shape (..., T, E).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor<T> ScaledDotProductAttention<T>(
        Tensor<T> q, Tensor<T> k, Tensor<T> v, Tensor<bool>? mask = null, bool causal = false, double? scale = null)
        where T : IFloatingPointIeee754<T>
    {
        CheckAttention(q, k, v);
        CheckMask(q, k, mask, nameof(mask));
        Lease<bool> lease = default;
        ReadOnlySpan<bool> seen = mask is null ? default : Dense.Read(mask, out lease);
        Tensor<T> result = Attention(q, k, v, seen, default, mask is null ? default : mask.Lengths, causal, scale);
        lease.Dispose();
        return result;
    }

    /// <summary>softmax(scale q k' + bias) v, over the keys that each query may see.</summary>
    /// <remarks>
    /// See <see cref="ScaledDotProductAttention{T}(Tensor{T}, Tensor{T}, Tensor{T}, Tensor{bool}, bool, double?)"/>. A bias of
    /// -infinity masks a key.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="q">The queries, (..., T, D).</param>
    /// <param name="k">The keys, (..., S, D), with the same leading lengths.</param>
    /// <param name="v">The values, (..., S, E), with the same leading lengths.</param>
    /// <param name="bias">What is added to the scaled products: any shape that is repeated to (..., T, S).</param>
    /// <param name="causal">Whether query i sees keys up to number i only.</param>
    /// <param name="scale">What the products are multiplied by; null for 1 / sqrt(D), and 1 where D is 0.</param>
    /// <returns>Shape (..., T, E).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor<T> ScaledDotProductAttention<T>(
        Tensor<T> q, Tensor<T> k, Tensor<T> v, Tensor<T> bias, bool causal = false, double? scale = null)
        where T : IFloatingPointIeee754<T>
    {
        CheckAttention(q, k, v);
        ArgumentNullException.ThrowIfNull(bias);
        CheckMask(q, k, bias, nameof(bias));
        ReadOnlySpan<T> added = Dense.Read(bias, out Lease<T> lease);
        Tensor<T> result = Attention(q, k, v, default, added, bias.Lengths, causal, scale);
        lease.Dispose();
        return result;
    }

    private static Tensor<T> Attention<T>(
        Tensor<T> q, Tensor<T> k, Tensor<T> v, ReadOnlySpan<bool> mask, ReadOnlySpan<T> bias, ReadOnlySpan<nint> maskLengths, bool causal, double? scale)
        where T : IFloatingPointIeee754<T>
    {
        Span<int> batch = stackalloc int[q.Rank - 2], repeated = stackalloc int[maskLengths.Length];
        for (int i = 0; i < batch.Length; i++)
        {
            batch[i] = checked((int)q.Lengths[i]);
        }

        for (int i = 0; i < repeated.Length; i++)
        {
            repeated[i] = checked((int)maskLengths[i]);
        }

        int queries = checked((int)q.Lengths[^2]), keys = checked((int)k.Lengths[^2]), width = checked((int)q.Lengths[^1]), values = checked((int)v.Lengths[^1]);
        var shape = new AttentionShape(batch, queries, keys, width, values, scale ?? (width == 0 ? 1 : 1 / Math.Sqrt(width)), causal, repeated);
        Tensor<T> result = Elementwise.New([.. q.Lengths[..^1], values], out Span<T> target);
        AttentionKernels.Forward(
            Dense.Read(q, out Lease<T> leaseQ), Dense.Read(k, out Lease<T> leaseK), Dense.Read(v, out Lease<T> leaseV), mask, bias, target, default, in shape);
        leaseQ.Dispose();
        leaseK.Dispose();
        leaseV.Dispose();
        return result;
    }

    private static void CheckAttention<T>(Tensor<T> q, Tensor<T> k, Tensor<T> v)
    {
        ArgumentNullException.ThrowIfNull(q);
        ArgumentNullException.ThrowIfNull(k);
        ArgumentNullException.ThrowIfNull(v);
        if (q.Rank < 2)
        {
            throw new ArgumentException($"'q' must have the shape (..., T, D), but has {Guard.Format(q.Lengths)}.", nameof(q));
        }

        if (k.Rank != q.Rank || !k.Lengths[..^2].SequenceEqual(q.Lengths[..^2]) || k.Lengths[^1] != q.Lengths[^1])
        {
            throw new ArgumentException($"'k' must have the shape (..., S, D) with the leading lengths and the last of 'q', which has {Guard.Format(q.Lengths)}, but has {Guard.Format(k.Lengths)}.", nameof(k));
        }

        if (v.Rank != q.Rank || !v.Lengths[..^1].SequenceEqual(k.Lengths[..^1]))
        {
            throw new ArgumentException($"'v' must have the shape (..., S, E) with the lengths of 'k' but for the last, which has {Guard.Format(k.Lengths)}, but has {Guard.Format(v.Lengths)}.", nameof(v));
        }
    }

    private static void CheckMask<T, TMask>(Tensor<T> q, Tensor<T> k, Tensor<TMask>? mask, string name)
    {
        if (mask is null)
        {
            return;
        }

        nint[] scores = [.. q.Lengths[..^1], k.Lengths[^2]];
        bool fits = mask.Rank <= scores.Length;
        for (int back = 1; fits && back <= mask.Rank; back++)
        {
            fits = mask.Lengths[^back] == scores[^back] || mask.Lengths[^back] == 1;
        }

        if (!fits)
        {
            throw new ArgumentException($"'{name}' must have a shape that is repeated to that of the scores, {Guard.Format(scores)}, but has {Guard.Format(mask.Lengths)}.", name);
        }
    }
}
