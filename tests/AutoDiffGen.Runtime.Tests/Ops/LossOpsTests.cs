using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

/// <summary>Losses of generated shapes against loops over single numbers, and what is pinned of them.</summary>
public class LossOpsTests
{
    private static readonly Gen<nint[]> Shapes = TensorData.AnyOf(0, 1, 1, 2, 3, 5, 8, 17).Array[1, 4];

    [Fact]
    public void Losses_of_numbers_of_any_shape()
    {
        Shapes.Sample(
            shape =>
            {
                Numbers_of<double>(shape, 1e-13);
                Numbers_of<float>(shape, 1e-5);
            }, iter: 100);
    }

    [Fact]
    public void Losses_of_classes_along_any_axis()
    {
        Gen.Select(TensorData.AnyOf(0, 1, 2, 3, 9).Array[1, 3], Gen.Int[1, 17], Gen.Int[0, 3], Gen.Bool, Gen.Bool, Gen.Int[-1, 2]).Sample(
            (places, classes, at, weighted, smoothed, ignored) =>
            {
                Classes_of<double>(places, classes, Math.Min(at, places.Length), weighted, smoothed ? 0.3 : 0, ignored, 1e-12);
                Classes_of<float>(places, classes, Math.Min(at, places.Length), weighted, smoothed ? 0.3 : 0, ignored, 1e-4);
            }, iter: 200);
    }

    [Fact]
    public void Logits_of_1e4_and_infinity_are_harmless()
    {
        Tensor<double> logits = TensorData.Dense<double>([1e4, -1e4, 0, -1e4, double.NegativeInfinity, 3], 2, 3);
        Tensor<int> targets = TensorData.Dense([0, 2], 2);
        Assert.Equal([0, 0], TensorData.Flatten(Ops.CrossEntropy(logits, targets, Reduce.None)));
        Assert.Equal([20000, double.PositiveInfinity], TensorData.Flatten(Ops.CrossEntropy(logits, TensorData.Dense([1, 1], 2), Reduce.None)));
        Tensor<double> positive = TensorData.Dense<double>([0, 1, 0], 3), x = TensorData.Dense<double>([-1e4, 1e4, -40], 3);
        Numbers.Close<double>([0, 0, Math.Exp(-40)], TensorData.Flatten(Ops.BceWithLogits(x, positive, Reduce.None)), 1e-14);
    }

    [Fact]
    public void What_is_ignored_has_no_loss_and_does_not_count()
    {
        Tensor<float> logits = TensorData.Dense<float>([1, 2, 3, 4], 2, 2);
        Tensor<long> some = TensorData.Dense<long>([-100, 1], 2), none = TensorData.Dense<long>([-100, -100], 2);
        Assert.Equal(0, TensorData.Flatten(Ops.CrossEntropy(logits, some, Reduce.None, labelSmoothing: 0.5))[0]);
        Assert.Equal(TensorData.Flatten(Ops.CrossEntropy(logits, some, Reduce.None))[1], Ops.CrossEntropy(logits, some, Reduce.Mean));
        Assert.True(float.IsNaN(Ops.CrossEntropy(logits, none, Reduce.Mean)));
        Assert.Equal(0, Ops.NllLoss(logits, none, Reduce.Sum));
    }

    [Fact]
    public void Probability_zero_adds_nothing_to_the_divergence()
    {
        Tensor<double> input = TensorData.Dense<double>([double.NegativeInfinity, 0], 2), target = TensorData.Dense<double>([0, 1], 2);
        Assert.Equal([0, 0], TensorData.Flatten(Ops.KlDivLoss(input, target, Reduce.None)));
    }

