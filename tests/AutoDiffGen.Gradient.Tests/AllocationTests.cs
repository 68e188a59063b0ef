using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Programs;

namespace AutoDiffGen.Gradient.Tests;

/// <summary>Tests beside which no other runs: they watch the process-wide pool, which others would empty.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

/// <summary>A warmed-up derivative allocates nothing.</summary>
[Collection(nameof(Alone))]
public class AllocationTests
{
    private static void AllocatesNothing(Action call)
    {
        // Long enough for the optimised code to be there too.
        for (int i = 0; i < 200; i++)
        {
            call();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            call();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_scalar_gradient() => AllocatesNothing(() => Published.ReadmeGradient(-4, 2, out _, out _));

    [Fact]
    public void A_scalar_pullback() => AllocatesNothing(() =>
    {
        Published.ReadmeWithPullback(-4, 2, out var pullback);
        pullback.Invoke(1, out _, out _);
        pullback.Dispose();
    });

    [Fact]
    public void A_Hessian_and_a_Jacobian()
    {
        double[] x = new double[19], dX = new double[19], h = new double[20 * 20], t = new double[11], r = new double[11], j = new double[33], p = [2, 0.5, 1];
        AllocatesNothing(() =>
        {
            Higher.MatrixPrograms.ChainHessian(x, 3, dX, out _, h);
            Higher.MatrixPrograms.RosenbrockHessian(1, 2, out _, out _, h.AsSpan(0, 4));
            Higher.MatrixPrograms.ResidualsJacobian(p, t, r, j, default);
        });
    }

    [Fact]
    public void A_recursive_method() => AllocatesNothing(() => Calls.FibonacciGradient(0.9, 6, out _));

    [Fact]
    public void A_recursive_method_over_arrays()
    {
        double[] re = new double[8], im = new double[8], ones = [1, 1, 1, 1, 1, 1, 1, 1], dRe = new double[8], dIm = new double[8];
        AllocatesNothing(() =>
        {
            Programs.Language.Recursion.FourierWithPullback(re, im, out var pullback);
            pullback.Invoke(ones, ones, dRe, dIm);
            pullback.Dispose();
        });
    }

    [Fact]
    public void Arrays_that_a_loop_makes()
    {
        double[] start = [0.3, -0.7, 1.1], dStart = new double[3];
        AllocatesNothing(() => Programs.Language.MadeArrays.AStateThatEachStepMakesAnewGradient(start, 0.6, dStart, out _));
        AllocatesNothing(() => Programs.Language.MadeArrays.InNestedLoopsGradient(start, 0.6, dStart, out _));
        AllocatesNothing(() => Programs.Language.MadeArrays.InNestedLoopsPrimal(start, 0.6));
        AllocatesNothing(() =>
        {
            Programs.Language.MadeArrays.InNestedLoopsWithPullback(start, 0.6, out var pullback);
            pullback.Invoke(1, default, dStart, out _);
            pullback.Invoke(2, default, dStart, out _);
            pullback.Dispose();
        });
    }

    [Fact]
    public void Rows_and_parts_that_a_loop_makes()
    {
        double[] a = [0.3, -0.7, 1.1, 0.2, 0.9, -0.4, 1.3, 0.6, -0.8], dA = new double[9];
        AllocatesNothing(() => Programs.Language.JaggedArrays.ADeterminantWithPivotingGradient(a, dA));
        AllocatesNothing(() => Programs.Language.PickedSlices.AShrinkingSpanGradient(a, 0.6, dA, out _));
        AllocatesNothing(() =>
        {
            Programs.Language.JaggedArrays.ADeterminantWithPivotingWithPullback(a, out var pullback);
            pullback.Invoke(1, dA);
            pullback.Dispose();
        });
    }

    [Fact]
    public void A_tensor_gradient()
    {
        var (a, w) = (Tensor.CreateFromShape<double>([3, 4]), Tensor.CreateFromShape<double>([4, 4]));
        var (da, dw) = (Tensor.CreateFromShape<double>([3, 4]), Tensor.CreateFromShape<double>([4, 4]));
        AllocatesNothing(() => TensorChains.ResidualGradient(a, w, da, dw));
        AllocatesNothing(() => TensorChains.ResidualGradient(a, w, null, dw, accumulate: true));
        AllocatesNothing(() => TensorChains.ResidualPrimal(a, w));
        AllocatesNothing(() =>
        {
            TensorChains.ResidualWithPullback(a, w, out var pullback);
            pullback.Invoke(1, da, dw);
            pullback.Dispose();
        });
    }

    [Fact]
    public void A_model_with_a_batch_of_tokens()
    {
        var model = new NamesMlp(5, 3, 2, 6);
        model.Initialize(1);
        var gradient = new NamesMlp.Gradient(model);
        var tokens = Tensor.Create([0, 1, 2, 4, 4, 3], [2, 3]);
        var targets = Tensor.Create([4, 0], [2]);
        AllocatesNothing(() => model.LossGradient(tokens, targets, gradient));
        AllocatesNothing(() => model.LossPrimal(tokens, targets));
        AllocatesNothing(() =>
        {
            model.LossWithPullback(tokens, targets, out var first);
            model.LossWithPullback(tokens, targets, out var second);
            first.Invoke(1, gradient);
            second.Dispose();
            first.Dispose();
        });
    }

    [Fact]
    public void A_model_of_modules()
    {
        var model = new Mixed(3);
        model.Initialize(1);
        var gradient = new Mixed.Gradient(model);
        var x = Tensor.Create([1.0, 2, 3, 4, 5, 6], [2, 3]);
        AllocatesNothing(() => model.ByInterfaceGradient(x, gradient, null));
        AllocatesNothing(() => model.ByBaseGradient(x, gradient, null));
        AllocatesNothing(() => model.ByBasePrimal(x));
    }
}
