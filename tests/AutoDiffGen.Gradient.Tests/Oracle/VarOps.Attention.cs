using System.Numerics.Tensors;
using AutoDiffGen.Kernels;

namespace AutoDiffGen.Gradient.Tests.Oracle;

// Attention as it is defined, one query at a time, and dropout by the runtime's own mask.
public static partial class VarOps
{
    public static VarTensor ScaledDotProductAttention(VarTensor q, VarTensor k, VarTensor v, Tensor<bool>? mask = null, bool causal = false, Var? scale = null)
    {
        if (mask is null)
        {
            return Attention(q, k, v, null, causal, scale);
        }

        bool[] flags = new bool[mask.FlattenedLength];
        mask.FlattenTo(flags);
        return Attention(q, k, v, new VarTensor([.. mask.Lengths.ToArray().Select(l => (int)l)], [.. flags.Select(f => Var.Of(f ? 0 : double.NegativeInfinity))]), causal, scale);
    }

    public static VarTensor ScaledDotProductAttention(VarTensor q, VarTensor k, VarTensor v, VarTensor bias, bool causal = false, Var? scale = null) => Attention(q, k, v, bias, causal, scale);

    public static VarTensor Dropout(VarTensor x, Var probability, long seed)
    {
        double[] mask = new double[x.Elements.Length];
        DropoutKernels.Mask<double>(mask, probability.Value, seed);
        return new VarTensor(x.Shape, [.. x.Elements.Zip(mask, (v, m) => m == 0 ? 0 : v * m)]);
    }

    private static VarTensor Attention(VarTensor q, VarTensor k, VarTensor v, VarTensor? bias, bool causal, Var? scale)
    {
        int width = q.Shape[^1], keys = k.Shape[^2];
        Var factor = scale ?? (width == 0 ? 1 : 1 / Math.Sqrt(width));
        return VarTensor.Build([.. q.Shape[..^1], v.Shape[^1]], index =>
        {
            int[] batch = index[..^2];
            var scores = new List<(int Key, Var Score)>();
            for (int key = 0; key < keys; key++)
            {
                Var added = bias is null ? 0 : bias.At(Part([.. batch, index[^2], key], bias.Shape));
                if (double.IsNegativeInfinity(added.Value) || (causal && key > index[^2]))
                {
                    continue;
                }

                Var product = 0;
                for (int d = 0; d < width; d++)
                {
                    product += q.At([.. batch, index[^2], d]) * k.At([.. batch, key, d]);
                }

                scores.Add((key, product * factor + added));
            }

            // A query that sees no key gives zeros.
            double largest = scores.Select(s => s.Score.Value).DefaultIfEmpty(0).Max();
            Var sum = 0, total = 0;
            foreach (var (key, score) in scores)
            {
                Var weight = Var.Exp(score - largest);
                sum += weight;
                total += weight * v.At([.. batch, key, index[^1]]);
            }

            return scores.Count == 0 ? 0 : total / sum;
        });
    }
}
