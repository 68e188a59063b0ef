using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

public class AttentionOpsTests
{
    [Fact]
    public void Attention_is_its_formula_in_PyTorch()
    {
        foreach (Reference c in Reference.Load("attention").Values)
        {
            bool causal = c.Flag("causal");
            double? scale = c.HasOption("scale") ? c.Number("scale") : null;
            c.Check("result", c.Has("bias")
                ? Ops.ScaledDotProductAttention(c["q"], c["k"], c["v"], c["bias"], causal, scale)
                : Ops.ScaledDotProductAttention(c["q"], c["k"], c["v"], c.Has("mask") ? c.Flags("mask") : null, causal, scale), 1e-12);
            c.Check("result", c.Has("bias")
                ? Ops.ScaledDotProductAttention(c.Tensor<float>("q"), c.Tensor<float>("k"), c.Tensor<float>("v"), c.Tensor<float>("bias"), causal, scale)
                : Ops.ScaledDotProductAttention(c.Tensor<float>("q"), c.Tensor<float>("k"), c.Tensor<float>("v"), c.Has("mask") ? c.Flags("mask") : null, causal, scale),
                c.Name == "large scores" ? 1e-2 : 2e-6);
            CheckPullbacks(c, causal, scale);
        }
    }

    [Fact]
    public void Any_layout()
    {
        double[] q = Numbers.Random<double>(2 * 3 * 4, 1), k = Numbers.Random<double>(2 * 5 * 4, 2), v = Numbers.Random<double>(2 * 5 * 3, 3), bias = Numbers.Random<double>(15, 4);
        bool[] mask = [.. bias.Select(b => b > -1)];
        double[] masked = TensorData.Flatten(Ops.ScaledDotProductAttention(TensorData.Dense(q, 2, 3, 4), TensorData.Dense(k, 2, 5, 4), TensorData.Dense(v, 2, 5, 3), TensorData.Dense(mask, 3, 5)));
        double[] biased = TensorData.Flatten(Ops.ScaledDotProductAttention(TensorData.Dense(q, 2, 3, 4), TensorData.Dense(k, 2, 5, 4), TensorData.Dense(v, 2, 5, 3), TensorData.Dense(bias, 3, 5)));
        foreach (Tensor<double> a in TensorData.Layouts(q, 2, 3, 4))
        {
            foreach (Tensor<double> b in TensorData.Layouts(k, 2, 5, 4))
            {
                foreach (Tensor<double> c in TensorData.Layouts(v, 2, 5, 3))
                {
                    Assert.All(TensorData.Layouts(mask, 3, 5), m => Assert.Equal(masked, TensorData.Flatten(Ops.ScaledDotProductAttention(a, b, c, m))));
                    Assert.All(TensorData.Layouts(bias, 3, 5), m => Assert.Equal(biased, TensorData.Flatten(Ops.ScaledDotProductAttention(a, b, c, m))));
                }
            }
        }
    }

    [Fact]
    public void Dimensions_of_length_0()
    {
        Tensor<float> Zeros(params nint[] lengths) => Tensor.CreateFromShape<float>(lengths);
        Assert.Equal([0, 2, 3], Ops.ScaledDotProductAttention(Zeros(0, 2, 4), Zeros(0, 5, 4), Zeros(0, 5, 3)).Lengths.ToArray());
        Assert.Equal([0, 3], Ops.ScaledDotProductAttention(Zeros(0, 4), Zeros(5, 4), Zeros(5, 3)).Lengths.ToArray());
        Assert.Equal([2, 0], Ops.ScaledDotProductAttention(Zeros(2, 4), Zeros(5, 4), Zeros(5, 0)).Lengths.ToArray());
        Assert.Equal([0, 0], TensorData.Flatten(Ops.ScaledDotProductAttention(Zeros(2, 4), Zeros(0, 4), Zeros(0, 1))));

        // Without anything to compare, all keys weigh the same.
        Assert.Equal([2, 2], TensorData.Flatten(Ops.ScaledDotProductAttention(Zeros(2, 0), Zeros(3, 0), TensorData.Dense<float>([1, 2, 3], 3, 1))));
        Assert.Equal([0, 0], TensorData.Flatten(Ops.ScaledDotProductAttention(Zeros(2, 4), Zeros(0, 4), Zeros(0, 1), Tensor.CreateFromShape<bool>([2, 0]))));
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Tensor<float> Zeros(params nint[] lengths) => Tensor.CreateFromShape<float>(lengths);
        Tensor<float> q = Zeros(2, 3, 4), k = Zeros(2, 5, 4), v = Zeros(2, 5, 6);
        Assert.Throws<ArgumentNullException>("v", () => Ops.ScaledDotProductAttention(q, k, null!));
        Assert.Throws<ArgumentException>("q", () => Ops.ScaledDotProductAttention(Zeros(3), k, v));
        Assert.Contains("(2, 5, 3)", Assert.Throws<ArgumentException>("k", () => Ops.ScaledDotProductAttention(q, Zeros(2, 5, 3), v)).Message);
        Assert.Throws<ArgumentException>("k", () => Ops.ScaledDotProductAttention(q, Zeros(1, 5, 4), v));
        Assert.Throws<ArgumentException>("v", () => Ops.ScaledDotProductAttention(q, k, Zeros(2, 4, 6)));
        Assert.Contains("(2, 3, 5)", Assert.Throws<ArgumentException>("mask", () => Ops.ScaledDotProductAttention(q, k, v, Tensor.CreateFromShape<bool>([3, 4]))).Message);
        Assert.Throws<ArgumentException>("bias", () => Ops.ScaledDotProductAttention(q, k, v, Zeros(1, 1, 1, 5)));
    }

    private static void CheckPullbacks(Reference c, bool causal, double? scale)
    {
        double[] q = c.Data("q"), k = c.Data("k"), v = c.Data("v"), bias = c.Has("bias") ? c.Data("bias") : [], y = [.. c.Data("result")], g = c.Data("cotangent");
        bool[] mask = c.Has("mask") ? TensorData.Flatten(c.Flags("mask")) : [];
        nint[] lengths = c.Lengths("q"), maskLengths = c.Has("mask") ? c.Lengths("mask") : c.Has("bias") ? c.Lengths("bias") : [];
        var log = new double[TensorData.Size(lengths[..^1])];
        double[] dQ = new double[q.Length], dK = new double[k.Length], dV = new double[v.Length], dBias = new double[bias.Length];
        var shape = new AttentionShape(
            [.. lengths[..^2].Select(l => (int)l)], (int)lengths[^2], (int)c.Lengths("k")[^2], (int)lengths[^1], (int)c.Lengths("v")[^1],
            scale ?? 1 / Math.Sqrt(lengths[^1]), causal, [.. maskLengths.Select(l => (int)l)]);
        AttentionKernels.Forward<double>(q, k, v, mask, bias, y, log, in shape);
        AttentionKernels.Pullback<double>(q, k, v, mask, bias, y, log, g, dQ, dK, dV, dBias, in shape);
        c.Check<double>("dQ", dQ, 1e-11);
        c.Check<double>("dK", dK, 1e-11);
        c.Check<double>("dV", dV, 1e-11);
        if (c.Has("bias"))
        {
            c.Check<double>("dBias", dBias, 1e-11);
        }
    }
}
