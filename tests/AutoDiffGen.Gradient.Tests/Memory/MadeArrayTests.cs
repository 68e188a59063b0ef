using AutoDiffGen.Gradient.Tests.Forward;
using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Higher;

namespace AutoDiffGen.Gradient.Tests.Memory;

/// <summary>Arrays that branches and loops make, arrays of arrays, and slices that are picked, in forward mode and in second derivatives.</summary>
public class MadeArrayTests
{
    private static IEnumerable<string> Texts(string file) => ProgramSet.TextsOf(n => n.EndsWith("/" + file, StringComparison.Ordinal));

    [Theory]
    [InlineData("MadeArrays.cs")]
    [InlineData("JaggedArrays.cs")]
    [InlineData("PickedSlices.cs")]
    [InlineData("ReturnedShapes.cs")]
    public void Tangents_agree_with_gradients(string file) => CheckAll(ForwardPrograms.Set(Texts(file)), ForwardCheck.Run, _ => true);

    [Theory]
    [InlineData("MadeArrays.cs")]
    [InlineData("JaggedArrays.cs")]
    [InlineData("PickedSlices.cs")]
    public void Products_with_the_Hessian_agree_with_gradients(string file) => CheckAll(HessianCheck.Set(Texts(file)), HessianCheck.Run, p => Numbers.IsReal(p.ReturnType));

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
