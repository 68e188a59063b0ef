using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Scalars;

/// <summary>What functions and their gradients give at kinks and at the edges of their domains, number for number.</summary>
public class PinnedTests
{
    [Theory]
    [InlineData("sqrt", "0", "0", "inf")]
    [InlineData("sqrt", "-1", "nan", "nan")]
    [InlineData("cbrt", "0", "0", "inf")]
    [InlineData("rootn", "0, 3", "0", "inf")]
    [InlineData("rootn", "0, 1", "0", "1")]
    [InlineData("hypot", "0, 0", "0", "0, 0")]
    [InlineData("pow", "0, 0", "1", "0, 0")]
    [InlineData("pow", "0, 2", "0", "0, 0")]
    [InlineData("pow", "0, 1", "0", "1, 0")]
    [InlineData("pow", "0, 0.5", "0", "inf, 0")]
    [InlineData("pow", "0, -1", "inf", "-inf, -inf")]
    [InlineData("pow", "-2, 3", "-8", "12, nan")]
    [InlineData("pow", "-2, 2", "4", "-4, nan")]
    [InlineData("pow", "-2, 0", "1", "0, nan")]
    [InlineData("pow", "-2, 0.5", "nan", "nan, nan")]
    [InlineData("pow", "3, 0", "1", "0, 1.0986122886681098")]
    [InlineData("pow", "1, inf", "1", "inf, 0")]
    [InlineData("pow", "nan, 0", "1", "0, nan")]
    [InlineData("exp", "-inf", "0", "0")]
    [InlineData("exp", "800", "inf", "inf")]
    [InlineData("log", "0", "-inf", "inf")]
    [InlineData("log", "-0", "-inf", "-inf")]
    [InlineData("log", "-1", "nan", "-1")]
    [InlineData("log", "inf", "inf", "0")]
    [InlineData("logp1", "-1", "-inf", "inf")]
    [InlineData("log_base", "2, 1", "nan", "inf, nan")]
    [InlineData("asin", "1", "1.5707963267948966", "inf")]
    [InlineData("acos", "1", "0", "-inf")]
    [InlineData("atan", "inf", "1.5707963267948966", "0")]
    [InlineData("atan2", "0, 0", "0", "nan, nan")]
    [InlineData("sin", "inf", "nan", "nan")]
    [InlineData("tanh", "40", "1", "0")]
    [InlineData("tanh", "-inf", "-1", "0")]
    [InlineData("acosh", "1", "0", "inf")]
    [InlineData("atanh", "1", "inf", "inf")]
    [InlineData("atanh", "2", "nan", "-0.3333333333333333")]
    [InlineData("div", "1, 0", "inf", "inf, -inf")]
    [InlineData("div", "0, 0", "nan", "inf, nan")]
    [InlineData("div", "1, -0", "-inf", "-inf, -inf")]
    [InlineData("mul", "0, inf", "nan", "inf, 0")]
    [InlineData("rem", "5, inf", "5", "1, 0")]
    [InlineData("rem", "6, 2", "0", "1, -3")]
    public void At_the_edge_of_its_domain(string code, string point, string value, string gradient) => Check(code, point, value, gradient);

    [Theory]
    [InlineData("abs", "0", "0", "0")]
    [InlineData("abs", "-0", "0", "0")]
    [InlineData("abs", "nan", "nan", "nan")]
    [InlineData("max", "2, 2", "2", "0.5, 0.5")]
    [InlineData("max", "0, -0", "0", "0.5, 0.5")]
    [InlineData("max", "nan, 1", "nan", "1, 1")]
    [InlineData("min", "2, 2", "2", "0.5, 0.5")]
    [InlineData("max_number", "nan, 1", "1", "0, 1")]
    [InlineData("min_number", "1, nan", "1", "1, 0")]
    [InlineData("max_magnitude", "2, -2", "2", "1, 0")]
    [InlineData("max_magnitude", "-2, 2", "2", "0, 1")]
    [InlineData("max_magnitude", "-2, -2", "-2", "0.5, 0.5")]
    [InlineData("min_magnitude", "2, -2", "-2", "0, 1")]
    [InlineData("clamp", "0, 0, 1", "0", "1, 0, 0")]
    [InlineData("clamp", "1, 0, 1", "1", "1, 0, 0")]
    [InlineData("clamp", "-0.5, 0, 1", "0", "0, 1, 0")]
    [InlineData("clamp", "1.5, 0, 1", "1", "0, 0, 1")]
    [InlineData("clamp", "nan, 0, 1", "nan", "1, 0, 0")]
    [InlineData("copysign", "-2, 0", "2", "-1, 0")]
    [InlineData("copysign", "2, -0", "-2", "-1, 0")]
    [InlineData("floor", "2", "2", "0")]
    [InlineData("round", "2.5", "2", "0")]
    public void At_a_kink(string code, string point, string value, string gradient) => Check(code, point, value, gradient);

    [Theory]
    [InlineData("relu", "0", "0", "0")]
    [InlineData("relu", "-0", "0", "0")]
    [InlineData("relu", "nan", "nan", "1")]
    [InlineData("relu", "-inf", "0", "0")]
    [InlineData("sigmoid", "-800", "0", "0")]
    [InlineData("sigmoid", "800", "1", "0")]
    public void Of_an_activation(string code, string point, string value, string gradient) => Check(code, point, value, gradient);

    private static void Check(string code, string point, string value, string gradient)
    {
        var program = ScalarPrograms.Compiled.Program($"F_{code}.Plain");
        var at = new ProgramPoint(program, new AtAttribute([.. ScalarFunction.Parse(point).Single()]));
        double[] actual = ProgramCheck.Gradient(program, at, out object? result);
        Assert.Equal(ScalarFunction.Number(value), Numbers.ToDouble(result));
        Assert.Equal(ScalarFunction.Parse(gradient).Single(), actual);
    }
}
