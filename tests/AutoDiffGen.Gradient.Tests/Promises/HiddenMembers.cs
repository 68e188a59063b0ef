namespace AutoDiffGen.Gradient.Tests.Promises;

/// <summary>Members that are called as the parameters of what is generated beside them would be.</summary>
public sealed partial class HiddenMembers
{
#pragma warning disable IDE1006 // The names are the point.
    private readonly double[] dY = [10];
    private readonly bool accumulate = true;
    private readonly double tX = 7, hX = 3, pullback = 5, cotangent = 11, x = 13;
    private readonly double cursor = 2, tape = 3;

    private double dX() => 17;

    [Differentiable]
    public double Destination(double[] y) => y[0] * y[0] * dY[0];

    [Differentiable]
    public double Accumulate(double[] y)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            sum += y[i] * y[i] * (accumulate ? 2 : 1) * cursor * tape;
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward | DerivativeModes.HessianVector)]
    public double Tangent(double x) => x * x * tX * hX;

    [Differentiable]
    public double Handle(double y) => y * pullback * cotangent;

    [Differentiable]
    public double OwnName(double x) => x * this.x;

    [Differentiable]
    public double Call(double x) => x * x * dX();
#pragma warning restore IDE1006
}

/// <summary>The same of a primary constructor, whose parameters nothing can name behind others.</summary>
public sealed partial class HiddenParameters(double[] dY, bool accumulate, double pullback, double tX)
{
    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]
    public double Product(double x, double[] y) => y[0] * y[0] * dY[0] * (accumulate ? 2 : 1) * pullback * tX * x;
}

/// <summary>A member is never taken for a parameter of what is generated, nor the other way around.</summary>
public class HiddenMemberTests
{
    private readonly HiddenMembers _all = new();

    [Fact]
    public void Named_like_a_destination()
    {
        double[] dy = new double[1];
        Assert.Equal((90, 60), (_all.DestinationGradient([3], dy), dy[0]));
        Assert.Equal(90, _all.DestinationGradient([3], default));
        Assert.Equal((9 * 17, 6 * 17), (_all.CallGradient(3, out double dx), dx));
    }

    [Fact]
    public void Named_like_the_flag_that_adds()
    {
        double[] dy = new double[2];
        Assert.Equal(_all.Accumulate([3, 4]), _all.AccumulateGradient([3, 4], dy));
        Assert.Equal([6 * 12, 8 * 12], dy);
        _all.AccumulateWithPullback([3, 4], out var pullback);
        using (pullback)
        {
            pullback.Invoke(1, dy, accumulate: true);
        }

        Assert.Equal([12 * 12, 16 * 12], dy);
    }

    [Fact]
    public void Named_like_a_tangent()
    {
        Assert.Equal(9 * 21, _all.TangentPushforward(3, 1, out double tangent));
        Assert.Equal(6 * 21, tangent);
        _all.TangentHessianVectorProduct(3, 1, out double dx, out double hx);
        Assert.Equal((6 * 21, 2 * 21), (dx, hx));
    }

    [Fact]
    public void Named_like_the_handle()
    {
        Assert.Equal(3 * 55, _all.HandleWithPullback(3, out var pullback));
        using (pullback)
        {
            pullback.Invoke(2, out double dy);
            Assert.Equal(110, dy);
        }
    }

    [Fact]
    public void Named_like_the_parameter_itself() => Assert.Equal((39, 13), (_all.OwnNameGradient(3, out double dx), dx));

    [Fact]
    public void Parameters_of_a_primary_constructor()
    {
        var product = new HiddenParameters([10], true, 5, 7);
        double[] dy = new double[1];
        double value = product.ProductGradient(2, [3], out double dx, dY_: dy, accumulate_: false);
        Assert.Equal((product.Product(2, [3]), value / 2, 2 * 6 * 10 * 2 * 35.0), (value, dx, dy[0]));
        Assert.Equal(value, product.ProductWithPullback(2, [3], pullback_: out var handle));
        handle.Dispose();
        Assert.Equal(value, product.ProductPushforward(2, [3], tX_: 1, default, out double tangent));
        Assert.Equal(value / 2, tangent);
    }
}
