using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Checking;
using AutoDiffGen.Kernels;
using AutoDiffGen.Runtime.Tests.Support;

namespace AutoDiffGen.Runtime.Tests.Checking;

public class ModelGradientCheckTests
{
    [Fact]
    public void Tensors()
    {
        double[] x = [0.1, -0.2, 0.3, 0.4, -0.5, 0.6];
        foreach (Tensor<double> point in TensorData.Layouts(x, 2, 3))
        {
            foreach (Tensor<double> gradient in TensorData.Layouts([.. x.Select(v => 1 - (Math.Tanh(v) * Math.Tanh(v)))], 2, 3))
            {
                GradientCheck.Check(t => Ops.Sum(Ops.Tanh(t)), point, gradient).ThrowIfFailed();
            }

            Assert.Equal(x, TensorData.Flatten(point));
        }

        GradientCheckResult wrong = GradientCheck.Check(t => Ops.Sum(t), TensorData.Dense(x, 2, 3), TensorData.Dense<double>([1, 1, 1, 1, 1.001, 1], 2, 3));
        Assert.Equal("x[1, 1]", Assert.Single(wrong.Failures, f => f.Where.StartsWith('x')).Where);
        Assert.Throws<ArgumentException>(() => GradientCheck.Check(t => Ops.Sum(t), TensorData.Dense(x, 2, 3), TensorData.Dense(x, 3, 2)));
    }

    [Fact]
    public void A_model_is_checked_in_each_of_its_tensors_and_restored()
    {
        var model = new FlatModel<double>([1e-3, -2e-3, 3, 4, 5], ("w", [2]), ("b", [3]));
        var gradient = new FlatGradient<double>([.. model.Values.Select(v => 2 * v)]);
        double[] before = [.. model.Values];
        GradientCheckResult result = GradientCheck.Check(model, () => model.Values.Sum(v => v * v), gradient);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(5 + 4 + 2, result.Comparisons.Count);
        Assert.Contains(result.Comparisons, c => c.Where == "a direction in w");
        Assert.Equal(before, model.Values);

        gradient.Values[4] = 11;
        result = GradientCheck.Check(model, () => model.Values.Sum(v => v * v), gradient);
        Assert.Contains(result.Failures, f => f.Where == "b[2]");
        Assert.Contains(result.Failures, f => f.Where == "a direction in b");
        Assert.DoesNotContain(result.Failures, f => f.Where == "a direction in w");
    }

    [Fact]
    public void A_classifier_in_both_precisions()
    {
        Classifier<double>(1e-4);
        Classifier<float>(0.05);

        // Logistic regression: the gradient is x^T (softmax(x w) - onehot) / rows.
        static void Classifier<T>(double difference)
            where T : IFloatingPointIeee754<T>
        {
            const int Rows = 20, Features = 30, Classes = 8;
            Tensor<T> x = TensorData.Dense(Numbers.Random<T>(Rows * Features, 1), Rows, Features);
            Tensor<int> targets = TensorData.Dense([.. Enumerable.Range(0, Rows).Select(i => i * 5 % Classes)], Rows);
            var model = new FlatModel<T>(Numbers.Random<T>(Features * Classes, 2, -0.3, 0.3), ("w", [Features, Classes]));
            Tensor<T> Logits() => Ops.MatMul(x, TensorData.Dense(model.Values, Features, Classes));
            T Loss() => Ops.CrossEntropy(Logits(), targets);

            T[] dLogits = TensorData.Flatten(Ops.Softmax(Logits()));
            CrossEntropyKernels.Backward<T, int>(dLogits, TensorData.Flatten(targets), T.One, dLogits, Rows, Classes);
            var gradient = new FlatGradient<T>(TensorData.Flatten(Ops.MatMul(x, TensorData.Dense(dLogits, Rows, Classes), transposeA: true)));
            GradientCheck.Check(model, Loss, gradient).ThrowIfFailed();

            int largest = Array.IndexOf(gradient.Values, gradient.Values.MaxBy(T.Abs));
            gradient.Values[largest] *= T.CreateChecked(1 + difference);
            GradientCheckResult wrong = GradientCheck.Check(model, Loss, gradient);
            Assert.Contains(wrong.Failures, f => f.Where == $"w[{largest / Classes}, {largest % Classes}]");
        }
    }

    [Fact]
    public void Parameters_are_restored_after_an_exception()
    {
        var model = new FlatModel<float>([1, float.NaN, -0f], ("w", [3]));
        int calls = 0;
        Assert.Throws<InvalidTimeZoneException>(() => GradientCheck.Check(model, () => calls++ > 3 ? throw new InvalidTimeZoneException() : model.Values[0], new FlatGradient<float>([1, 0, 0])));
        Assert.Equal([1, float.NaN, -0f], model.Values);
        Assert.True(float.IsNegative(model.Values[2]));
    }

    [Fact]
    public void The_number_of_values_is_checked()
    {
        var model = new FlatModel<float>([1, 2], ("w", [2]));
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => GradientCheck.Check(model, () => 0f, new FlatGradient<float>([1]))).ParamName);
    }
}
