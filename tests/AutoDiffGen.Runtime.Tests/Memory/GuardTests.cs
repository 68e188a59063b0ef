using AutoDiffGen.Memory;

namespace AutoDiffGen.Runtime.Tests.Memory;

public class GuardTests
{
    [Fact]
    public void A_gradient_of_a_model_of_another_size_is_a_wrong_argument()
    {
        var e = Assert.Throws<ArgumentException>("gradient", () => Guard.GradientLength(25, 16, "gradient", "Q"));
        Assert.Contains("its Q has 25 elements, but 16 are expected here", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_whose_sizes_changed_is_in_a_wrong_state() =>
        Assert.Throws<InvalidOperationException>(() => Guard.ParameterLength(25, 16, "Q"));
}
