using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests;

/// <summary>Every marked method of the folder Programs that has a point is a test.</summary>
public class ProgramTests
{
    public static TheoryData<string> Names => [.. ProgramSet.Names(typeof(ProgramTests).Assembly)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_program_agrees_with_the_oracle_and_with_differences(string name) => ProgramSet.Built.Check(name);
}
