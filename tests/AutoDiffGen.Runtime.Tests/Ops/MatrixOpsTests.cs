using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

public class MatrixOpsTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void MatMul_in_any_layout(bool transposeA, bool transposeB)
    {
        foreach (var (m, n, k) in new[] { (1, 1, 1), (2, 3, 4), (17, 5, 9), (1, 33, 8), (7, 1, 3), (3, 4, 0), (0, 4, 3), (3, 0, 2) })
        {
            Check<float>(m, n, k, transposeA, transposeB, 1e-5);
            Check<double>(m, n, k, transposeA, transposeB, 1e-14);
        }
    }

    [Fact]
    public void MatMul_names_shapes_that_do_not_fit()
    {
        Tensor<float> a = Tensor.CreateFromShape<float>([2, 3]), b = Tensor.CreateFromShape<float>([4, 5]);
        var error = Assert.Throws<ArgumentException>(() => Ops.MatMul(a, b));
        Assert.Equal("b", error.ParamName);
        Assert.Contains("3 rows", error.Message);
        Assert.Contains("(4, 5)", error.Message);
        Assert.Contains("before transposing", Assert.Throws<ArgumentException>(() => Ops.MatMul(a, b, transposeB: true)).Message);
        Assert.Equal("a", Assert.Throws<ArgumentException>(() => Ops.MatMul(Tensor.CreateFromShape<float>([3]), b)).ParamName);
        Assert.Equal("b", Assert.Throws<ArgumentNullException>(() => Ops.MatMul(a, null!)).ParamName);
    }

    [Fact]
    public void Gather_adds_the_shape_of_a_row_to_that_of_the_indices()
    {
        float[] values = Numbers.Random<float>(4 * 2 * 3, 1);
        int[] rows = [3, 0, 1, 1, 2, 3];
        foreach (Tensor<float> table in TensorData.Layouts(values, 4, 2, 3))
        {
            foreach (Tensor<int> indices in TensorData.Layouts(rows, 2, 3))
            {
                Tensor<float> result = Ops.Gather(table, indices);
                Assert.Equal([2, 3, 2, 3], result.Lengths.ToArray());
                Assert.Equal(rows.SelectMany(r => values[(r * 6)..((r + 1) * 6)]), TensorData.Flatten(result));
            }
        }
    }

    [Fact]
    public void Gather_from_a_vector_and_with_other_index_types()
    {
        Tensor<double> table = TensorData.Dense<double>([10, 20, 30], 3);
        Assert.Equal([30, 10], TensorData.Flatten(Ops.Gather(table, TensorData.Dense<byte>([2, 0], 2))));
        Assert.Equal([20], TensorData.Flatten(Ops.Gather(table, TensorData.Dense<long>([1], 1))));
        Assert.Equal([0, 2], Ops.Gather(TensorData.Dense<float>([1, 2], 1, 2), Tensor.CreateFromShape<int>([0])).Lengths.ToArray());
        Assert.Contains("less than 3", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Gather(table, TensorData.Dense<int>([3], 1))).Message);
    }

    [Fact]
    public void CrossEntropy_of_any_rank_and_layout()
    {
        float[] logits = Numbers.Random<float>(2 * 3 * 5, 4);
        int[] targets = [0, 4, 2, 1, 3, 0];
        double expected = Enumerable.Range(0, 6).Average(row =>
        {
            double[] x = Numbers.ToDouble<float>(logits.AsSpan(row * 5, 5));
            return Math.Log(x.Sum(Math.Exp)) - x[targets[row]];
        });
        foreach (Tensor<float> x in TensorData.Layouts(logits, 2, 3, 5))
        {
            foreach (Tensor<int> t in TensorData.Layouts(targets, 2, 3))
            {
                Numbers.Close(expected, Ops.CrossEntropy(x, t), 1e-6);
            }
        }

        Numbers.Close(expected, Ops.CrossEntropy(TensorData.Dense(logits, 6, 5), TensorData.Dense([.. targets.Select(t => (byte)t)], 6)), 1e-6);
    }

    [Fact]
    public void CrossEntropy_names_shapes_and_targets()
    {
        Tensor<float> logits = Tensor.CreateFromShape<float>([2, 3]);
        var error = Assert.Throws<ArgumentException>(() => Ops.CrossEntropy(logits, Tensor.CreateFromShape<int>([3])));
        Assert.Equal("targets", error.ParamName);
        Assert.Contains("(2,)", error.Message);
        Assert.Contains("target -1 at position 1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.CrossEntropy(logits, TensorData.Dense<int>([0, -1], 2))).Message);
    }

    private static void Check<T>(int m, int n, int k, bool transposeA, bool transposeB, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        T[] a = Numbers.Random<T>(m * k, 1), b = Numbers.Random<T>(k * n, 2);
        double[] x = Numbers.ToDouble<T>(a), y = Numbers.ToDouble<T>(b), expected = new double[m * n];
        for (int i = 0; i < m * n; i++)
        {
            for (int p = 0; p < k; p++)
            {
                expected[i] += x[transposeA ? (p * m) + (i / n) : (i / n * k) + p] * y[transposeB ? (i % n * k) + p : (p * n) + (i % n)];
            }
        }

        foreach (Tensor<T> left in TensorData.Layouts(a, transposeA ? [k, m] : [m, k]))
        {
            foreach (Tensor<T> right in TensorData.Layouts(b, transposeB ? [n, k] : [k, n]))
            {
                Tensor<T> product = Ops.MatMul(left, right, transposeA, transposeB);
                Assert.Equal([m, n], product.Lengths.ToArray());
                Numbers.Close<T>(expected, TensorData.Flatten(product), tolerance, 4);
            }
        }
    }
}
