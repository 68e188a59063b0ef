using AutoDiffGen.Generator.Passes;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests;

/// <summary>Whatever the generator leaves undone, the gradients of the same programs stay what they are.</summary>
public class OptimizationTests
{
    private static readonly string[] Files = ["LastTaken.cs", "ScaledSums.cs", "InPlace.cs", "LoopNests.cs", "LoopKinds.cs", "LoopCounters.cs", "Slices.cs", "Strides.cs", "Copies.cs", "MadeArrays.cs", "JaggedArrays.cs", "PickedSlices.cs"];

    public static TheoryData<int> Omitted => [.. Enum.GetValues<Optimizations>().Where(o => o != Optimizations.None).Select(o => (int)(Optimizations.All & ~o))];

    [Theory]
    [MemberData(nameof(Omitted))]
    public void Programs_agree_with_the_oracle_without_an_optimization(int optimizations)
    {
        string[] texts = [.. ProgramSet.TextsOf(n => Files.Any(f => n.EndsWith("/" + f, StringComparison.Ordinal)))];
        Assert.Equal(Files.Length, texts.Length);
        new ProgramSet(InProcess.Generate((Optimizations)optimizations, texts), InProcess.Oracle(texts)).CheckAll();
    }
}
