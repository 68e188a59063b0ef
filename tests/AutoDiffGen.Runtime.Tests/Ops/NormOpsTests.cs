using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

/// <summary>Norms and standard deviations of generated shapes and axes against loops over single numbers.</summary>
public class NormOpsTests
{
    [Fact]
    public void Any_axes_of_any_shape()
    {
        Gen.Select(TensorData.AnyOf(1, 1, 2, 3, 8, 17).Array[2, 5], Gen.Int[1, 30], Gen.Bool, Gen.Int[0, 1]).Sample(
            (shape, chosen, keep, correction) =>
            {
                int[] axes = [.. Enumerable.Range(0, shape.Length).Where(i => (chosen >> i & 1) == 1)];
                axes = axes.Length == shape.Length ? axes[1..] : axes.Length == 0 ? [0] : axes;
                Check<double>(shape, axes, keep, correction, 1e-12);
                Check<float>(shape, axes, keep, correction, 1e-4);
            }, iter: 100);
    }

    [Fact]
    public void Of_nothing_and_of_one_element()
    {
        Tensor<double> nothing = Tensor.CreateFromShape<double>([0]), one = TensorData.Dense<double>([-3], 1);
        Assert.Equal(0, Ops.Norm(nothing));
        Assert.True(double.IsNaN(Ops.StdDev(one)));
        Assert.Equal(0, Ops.StdDev(one, correction: 0));
        Assert.All(new[] { 1, 2, 3, 0.5, double.PositiveInfinity, double.NegativeInfinity }, p => Numbers.Close(3, Ops.Norm(one, p), 1e-15));
        Assert.Equal(1, Ops.Norm(one, 0));
    }

    private static void Check<T>(nint[] shape, int[] axes, bool keep, int correction, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        T[] values = Numbers.Random<T>(TensorData.Size(shape), 1, 0.1, 2);
        nint[] kept = [.. shape.Select((l, i) => axes.Contains(i) ? 1 : l)], rest = keep ? kept : [.. shape.Where((_, i) => !axes.Contains(i))];
        double[][] groups = [.. Enumerable.Range(0, values.Length).GroupBy(i => TensorData.Place(TensorData.Index(i, shape), kept)).OrderBy(g => g.Key).Select(g => g.Select(i => double.CreateTruncating(values[i])).ToArray())];
        double Deviation(double[] g) => Math.Sqrt(g.Sum(v => (v - g.Average()) * (v - g.Average())) / (g.Length - correction));
        foreach (Tensor<T> x in TensorData.Layouts(values, shape))
        {
            foreach (double p in new[] { 1, 2, 3, 0.5, double.PositiveInfinity, double.NegativeInfinity, 0 })
            {
                double Norm(double[] g) => p switch
                {
                    double.PositiveInfinity => g.Max(Math.Abs),
                    double.NegativeInfinity => g.Min(Math.Abs),
                    0 => g.Length,
                    _ => Math.Pow(g.Sum(v => Math.Pow(Math.Abs(v), p)), 1 / p),
                };
                Tensor<T> norm = axes.Length == 1 ? Ops.Norm(x, p, axes[0], keep) : Ops.Norm(x, p, axes, keep);
                Assert.Equal(rest, norm.Lengths.ToArray());
                Numbers.Close<T>([.. groups.Select(Norm)], TensorData.Flatten(norm), tolerance);
            }

            Tensor<T> deviation = axes.Length == 1 ? Ops.StdDev(x, axes[0], keep, correction) : Ops.StdDev(x, axes, keep, correction);
            Assert.Equal(rest, deviation.Lengths.ToArray());
            Numbers.Close<T>([.. groups.Select(Deviation)], TensorData.Flatten(deviation), tolerance, 1);
        }
    }
}
