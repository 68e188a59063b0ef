using AutoDiffGen.Gradient.Tests.Programs.Language;

namespace AutoDiffGen.Gradient.Tests.Promises;

/// <summary>Functions over whatever implements an interface.</summary>
public static partial class AnyPotential
{
    [Differentiable]
    public static double Doubled<TPotential>(TPotential potential, ReadOnlySpan<double> x)
        where TPotential : IPotential => potential.Energy(x) * 2 + x[0];
}

/// <summary>What derivatives of virtual and interface methods promise beyond their numbers.</summary>
[Collection(nameof(Alone))]
public class VirtualTests
{
    [Fact]
    public void The_members_of_an_abstract_method_are_those_of_the_body_that_runs()
    {
        Curve curve = new Steep();
        double value = curve.AtGradient(1.2, out double slope);
        Assert.Equal(curve.At(1.2), value);
        Assert.Equal((9 * 1.2 * 1.2) + Math.Cos(1.2), slope, 1e-12);
        curve = new Parabola(0.5);
        curve.AtGradient(1.2, out slope);
        Assert.Equal(1.2, slope, 1e-12);
    }

    [Fact]
    public void The_members_of_an_interface_are_those_of_the_type_that_implements_it()
    {
        IPotential potential = new Well(2);
        var gradient = new double[2];
        potential.EnergyWithPullback([0.3, 0.4], out var pullback);
        pullback.Invoke(1, gradient);
        pullback.Invoke(1, gradient, accumulate: true);
        pullback.Dispose();
        double[] expected = [2 * 2 * 2 * 0.3 * Math.Exp(-0.09), 2 * 2 * 2 * 0.4 * Math.Exp(-0.16)];
        Assert.Equal(expected[0], gradient[0], 1e-12);
        Assert.Equal(expected[1], gradient[1], 1e-12);
    }

    [Fact]
    public void A_type_parameter_calls_what_it_stands_for()
    {
        var gradient = new double[2];
        double value = AnyPotential.DoubledGradient(new Well(2), [0.3, 0.4], gradient);
        Assert.Equal((2 * new Well(2).Energy([0.3, 0.4])) + 0.3, value);
        Assert.Equal((2 * 2 * 2 * 0.3 * Math.Exp(-0.09)) + 1, gradient[0], 1e-12);
        AnyPotential.DoubledGradient<IPotential>(new Hidden(), [0.3, 0.4], gradient);
        Assert.Equal([1.8, 0.6], gradient);
    }

    [Fact]
    public void Nothing_is_allocated_and_two_threads_may_call_at_once()
    {
        Curve curve = new Steep();
        void Check()
        {
            for (int i = 0; i < 2000; i++)
            {
                curve.TwiceGradient(1.2, 0.3, out double x, out double y);
                if (VirtualCalls.InALoopGradient(1.2, -0.4, out double a, out double b) is double.NaN || double.IsNaN(x + y + a + b))
                {
                    throw new InvalidOperationException("not a number");
                }
            }
        }

        Check();
        Parallel.Invoke(Check, Check);
        long before = GC.GetAllocatedBytesForCurrentThread();
        curve.TwiceGradient(1.2, 0.3, out _, out _);
        VirtualCalls.InALoopGradient(1.2, -0.4, out _, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
