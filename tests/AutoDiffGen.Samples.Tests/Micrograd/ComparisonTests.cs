using Micrograd;

namespace AutoDiffGen.Samples.Tests.Micrograd;

public sealed class ComparisonTests
{
    [Fact]
    public void AllPublishedNumbersAreMet()
    {
        using var output = new StringWriter();
        IReadOnlyList<Comparison> rows = Comparison.All();
        Assert.All(rows, row => Assert.True(row.Agrees, row.ToString()));
        Assert.Equal(0, Program.Run(output, rows));
        Assert.Contains("All agree", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("138.8338", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ANumberThatDiffersIsMarkedAndFails()
    {
        using var output = new StringWriter();
        Assert.Equal(1, Program.Run(output, [new("neuron", "output", 0.7071, 4, 0.7072), new("neuron", "do/dx1", 1, 4, double.NaN)]));
        Assert.Contains("2 of 2 differ", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.7071, 4, 0.70714999, true)]
    [InlineData(0.7071, 4, 0.70716, false)]
    [InlineData(0, 4, -0.0, true)]
    public void ANumberAgreesIfItRoundsToThePublishedOne(double published, int decimals, double computed, bool agrees) =>
        Assert.Equal(agrees, new Comparison("", "", published, decimals, computed).Agrees);

    /// <summary>The generated value is bitwise the method's own.</summary>
    [Fact]
    public void ValueAndGradientComeTogether()
    {
        Assert.Equal(Expressions.Readme(-4, 2), Expressions.ReadmeGradient(-4, 2, out _, out _));
        Assert.Equal(Expressions.Neuron(2, 0, -3, 1, 6.88), Expressions.NeuronGradient(2, 0, -3, 1, 6.88, out _, out _, out _, out _, out _));
    }
}
