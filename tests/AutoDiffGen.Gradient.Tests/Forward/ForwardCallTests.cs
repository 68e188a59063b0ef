using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Forward;

/// <summary>Calls that stay calls, in forward mode against reverse mode.</summary>
public class ForwardCallTests
{
    private static readonly Lazy<ProgramSet> LazyPrograms = new(() => ForwardPrograms.Set(ProgramSet.TextsOf(Path)));

    // The check compares the tangent of a result that is a number.
    public static TheoryData<string> Names => [.. ProgramSet.Names(typeof(ProgramTests).Assembly.GetTypes().Where(t => t.Name is "Recursion" or "RecursiveHelpers" or "VirtualCalls"))
        .Where(name => ProgramSet.Built.Program(name) is var m && (Numbers.IsReal(m.ReturnType) || m.ReturnType.IsGenericParameter) && m.GetParameters().All(p => !p.ParameterType.IsByRef))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_pushforward_of_a_call_agrees_with_its_gradient(string name) => LazyPrograms.Value.Check(name, ForwardCheck.Run);

    private static bool Path(string path) => path.EndsWith("/Recursion.cs", StringComparison.Ordinal) || path.EndsWith("/VirtualCalls.cs", StringComparison.Ordinal);
}
