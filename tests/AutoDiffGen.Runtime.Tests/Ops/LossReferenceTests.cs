using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

/// <summary>The numbers of PyTorch for losses and norms.</summary>
public class LossReferenceTests
{
    [Fact]
    public void Losses_of_numbers_are_those_of_PyTorch()
    {
        Check("mse", (c, r) => Ops.MseLoss(c["input"], c["target"], r), c => Ops.MseLoss(c["input"], c["target"], Reduce.None));
        Check("l1", (c, r) => Ops.L1Loss(c["input"], c["target"], r), c => Ops.L1Loss(c["input"], c["target"], Reduce.None));
        Check("huber", (c, r) => Ops.HuberLoss(c["input"], c["target"], r, c.Number("delta")), c => Ops.HuberLoss(c["input"], c["target"], Reduce.None, c.Number("delta")));
        Check("kl_div", (c, r) => Ops.KlDivLoss(c["input"], c["target"], r, c.Flag("logTarget")), c => Ops.KlDivLoss(c["input"], c["target"], Reduce.None, c.Flag("logTarget")));
        foreach (string name in new[] { "bce_with_logits", "bce_with_logits_weighted" })
        {
            Check(name, (c, r) => Ops.BceWithLogits(c["logits"], c["targets"], r, Optional(c, "weight"), Optional(c, "positiveWeight")),
                c => Ops.BceWithLogits(c["logits"], c["targets"], Reduce.None, Optional(c, "weight"), Optional(c, "positiveWeight")));
        }
    }

    [Fact]
    public void Losses_of_classes_are_those_of_PyTorch()
    {
        Check("cross_entropy", CrossEntropy<int>, CrossEntropies<int>);
        Check("cross_entropy_along", CrossEntropy<long>, CrossEntropies<long>);
        Check("nll", (c, r) => Ops.NllLoss(c["logProbabilities"], c.Tensor<short>("targets"), r, Optional(c, "weight"), -1, c.Int("ignoreIndex")),
            c => Ops.NllLoss(c["logProbabilities"], c.Tensor<short>("targets"), Reduce.None, Optional(c, "weight"), -1, c.Int("ignoreIndex")));
        Check("cross_entropy_probabilities", (c, r) => Ops.CrossEntropy(c["logits"], c["targets"], r, Optional(c, "weight"), 1, c.Number("labelSmoothing")),
            c => Ops.CrossEntropy(c["logits"], c["targets"], Reduce.None, Optional(c, "weight"), 1, c.Number("labelSmoothing")));
    }

    [Fact]
    public void Norms_and_deviations_are_those_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("norms", "norm"))
        {
            double p = c.HasOption("p") && c.IsText("p") ? (c.Text("p") == "Infinity" ? double.PositiveInfinity : double.NegativeInfinity) : c.Number("p");
            if (c.HasOption("axes"))
            {
                c.Check("result", c.Ints("axes") is [var axis] ? Ops.Norm(c["x"], p, axis) : Ops.Norm(c["x"], p, c.Ints("axes")), 1e-14);
                c.Check("result", Ops.Norm(c.Tensor<float>("x"), p, c.Ints("axes")), 1e-5);
            }
            else
            {
                c.Check<double>("result", [Ops.Norm(c["x"], p)], 1e-14);
            }
        }

        foreach (Reference c in Reference.Load("norms", "std"))
        {
            int correction = c.Int("correction");
            if (c.HasOption("axes"))
            {
                c.Check("result", c.Ints("axes") is [var axis] ? Ops.StdDev(c["x"], axis, false, correction) : Ops.StdDev(c["x"], c.Ints("axes"), false, correction), 1e-14);
            }
            else
            {
                c.Check<double>("result", [Ops.StdDev(c["x"], correction: correction)], 1e-14);
            }
        }
    }

    private static double CrossEntropy<TIndex>(Reference c, LossReduction reduction)
        where TIndex : IBinaryInteger<TIndex> =>
        Ops.CrossEntropy(c["logits"], c.Tensor<TIndex>("targets"), reduction, Optional(c, "weight"), Axis(c), c.Int("ignoreIndex"), c.Number("labelSmoothing"));

    private static Tensor<double> CrossEntropies<TIndex>(Reference c)
        where TIndex : IBinaryInteger<TIndex> =>
        Ops.CrossEntropy(c["logits"], c.Tensor<TIndex>("targets"), Reduce.None, Optional(c, "weight"), Axis(c), c.Int("ignoreIndex"), c.Number("labelSmoothing"));

    private static int Axis(Reference c) => c.HasOption("axis") ? c.Int("axis") : -1;

    private static Tensor<double>? Optional(Reference c, string name) => c.Has(name) ? c[name] : null;

    private static void Check(string name, Func<Reference, LossReduction, double> reduced, Func<Reference, Tensor<double>> each)
    {
        Reference[] cases = [.. Reference.Load("losses", name)];
        Assert.NotEmpty(cases);
        foreach (Reference c in cases)
        {
            switch (c.Text("reduction"))
            {
                case "none":
                    c.Check("result", each(c), 1e-14);
                    break;
                case "batchmean":
                    c.Check<double>("result", [reduced(c, LossReduction.Sum) / c.Lengths("input")[0]], 1e-14);
                    break;
                case var mean:
                    c.Check<double>("result", [reduced(c, mean == "mean" ? LossReduction.Mean : LossReduction.Sum)], 1e-14);
                    break;
            }
        }
    }
}
