namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>Gradients through methods whose pullbacks are written by hand, against the same method without rules and against differences.</summary>
public class CustomRuleTests
{
    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, 1e-11 * Math.Max(1, Math.Abs(expected)));

    private static double Slope(Func<double, double> f, double x) => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5;

    [Theory]
    [InlineData(1.3, 0.7)]
    [InlineData(-0.4, 2)]
    public void Numbers(double x, double y)
    {
        double value = Users.PlainGradient(x, y, out double dX, out double dY);
        Assert.Equal(Users.Plain(x, y), value);
        Twins.PlainGradient(x, y, out double tX, out double tY);
        Close(tX, dX);
        Close(tY, dY);
        Assert.Equal(Slope(v => Users.Plain(v, y), x), dX, 1e-6);
        Users.PlainWithPullback(x, y, out var pullback);
        pullback.Invoke(2, out double pX, out double pY);
        pullback.Invoke(2, out pX, out pY);
        pullback.Dispose();
        Close(2 * tX, pX);
        Close(2 * tY, pY);
    }

    [Fact]
    public void Overloads_are_told_apart_by_type()
    {
        Users.SingleGradient(1.5f, out float single);
        Assert.Equal(4 * 1.5f * 1.5f * 1.5f, single, 1e-4f);
        Users.OverloadGradient(1.5, 4, out double dX);
        Close(4 * 6 * Math.Pow(1.5, 5), dX);
    }

    [Theory]
    [InlineData(0.5, 1.2, 0)]
    [InlineData(0.5, 1.2, 1)]
    [InlineData(0.5, 1.2, 7)]
    [InlineData(3, 0.8, 5)]
    public void Loops_and_branches(double x, double y, int n)
    {
        Assert.Equal(Users.InALoop(x, y, n), Users.InALoopGradient(x, y, n, out double dX, out double dY));
        Twins.InALoopGradient(x, y, n, out double tX, out double tY);
        Close(tX, dX);
        Close(tY, dY);
        Users.InALoopWithPullback(x, y, n, out var pullback);
        pullback.Invoke(1, out double pX, out double pY);
        pullback.Invoke(1, out pX, out pY);
        pullback.Dispose();
        Close(tX, pX);
        Close(tY, pY);
        Users.WhileItShrinksGradient(x * 20, 1, out dX, out _);
        Twins.WhileItShrinksGradient(x * 20, 1, out tX, out _);
        Close(tX, dX);
    }

    [Fact]
    public void Recursion()
    {
        Users.RecursiveGradient(1.1, 4, out double dX);
        Twins.RecursiveGradient(1.1, 4, out double tX);
        Close(tX, dX);
        Users.RecursiveWithPullback(1.1, 4, out var pullback);
        pullback.Invoke(1, out double pX);
        pullback.Dispose();
        Close(tX, pX);
    }

    [Fact]
    public void A_parameter_without_destination_is_held_constant()
    {
        Users.HeldConstantGradient(2, 3, out double dX, out double dY);
        Assert.Equal((3.0, 1.0), (dX, dY));
    }

    [Fact]
    public void Arrays_are_added_to()
    {
        double[] a = [1, -2, 0.5], b = [3, 0.25, -1], dA = new double[3], dB = [100, 100, 100];
        double value = Users.OfArraysGradient(a, b, 2, dA, dB, out double dK);
        Assert.Equal(Users.OfArrays(a, b, 2), value);
        for (int i = 0; i < 3; i++)
        {
            Close(2 * b[i] + 4 * a[i], dA[i]);
            Close(2 * a[i], dB[i]);
        }

        Close(Foreign.Dot(a, b), dK);
        Users.OfArraysGradient(a, b, 2, dA, dB, out _, accumulate: true);
        Close(2 * (2 * b[1] + 4 * a[1]), dA[1]);
        dB = new double[3];
        Users.OfArraysGradient(a, b, 2, default, dB, out _);
        Close(2 * a[2], dB[2]);
        Users.OneSideGradient(a, b, dA);
        Assert.Equal(b, dA);
    }

    [Fact]
    public void Slices()
    {
        double[] a = [1, -2, 0.5, 3, 0.1], dA = new double[5], tA = new double[5];
        Users.OfSlicesGradient(a, 2, dA);
        Twins.OfSlicesGradient(a, 2, tA);
        for (int i = 0; i < 5; i++)
        {
            Close(tA[i], dA[i]);
        }
    }

    [Fact]
    public void An_array_that_the_method_makes()
    {
        Users.OfAnArrayMadeHereGradient(1.5, -0.7, out double dX, out double dY);
        Twins.OfAnArrayMadeHereGradient(1.5, -0.7, out double tX, out double tY);
        Close(tX, dX);
        Close(tY, dY);
        Users.OfAnArrayMadeHereWithPullback(1.5, -0.7, out var pullback);
        pullback.Invoke(1, out dX, out dY);
        pullback.Dispose();
        Close(tX, dX);
        Close(tY, dY);
    }

    [Fact]
    public void Generic_rules_serve_every_number_type()
    {
        Users.GenericGradient(0.8, out double dX);
        Assert.Equal(Slope(v => Users.Generic(v), 0.8), dX, 1e-8);
        Users.GenericGradient(0.8f, out float single);
        Assert.Equal(dX, single, 1e-5);
        Users.GenericOfDoubleGradient(0.8, out dX);
        Assert.Equal(Slope(Users.GenericOfDouble, 0.8), dX, 1e-8);
    }

    [Fact]
    public void An_instance_method_gets_its_object()
    {
        Users.OfAnObjectGradient(new Spring(3), 1.5, out double dX);
        Close(3 * 2 * Math.Pow(1.5, 3), dX);
    }

    [Fact]
    public void A_method_of_another_assembly()
    {
        Users.InterpolatedGradient(2, 5, 0.3, out double dX, out double dY, out double dT);
        Close(0.7 * 0.3, dX);
        Close(0.3 * 0.3, dY);
        Close(Slope(t => Users.Interpolated(2, 5, t), 0.3), dT);
    }

    [Fact]
    public void A_rule_comes_before_the_table_of_functions()
    {
        Users.TableFunctionGradient(0.5f, out float dX);
        Assert.Equal(10 * MathF.Cos(0.5f), dX);
    }

    [Fact]
    public void A_rule_comes_before_the_body_even_of_a_marked_method()
    {
        Assert.Equal(3, Users.StraightGradient(2.7, out double dX));
        Assert.Equal(1, dX);
        Users.ThroughStraightGradient(1.6, out dX);
        Close(2 * 1.6 * 1.6 + 3, dX);
    }

    [Fact]
    public void The_method_runs_once_whether_its_result_is_used_or_not()
    {
        Foreign.Calls = 0;
        Users.ResultUnusedGradient(2, out double dX);
        Assert.Equal((1, 4.0), (Foreign.Calls, dX));
        Users.ResultUnusedPrimal(2);
        Assert.Equal(2, Foreign.Calls);
        Users.OfAConstantGradient(3, out dX);
        Assert.Equal((3, 8.0), (Foreign.Calls, dX));
        Users.OfAConstantWithPullback(3, out var pullback);
        pullback.Invoke(1, out _);
        pullback.Invoke(1, out _);
        pullback.Dispose();
        Assert.Equal(4, Foreign.Calls);
    }

    [Fact]
    public void A_detached_value_passes_and_its_gradient_does_not()
    {
        Assert.Equal(Users.Detached(2, 3), Users.DetachedGradient(2, 3, out double dX, out double dY));
        Assert.Equal((6.0, 0.0), (dX, dY));

        // dy' = dy * y + 1, with y from before.
        (double y, double d) = (1.1, 1);
        for (int i = 0; i < 4; i++)
        {
            (y, d) = (y * y + 1.1, d * y + 1);
        }

        Assert.Equal(y, Users.DetachedInALoopGradient(1.1, 4, out dX));
        Close(d, dX);
    }

    [Fact]
    public void A_cast_to_a_whole_number_has_no_gradient()
    {
        Assert.Equal(2 * 2.7 + 7, Users.TruncatedGradient(2.7, out double dX));
        Assert.Equal(2, dX);
    }

    [Fact]
    public void Straight_through()
    {
        Assert.Equal(3 * 2.7, Users.StraightThroughGradient(2.7, out double dX), 1e-12);
        Close(3 + 2.7, dX);
    }

    [Fact]
    public void A_detached_tensor()
    {
        var (x, dX) = (System.Numerics.Tensors.Tensor.Create([0.5f, -1]), System.Numerics.Tensors.Tensor.CreateFromShape<float>([2]));
        Assert.Equal(Users.DetachedTensor(x), Users.DetachedTensorGradient(x, dX), 1e-6f);
        Assert.Equal(MathF.Exp(0.5f), dX[0], 1e-6f);
        Assert.Equal(MathF.Exp(-1), dX[1], 1e-6f);
    }

    [Fact]
    public void A_field_without_gradient()
    {
        Users.HeldFieldGradient(new Weighted { X = 2, Weight = 5 }, out var dPoint);
        Assert.Equal(5, dPoint.X);
    }

    [Fact]
    public void Forward_mode_takes_the_same_rules()
    {
        Users.PlainGradient(1.3, 0.7, out double dX, out double dY);
        Users.PlainPushforward(1.3, 0.7, 2, -3, out double tangent);
        Close(2 * dX - 3 * dY, tangent);
        Users.InALoopGradient(0.5, 1.2, 7, out dX, out dY);
        Users.InALoopPushforward(0.5, 1.2, 7, 2, -3, out tangent);
        Close(2 * dX - 3 * dY, tangent);
        Users.DetachedPushforward(2, 3, 1, 1, out tangent);
        Assert.Equal(6, tangent);
    }
}
