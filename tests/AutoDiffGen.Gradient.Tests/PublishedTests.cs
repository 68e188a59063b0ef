using AutoDiffGen.Gradient.Tests.Programs;

namespace AutoDiffGen.Gradient.Tests;

/// <summary>Numbers that others have printed.</summary>
public class PublishedTests
{
    [Fact]
    public void The_readme_expression_of_micrograd_has_the_gradient_that_its_readme_prints()
    {
        double g = Published.ReadmeGradient(-4, 2, out double da, out double db);
        Assert.Equal("24.7041 138.8338 645.5773", FormattableString.Invariant($"{g:F4} {da:F4} {db:F4}"));
    }

    [Fact]
    public void The_neuron_of_the_lecture_has_the_gradients_on_its_slides()
    {
        double o = Published.NeuronGradient(2, 0, -3, 1, 6.8813735870195432, out double x1, out double x2, out double w1, out double w2, out double b);
        Assert.Equal("0.7071", FormattableString.Invariant($"{o:F4}"));
        Assert.Equal([-1.5, 0.5, 1, 0, 0.5], new[] { x1, x2, w1, w2, b }.Select(v => Math.Round(v, 10)));
    }

    [Fact]
    public void Spelling_tanh_out_changes_nothing()
    {
        double first = Published.NeuronGradient(2, 0, -3, 1, 6.8813735870195432, out double a1, out double a2, out double a3, out double a4, out double a5);
        double second = Published.NeuronSpelledOutGradient(2, 0, -3, 1, 6.8813735870195432, out double b1, out double b2, out double b3, out double b4, out double b5);
        Assert.Equal(first, second, 1e-12);
        foreach (var (a, b) in new[] { (a1, b1), (a2, b2), (a3, b3), (a4, b4), (a5, b5) })
        {
            Assert.Equal(a, b, 1e-12);
        }
    }
}
