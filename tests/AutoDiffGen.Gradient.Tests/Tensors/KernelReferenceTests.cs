using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Gradient.Tests.Tensors;

/// <summary>Values and gradients of generated code against those of PyTorch (tests/Reference): softmax, normalisations, convolutions, pools and attention.</summary>
public partial class KernelReferenceTests
{
    [Fact]
    public void Softmax_and_its_logarithms()
    {
        foreach (Reference c in Reference.Load("activations").Values.Where(c => c.Name.Split('/')[0] is "softmax" or "log_softmax" or "log_sum_exp"))
        {
            nint[] shape = c.Lengths("x");
            int axis = c.Int("axis") < 0 ? c.Int("axis") + shape.Length : c.Int("axis");
            nint outer = Size(shape[..axis]), inner = Size(shape[(axis + 1)..]);
            Tensor<double> x = Shaped(c, "x", outer, shape[axis], inner), d = Tensor.CreateFromShape<double>(x.Lengths);
            Tensor<double> cotangent = c.Name.StartsWith("log_sum_exp", StringComparison.Ordinal) ? Shaped(c, "cotangent", outer, inner) : Shaped(c, "cotangent", outer, shape[axis], inner);
            Check(c, "result", c.Name.Split('/')[0] switch
            {
                "softmax" => Pull(AlongTheMiddleWithPullback(x, out var pullback), () => pullback.Invoke(cotangent, d)),
                "log_softmax" => Pull(LogAlongTheMiddleWithPullback(x, out var pullback), () => pullback.Invoke(cotangent, d)),
                _ => Pull(LogSumAlongTheMiddleWithPullback(x, out var pullback), () => pullback.Invoke(cotangent, d)),
            });
            Check(c, "dX", d);
            if (inner == 1)
            {
                Tensor<double> rows = Shaped(c, "x", outer, shape[axis]), again = Tensor.CreateFromShape<double>(rows.Lengths);
                cotangent = c.Name.StartsWith("log_sum_exp", StringComparison.Ordinal) ? Shaped(c, "cotangent", outer) : Shaped(c, "cotangent", outer, shape[axis]);
                Check(c, "result", c.Name.Split('/')[0] switch
                {
                    "softmax" => Pull(OfRowsWithPullback(rows, out var pullback), () => pullback.Invoke(cotangent, again)),
                    "log_softmax" => Pull(LogOfRowsWithPullback(rows, out var pullback), () => pullback.Invoke(cotangent, again)),
                    _ => Pull(LogSumOfRowsWithPullback(rows, out var pullback), () => pullback.Invoke(cotangent, again)),
                });
                Check(c, "dX", again);
            }
        }
    }

    [Fact]
    public void Normalisations_along_the_last_axes()
    {
        foreach (Reference c in Reference.Load("normalizations", "layer_norm").Concat(Reference.Load("normalizations", "rms_norm")))
        {
            // Two axes that are normalised together are one.
            nint[] shape = c.Lengths("x");
            int axes = c.HasOption("axes") ? 2 : 1;
            nint last = Size(shape[^axes..]), rows = Size(shape[..^axes]);
            double epsilon = c.Number("epsilon");
            Tensor<double> x = Shaped(c, "x", rows, last), g = Shaped(c, "cotangent", rows, last), dX = Tensor.CreateFromShape<double>(x.Lengths);
            Tensor<double> dW = Tensor.CreateFromShape<double>([last]), dB = Tensor.CreateFromShape<double>([last]);
            Tensor<double>? w = c.Has("weight") ? Shaped(c, "weight", last) : null, b = c.Has("bias") ? Shaped(c, "bias", last) : null;
            Check(c, "result", b is not null ? Pull(LayerWithPullback(x, w!, b, epsilon, out var pullback), () => pullback.Invoke(g, dX, dW, dB))
                : w is not null ? Pull(RootWithPullback(x, w, epsilon, out var root), () => root.Invoke(g, dX, dW))
                : Pull(PlainLayerWithPullback(x, epsilon, out var plain), () => plain.Invoke(g, dX)), 1e-11);
            CheckEach(c, ("dX", dX), ("dWeight", dW), ("dBias", dB));
            if (axes == 2)
            {
                Tensor<double> three = Shaped(c, "x", shape), cotangent = Shaped(c, "cotangent", shape), d = Tensor.CreateFromShape<double>(three.Lengths);
                Check(c, "result", w is null ? Pull(OverTwoAxesWithPullback(three, epsilon, out var two), () => two.Invoke(cotangent, d))
                    : Pull(OverTwoAxesWeightedWithPullback(three, Shaped(c, "weight", shape[^2..]), Shaped(c, "bias", shape[^2..]), epsilon, out var weighted), () => weighted.Invoke(cotangent, d, null, null)), 1e-11);
                Check(c, "dX", d, 1e-11);
            }
        }
    }

