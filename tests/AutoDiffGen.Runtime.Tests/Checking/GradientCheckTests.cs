using AutoDiffGen.Checking;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.Checking;

public class GradientCheckTests
{
    public static TheoryData<string, Func<double, double>, Func<double, double>, double> Functions => new()
    {
        { "x^3", x => x * x * x, x => 3 * x * x, 1.7 },
        { "x^3 at 0", x => x * x * x, x => 0, 0 },
        { "a constant", x => 3, x => 0, 1 },
        { "exp", Math.Exp, Math.Exp, -2 },
        { "exp of a large number", Math.Exp, Math.Exp, 300 },
        { "log near its end", Math.Log, x => 1 / x, 1e-8 },
        { "sqrt near its end", Math.Sqrt, x => 0.5 / Math.Sqrt(x), 1e-12 },
        { "a small number added", x => 1 + x, x => 1, 1e-10 },
        { "a large number", x => Math.Sin(x), Math.Cos, 1e4 },
        { "a scale far from 1", x => Math.Sin(x * 1e6), x => 1e6 * Math.Cos(x * 1e6), 1e-6 },
        { "large values, small slope", x => 1e6 + Math.Sin(x), Math.Cos, 0.3 },
        { "an optimum", x => Math.Cosh(x - 1), x => Math.Sinh(x - 1), 1 + 1e-9 },
        { "near a kink", x => Math.Abs(x - 1.001), x => -1, 1 },
        { "a saturated tanh", Math.Tanh, x => 1 - (Math.Tanh(x) * Math.Tanh(x)), 12 },
        { "1/x", x => 1 / x, x => -1 / (x * x), -0.01 },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_right_derivative_passes(string name, Func<double, double> function, Func<double, double> derivative, double x)
    {
        Assert.NotEmpty(name);
        GradientCheck.Check(function, x, derivative(x)).ThrowIfFailed();
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_wrong_derivative_fails(string name, Func<double, double> function, Func<double, double> derivative, double x)
    {
        double right = derivative(x);
        // Rounding hides smaller differences where the values are large beside the slope.
        double off = name is "a saturated tanh" or "an optimum" or "large values, small slope" ? 1e-3 : Math.Max(Math.Abs(right) * 1e-5, 1e-8);
        Assert.False(GradientCheck.Check(function, x, right + off).Passed);
        Assert.False(GradientCheck.Check(function, x, right - off).Passed);
        if (Math.Abs(right) > 1e-6)
        {
            Assert.False(GradientCheck.Check(function, x, 0).Passed);
            Assert.False(GradientCheck.Check(function, x, -right).Passed);
        }
    }

    [Fact]
    public void Single_precision_is_looser()
    {
        GradientCheck.Check(MathF.Sin, 0.7f, MathF.Cos(0.7f)).ThrowIfFailed();
        GradientCheck.Check(MathF.Exp, 3f, MathF.Exp(3)).ThrowIfFailed();
        GradientCheck.Check(x => MathF.Log(x), 1e-5f, 1e5f).ThrowIfFailed();
        Assert.False(GradientCheck.Check(MathF.Sin, 0.7f, MathF.Cos(0.7f) * 1.03f).Passed);
        Assert.False(GradientCheck.Check(MathF.Sin, 0.7f, 0).Passed);
    }

    [Fact]
    public void Every_coordinate_of_a_small_input_is_named()
    {
        double[] x = [0.5, -1, 2], gradient = Gradient(x);
        GradientCheckResult right = GradientCheck.Check(Function, x, gradient);
        Assert.True(right.Passed, right.ToString());
        Assert.Equal(7, right.Comparisons.Count);
        Assert.Contains("right in 7 comparisons", right.ToString());

        gradient[1] += 1e-4;
        GradientCheckResult wrong = GradientCheck.Check(Function, x, gradient);
        Assert.False(wrong.Passed);
        Assert.Contains(wrong.Failures, f => f.Where == "x[1]");
        Assert.DoesNotContain(wrong.Failures, f => f.Where is "x[0]" or "x[2]");
        Assert.Contains("x[1]: analytic", wrong.ToString());
        var thrown = Assert.Throws<GradientCheckException>(wrong.ThrowIfFailed);
        Assert.Same(wrong, thrown.Result);
        Assert.Equal(wrong.ToString(), thrown.Message);
        Assert.NotNull(wrong.Worst);
        Assert.Equal(wrong.Failures[0], wrong.Worst);

        static double Function(double[] x) => (x[0] * x[1] * x[2]) + Math.Sin(x[1]) + (x[2] * x[2]);
        static double[] Gradient(double[] x) => [x[1] * x[2], (x[0] * x[2]) + Math.Cos(x[1]), (x[0] * x[1]) + (2 * x[2])];
    }

    [Fact]
    public void A_large_input_is_checked_along_directions()
    {
        double[] x = [.. Enumerable.Range(0, 2000).Select(i => Math.Sin(i))], gradient = [.. x.Select(v => 3 * v * v)];
        GradientCheckResult right = GradientCheck.Check(Cubes, x, gradient);
        Assert.True(right.Passed, right.ToString());
        Assert.Equal(4, right.Comparisons.Count);
        gradient[777] *= 1.1;
        Assert.False(GradientCheck.Check(Cubes, x, gradient).Passed);

        static double Cubes(double[] x) => x.Sum(v => v * v * v);
    }

    [Fact]
    public void Random_polynomials()
    {
        Gen.Select(Gen.Double[-2, 2].Array[3], Gen.Double[-2, 2].Array[6], Gen.Int[0, 2]).Sample((x, c, which) =>
        {
            double[] gradient =
            [
                c[0] + (c[3] * x[1]) + (2 * c[5] * x[0] * x[2]),
                c[1] + (c[3] * x[0]) + (2 * c[4] * x[1]),
                c[2] + (c[5] * x[0] * x[0]),
            ];
            double Function(double[] v) => (c[0] * v[0]) + (c[1] * v[1]) + (c[2] * v[2]) + (c[3] * v[0] * v[1]) + (c[4] * v[1] * v[1]) + (c[5] * v[0] * v[0] * v[2]);
            Assert.True(GradientCheck.Check(Function, x, gradient).Passed);
            gradient[which] += 1e-4 * (1 + Math.Abs(gradient[which]));
            Assert.False(GradientCheck.Check(Function, x, gradient).Passed);
        }, iter: 300);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_gradient_that_is_not_finite_fails(double derivative)
    {
        GradientCheckResult result = GradientCheck.Check<double>(x => x[0] + x[1], [1, 2], [1, derivative]);
        Assert.False(result.Passed);
        Assert.Equal("x[1]", Assert.Single(result.Failures).Where);
        Assert.Contains("the gradient is", result.ToString());
    }

    [Fact]
    public void A_function_that_is_not_finite_fails()
    {
        Assert.Contains("at the point", GradientCheck.Check(x => double.NaN, 1.0, 0.0).ToString());
        Assert.Contains("around the point", GradientCheck.Check(x => x == 1 ? 1 : double.NaN, 1.0, 0.0).ToString());
    }

    [Fact]
    public void A_function_that_is_not_one_fails()
    {
        double calls = 0;
        GradientCheckResult result = GradientCheck.Check(x => x + calls++, 1.0, 1.0);
        Assert.False(result.Passed);
        Assert.Contains("same input", result.ToString());
    }

    [Fact]
    public void Options_are_used()
    {
        Assert.True(GradientCheck.Check(x => x * x, 1.0, 2.01, new GradientCheckOptions { RelativeTolerance = 0.01 }).Passed);
        Assert.Equal(2, GradientCheck.Check<double>(x => x[0] + x[1], [1, 2], [1, 1], new GradientCheckOptions { CoordinateLimit = 1, Directions = 2 }).Comparisons.Count);
        Assert.True(GradientCheck.Check<double>(_ => 1, [], []).Passed);
    }

    [Fact]
    public void The_input_is_not_changed_and_lengths_are_checked()
    {
        double[] x = [1, 2];
        GradientCheck.Check(v => (v[0] = 0) + v[1], x, [0, 1]).ThrowIfFailed();
        Assert.Equal([1, 2], x);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => GradientCheck.Check(v => v[0], x, [1])).ParamName);
    }
}
