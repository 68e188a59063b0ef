using System.Numerics;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.Kernels;

public class CrossEntropyKernelsTests
{
    [Fact]
    public void Agrees_with_the_reference()
    {
        foreach (int classes in Numbers.Lengths.Where(l => l > 0).Append(1100))
        {
            foreach (int rows in new[] { 1, 2, 16, 17, 33 })
            {
                Check<float, int>(rows, classes);
                Check<double, long>(rows, classes);
            }
        }

        Check<float, byte>(5, 27);
        Check<Half, int>(3, 9);
    }

    [Fact]
    public void Huge_logits_are_exact()
    {
        float[] logits = [1e4f, -1e4f, 0, -1e4f, 1e4f, 0];
        Assert.Equal(0, CrossEntropyKernels.Forward<float, int>(logits, [0, 1], default, 2, 3));
        Assert.Equal(2e4f, CrossEntropyKernels.Forward<float, int>(logits, [1, 0], default, 2, 3));
    }

    [Fact]
    public void A_loss_near_zero_keeps_its_digits()
    {
        // log(1 + exp(-10)); the form -log(probability) would lose half of them.
        double[] logits = [10, 0];
        Numbers.Close(4.5398899216864646e-5, CrossEntropyKernels.Forward<double, int>(logits, [0], default, 1, 2), 1e-11);
    }

    [Fact]
    public void Masked_logits()
    {
        float inf = float.NegativeInfinity;
        float[] p = new float[4];
        Assert.Equal(0, CrossEntropyKernels.Forward<float, int>([inf, 3, inf, inf], [1], p, 1, 4));
        Assert.Equal([0, 1, 0, 0], p);
        Assert.Equal(float.PositiveInfinity, CrossEntropyKernels.Forward<float, int>([inf, 3, inf, inf], [0], p, 1, 4));
        Assert.True(float.IsNaN(CrossEntropyKernels.Forward<float, int>([inf, inf], [0], default, 1, 2)));
    }

    [Fact]
    public void No_rows_give_NaN() => Assert.True(float.IsNaN(CrossEntropyKernels.Forward<float, int>([], [], default, 0, 3)));

    [Theory]
    [InlineData(-100)]
    [InlineData(3)]
    public void A_target_out_of_range_is_named_and_nothing_is_written(int target)
    {
        float[] memory = [7, 7, 7, 7, 7, 7];
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropyKernels.Forward<float, int>(new float[6], [0, target], memory, 2, 3));
        Assert.Contains($"target {target} at position 1", error.Message);
        Assert.Contains("less than 3", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropyKernels.Backward<float, int>(new float[6], [0, target], 1f, memory, 2, 3));
        Assert.All(memory, v => Assert.Equal(7, v));
    }

    [Fact]
    public void Lengths_are_checked()
    {
        Assert.Throws<ArgumentException>(() => CrossEntropyKernels.Forward<float, int>(new float[5], [0, 0], default, 2, 3));
        Assert.Throws<ArgumentException>(() => CrossEntropyKernels.Forward<float, int>(new float[6], [0], default, 2, 3));
        Assert.Throws<ArgumentException>(() => CrossEntropyKernels.Forward<float, int>(new float[6], [0, 0], new float[5], 2, 3));
        Assert.Throws<ArgumentException>(() => CrossEntropyKernels.Backward<float, int>(new float[6], [0, 0], 1f, new float[5], 2, 3));
    }

    private static void Check<T, TIndex>(int rows, int classes)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        double unit = typeof(T) == typeof(Half) ? Math.Pow(2, -11) : Numbers.Unit<T>();
        T[] logits = Numbers.Random<T>(rows * classes, rows + classes, -5, 5), probabilities = new T[rows * classes];
        var random = new Random(classes);
        TIndex[] targets = [.. Enumerable.Range(0, rows).Select(_ => TIndex.CreateChecked(random.Next(Math.Min(classes, 127))))];
        double[] x = Numbers.ToDouble<T>(logits), expected = new double[x.Length], gradient = new double[x.Length];
        double loss = 0;
        T cotangent = T.CreateChecked(1.75);
        for (int row = 0; row < rows; row++)
        {
            double[] line = x[(row * classes)..((row + 1) * classes)];
            int target = int.CreateChecked(targets[row]);
            double sum = line.Sum(Math.Exp);
            loss += (Math.Log(sum) - line[target]) / rows;
            for (int j = 0; j < classes; j++)
            {
                expected[(row * classes) + j] = Math.Exp(line[j]) / sum;
                gradient[(row * classes) + j] = ((Math.Exp(line[j]) / sum) - (j == target ? 1 : 0)) * 1.75 / rows;
            }
        }

        T withProbabilities = CrossEntropyKernels.Forward<T, TIndex>(logits, targets, probabilities, rows, classes);
        Assert.Equal(withProbabilities, CrossEntropyKernels.Forward<T, TIndex>(logits, targets, default, rows, classes));
        Numbers.Close(loss, withProbabilities, 40 * unit, 1);
        Numbers.Close<T>(expected, probabilities, 40 * unit);

        var result = new T[x.Length];
        CrossEntropyKernels.Backward<T, TIndex>(probabilities, targets, cotangent, result, rows, classes);
        Numbers.Close<T>(gradient, result, 40 * unit, 1.0 / rows);
        CrossEntropyKernels.Backward<T, TIndex>(probabilities, targets, cotangent, probabilities, rows, classes);
        Assert.Equal(result, probabilities);

        T[] inPlace = [.. logits];
        Assert.Equal(withProbabilities, CrossEntropyKernels.Forward<T, TIndex>(inPlace, targets, inPlace, rows, classes));
        Numbers.Close<T>(expected, inPlace, 40 * unit);
    }
}