    [Fact]
    public void Normalisations_of_batches()
    {
        foreach (Reference c in Reference.Load("normalizations", "batch_norm").Concat(Reference.Load("normalizations", "batch_norm_with")))
        {
            nint[] shape = c.Lengths("x");
            nint[] three = [shape[0], shape[1], Size(shape[2..])];
            double epsilon = c.Number("epsilon");
            Tensor<double> x = Shaped(c, "x", three), g = Shaped(c, "cotangent", three), dX = Tensor.CreateFromShape<double>(three);
            Tensor<double> dW = Tensor.CreateFromShape<double>([shape[1]]), dB = Tensor.CreateFromShape<double>([shape[1]]);
            Tensor<double>? w = c.Has("weight") ? c["weight"] : null, b = c.Has("bias") ? c["bias"] : null;
            Check(c, "result", w is null ? Pull(PlainBatchWithPullback(x, epsilon, out var plain), () => plain.Invoke(g, dX))
                : c.Has("mean") ? Pull(RunningWithPullback(x, c["mean"], c["variance"], w, b!, epsilon, out var running), () => running.Invoke(g, dX, dW, dB))
                : Pull(BatchWithPullback(x, w, b!, epsilon, out var pullback), () => pullback.Invoke(g, dX, dW, dB)), 1e-11);
            CheckEach(c, ("dX", dX), ("dWeight", dW), ("dBias", dB));
        }
    }

    [Fact]
    public void Convolutions_along_one_axis()
    {
        foreach (Reference c in Reference.Load("convolutions", "conv1d"))
        {
            Tensor<double> x = c["x"], w = c["w"], g = c["cotangent"], dX = Tensor.CreateFromShape<double>(x.Lengths), dW = Tensor.CreateFromShape<double>(w.Lengths), dB = Tensor.CreateFromShape<double>([w.Lengths[0]]);
            int stride = c.Int("stride"), padding = c.Int("padding"), dilation = c.Int("dilation"), groups = c.Int("groups");
            Check(c, "result", !c.Has("bias") ? Pull(WithoutBiasWithPullback(w, x, stride, padding, dilation, groups, out var without), () => without.Invoke(g, dW, dX))
                : c.Flag("causal") ? Pull(CausalWithPullback(w, x, c["bias"], stride, dilation, groups, out var causal), () => causal.Invoke(g, dW, dX, dB))
                : Pull(AlongOneWithPullback(w, x, c["bias"], stride, padding, dilation, groups, out var pullback), () => pullback.Invoke(g, dW, dX, dB)));
            CheckEach(c, ("dX", dX), ("dW", dW), ("dBias", dB));
        }
    }

    [Fact]
    public void Convolutions_along_two_axes()
    {
        foreach (Reference c in Reference.Load("convolutions", "conv2d"))
        {
            Tensor<double> x = c["x"], w = c["w"], g = c["cotangent"], dX = Tensor.CreateFromShape<double>(x.Lengths), dW = Tensor.CreateFromShape<double>(w.Lengths), dB = Tensor.CreateFromShape<double>([w.Lengths[0]]);
            int[] stride = c.Ints("stride"), padding = c.Ints("padding"), dilation = c.Ints("dilation");
            Tensor<double> b = c.Has("bias") ? c["bias"] : Tensor.CreateFromShape<double>([w.Lengths[0]]);
            Check(c, "result", Pull(
                AlongTwoWithPullback(w, x, b, stride[0], stride[1], padding[0], padding[1], dilation[0], dilation[1], c.Int("groups"), out var pullback), () => pullback.Invoke(g, dW, dX, dB)));
            CheckEach(c, ("dX", dX), ("dW", dW), ("dBias", dB));
        }
    }

    [Fact]
    public void Pools()
    {
        foreach (Reference c in Reference.Load("pools").Values)
        {
            int[] kernel = c.Ints("kernel"), stride = c.Ints("stride"), padding = c.Ints("padding");
            Tensor<double> x = c["x"], g = c["cotangent"], d = Tensor.CreateFromShape<double>(x.Lengths);
            bool counted = c.HasOption("countIncludePad") && c.Flag("countIncludePad");
            Check(c, "result", c.Name.Split('/')[0] switch
            {
                "max_pool1d" => Pull(LargestWithPullback(x, kernel[0], stride[0], padding[0], out var pullback), () => pullback.Invoke(g, d)),
                "max_pool2d" => Pull(LargestOfTwoWithPullback(x, kernel[0], kernel[1], stride[0], stride[1], padding[0], padding[1], out var pullback), () => pullback.Invoke(g, d)),
                "avg_pool1d" when counted => Pull(CountedMeansWithPullback(x, kernel[0], stride[0], padding[0], out var pullback), () => pullback.Invoke(g, d)),
                "avg_pool1d" => Pull(MeansWithPullback(x, kernel[0], stride[0], padding[0], out var pullback), () => pullback.Invoke(g, d)),
                _ when counted => Pull(CountedMeansOfTwoWithPullback(x, kernel[0], kernel[1], stride[0], stride[1], padding[0], padding[1], out var pullback), () => pullback.Invoke(g, d)),
                _ => Pull(MeansOfTwoWithPullback(x, kernel[0], kernel[1], stride[0], stride[1], padding[0], padding[1], out var pullback), () => pullback.Invoke(g, d)),
            });
            Check(c, "dX", d);
        }
    }

