using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Tensors;

/// <summary>Values and gradients of losses, activations and norms against the numbers of PyTorch (tests/Reference).</summary>
public partial class LossReferenceTests
{
    [Fact]
    public void Losses_of_two_tensors()
    {
        foreach (var (name, x, y) in new[] { ("mse", "input", "target"), ("l1", "input", "target"), ("huber", "input", "target"), ("kl_div", "input", "target"), ("bce_with_logits", "logits", "targets"), ("bce_with_logits_weighted", "logits", "targets") })
        {
            foreach (Reference c in Reference.Load("losses", name))
            {
                Tensor<double> a = c[x], b = c[y], dA = Tensor.CreateFromShape<double>(a.Lengths), dB = Tensor.CreateFromShape<double>(b.Lengths);
                Tensor<double>? w = c.Has("weight") ? c["weight"] : null, p = c.Has("positiveWeight") ? c["positiveWeight"] : null;
                double scale = 1;
                if (c.Text("reduction") == "none")
                {
                    Tensor<double> cotangent = c["cotangent"], each = name switch
                    {
                        "mse" => Pull(MseEachWithPullback(a, b, out var pullback), () => pullback.Invoke(cotangent, dA, dB)),
                        "l1" => Pull(L1EachWithPullback(a, b, out var pullback), () => pullback.Invoke(cotangent, dA, dB)),
                        "huber" => Pull(HuberEachWithPullback(a, b, c.Number("delta"), out var pullback), () => pullback.Invoke(cotangent, dA, dB)),
                        "kl_div" => Pull(KlEachWithPullback(a, b, c.Flag("logTarget"), out var pullback), () => pullback.Invoke(cotangent, dA, dB)),
                        _ when w is not null => Pull(WeightedBceEachWithPullback(a, b, w, p!, out var pullback), () => pullback.Invoke(cotangent, dA, dB)),
                        _ when p is not null => throw new InvalidOperationException("no such case"),
                        _ => Pull(BceEachWithPullback(a, b, out var pullback), () => pullback.Invoke(cotangent, dA, dB)),
                    };
                    c.Check("result", each, 1e-13);
                }
                else
                {
                    var reduction = c.Text("reduction") == "mean" ? LossReduction.Mean : LossReduction.Sum;
                    double value = name switch
                    {
                        "mse" => MseGradient(a, b, reduction, dA, dB),
                        "l1" => L1Gradient(a, b, reduction, dA, dB),
                        "huber" => HuberGradient(a, b, reduction, c.Number("delta"), dA, dB),
                        "kl_div" => KlGradient(a, b, reduction, c.Flag("logTarget"), dA, dB),
                        _ when w is not null => WeightedBceGradient(a, b, w, p!, reduction, dA, dB),
                        _ when p is not null => PositiveBceGradient(a, b, p, reduction, dA, dB),
                        _ => BceGradient(a, b, reduction, dA, dB),
                    };
                    scale = c.Text("reduction") == "batchmean" ? a.Lengths[0] : 1;
                    c.Check<double>("result", [value / scale], 1e-13);
                }

                c.Check<double>("d" + char.ToUpperInvariant(x[0]) + x[1..], [.. TensorData.Flatten(dA).Select(v => v / scale)], 1e-13);
                if (c.Has("d" + char.ToUpperInvariant(y[0]) + y[1..]))
                {
                    c.Check<double>("d" + char.ToUpperInvariant(y[0]) + y[1..], [.. TensorData.Flatten(dB).Select(v => v / scale)], 1e-13);
                }
            }
        }
    }

