using System.Numerics.Tensors;

namespace AutoDiffGen.Gradient.Tests.Promises;

/// <summary>Memory that is shared, sizes that do not fit and names that are taken.</summary>
public class PromiseTests
{
    private static Tensor<double> Of(params double[] values) => Tensor.Create(values, [values.Length]);

    private static VersionedModel Model(int size)
    {
        var model = new VersionedModel(size);
        model.Initialize(1);
        return model;
    }

    private static ArgumentException Refused(string parameter, Action call)
    {
        var e = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(parameter, e.ParamName);
        return e;
    }

    [Fact]
    public void A_model_may_have_a_member_called_ParameterFingerprint()
    {
        var model = Model(2);
        var gradient = new VersionedModel.Gradient(model);
        model.DotWithPullback(Of(3, 4), out var pullback);
        pullback.Invoke(2, gradient, null);
        Assert.Equal([6, 8], gradient.Values.ToArray());
        model.Parameters[0] = 1;
        Assert.Throws<InvalidOperationException>(() => pullback.Invoke(2, gradient, null));
        pullback.Dispose();
        Assert.Equal(7, model.ParameterFingerprint);
    }

    [Fact]
    public void A_length_may_be_a_long()
    {
        var dx = Of(0, 0);
        Assert.Equal(4.5, PromisePrograms.LongLengthGradient(Of(1, 2), 2, dx));
        Assert.Equal([1.5, 6], Values(dx));
        PromisePrograms.LongLengthWithPullback(Of(1, 2), 2, out var pullback);
        pullback.Invoke(2, dx);
        pullback.Dispose();
        Assert.Equal([3, 12], Values(dx));
        Refused("x", () => PromisePrograms.LongLengthGradient(Of(1, 2), 3, dx));
        Assert.Throws<OverflowException>(() => PromisePrograms.LongLengthGradient(Of(1, 2), (1L << 32) + 2, dx));
    }

    [Fact]
    public void A_gradient_of_a_model_of_other_sizes_is_refused_by_name()
    {
        var model = Model(2);
        var other = new VersionedModel.Gradient(Model(3));
        string message = Refused("gradient", () => model.DotGradient(Of(1, 2), other, null)).Message;
        Assert.Contains("W has 3 elements, but 2 are expected", message);
        model.DotWithPullback(Of(1, 2), out var pullback);
        Refused("gradient", () => pullback.Invoke(1, other, null));
    }

    [Fact]
    public void A_gradient_of_the_model_may_not_be_an_argument_too()
    {
        var model = Model(2);
        var gradient = new VersionedModel.Gradient(model);
        Refused("gradient", () => model.DotGradient(gradient.W, gradient, null));
        model.DotGradient(model.W, gradient, Of(0, 0));
        Assert.Equal(Values(model.W), gradient.Values.ToArray());
    }

    [Fact]
    public void A_cotangent_that_is_null_is_named()
    {
        PromisePrograms.PlusWithPullback(Of(1), Of(2), out var pullback);
        Refused("cotangent", () => pullback.Invoke(null!, Of(0), null));
    }

    [Fact]
    public void A_matrix_is_the_destination_of_one_parameter_and_no_argument()
    {
        var (a, b, d) = (new double[2, 1], new double[2, 1], new double[2, 1]);
        Refused("dA", () => PromisePrograms.MatricesGradient(a, b, a, null));
        Refused("dA", () => PromisePrograms.MatricesGradient(a, b, b, null));
        Refused("dB", () => PromisePrograms.MatricesGradient(a, b, d, d));
        PromisePrograms.MatricesGradient(a, a, d, new double[2, 1]);
    }

    [Fact]
    public void A_row_is_the_destination_of_one_row_and_no_argument()
    {
        double[][] a = [[1], [2]], b = [[3], [4]], d = [[0], [0]];
        Refused("dA", () => PromisePrograms.RowsGradient(a, b, a, null));
        Refused("dA", () => PromisePrograms.RowsGradient(a, b, [new double[1], b[0]], null));
        Refused("dA", () => PromisePrograms.RowsGradient(a, b, [a[1], new double[1]], null));
        Refused("dA", () => PromisePrograms.RowsGradient(a, b, [d[0], d[0]], null));
        Refused("dB", () => PromisePrograms.RowsGradient(a, b, d, [new double[1], d[0]]));
        Refused("dB", () => PromisePrograms.RowsGradient(a, b, d, d));
        PromisePrograms.RowsGradient(a, a, d, [[0], [0]]);
        Assert.Equal([[2], [8]], d);
    }

    /// <summary>The mean over nothing is NaN, as in PyTorch; its gradient is zero, for no row is there to have one.</summary>
    [Fact]
    public void The_cross_entropy_of_no_rows_is_NaN_and_its_gradient_zero()
    {
        var model = Model(2);
        var gradient = new VersionedModel.Gradient(model);
        gradient.Values.Fill(5);
        var (x, labels) = (Tensor.CreateFromShape<double>([0, 2]), Tensor.CreateFromShape<int>([0]));
        Assert.Equal(double.NaN, model.ClassifyGradient(x, labels, gradient, null));
        Assert.Equal(double.NaN, model.Classify(x, labels));
        Assert.Equal([0, 0], gradient.Values.ToArray());
    }

    private static double[] Values(Tensor<double> tensor) => [.. tensor];
}
