using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Programs;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Gradient.Tests.Promises;

/// <summary>How long a pullback lives, and what it refuses.</summary>
public class PullbackTests
{
    private static Tensor<double> Of(params double[] values) => Tensor.Create(values, [values.Length]);

    private static void Refused(string parameter, Action call) => Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(call).ParamName);

    private static VersionedModel Model()
    {
        var model = new VersionedModel(4);
        model.Initialize([1, 2, 3, 4]);
        return model;
    }

    private static void AssertChanged(Action<VersionedModel> change)
    {
        var model = Model();
        var gradient = new VersionedModel.Gradient(model);
        gradient.Values.Fill(5);
        model.DotWithPullback(Of(1, 2, 3, 4), out var pullback);
        change(model);
        Assert.Throws<InvalidOperationException>(() => pullback.Invoke(1, gradient, null));
        Assert.Equal([5, 5, 5, 5], gradient.Values.ToArray());
        pullback.Dispose();
    }

    [Fact]
    public void It_notices_a_write_through_a_tensor() => AssertChanged(model => model.W[2] += 1e-12);

    [Fact]
    public void It_notices_a_write_through_the_span() => AssertChanged(model => model.Parameters[3] = -1);

    [Fact]
    public void It_notices_new_values() => AssertChanged(model => model.Initialize([1, 2, 3, 5]));

    [Fact]
    public void It_notices_that_every_sign_was_turned() => AssertChanged(model => TensorPrimitives.Negate(model.Parameters, model.Parameters));

    [Fact]
    public void It_notices_that_values_were_exchanged() => AssertChanged(model => model.Parameters.Reverse());

    [Fact]
    public void It_notices_a_write_through_a_span_from_before()
    {
        var model = Model();
        Span<double> parameters = model.Parameters;
        model.DotWithPullback(Of(1, 2, 3, 4), out var pullback);
        parameters[0] = 7;
        bool thrown = false;
        try
        {
            pullback.Invoke(1, null, null);
        }
        catch (InvalidOperationException)
        {
            thrown = true;
        }

        Assert.True(thrown);
    }

    [Fact]
    public void Reading_the_parameters_changes_nothing()
    {
        var model = Model();
        var gradient = new VersionedModel.Gradient(model);
        model.DotWithPullback(Of(1, 2, 3, 4), out var pullback);
        Assert.Equal(4, model.Parameters.ToArray().Length);
        pullback.Invoke(1, gradient, null);
        Assert.Equal([1, 2, 3, 4], gradient.Values.ToArray());
    }

    [Fact]
    public void All_copies_end_with_one_of_them()
    {
        Published.ReadmeWithPullback(-4, 2, out var scalar);
        var copy = scalar;
        scalar.Dispose();
        Assert.Throws<ObjectDisposedException>(() => copy.Invoke(1, out _, out _));
        copy.Dispose();

        PromisePrograms.PlusWithPullback(Of(1), Of(2), out var tensor);
        var other = tensor;
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.Invoke(Of(1), null, null));

        // The next handle has what the first one had, which stays dead.
        Published.ReadmeWithPullback(-4, 2, out var next);
        next.Invoke(1, out double dA, out _);
        Assert.Equal(138.8338192419825, dA, 1e-10);
        Assert.Throws<ObjectDisposedException>(() => copy.Invoke(1, out _, out _));
        copy.Dispose();
        next.Invoke(1, out _, out _);
        next.Dispose();
    }

    [Fact]
    public void A_handle_that_was_never_made_throws() =>
        Assert.Throws<ObjectDisposedException>(() => default(Published.ReadmePullback).Invoke(1, out _, out _));

    [Fact]
    public async Task A_handle_may_end_on_another_thread()
    {
        for (int i = 0; i < 100; i++)
        {
            Published.ReadmeWithPullback(-4, 2, out var pullback);
            var copy = pullback;
            await Task.Run(pullback.Dispose);
            Assert.Throws<ObjectDisposedException>(() => copy.Invoke(1, out _, out _));
        }
    }

    [Fact]
    public void Arguments_that_it_does_not_read_again_are_no_destinations()
    {
        var (x, y, offset) = (Of(1, 2), Of(3, 4), Of(5, 6));
        PromisePrograms.PlusWithPullback(x, y, out var plus);
        Refused("dX", () => plus.Invoke(Of(1, 1), x, null));
        Refused("dX", () => plus.Invoke(Of(1, 1), y, null));
        Refused("dY", () => plus.Invoke(Of(1, 1), Of(0, 0), x));

        double[] scale = [2];
        PromisePrograms.WeightedWithPullback(x, offset, scale, out var weighted);
        Refused("dX", () => weighted.Invoke(1, offset, default));
        Refused("dX", () => PromisePrograms.WeightedGradient(x, offset, scale, offset, default));
        Refused("dScale", () => weighted.Invoke(1, null, scale));
        double[] shared = [0, 0];
        Refused("dScale", () => weighted.Invoke(1, Tensor.Create(shared, [2]), shared.AsSpan(1)));
        Refused("dX", () => PromisePrograms.WeightedGradient(x, offset, shared[..1], x, default));
        Assert.Equal([1, 2, 3, 4, 5, 6, 2, 0, 0], [.. x, .. y, .. offset, .. scale, .. shared]);
        weighted.Invoke(1, y, default);
        Assert.Equal([2, 2], [.. y]);
    }

    [Fact]
    public void Nor_are_spans()
    {
        double[] x = [1, 2], offsets = [3, 4];
        Refused("dX", () =>
        {
            PromisePrograms.LineWithPullback(x, offsets, out var pullback);
            pullback.Invoke(1, offsets);
        });
        Refused("dX", () => PromisePrograms.LineGradient(x, offsets, offsets));
        Assert.Equal([3, 4], offsets);
    }

    [Fact]
    public void A_view_that_is_not_dense_counts_by_its_elements()
    {
        var table = Tensor.Create(new double[12], [3, 4]);
        var view = table[[0..3, 0..2]];
        var indices = Tensor.Create(new long[] { 0, 2 }, [1, 2]);

        // The last two columns of a row lie between elements of the view, the first two are elements of it.
        var two = Tensor.Create(new double[12], [3, 4]);
        PromisePrograms.PickedGradient(two[[0..3, 0..2]], indices, Tensor.Create(new double[6], [3, 2]));
        Assert.Equal("dTable", Assert.Throws<ArgumentException>(() => Guard.Disjoint<double>(Row(table, 1, 0), "dTable", view, "table")).ParamName);
        Assert.Equal("dTable", Assert.Throws<ArgumentException>(() => Guard.Disjoint<double>(Row(table, 0, 1), "dTable", view, "table")).ParamName);
        Guard.Disjoint<double>(Row(table, 1, 2), "dTable", view, "table");
        Guard.Disjoint<double>(Row(table, 2, 2), "dTable", view, "table");
        Guard.Disjoint<double>(new double[100], "dTable", view, "table");

        // Two elements from there on.
        static ReadOnlySpan<double> Row(Tensor<double> tensor, int row, int column) => Dense.Write(tensor, "tensor").Slice((row * 4) + column, 2);
    }

    [Fact]
    public void A_destination_over_a_view_is_refused()
    {
        double[] memory = new double[8];
        var strided = Tensor.Create(memory, [2], [3]);
        Assert.False(strided.IsDense);
        var d = Tensor.Create(memory, 3, [2], [1]);
        Refused("dX", () => PromisePrograms.LongLengthGradient(strided, 2, d));
        PromisePrograms.LongLengthGradient(strided, 2, Tensor.Create(memory, 1, [2], [1]));
    }

    [Fact]
    public void A_cotangent_is_no_destination()
    {
        double[][] rows = [[2], [3]], cotangent = [[1], [1]];
        double[] factors = [4];
        var offsets = new double[1, 1];
        PromisePrograms.DoubleWithPullback(rows, factors, offsets, out var pullback);
        Refused("dRows", () => pullback.Invoke(cotangent, cotangent, default, null));
        Refused("dRows", () => pullback.Invoke(cotangent, [[0], cotangent[1]], default, null));
        Refused("dFactors", () => pullback.Invoke(cotangent, null, cotangent[0], null));
        Refused("dFactors", () => pullback.Invoke(cotangent, null, rows[0], null));
        Refused("dRows", () => pullback.Invoke(cotangent, [factors, [0]], default, null));
        Refused("dOffsets", () => pullback.Invoke(cotangent, null, default, offsets));
        pullback.Invoke(cotangent, [[0], [0]], new double[1], null);
    }

    [Fact]
    public void What_is_written_has_memory_of_its_own()
    {
        double[] factors = [4];
        Refused("rows", () => PromisePrograms.DoublePrimal([[1], factors], factors, new double[1, 1]));
        double[] row = [1];
        Refused("rows", () => PromisePrograms.DoublePrimal([row, row], factors, new double[1, 1]));
        Refused("rows", () => PromisePrograms.DoubleWithPullback([row, [2], row], factors, new double[1, 1], out _));
        Assert.Equal([1, 4], [.. row, .. factors]);
    }

    [Fact]
    public void An_index_out_of_range_names_the_argument_and_nothing_is_written()
    {
        var model = new NamesMlp(5, 3, 2, 6);
        model.Initialize(1);
        var gradient = new NamesMlp.Gradient(model);
        gradient.Values.Fill(5);
        var good = Tensor.Create([0, 1, 2, 4, 4, 3], [2, 3]);
        var targets = Tensor.Create([4, 0], [2]);
        var bad = Tensor.Create([0, 1, 2, 4, 5, 3], [2, 3]);
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => model.LossGradient(bad, targets, gradient));
        Assert.Equal("tokens", e.ParamName);
        Assert.Contains("The index 5 at position 4 of 'tokens' is out of range: it must be at least 0 and less than 5.", e.Message);
        Refused("targets", () => model.LossGradient(good, Tensor.Create([4, -1], [2]), gradient));
        Refused("tokens", () => model.LossPrimal(bad, targets));
        Refused("tokens", () => model.LogitsWithPullback(bad, out _));
        model.LossWithPullback(good, targets, out var pullback);
        good[0, 0] = 7;
        Refused("tokens", () => pullback.Invoke(1, gradient));
        Assert.All(gradient.Values.ToArray(), v => Assert.Equal(5, v));
        var table = Tensor.Create(new double[6], [3, 2]);
        Refused("indices", () => PromisePrograms.PickedGradient(table, Tensor.Create(new long[] { 0, 3 }, [2, 1]), null));
        Refused("indices", () => PromisePrograms.PickedGradient(table, Tensor.Create(new[] { 0, long.MinValue }, [2, 1]), null));
    }
}