    [Fact]
    public void Cross_entropy_and_negative_log_likelihood()
    {
        foreach (Reference c in Reference.Load("losses", "cross_entropy").Concat(Reference.Load("losses", "nll")))
        {
            string name = c.Has("logits") ? "logits" : "logProbabilities";
            bool likelihood = name == "logProbabilities";

            // The classes are the last axis: what stands before it is one.
            nint classes = c.Lengths(name)[^1], rows = c.Data("targets").Length;
            Tensor<double> x = TensorData.Dense(c.Data(name), rows, classes), d = Tensor.CreateFromShape<double>([rows, classes]);
            Tensor<int> targets = TensorData.Dense(Array.ConvertAll(c.Data("targets"), v => (int)v), rows);
            Tensor<double> weight = c.Has("weight") ? c["weight"] : TensorData.Dense(Enumerable.Repeat(1.0, (int)classes).ToArray(), classes);
            int ignored = c.Int("ignoreIndex");
            double smoothing = likelihood ? 0 : c.Number("labelSmoothing");
            if (c.Text("reduction") == "none")
            {
                Tensor<double> cotangent = TensorData.Dense(c.Data("cotangent"), rows);
                Tensor<double> each = likelihood ? Pull(NllEachWithPullback(x, targets, weight, ignored, out var pullback), () => pullback.Invoke(cotangent, d))
                    : Pull(CrossEntropyEachWithPullback(x, targets, weight, ignored, smoothing, out var other), () => other.Invoke(cotangent, d));
                c.Check<double>("result", TensorData.Flatten(each), 1e-13);
            }
            else
            {
                var reduction = c.Text("reduction") == "mean" ? LossReduction.Mean : LossReduction.Sum;

                // A smoothing that is computed is multiplied by the losses of all classes, some of which are infinite there.
                bool masked = c.Name.EndsWith("/masked", StringComparison.Ordinal);
                c.Check<double>("result", [likelihood ? NllGradient(x, targets, weight, reduction, ignored, d) : masked ? PlainEntropyGradient(x, targets, reduction, ignored, d) : EntropyGradient(x, targets, weight, reduction, ignored, smoothing, d)], 1e-13);
                if (!likelihood && !c.Has("weight") && smoothing == 0)
                {
                    c.Check<double>("d" + char.ToUpperInvariant(name[0]) + name[1..], TensorData.Flatten(d), 1e-13);
                    c.Check<double>("result", [PlainEntropyGradient(x, targets, reduction, ignored, d)], 1e-13);
                }
            }

            c.Check<double>("d" + char.ToUpperInvariant(name[0]) + name[1..], TensorData.Flatten(d), 1e-13);
        }
    }

    [Fact]
    public void Cross_entropy_along_the_second_axis()
    {
        foreach (Reference c in Reference.Load("losses", "cross_entropy_along"))
        {
            nint[] shape = c.Lengths("logits");
            nint[] three = [shape[0], shape[1], shape.Skip(2).Aggregate((nint)1, (a, b) => a * b)];
            Tensor<double> x = TensorData.Dense(c.Data("logits"), three), d = Tensor.CreateFromShape<double>(three);
            Tensor<long> targets = TensorData.Dense(Array.ConvertAll(c.Data("targets"), v => (long)v), three[0], three[2]);
            Tensor<double> weight = c.Has("weight") ? c["weight"] : TensorData.Dense([1.0, 1, 1, 1], 4);
            if (c.Text("reduction") == "none")
            {
                Tensor<double> cotangent = TensorData.Dense(c.Data("cotangent"), three[0], three[2]);
                Tensor<double> each = Pull(AlongEachWithPullback(x, targets, weight, c.Int("ignoreIndex"), c.Number("labelSmoothing"), out var pullback), () => pullback.Invoke(cotangent, d));
                c.Check<double>("result", TensorData.Flatten(each), 1e-13);
            }
            else
            {
                c.Check<double>("result", [AlongGradient(x, targets, weight, c.Text("reduction") == "mean" ? LossReduction.Mean : LossReduction.Sum, c.Int("ignoreIndex"), c.Number("labelSmoothing"), d)], 1e-13);
            }

            c.Check<double>("dLogits", TensorData.Flatten(d), 1e-13);
        }
    }

