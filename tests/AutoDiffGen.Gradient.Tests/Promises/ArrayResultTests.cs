using AutoDiffGen.Gradient.Tests.Programs.Language;

namespace AutoDiffGen.Gradient.Tests.Promises;

/// <summary>What the members of a method promise whose result is an array.</summary>
public class ArrayResultTests
{
    private static readonly double[] X = [2, 3, 5];

    [Fact]
    public void A_cotangent_of_another_length_is_refused_before_anything_is_written()
    {
        ReturnedArrays.EachFromItsOwnAndTheFirstWithPullback(X, out var pullback);
        double[] dX = [7, 7, 7];
        var exception = Assert.Throws<ArgumentException>(() => pullback.Invoke([1, 2], dX));
        Assert.Equal("cotangent", exception.ParamName);
        Assert.Equal([7, 7, 7], dX);
        pullback.Dispose();
    }

    [Fact]
    public void A_destination_that_is_the_cotangent_is_refused()
    {
        ReturnedArrays.EachFromItsOwnAndTheFirstWithPullback(X, out var pullback);
        double[] both = [1, 2, 3];
        Assert.Equal("dX", Assert.Throws<ArgumentException>(() => pullback.Invoke(both, both)).ParamName);
        pullback.Dispose();
    }

    [Fact]
    public void An_empty_cotangent_is_zero()
    {
        ReturnedArrays.EachFromItsOwnAndTheFirstWithPullback(X, out var pullback);
        double[] dX = [7, 7, 7];
        pullback.Invoke(default, dX);
        Assert.Equal([0, 0, 0], dX);
        pullback.Dispose();
    }

    [Fact]
    public void The_result_belongs_to_the_caller()
    {
        double[] y = ReturnedArrays.OverwrittenBeforeItIsReturnedWithPullback(X, out var pullback);
        double[] before = new double[3], after = new double[3];
        pullback.Invoke([1, 10], before);
        Array.Clear(y);
        pullback.Invoke([1, 10], after);
        Assert.Equal(before, after);
        Assert.NotSame(ReturnedArrays.OverwrittenBeforeItIsReturnedPrimal(X), ReturnedArrays.OverwrittenBeforeItIsReturnedPrimal(X));
        pullback.Dispose();
    }

    [Fact]
    public void A_parameter_that_is_returned_is_returned_itself()
    {
        Assert.Same(X, ReturnedArrays.AParameterAsItIsPrimal(X, 1));
        Assert.Same(X, ReturnedArrays.AParameterAsItIsWithPullback(X, 1, out var pullback));
        pullback.Dispose();
    }

    [Fact]
    public void A_cotangent_of_another_shape_is_refused_before_anything_is_written()
    {
        double[,] a = { { 1, 2, 3 }, { 4, 5, 6 } }, b = { { 1, 2 }, { 3, 4 }, { 5, 6 } }, dA = new double[2, 3], dB = new double[3, 2];
        ReturnedShapes.AProductWithPullback(a, b, out var product);
        dA[0, 0] = 7;
        Assert.Equal("cotangent", Assert.Throws<ArgumentException>(() => product.Invoke(new double[2, 3], dA, dB)).ParamName);
        Assert.Equal(7, dA[0, 0]);
        product.Invoke(null, dA, dB);
        Assert.Equal(0, dA[0, 0]);
        product.Dispose();

        double[] dX = [7, 7, 7];
        ReturnedShapes.RowsMadeHereWithPullback(X, 0.5, out var rows);
        Assert.Equal("cotangent", Assert.Throws<ArgumentException>(() => rows.Invoke([[1], [1]], dX, out _)).ParamName);
        Assert.Equal("cotangent", Assert.Throws<ArgumentException>(() => rows.Invoke([[1], [1], [1]], dX, out _)).ParamName);
        Assert.Equal([7, 7, 7], dX);
        rows.Invoke(null, dX, out double dW);
        Assert.Equal([0, 0, 0], dX);
        Assert.Equal(0, dW);
        rows.Dispose();
    }

    [Fact]
    public void A_matrix_and_rows_belong_to_the_caller()
    {
        double[,] a = { { 2, 3 }, { 5, 7 } };
        double[,] y = ReturnedShapes.ReadAgainInTheReversePartWithPullback(a, 0.5, out var pullback);
        double[,] before = new double[2, 2], after = new double[2, 2], cotangent = { { 1, 10 }, { 100, 1000 } };
        pullback.Invoke(cotangent, before, out _);
        Array.Clear(y);
        pullback.Invoke(cotangent, after, out _);
        Assert.Equal(before, after);
        pullback.Dispose();
        double[][] rows = ReturnedShapes.RowsThatAreOnePrimal(2, 3);
        Assert.Equal([6, 18], rows[0]);
        Assert.Equal(rows[0], rows[2]);
    }

    [Fact]
    public void What_is_read_through_null_throws()
    {
        Assert.Throws<NullReferenceException>(() => ReturnedShapes.LengthOfARowPrimal(2, 1));
        Assert.Throws<NullReferenceException>(() => ReturnedShapes.LengthOfARowGradient(2, 1, out _));
        Assert.Equal(2, ReturnedShapes.LengthOfARowGradient(2, 0, out double dX));
        Assert.Equal(1, dX);
        Assert.ThrowsAny<Exception>(() => ReturnedShapes.ElementOfARowGradient(2, 1, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReturnedShapes.BeyondAPartGradient([1, 2, 3, 4, 5], 2, new double[5]));
    }
}
