using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

/// <summary>The numbers of PyTorch for activations and losses.</summary>
public class ReferenceOpsTests
{
    [Fact]
    public void Every_file_is_read_whole()
    {
        foreach (string family in new[] { "activations", "losses", "norms", "normalizations", "convolutions", "pools", "attention" })
        {
            Dictionary<string, Reference> cases = Reference.Load(family);
            Assert.True(cases.Count >= 20, family);
            foreach (Reference c in cases.Values)
            {
                Assert.Equal(TensorData.Size(c.Lengths("result")), c.Data("result").Length);
                Assert.True(c.Has("cotangent") || c.Lengths("result").Length == 0, c.Name);
            }
        }
    }

    [Fact]
    public void Activations_are_those_of_PyTorch()
    {
        Check("relu", Ops.Relu, Ops.Relu);
        Check("sigmoid", Ops.Sigmoid, Ops.Sigmoid);
        Check("tanh", Ops.Tanh, Ops.Tanh);
        Check("erf", Ops.Erf, Ops.Erf);
        Check("log_sigmoid", Ops.LogSigmoid, Ops.LogSigmoid);
        Check("softplus", (c, x) => Ops.Softplus(x, c.Number("beta")), (c, x) => Ops.Softplus(x, c.Number("beta")));
        Check("silu", Ops.Silu, Ops.Silu);
        Check("leaky_relu", (c, x) => Ops.LeakyRelu(x, c.Number("negativeSlope")), (c, x) => Ops.LeakyRelu(x, c.Number("negativeSlope")));
        Check("elu", (c, x) => Ops.Elu(x, c.Number("alpha")), (c, x) => Ops.Elu(x, c.Number("alpha")));
        Check("gelu", (c, x) => c.Flag("tanh") ? Ops.GeluTanh(x) : Ops.Gelu(x), (c, x) => c.Flag("tanh") ? Ops.GeluTanh(x) : Ops.Gelu(x));
    }

    [Fact]
    public void Softmax_is_that_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("activations", "softmax"))
        {
            c.Check("result", Ops.Softmax(c["x"], c.Int("axis")), 1e-14);
            c.Check("result", Ops.Softmax(c.Tensor<float>("x"), c.Int("axis")), 1e-6);
        }

        foreach (Reference c in Reference.Load("activations", "log_softmax"))
        {
            c.Check("result", Ops.LogSoftmax(c["x"], c.Int("axis")), 1e-14);
            c.Check("result", Ops.LogSoftmax(c.Tensor<float>("x"), c.Int("axis")), 1e-6);
        }
    }

    [Fact]
    public void The_mean_cross_entropy_and_its_gradient_are_those_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("losses", "cross_entropy"))
        {
            if (c.Has("weight") || c.Number("labelSmoothing") != 0 || c.Text("reduction") != "mean" || c.Data("targets").Contains(c.Int("ignoreIndex")))
            {
                continue;
            }

            Tensor<double> logits = c["logits"];
            Tensor<int> targets = c.Tensor<int>("targets");
            c.Check<double>("result", [Ops.CrossEntropy(logits, targets)], 1e-14);
            int classes = (int)logits.Lengths[^1];
            double[] p = new double[logits.FlattenedLength], gradient = new double[p.Length];
            CrossEntropyKernels.Forward<double, int>(c.Data("logits"), TensorData.Flatten(targets), p, p.Length / classes, classes);
            CrossEntropyKernels.Backward<double, int>(p, TensorData.Flatten(targets), 1, gradient, p.Length / classes, classes);
            c.Check<double>("dLogits", gradient, 1e-14);
        }
    }

    private static void Check(string name, Func<Tensor<double>, Tensor<double>> function, Func<Tensor<float>, Tensor<float>> single) =>
        Check(name, (_, x) => function(x), (_, x) => single(x));

    private static void Check(string name, Func<Reference, Tensor<double>, Tensor<double>> function, Func<Reference, Tensor<float>, Tensor<float>> single)
    {
        foreach (Reference c in Reference.Load("activations", name))
        {
            c.Check("result", function(c, c["x"]), 1e-15);
            c.Check("result", single(c, c.Tensor<float>("x")), 1e-6);
        }
    }
}
