using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

public class NormalizationOpsTests
{
    [Fact]
    public void Layer_norm_is_that_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("normalizations", "layer_norm"))
        {
            Check<double>(c, 1e-11);
            Check<float>(c, c.Name.EndsWith("offset", StringComparison.Ordinal) ? 1e-4 : 2e-6);
            CheckGradients(c, LayerNorm);
        }

        static void Check<T>(Reference c, double tolerance)
            where T : IFloatingPointIeee754<T> => c.Check("result", LayerNorm(c, c.Tensor<T>), tolerance);
    }

    [Fact]
    public void Rms_norm_is_its_formula_in_PyTorch()
    {
        foreach (Reference c in Reference.Load("normalizations", "rms_norm"))
        {
            c.Check("result", Ops.RmsNorm(c["x"], c["weight"], c.Number("epsilon")), 1e-13);
            c.Check("result", Ops.RmsNorm(c.Tensor<float>("x"), c.Tensor<float>("weight"), c.Number("epsilon")), 2e-6);
            CheckGradients(c, (_, at) => Ops.RmsNorm(at("x"), at("weight"), c.Number("epsilon")));
        }
    }

    [Fact]
    public void Batch_norm_in_training_is_that_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("normalizations", "batch_norm"))
        {
            c.Check("result", BatchNorm(c, c.Tensor<double>), 1e-11);
            c.Check("result", BatchNorm(c, c.Tensor<float>), 1e-5);
            CheckGradients(c, BatchNorm);
            if (c.Has("mean"))
            {
                Tensor<double> mean = c["mean"], variance = c["variance"];
                Ops.UpdateRunningStatistics(c["x"], mean, variance, c.Number("momentum"));
                c.Check("meanAfter", mean, 1e-14);
                c.Check("varianceAfter", variance, 1e-14);
            }
        }
    }

    [Fact]
    public void Batch_norm_in_evaluation_is_that_of_PyTorch()
    {
        foreach (Reference c in Reference.Load("normalizations", "batch_norm_with"))
        {
            double epsilon = c.Number("epsilon");
            Tensor<double> Run(Reference _, Func<string, Tensor<double>> at) => Ops.BatchNormWith(at("x"), c["mean"], c["variance"], at("weight"), at("bias"), epsilon);
            c.Check("result", Run(c, c.Tensor<double>), 1e-13);
            CheckGradients(c, Run);
            Tensor<double> plain = Ops.BatchNormWith(c["x"], c["mean"], c["variance"], epsilon);
            nint channels = plain.Lengths[1];
            Tensor<double> ones = Tensor.CreateFromShape<double>([channels]);
            ones.Fill(1);
            Numbers.Close<double>(
                TensorData.Flatten(plain), TensorData.Flatten(Ops.BatchNormWith(c["x"], c["mean"], c["variance"], ones, Tensor.CreateFromShape<double>([channels]), epsilon)), 1e-15);
        }
    }

    [Fact]
    public void Any_shape_in_any_layout()
    {
        int[] sizes = [0, 1, 2, 3, 8, 17];
        Gen.Int[0, sizes.Length - 1].Select(i => (nint)sizes[i]).Array[1, 4].Sample(
            lengths =>
            {
                Check<double>(lengths, 1e-12);
                Check<float>(lengths, 1e-5);
            },
            iter: 60);
    }

    [Fact]
    public void The_variance_of_one_element_is_0()
    {
        Tensor<double> x = TensorData.Dense<double>([3, -4], 2, 1), w = TensorData.Dense<double>([2], 1), b = TensorData.Dense<double>([5], 1);
        Assert.Equal([0, 0], TensorData.Flatten(Ops.LayerNorm(x)));
        Assert.Equal([5, 5], TensorData.Flatten(Ops.LayerNorm(x, w, b)));
        Assert.Throws<ArgumentException>("x", () => Ops.BatchNorm(TensorData.Dense<double>([3], 1, 1)));
        Assert.Throws<ArgumentException>("x", () => Ops.BatchNorm(TensorData.Dense<double>([3, 4], 1, 2, 1)));
        Assert.Throws<ArgumentException>("x", () => Ops.UpdateRunningStatistics(TensorData.Dense<double>([3], 1, 1), w, b));
    }

    [Fact]
    public void What_does_not_fit_is_named_and_nothing_is_written()
    {
        Tensor<float> Zeros(params nint[] lengths) => Tensor.CreateFromShape<float>(lengths);
        Tensor<float> x = Zeros(2, 3, 4), mean = Zeros(3), variance = Zeros(3);
        Assert.Throws<ArgumentNullException>("x", () => Ops.LayerNorm<float>(null!));
        Assert.Throws<ArgumentNullException>("bias", () => Ops.LayerNorm(x, Zeros(4), null!));
        Assert.Contains("(4,)", Assert.Throws<ArgumentException>("weight", () => Ops.LayerNorm(x, Zeros(3), Zeros(4))).Message);
        Assert.Throws<ArgumentException>("bias", () => Ops.LayerNorm(x, Zeros(4), Zeros(1)));
        Assert.Throws<ArgumentException>("weight", () => Ops.RmsNorm(x, Zeros(1, 4)));
        Assert.Contains("(3, 4)", Assert.Throws<ArgumentException>("weight", () => Ops.LayerNorm(x, [1, 2], Zeros(4), Zeros(3, 4))).Message);
        Assert.Throws<ArgumentException>("axes", () => Ops.LayerNorm(x, [0, 1]));
        Assert.Throws<ArgumentException>("axes", () => Ops.LayerNorm(x, [1]));
        Assert.Throws<ArgumentException>("axes", () => Ops.LayerNorm(x, []));
        Assert.Throws<ArgumentException>("axes", () => Ops.LayerNorm(x, [-1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>("axes", () => Ops.LayerNorm(x, [3]));
        Assert.Contains("(3,)", Assert.Throws<ArgumentException>("weight", () => Ops.BatchNorm(x, Zeros(4), Zeros(3))).Message);
        Assert.Throws<ArgumentException>("mean", () => Ops.BatchNormWith(x, Zeros(2), variance));
        Assert.Throws<ArgumentException>("x", () => Ops.BatchNorm(Zeros(3)));
        mean.Fill(7);
        variance.Fill(7);
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => Ops.UpdateRunningStatistics(x, mean, variance, 1.5));
        Assert.Throws<ArgumentException>("variance", () => Ops.UpdateRunningStatistics(x, mean, TensorData.Layouts(new float[3], 3).Last()));
        Assert.Throws<ArgumentException>("x", () => Ops.UpdateRunningStatistics(Zeros(0, 3), mean, variance));
        Assert.Equal([7, 7, 7], TensorData.Flatten(mean));
    }

    private static Tensor<T> LayerNorm<T>(Reference c, Func<string, Tensor<T>> at)
        where T : IFloatingPointIeee754<T>
    {
        double epsilon = c.Number("epsilon");
        if (c.HasOption("axes"))
        {
            return c.Has("weight") ? Ops.LayerNorm(at("x"), c.Ints("axes"), at("weight"), at("bias"), epsilon) : Ops.LayerNorm(at("x"), c.Ints("axes"), epsilon);
        }

        return c.Has("weight") ? Ops.LayerNorm(at("x"), at("weight"), at("bias"), epsilon) : Ops.LayerNorm(at("x"), epsilon);
    }

    private static Tensor<T> BatchNorm<T>(Reference c, Func<string, Tensor<T>> at)
        where T : IFloatingPointIeee754<T> =>
        c.Has("weight") ? Ops.BatchNorm(at("x"), at("weight"), at("bias"), c.Number("epsilon")) : Ops.BatchNorm(at("x"), c.Number("epsilon"));

    // The bodies are differentiated by the generator; what they compute must have PyTorch's gradient.
    private static void CheckGradients(Reference c, Func<Reference, Func<string, Tensor<double>>, Tensor<double>> function)
    {
        string[] names = [.. new[] { "x", "weight", "bias" }.Where(c.Has)];
        Dictionary<string, double[]> values = names.ToDictionary(n => n, n => (double[])c.Data(n).Clone());
        double[] g = c.Data("cotangent");
        foreach (string name in names)
        {
            // A constant row bends within the root of epsilon.
            double step = c.Name.EndsWith("constant", StringComparison.Ordinal) ? 1e-6 : 1e-4;
            double[] gradient = Differences.Gradient(
                () => Differences.Dot(TensorData.Flatten(function(c, n => TensorData.Dense(values[n], c.Lengths(n)))), g), values[name], step);
            c.Check<double>("d" + char.ToUpperInvariant(name[0]) + name[1..], gradient, 1e-6);
        }
    }

    private static void Check<T>(nint[] lengths, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        T[] values = Numbers.Random<T>(TensorData.Size(lengths), 1);
        double[] x = Numbers.ToDouble<T>(values);
        int last = (int)lengths[^1];
        double[] layer = new double[x.Length], rms = new double[x.Length], batch = new double[x.Length];
        for (int row = 0; row < x.Length; row += last)
        {
            double[] part = x[row..(row + last)];
            double mean = part.Average(), deviation = Math.Sqrt(part.Average(v => (v - mean) * (v - mean)) + 1e-3), root = Math.Sqrt(part.Average(v => v * v) + 1e-3);
            for (int i = 0; i < last; i++)
            {
                (layer[row + i], rms[row + i]) = ((part[i] - mean) / deviation, part[i] / root);
            }
        }

        foreach (Tensor<T> tensor in TensorData.Layouts(values, lengths))
        {
            Numbers.Close<T>(layer, TensorData.Flatten(Ops.LayerNorm(tensor, 1e-3)), tolerance, 1);
            Numbers.Close<T>(rms, TensorData.Flatten(Ops.RmsNorm(tensor, 1e-3)), tolerance, 1);
        }

        if (lengths.Length < 2 || x.Length == lengths[1])
        {
            return;
        }

        foreach (var channel in Enumerable.Range(0, x.Length).GroupBy(i => TensorData.Index(i, lengths)[1]))
        {
            double mean = channel.Average(i => x[i]), deviation = Math.Sqrt(channel.Average(i => (x[i] - mean) * (x[i] - mean)) + 1e-3);
            foreach (int i in channel)
            {
                batch[i] = (x[i] - mean) / deviation;
            }
        }

        foreach (Tensor<T> tensor in TensorData.Layouts(values, lengths))
        {
            Numbers.Close<T>(batch, TensorData.Flatten(Ops.BatchNorm(tensor, 1e-3)), tolerance, 1);
        }
    }
}
