using System.Numerics.Tensors;
using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Snapshots;

/// <summary>What is generated for tensors: read, compiled without a warning, and run.</summary>
public class TensorSnapshots
{
    [Fact]
    public void Broadcast()
    {
        var outcome = GeneratorHarness.Run("""
            using System.Numerics.Tensors;
            using AutoDiffGen;
            using static AutoDiffGen.Ops;

            namespace Samples;

            public static partial class Rows
            {
                [Differentiable]
                public static float Loss([Shape("B", "N")] Tensor<float> x, [Shape("N")] Tensor<float> bias)
                {
                    var h = Tanh(x + bias);
                    return Sum(h * h);
                }
            }
            """);
        Snapshot.Match(outcome.Sources);

        float[] xs = [0.1f, -0.2f, 0.3f, 0.4f, 0.5f, -0.6f], bs = [0.05f, 0.1f, -0.15f];
        Tensor<float> x = Tensors.Of([2, 3], xs), bias = Tensors.Of([3], bs);
        Tensor<float> dX = Tensors.Of([2, 3], new float[6]), dBias = Tensors.Of([3], new float[3]);
        var h = xs.Select((v, i) => Math.Tanh(v + bs[i % 3])).ToArray();
        var slope = h.Select(t => 2 * t * (1 - (t * t))).ToArray();
        var gradient = outcome.Method("Samples.Rows", "LossGradient");

        Close(h.Sum(t => t * t), Calls.Number(Calls.Invoke(gradient, null, [x, bias, dX, dBias, false])));
        Close(slope, Tensors.Flat(dX));
        Close([slope[0] + slope[3], slope[1] + slope[4], slope[2] + slope[5]], Tensors.Flat(dBias));

        // Twice is twice as much; a destination that is null is skipped.
        Calls.Invoke(gradient, null, [x, bias, dX, null, true]);
        Close([.. slope.Select(s => 2 * s)], Tensors.Flat(dX));

        object?[] arguments = [x, bias, null];
        Calls.Invoke(outcome.Method("Samples.Rows", "LossWithPullback"), null, arguments);
        Calls.Invoke(arguments[2]!.GetType().GetMethod("Invoke")!, arguments[2], [-1f, dX, dBias, false]);
        Close([.. slope.Select(s => -s)], Tensors.Flat(dX));
        ((IDisposable)arguments[2]!).Dispose();

        Assert.Throws<ArgumentException>(() => Calls.Invoke(gradient, null, [x, Tensors.Of([2], 1f, 2f), dX, dBias, false]));
        Assert.Throws<ArgumentException>(() => Calls.Invoke(gradient, null, [x, bias, x, dBias, false]));
    }

    [Fact]
    public void Tensor_result()
    {
        var outcome = GeneratorHarness.Run("""
            using System.Numerics.Tensors;
            using AutoDiffGen;
            using static AutoDiffGen.Ops;

            namespace Samples;

            public static partial class Layers
            {
                [Differentiable]
                [return: Shape("B", "M")]
                public static Tensor<double> Linear([Shape("B", "N")] Tensor<double> x, [Shape("M", "N")] Tensor<double> weight, [Shape("M")] Tensor<double> bias) =>
                    MatMul(x, weight, transposeB: true) + bias;
            }
            """);
        Snapshot.Match(outcome.Sources);

        Tensor<double> x = Tensors.Of<double>([1, 2], 2, 3), weight = Tensors.Of<double>([2, 2], 1, 2, 3, 4), bias = Tensors.Of<double>([2], 10, 20);
        Assert.Equal([18, 38], Tensors.Flat((Tensor<double>)Calls.Invoke(outcome.Method("Samples.Layers", "LinearPrimal"), null, [x, weight, bias])!));
        object?[] arguments = [x, weight, bias, null];
        Assert.Equal([18, 38], Tensors.Flat((Tensor<double>)Calls.Invoke(outcome.Method("Samples.Layers", "LinearWithPullback"), null, arguments)!));
        Tensor<double> dX = Tensors.Of([1, 2], new double[2]), dWeight = Tensors.Of([2, 2], new double[4]), dBias = Tensors.Of([2], new double[2]);
        Calls.Invoke(arguments[3]!.GetType().GetMethod("Invoke")!, arguments[3], [Tensors.Of<double>([1, 2], 1, -1), dX, dWeight, dBias, false]);
        Assert.Equal([1 - 3, 2 - 4], Tensors.Flat(dX));
        Assert.Equal([2, 3, -2, -3], Tensors.Flat(dWeight));
        Assert.Equal([1, -1], Tensors.Flat(dBias));
    }

