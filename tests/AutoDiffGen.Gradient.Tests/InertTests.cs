using AutoDiffGen.Gradient.Tests.Programs;

namespace AutoDiffGen.Gradient.Tests;

public class InertTests
{
    [Theory]
    [InlineData(3.0, new[] { 3.0, 9.0 })]
    [InlineData(0.5, new[] { 0.5 })]
    public void A_call_that_is_not_differentiated_runs_once_in_the_forward_pass_and_never_in_the_reverse(double x, double[] logged)
    {
        Inert.Take();
        Inert.LogsPrimal(x);
        Assert.Equal(logged, Inert.Take());
        Inert.LogsGradient(x, out double dX);
        Assert.Equal(logged, Inert.Take());
        Assert.Equal(3 * x * x, dX, 1e-12);
        Inert.LogsWithPullback(x, out var pullback);
        Assert.Equal(logged, Inert.Take());
        pullback.Invoke(1, out _);
        pullback.Invoke(1, out _);
        pullback.Dispose();
        Assert.Empty(Inert.Take());
    }
}
