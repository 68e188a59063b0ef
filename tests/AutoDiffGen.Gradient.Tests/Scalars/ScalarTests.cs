using AutoDiffGen.Generator.Rules;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Scalars;

public class ScalarTests
{
    public static TheoryData<string> Codes => [.. ScalarFunctions.All.Select(f => f.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_function_agrees_with_the_oracle_in_every_spelling(string code)
    {
        var failures = new List<string>();
        foreach (string name in ScalarPrograms.Compiled.AllNames.Where(n => n.StartsWith("F_" + code + ".", StringComparison.Ordinal)))
        {
            try
            {
                ScalarPrograms.Compiled.Check(name);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                failures.Add($"{name}: {e.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void Every_row_of_the_rule_table_is_covered() =>
        Assert.Equal(ScalarRules.All.Select(r => r.Code).Order(), ScalarFunctions.All.Select(f => f.Code).Order());
}