    [Fact]
    public void Names_mlp()
    {
        var outcome = GeneratorHarness.Run(NamesMlp);
        Snapshot.Match(outcome.Sources);

        var type = outcome.Load().GetType("Samples.NamesMlp")!;
        object model = Activator.CreateInstance(type, 5, 2, 3, 4)!;
        ((IModel<float>)model).Initialize(7);
        Assert.Equal(["c", "w1", "b1", "w2", "b2"], ((IModel<float>)model).Entries.Select(e => e.Name));
        object gradient = Activator.CreateInstance(type.GetNestedType("Gradient")!, model)!;
        Tensor<int> tokens = Tensors.Of([3, 2], 0, 1, 1, 2, 4, 3), targets = Tensors.Of([3], 2, 0, 4);

        float loss = (float)Calls.Invoke(type.GetMethod("LossGradient")!, model, [tokens, targets, gradient, false])!;
        var eager = type.GetMethod("Loss")!;
        Close(Calls.Number(Calls.Invoke(eager, model, [tokens, targets])), loss);
        Assert.Equal(loss, Calls.Invoke(type.GetMethod("LossPrimal")!, model, [tokens, targets]));

        // Every derivative against a difference of the author's own method.
        float[] derivatives = ((IGradient<float>)gradient).Values.ToArray();
        Assert.Equal(((IModel<float>)model).Parameters.Length, derivatives.Length);
        for (int i = 0; i < derivatives.Length; i++)
        {
            double Shifted(float by)
            {
                ((IModel<float>)model).Parameters[i] += by;
                double value = Calls.Number(Calls.Invoke(eager, model, [tokens, targets]));
                ((IModel<float>)model).Parameters[i] -= by;
                return value;
            }

            Close((Shifted(0.01f) - Shifted(-0.01f)) / 0.02, derivatives[i], 2e-3);
        }

        // A handle belongs to the parameters that it was made with.
        object?[] arguments = [tokens, targets, null];
        Calls.Invoke(type.GetMethod("LossWithPullback")!, model, arguments);
        ((IModel<float>)model).Parameters[0] += 1;
        Assert.Throws<InvalidOperationException>(() => Calls.Invoke(arguments[2]!.GetType().GetMethod("Invoke")!, arguments[2], [1f, gradient, false]));
    }

    internal const string NamesMlp = """
        using System.Numerics.Tensors;
        using AutoDiffGen;
        using static AutoDiffGen.Ops;

        namespace Samples;

        [Differentiable]
        public sealed partial class NamesMlp(int vocab, int context, int embed, int hidden)
        {
            [Parameter("vocab", "embed", Init = Init.Normal)]
            public partial Tensor<float> C { get; }

            [Parameter("context * embed", "hidden", Init = Init.KaimingNormal, Gain = 5.0 / 3)]
            public partial Tensor<float> W1 { get; }

            [Parameter("hidden", Init = Init.Zeros)]
            public partial Tensor<float> B1 { get; }

            [Parameter("hidden", "vocab", Init = Init.Normal, Gain = 0.01)]
            public partial Tensor<float> W2 { get; }

            [Parameter("vocab", Init = Init.Zeros)]
            public partial Tensor<float> B2 { get; }

            [Differentiable]
            [return: Shape("B", "vocab")]
            public Tensor<float> Logits([Shape("B", "context")] Tensor<int> tokens)
            {
                var e = Gather(C, tokens).Reshape([tokens.Lengths[0], context * embed]);
                var h = Tanh(MatMul(e, W1) + B1);
                return MatMul(h, W2) + B2;
            }

            [Differentiable]
            public float Loss([Shape("B", "context")] Tensor<int> tokens, [Shape("B")] Tensor<int> targets) =>
                CrossEntropy(Logits(tokens), targets);
        }
        """;

    private static void Close(double expected, double actual, double tolerance = 1e-5) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{expected:R} expected, {actual:R} found");

    private static void Close(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Close(expected[i], actual[i]);
        }
    }
}
