using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Scalars;

namespace AutoDiffGen.Gradient.Tests.Forward;

/// <summary>Forward mode against reverse mode, over every program that reverse mode is tested with.</summary>
public class ForwardTests
{
    public static TheoryData<string> Names => [.. ProgramSet.Names(typeof(ProgramTests).Assembly)];

    public static TheoryData<string> Codes => [.. ScalarFunctions.All.Select(f => f.Code)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_pushforward_of_a_program_agrees_with_its_gradient(string name) => ForwardPrograms.Programs.Check(name, ForwardCheck.Run);

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_pushforward_of_a_function_agrees_with_its_gradient_in_every_spelling(string code)
    {
        foreach (string name in ForwardPrograms.Scalars.AllNames.Where(n => n.StartsWith("F_" + code + ".", StringComparison.Ordinal)))
        {
            ForwardPrograms.Scalars.Check(name, ForwardCheck.Run);
        }
    }
}
