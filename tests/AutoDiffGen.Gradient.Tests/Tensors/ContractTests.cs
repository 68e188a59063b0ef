using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Programs;

namespace AutoDiffGen.Gradient.Tests.Tensors;

/// <summary>What the generated members promise about their arguments, destinations and handles.</summary>
public class ContractTests
{
    private static Tensor<double> New(params nint[] lengths)
    {
        int count = (int)lengths.Aggregate((nint)1, (a, b) => a * b);
        return Tensor.Create([.. Enumerable.Range(0, count).Select(i => Math.Sin(i + 1) + 0.25)], lengths);
    }

    private static double[] Flat(Tensor<double> tensor)
    {
        double[] flat = new double[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }

    private static readonly Tensor<double> A = New(3, 4), W = New(4, 4);

    private static (Tensor<double> DX, Tensor<double> DW) Gradient()
    {
        var (dx, dw) = (New(3, 4), New(4, 4));
        TensorChains.ResidualGradient(A, W, dx, dw);
        return (dx, dw);
    }

    [Fact]
    public void A_destination_of_another_shape_is_refused_and_nothing_is_written()
    {
        var (dx, dw) = (New(3, 4), New(4, 3));
        double[] before = Flat(dx);
        var e = Assert.Throws<ArgumentException>(() => TensorChains.ResidualGradient(A, W, dx, dw));
        Assert.Equal("dW", e.ParamName);
        Assert.Contains("(4, 4)", e.Message);
        Assert.Contains("(4, 3)", e.Message);
        Assert.Equal(before, Flat(dx));
    }

    [Fact]
    public void An_argument_whose_shape_does_not_fit_is_refused_and_nothing_is_written()
    {
        var (dx, dw) = (New(3, 4), New(4, 4));
        double[] before = Flat(dx);
        var e = Assert.Throws<ArgumentException>(() => TensorChains.ResidualGradient(A, New(4, 5), dx, dw));
        Assert.Equal("w", e.ParamName);
        Assert.Contains("(N, N)", e.Message);
        Assert.Contains("(4, 5)", e.Message);
        Assert.Equal("w", Assert.Throws<ArgumentException>(() => TensorChains.ResidualGradient(A, New(4), dx, dw)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => TensorChains.ResidualGradient(null!, W, dx, dw)).ParamName);
        Assert.Equal(before, Flat(dx));
    }

    [Fact]
    public void A_destination_may_not_share_memory_with_an_argument()
    {
        var e = Assert.Throws<ArgumentException>(() => TensorChains.ResidualGradient(A, W, A, null));
        Assert.Equal("dX", e.ParamName);
        Assert.Contains("'x'", e.Message);
    }

    [Fact]
    public void A_destination_may_not_share_memory_with_another()
    {
        var d = New(9);
        Assert.Equal("dB", Assert.Throws<ArgumentException>(() => Square().Invoke(New(9), d, d)).ParamName);

        static TensorOperators.ReusesLocalsPullback Square()
        {
            TensorOperators.ReusesLocalsWithPullback(New(9), New(9), out var pullback);
            return pullback;
        }
    }

    [Fact]
    public void A_destination_that_is_not_dense_is_refused()
    {
        var wide = New(3, 8);
        var view = wide[[0..3, 0..4]];
        double[] before = Flat(wide);
        Assert.Equal("dX", Assert.Throws<ArgumentException>(() => TensorChains.ResidualGradient(A, W, view, New(4, 4))).ParamName);
        Assert.Equal(before, Flat(wide));
    }

    [Fact]
    public void An_argument_that_is_not_dense_counts_as_what_it_shows()
    {
        var wide = New(3, 8);
        var view = wide[[0..3, 2..6]];
        var dense = Tensor.Create(Flat(view), [3, 4]);
        var (dx1, dw1, dx2, dw2) = (New(3, 4), New(4, 4), New(3, 4), New(4, 4));
        double expected = TensorChains.ResidualGradient(dense, W, dx1, dw1);
        Assert.Equal(expected, TensorChains.ResidualGradient(view, W, dx2, dw2));
        Assert.Equal(Flat(dx1), Flat(dx2));
        Assert.Equal(Flat(dw1), Flat(dw2));
        Assert.Equal(expected, TensorChains.ResidualPrimal(view, W));
        TensorChains.ResidualWithPullback(view, W, out var pullback);
        pullback.Invoke(1, dx2, dw2);
        Assert.Equal(Flat(dx1), Flat(dx2), (a, b) => Math.Abs(a - b) < 1e-14);
        pullback.Dispose();
    }

    [Fact]
    public void A_slice_that_is_dense_but_starts_later_is_read_and_written_in_place()
    {
        var two = New(6, 4);
        var late = two[[3..6, 0..4]];
        var dense = Tensor.Create(Flat(late), [3, 4]);
        var (dx1, dw1, all, dw2) = (New(3, 4), New(4, 4), New(6, 4), New(4, 4));
        double[] before = Flat(all);
        TensorChains.ResidualGradient(dense, W, dx1, dw1);
        TensorChains.ResidualGradient(late, W, all[[3..6, 0..4]], dw2);
        Assert.Equal(before[..12], Flat(all)[..12]);
        Assert.Equal(Flat(dx1), Flat(all)[12..]);
        Assert.Equal(Flat(dw1), Flat(dw2));
    }

    [Fact]
    public void One_tensor_for_two_parameters_gives_each_its_own_part()
    {
        var (a, copy) = (New(9), New(9));
        var (d1, d2, e1, e2) = (New(9), New(9), New(9), New(9));
        TensorOperators.ReusesLocalsWithPullback(a, a, out var same);
        TensorOperators.ReusesLocalsWithPullback(a, copy, out var apart);
        same.Invoke(New(9), d1, d2);
        apart.Invoke(New(9), e1, e2);
        Assert.Equal(Flat(e1), Flat(d1));
        Assert.Equal(Flat(e2), Flat(d2));
        same.Dispose();
        apart.Dispose();
    }

    [Fact]
    public void Arguments_are_not_changed()
    {
        double[] a = Flat(A), w = Flat(W);
        Gradient();
        Assert.Equal(a, Flat(A));
        Assert.Equal(w, Flat(W));
    }

    [Fact]
    public void A_pullback_may_be_invoked_again_after_other_calls_and_throws_once_disposed()
    {
        var (dx, dw) = (New(3, 4), New(4, 4));
        TensorChains.ResidualWithPullback(A, W, out var pullback);
        pullback.Invoke(1, dx, dw);
        double[] first = Flat(dw);

        // Whatever memory the pullback owns, these must not get it.
        for (int i = 0; i < 3; i++)
        {
            TensorChains.ResidualGradient(New(3, 4), New(4, 4), dx, dw);
            TensorChains.ResidualPrimal(W[[0..3, 0..4]], W);
        }

        pullback.Invoke(1, dx, dw);
        Assert.Equal(first, Flat(dw));
        pullback.Invoke(1, null, dw, accumulate: true);
        Assert.Equal(first.Select(v => 2 * v), Flat(dw));
        pullback.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pullback.Invoke(1, dx, dw));
        pullback.Dispose();
    }

