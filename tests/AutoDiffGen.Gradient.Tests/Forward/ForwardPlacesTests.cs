using System.Reflection;
using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Programs.Language;

namespace AutoDiffGen.Gradient.Tests.Forward;

/// <summary>Forward mode over the programs of references and of arrays that methods make and give back, those that give a number.</summary>
public class ForwardPlacesTests
{
    private static readonly Type[] Families = [typeof(References), typeof(ReferenceReturns), typeof(StructReferences)];

    private static readonly Lazy<ProgramSet> LazyPrograms = new(() => ForwardPrograms.Set(ProgramSet.TextsOf(path => Families.Any(f => path.EndsWith("/" + f.Name + ".cs", StringComparison.Ordinal)))));

    public static TheoryData<string> Names => [.. ProgramSet.Names(Families).Where(GivesANumber)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_pushforward_of_a_program_agrees_with_its_gradient(string name) => LazyPrograms.Value.Check(name, ForwardCheck.Run);

    private static bool GivesANumber(string name) => Families.First(f => f.Name == name.Split('.')[0])
        .GetMethod(name.Split('.')[1], BindingFlags.Public | BindingFlags.Static)!.ReturnType == typeof(double);
}
