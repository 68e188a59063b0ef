using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Scalars;

/// <summary>Generic code over another number type than the two that are promised.</summary>
public class HalfTests
{
    [Theory]
    [InlineData("mul", "1.5, -2.25")]
    [InlineData("div", "1.5, -2.25")]
    [InlineData("sin", "0.5")]
    [InlineData("exp", "1.5")]
    [InlineData("tanh", "0.5")]
    [InlineData("max", "1, 2")]
    [InlineData("pow", "2, 3")]
    public void A_generic_function_over_half_has_the_gradient_of_double_to_half_s_precision(string code, string point)
    {
        var generic = ScalarPrograms.Compiled.Program($"F_{code}.Generic");
        double[] Gradient(Type type)
        {
            var program = generic.MakeGenericMethod(type);
            return ProgramCheck.Gradient(program, new ProgramPoint(program, new AtAttribute([.. ScalarFunction.Parse(point).Single()])), out _);
        }

        Assert.Equal(Gradient(typeof(double)), Gradient(typeof(Half)), (a, b) => Math.Abs(a - b) <= 4e-3 * Math.Max(1, Math.Abs(a)));
    }
}