    [Fact]
    public void A_pullback_that_was_never_made_throws() =>
        Assert.Throws<ObjectDisposedException>(() => default(TensorChains.ResidualPullback).Invoke(1, null, null));

    [Fact]
    public void Pullbacks_that_are_never_disposed_do_not_disturb_others()
    {
        var (expected, _) = Gradient();
        for (int i = 0; i < 50; i++)
        {
            TensorChains.ResidualWithPullback(New(3, 4), W, out _);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(Flat(expected), Flat(Gradient().DX));
    }

    [Fact]
    public async Task Threads_may_call_the_same_derivative_at_once()
    {
        var (dx, dw) = Gradient();
        double[] expected = [.. Flat(dx), .. Flat(dw)];
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 300; i++)
            {
                var (x, w) = Gradient();
                Assert.Equal(expected, Flat(x).Concat(Flat(w)));
                TensorChains.ResidualWithPullback(A, W, out var pullback);
                pullback.Invoke(1, x, w);
                pullback.Dispose();
                Assert.Equal(expected, Flat(x).Concat(Flat(w)), (a, b) => Math.Abs(a - b) < 1e-13);
            }
        })));
    }

    [Fact]
    public void A_cotangent_of_another_shape_is_refused()
    {
        TensorOperators.AddWithPullback(New(7), New(7), out var pullback);
        Assert.Equal("cotangent", Assert.Throws<ArgumentException>(() => pullback.Invoke(New(6), New(7), New(7))).ParamName);
    }
}
