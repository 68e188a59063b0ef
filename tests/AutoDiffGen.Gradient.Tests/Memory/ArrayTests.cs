using System.Reflection;
using AutoDiffGen.Checking;

namespace AutoDiffGen.Gradient.Tests.Memory;

public class ArrayTests
{
    private delegate double GradientOf(double[] x, Span<double> dX, bool accumulate);

    public static TheoryData<string> Programs =>
        [.. typeof(ArrayPrograms).GetMethods().Where(m => m.GetCustomAttribute<DifferentiableAttribute>() is not null).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_value_is_the_methods_own_and_the_gradient_agrees_with_differences(string program)
    {
        var method = typeof(ArrayPrograms).GetMethod(program)!.CreateDelegate<Func<double[], double>>();
        var gradient = typeof(ArrayPrograms).GetMethod(program + "Gradient")!.CreateDelegate<GradientOf>();
        double[] x = [0.7, -1.3, 2.1], dX = [9, 9, 9], before = [.. x];
        Assert.Equal(method(x), gradient(x, dX, false));
        Assert.Equal(before, x);
        var result = GradientCheck.Check(method, x, dX);
        Assert.True(result.Passed, result.ToString());

        double[] sum = [1, 2, 3];
        gradient(x, sum, true);
        Assert.Equal(dX.Select((d, i) => d + i + 1), sum, (a, b) => Math.Abs(a - b) <= 1e-12 * (1 + Math.Abs(a)));
        Assert.Equal(method(x), gradient(x, default, false));
    }
}
