using AutoDiffGen.Gradient.Tests.Forward;
using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Higher;

namespace AutoDiffGen.Gradient.Tests.Memory;

/// <summary>Arrays that branches and loops make, in forward mode and in second derivatives.</summary>
public class MadeArrayTests
{
    private static IEnumerable<string> Texts => ProgramSet.TextsOf(n => n.EndsWith("/MadeArrays.cs", StringComparison.Ordinal));

    [Fact]
    public void Tangents_agree_with_gradients() => CheckAll(ForwardPrograms.Set(Texts), ForwardCheck.Run, _ => true);

    [Fact]
    public void Products_with_the_Hessian_agree_with_gradients() => CheckAll(HessianCheck.Set(Texts), HessianCheck.Run, p => Numbers.IsReal(p.ReturnType));

    private static void CheckAll(ProgramSet programs, Action<System.Reflection.MethodInfo, System.Reflection.MethodInfo, AtAttribute> check, Func<System.Reflection.MethodInfo, bool> wanted)
    {
        var failures = new List<string>();
        foreach (string name in programs.AllNames.Where(n => wanted(programs.Program(n))))
        {
            try
            {
                programs.Check(name, check);
            }
            catch (Exception e)
            {
                failures.Add(name + ": " + (e is Xunit.Sdk.XunitException ? e.Message : e.ToString()));
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
