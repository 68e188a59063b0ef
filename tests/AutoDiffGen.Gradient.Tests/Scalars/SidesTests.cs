using AutoDiffGen.Gradient.Tests.Programs.Language;

namespace AutoDiffGen.Gradient.Tests.Scalars;

/// <summary>
/// What is computed before a branch and serves one of its sides alone is differentiated with that side: on the other one
/// its infinite derivative meets no zero.
/// </summary>
public class SidesTests
{
    [Fact]
    public void A_root_that_is_not_chosen()
    {
        Assert.Equal(0, Sides.GuardedGradient(0, out double dX));
        Assert.Equal(0, dX);
        Sides.GuardedGradient(-1, out dX);
        Assert.Equal(0, dX);
        Sides.GuardedWithPullback(0, out var pullback);
        pullback.Invoke(3, out dX);
        Assert.Equal(0, dX);
        pullback.Dispose();
    }

    [Fact]
    public void A_chain_of_several()
    {
        Sides.ThroughSeveralGradient(0, 3, out double dX, out double dY);
        Assert.Equal((0, 6), (dX, dY));
    }

    [Fact]
    public void On_an_inner_side()
    {
        Sides.NestedGradient(0, 3, out double dX, out double dY);
        Assert.Equal((0, 6 + 27), (dX, dY));
        Sides.NestedGradient(0, -3, out dX, out dY);
        Assert.Equal((0, -6), (dX, dY));
    }

    [Fact]
    public void A_value_that_is_compared_too()
    {
        Sides.ComparedGradient(0, out double dX);
        Assert.Equal(0, dX);
    }

    [Fact]
    public void A_branch_before_a_branch()
    {
        Sides.OfABranchGradient(0, 1, out double dX, out double dY);
        Assert.Equal((0, 1), (dX, dY));
        Sides.OfABranchGradient(0, -1, out dX, out dY);
        Assert.Equal((0, 1), (dX, dY));
    }

    [Fact]
    public void Before_an_early_return()
    {
        Sides.EarlyReturnGradient(0, 2, out double dX, out double dY);
        Assert.Equal((0, 4), (dX, dY));
    }

    [Fact]
    public void In_each_iteration_of_a_loop()
    {
        Sides.InALoopGradient(1, 0, 2, 0, out double a, out double b, out double c, out double d);
        Assert.Equal((0, 0), (b, d));
        Assert.True(double.IsFinite(a) && double.IsFinite(c) && a != 0 && c != 0);
    }

    [Fact]
    public void Before_a_switch()
    {
        Sides.InASwitchGradient(0, 1, out double dX, out double dY);
        Assert.Equal((0, 2), (dX, dY));
    }

    /// <summary>What two branches use is differentiated before both: there the zero of a side not taken counts.</summary>
    [Fact]
    public void What_remains()
    {
        Sides.InTwoBranchesGradient(0, out double dX);
        Assert.True(double.IsNaN(dX));
        Sides.BeforeALoopGradient(0, 0, out dX);
        Assert.True(double.IsNaN(dX));
    }
}
