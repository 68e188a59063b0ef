using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Forward;

public class ForwardArrayTests
{
    private static readonly Lazy<ProgramSet> LazyPrograms = new(() => ForwardPrograms.Set([ForwardArrayPrograms.Text]));

    [Fact]
    public void Programs_over_arrays_agree_with_their_gradients()
    {
        var failures = new List<string>();
        foreach (string name in LazyPrograms.Value.AllNames)
        {
            try
            {
                LazyPrograms.Value.Check(name, ForwardCheck.Run);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                failures.Add(e.Message);
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