    [Fact]
    public void Cross_entropy_of_distributions()
    {
        foreach (Reference c in Reference.Load("losses", "cross_entropy_probabilities").Where(c => c.Text("reduction") != "none"))
        {
            nint[] shape = c.Lengths("logits");
            nint[] three = [shape[0], shape[1], shape.Skip(2).Aggregate((nint)1, (a, b) => a * b)];
            Tensor<double> x = TensorData.Dense(c.Data("logits"), three), y = TensorData.Dense(c.Data("targets"), three);
            Tensor<double> dX = Tensor.CreateFromShape<double>(three), dY = Tensor.CreateFromShape<double>(three);
            Tensor<double> weight = c.Has("weight") ? c["weight"] : TensorData.Dense(Enumerable.Repeat(1.0, (int)shape[1]).ToArray(), shape[1]);
            c.Check<double>("result", [DistributionsGradient(x, y, weight, c.Text("reduction") == "mean" ? LossReduction.Mean : LossReduction.Sum, c.Number("labelSmoothing"), dX, dY)], 1e-13);
            c.Check<double>("dLogits", TensorData.Flatten(dX), 1e-13);
            c.Check<double>("dTargets", TensorData.Flatten(dY), 1e-13);
        }
    }

    [Fact]
    public void Activations_of_small_and_large_numbers()
    {
        foreach (Reference c in Reference.Load("activations").Values.Where(c => c.Lengths("x") is [27]))
        {
            Tensor<double> x = c["x"], g = c["cotangent"], d = Tensor.CreateFromShape<double>([27]);
            Tensor<double>? value = c.Name.Split('/')[0] switch
            {
                "leaky_relu" => Pull(LeakyWithPullback(x, c.Number("negativeSlope"), out var pullback), () => pullback.Invoke(g, d, out _)),
                "elu" => Pull(ExponentialWithPullback(x, c.Number("alpha"), out var pullback), () => pullback.Invoke(g, d, out _)),
                "gelu" when c.Flag("tanh") => Pull(ByTanhWithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                "gelu" => Pull(GaussianWithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                "silu" => Pull(SigmoidWeightedWithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                "log_sigmoid" => Pull(LogOfSigmoidWithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                "softplus" => Pull(SoftWithPullback(x, c.Number("beta"), out var pullback), () => pullback.Invoke(g, d, out _)),
                "erf" => Pull(ErrorFunctionWithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                _ => null,
            };
            if (value is not null)
            {
                c.Check("result", value, 1e-14);
                c.Check("dX", d, 1e-14);
            }
        }
    }

    [Fact]
    public void Norms_and_deviations()
    {
        foreach (Reference c in Reference.Load("norms").Values.Where(c => !c.HasOption("axes") || c.Ints("axes") is [2]))
        {
            // The number of elements that are not 0 is a step, of which there is nothing to differentiate (ADG0301).
            if (c.Name.StartsWith("norm/0 ", StringComparison.Ordinal))
            {
                continue;
            }

            Tensor<double> x = c["x"], d = Tensor.CreateFromShape<double>(x.Lengths);
            string p = c.Name.Split(' ')[0];
            if (!c.HasOption("axes"))
            {
                double value = p switch
                {
                    "norm/1" => Norm1Gradient(x, d), "norm/2" => Norm2Gradient(x, d), "norm/3" => Norm3Gradient(x, d), "norm/2.5" => Norm25Gradient(x, d), "norm/0.5" => Norm05Gradient(x, d),
                    "norm/inf" => LargestGradient(x, d), "norm/-inf" => SmallestGradient(x, d), "std/0" => DeviationGradient(x, 0, d), _ => DeviationGradient(x, 1, d),
                };
                c.Check<double>("result", [value], 1e-13);
            }
            else
            {
                Tensor<double> g = c["cotangent"], value = p switch
                {
                    "norm/1" => Pull(Norms1WithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                    "norm/2" => Pull(Norms2WithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                    "norm/3" => Pull(Norms3WithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                    "norm/2.5" => Pull(Norms25WithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                    "norm/0.5" => Pull(Norms05WithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                    "norm/inf" => Pull(LargestsWithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                    "norm/-inf" => Pull(SmallestsWithPullback(x, out var pullback), () => pullback.Invoke(g, d)),
                    "std/0" => Pull(DeviationsWithPullback(x, 0, out var pullback), () => pullback.Invoke(g, d)),
                    _ => Pull(DeviationsWithPullback(x, 1, out var pullback), () => pullback.Invoke(g, d)),
                };
                c.Check("result", value, 1e-13);
            }

            c.Check("dX", d, 1e-13);
        }
    }

    private static Tensor<double> Pull(Tensor<double> value, Action pull)
    {
        pull();
        return value;
    }

}
