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
}
