using System.Reflection;
using AutoDiffGen.Gradient.Tests.Forward;
using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Scalars;

namespace AutoDiffGen.Gradient.Tests.Higher;

/// <summary>Products with the Hessian, over every program that gradients are tested with and that gives a number.</summary>
public class HessianTests
{
    // Virtual methods have no products, and a member in error leaves its overrides nothing to override.
    private static readonly Lazy<ProgramSet> LazyPrograms = new(() => HessianCheck.Set(ProgramSet.Texts.Where(t => !t.Contains("class VirtualCalls", StringComparison.Ordinal)).Append(ForwardArrayPrograms.Text)));

    private static readonly Lazy<ProgramSet> LazyScalars = new(() => HessianCheck.Set(ScalarFunctions.All.Select(f => ScalarPrograms.Source(f))));

    public static TheoryData<string> Codes => [.. ScalarFunctions.All.Select(f => f.Code)];

    [Fact]
    public void The_products_of_all_programs_agree_with_their_gradients()
    {
        var (failures, refused) = Check(LazyPrograms.Value, _ => true);
        Assert.True(failures.Count == 0, string.Join("\n", failures));

        // What is refused says why, and it is one of these.
        Assert.All(refused, r => Assert.Matches("ADG0220.*(computes with tensors|which calls itself|written by hand|no second derivative|an array of arrays)", r));
        Assert.True(HessianCheck.Compared > 1000, $"{HessianCheck.Compared} products were compared with differences; refused:\n{string.Join("\n", refused)}");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_products_of_a_function_agree_with_its_gradient_in_every_spelling(string code)
    {
        var (failures, refused) = Check(LazyScalars.Value, n => n.StartsWith("F_" + code + ".", StringComparison.Ordinal));
        Assert.True(failures.Count + refused.Count == 0, string.Join("\n", failures.Concat(refused)));
    }

    private static (List<string> Failures, List<string> Refused) Check(ProgramSet programs, Func<string, bool> wanted)
    {
        var failures = new List<string>();
        var refused = new List<string>();
        foreach (string name in programs.AllNames.Where(n => wanted(n) && (Numbers.IsReal(programs.Program(n).ReturnType) || programs.Program(n).ReturnType.IsGenericParameter)))
        {
            try
            {
                programs.Check(name, HessianCheck.Run);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                failures.Add(e.Message);
            }
            catch (InvalidOperationException e) when (e.Message.StartsWith("ADG", StringComparison.Ordinal))
            {
                refused.Add(name + ": " + e.Message);
            }
            catch (Exception e)
            {
                failures.Add(name + ": " + e);
            }
        }

        return (failures, refused);
    }
}