    [Fact]
    public void Shapes_and_targets_are_checked()
    {
        Tensor<double> x = Tensor.CreateFromShape<double>([2, 3]), y = Tensor.CreateFromShape<double>([3]), w = Tensor.CreateFromShape<double>([2]);
        Tensor<int> targets = TensorData.Dense([0, 3], 2);
        Assert.Equal("target", Assert.Throws<ArgumentException>(() => Ops.MseLoss(x, y)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => Ops.BceWithLogits(x, y)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.CrossEntropy(x, targets, Reduce.Mean)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => Ops.CrossEntropy(x, targets, Reduce.Mean, axis: 0)).ParamName);
        Assert.Equal("weight", Assert.Throws<ArgumentException>(() => Ops.NllLoss(x, targets, Reduce.Mean, w)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => Ops.CrossEntropy(x, y, Reduce.Mean)).ParamName);
        Assert.Equal("axis", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.NllLoss(x, targets, Reduce.Mean, axis: 2)).ParamName);
    }

    private static void Numbers_of<T>(nint[] shape, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        int size = TensorData.Size(shape);
        T[] a = Numbers.Random<T>(size, 1), b = Numbers.Random<T>(size, 2), p = Numbers.Random<T>(size, 3, 0.01, 1);
        double[] x = Numbers.ToDouble<T>(a), y = Numbers.ToDouble<T>(b), q = Numbers.ToDouble<T>(p);
        double Softplus(double v) => Math.Max(v, 0) + double.LogP1(Math.Exp(-Math.Abs(v)));
        double Huber(double d) => Math.Abs(d) <= 0.7 ? d * d / 2 : 0.7 * (Math.Abs(d) - 0.35);
        foreach (var (one, other, probability) in TensorData.Layouts(a, shape).Zip(TensorData.Layouts(b, shape), TensorData.Layouts(p, shape)))
        {
            Check([.. x.Zip(y, (u, v) => (u - v) * (u - v))], Ops.MseLoss(one, other, Reduce.None), Ops.MseLoss(one, other), Ops.MseLoss(one, other, Reduce.Sum), tolerance);
            Check([.. x.Zip(y, (u, v) => Math.Abs(u - v))], Ops.L1Loss(one, other, Reduce.None), Ops.L1Loss(one, other), Ops.L1Loss(one, other, Reduce.Sum), tolerance);
            Check([.. x.Zip(y, (u, v) => Huber(u - v))], Ops.HuberLoss(one, other, Reduce.None, 0.7), Ops.HuberLoss(one, other, Reduce.Mean, 0.7), Ops.HuberLoss(one, other, Reduce.Sum, 0.7), tolerance);
            Check([.. x.Zip(q, (u, v) => v * (Math.Log(v) - u))], Ops.KlDivLoss(one, probability, Reduce.None), Ops.KlDivLoss(one, probability), Ops.KlDivLoss(one, probability, Reduce.Sum), tolerance);
            Check([.. x.Zip(y, (u, v) => Math.Exp(v) * (v - u))], Ops.KlDivLoss(one, other, Reduce.None, true), Ops.KlDivLoss(one, other, Reduce.Mean, true), Ops.KlDivLoss(one, other, Reduce.Sum, true), tolerance);
            Check([.. x.Zip(q, (u, v) => (v * Softplus(-u)) + ((1 - v) * Softplus(u)))], Ops.BceWithLogits(one, probability, Reduce.None), Ops.BceWithLogits(one, probability), Ops.BceWithLogits(one, probability, Reduce.Sum), tolerance);
        }
    }

    private static void Classes_of<T>(nint[] places, int classes, int axis, bool weighted, double smoothing, int ignored, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        nint[] shape = [.. places[..axis], classes, .. places[axis..]];
        int rows = TensorData.Size(places);
        T[] values = Numbers.Random<T>(rows * classes, 1, -3, 3), weights = Numbers.Random<T>(classes, 2, 0.5, 2);
        var random = new Random(3);
        int[] targets = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes + (ignored < 0 ? 1 : 0))).Select(t => t == classes ? ignored : t)];
        double[] losses = new double[rows], counted = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            int[] place = TensorData.Index(row, places);
            double[] z = [.. Enumerable.Range(0, classes).Select(c => double.CreateTruncating(values[TensorData.Place([.. place[..axis], c, .. place[axis..]], shape)]))];
            double logOfSum = Math.Log(z.Sum(Math.Exp));
            double Weight(int c) => weighted ? double.CreateTruncating(weights[c]) : 1;
            if (targets[row] != ignored)
            {
                counted[row] = Weight(targets[row]);
                losses[row] = ((1 - smoothing) * counted[row] * (logOfSum - z[targets[row]])) + (smoothing / classes * z.Select((v, c) => Weight(c) * (logOfSum - v)).Sum());
            }
        }

        Tensor<T>? weight = weighted ? TensorData.Dense(weights, classes) : null;
        Tensor<int> right = TensorData.Dense(targets, places);
        foreach (Tensor<T> logits in TensorData.Layouts(values, shape))
        {
            Tensor<T> each = Ops.CrossEntropy(logits, right, Reduce.None, weight, axis, ignored, smoothing);
            Assert.Equal(places, each.Lengths.ToArray());
            Numbers.Close<T>(losses, TensorData.Flatten(each), tolerance, 1);
            Numbers.Close(losses.Sum(), Ops.CrossEntropy(logits, right, Reduce.Sum, weight, axis - shape.Length, ignored, smoothing), tolerance, Math.Max(rows, 1));
            Numbers.Close(losses.Sum() / counted.Sum(), Ops.CrossEntropy(logits, right, Reduce.Mean, weight, axis, ignored, smoothing), tolerance, 1);
            if (smoothing == 0)
            {
                Numbers.Close<T>(losses, TensorData.Flatten(Ops.NllLoss(Ops.LogSoftmax(logits, axis), right, Reduce.None, weight, axis, ignored)), tolerance, 1);
            }

            // The same by distributions that are certain.
            if (!weighted && !targets.Contains(ignored))
            {
                T[] certain = new T[values.Length];
                for (int row = 0; row < rows; row++)
                {
                    int[] place = TensorData.Index(row, places);
                    certain[TensorData.Place([.. place[..axis], targets[row], .. place[axis..]], shape)] = T.One;
                }

                Numbers.Close<T>(losses, TensorData.Flatten(Ops.CrossEntropy(logits, TensorData.Dense(certain, shape), Reduce.None, null, axis, smoothing)), tolerance, 1);
            }
        }
    }

    private static void Check<T>(double[] expected, Tensor<T> each, T mean, T sum, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        Numbers.Close<T>(expected, TensorData.Flatten(each), tolerance, 1);
        Numbers.Close(expected.Sum(), sum, tolerance, Math.Max(expected.Length, 1) * 3);
        Numbers.Close(expected.Sum() / expected.Length, mean, tolerance, 3);
    }
}