    [Fact]
    public void Attention()
    {
        foreach (Reference c in Reference.Load("attention").Values)
        {
            Tensor<double> q = Four(c, "q"), k = Four(c, "k"), v = Four(c, "v"), g = Four(c, "cotangent");
            Tensor<double> dQ = Tensor.CreateFromShape<double>(q.Lengths), dK = Tensor.CreateFromShape<double>(k.Lengths), dV = Tensor.CreateFromShape<double>(v.Lengths);
            nint[] scores = [q.Lengths[0], q.Lengths[1], q.Lengths[2], k.Lengths[2]];
            double scale = c.HasOption("scale") ? c.Number("scale") : 1 / Math.Sqrt(q.Lengths[3]);
            bool causal = c.Flag("causal");
            Tensor<double> result;
            if (c.Has("bias"))
            {
                // Repeated here; the derivatives of what is one number are added up.
                int[] places = Places(c.Lengths("bias"), scores);
                double[] bias = c.Data("bias"), summed = new double[bias.Length];
                Tensor<double> all = TensorData.Dense([.. places.Select(p => bias[p])], scores), dAll = Tensor.CreateFromShape<double>(scores);
                result = causal ? Pull(BiasedCausalWithPullback(q, k, v, all, scale, out var one), () => one.Invoke(g, dQ, dK, dV, dAll)) : Pull(BiasedWithPullback(q, k, v, all, scale, out var other), () => other.Invoke(g, dQ, dK, dV, dAll));
                foreach (var (place, part) in places.Zip(TensorData.Flatten(dAll)))
                {
                    summed[place] += part;
                }

                c.Check<double>("dBias", summed, 1e-13);
            }
            else if (c.Has("mask"))
            {
                double[] mask = c.Data("mask");
                Tensor<bool> all = TensorData.Dense([.. Places(c.Lengths("mask"), scores).Select(p => mask[p] != 0)], scores);
                result = causal ? Pull(MaskedCausalWithPullback(q, k, v, all, scale, out var one), () => one.Invoke(g, dQ, dK, dV)) : Pull(MaskedWithPullback(q, k, v, all, scale, out var other), () => other.Invoke(g, dQ, dK, dV));
            }
            else
            {
                result = causal ? Pull(PlainCausalWithPullback(q, k, v, scale, out var one), () => one.Invoke(g, dQ, dK, dV)) : Pull(PlainAttentionWithPullback(q, k, v, scale, out var other), () => other.Invoke(g, dQ, dK, dV));
            }

            Check(c, "result", result);
            CheckEach(c, ("dQ", dQ), ("dK", dK), ("dV", dV));
        }
    }

    // Of each element of a shape the element that stands there of one that is repeated to it.
    private static int[] Places(nint[] repeated, nint[] shape) => [.. Oracle.VarTensor.Indices([.. shape.Select(l => (int)l)]).Select(index =>
        repeated.Select((l, i) => (Length: (int)l, At: l == 1 ? 0 : index[i + shape.Length - repeated.Length])).Aggregate(0, (sum, p) => sum * p.Length + p.At))];

    private static Tensor<double> Four(Reference c, string name) => Shaped(c, name, [.. Enumerable.Repeat((nint)1, 4 - c.Lengths(name).Length), .. c.Lengths(name)]);

    private static Tensor<double> Shaped(Reference c, string name, params nint[] lengths) => TensorData.Dense(c.Data(name), lengths);

    private static nint Size(nint[] lengths) => lengths.Aggregate((nint)1, (a, b) => a * b);

    private static void Check(Reference c, string name, Tensor<double> actual, double tolerance = 1e-13) => c.Check<double>(name, TensorData.Flatten(actual), tolerance);

    private static void CheckEach(Reference c, params (string Name, Tensor<double> Actual)[] gradients)
    {
        foreach (var (name, actual) in gradients.Where(g => c.Has(g.Name)))
        {
            Check(c, name, actual, 1e-11);
        }
    }

    private static Tensor<double> Pull(Tensor<double> value, Action pull)
    {
        pull();
        return value;
    }
}
