using AutoDiffGen.Gradient.Tests.Forward;
using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Scalars;

namespace AutoDiffGen.Gradient.Tests.Higher;

/// <summary>Jacobians and Hessians of every program that gradients are tested with.</summary>
public class MatrixTests
{
    // Virtual methods have none.
    private static IEnumerable<string> Texts => ProgramSet.Texts.Where(t => !t.Contains("class VirtualCalls", StringComparison.Ordinal)).Append(ForwardArrayPrograms.Text);

    [Fact]
    public void The_Jacobians_of_all_programs_are_their_pushforwards_along_the_axes()
    {
        int before = MatrixCheck.Columns;
        var refused = Check(MatrixCheck.Set(Texts, "Forward", "Jacobian"), _ => true, MatrixCheck.Jacobian);
        Expect(refused, "ADG0221.*(computes with tensors|result is an array of arrays|which calls itself|may give another value)");
        Assert.True(MatrixCheck.Columns - before > 1000, $"{MatrixCheck.Columns - before} columns; refused:\n{string.Join("\n", refused)}");
    }

    [Fact]
    public void The_Hessians_of_all_programs_are_their_products_along_the_axes()
    {
        int before = MatrixCheck.Columns;
        var programs = MatrixCheck.Set(Texts, "HessianVector", "Hessian");
        var refused = Check(programs, n => Numbers.IsReal(programs.Program(n).ReturnType) || programs.Program(n).ReturnType.IsGenericParameter, MatrixCheck.Hessian);
        Expect(refused, "ADG022[01].*(computes with tensors|which calls itself|written by hand|no second derivative|an array of arrays|may give another value)");
        Assert.True(MatrixCheck.Columns - before > 1000, $"{MatrixCheck.Columns - before} columns; refused:\n{string.Join("\n", refused)}");
    }

    [Fact]
    public void Every_function_has_both_in_every_spelling()
    {
        var texts = ScalarFunctions.All.Select(f => ScalarPrograms.Source(f)).ToList();
        Assert.Empty(Check(MatrixCheck.Set(texts, "Forward", "Jacobian"), _ => true, MatrixCheck.Jacobian));
        Assert.Empty(Check(MatrixCheck.Set(texts, "HessianVector", "Hessian"), _ => true, MatrixCheck.Hessian));
    }

    private static void Expect(List<string> refused, string reasons)
    {
        var others = refused.Where(r => !System.Text.RegularExpressions.Regex.IsMatch(r, reasons)).ToList();
        Assert.True(others.Count == 0, string.Join("\n", others));
    }

    private static List<string> Check(ProgramSet programs, Func<string, bool> wanted, Action<System.Reflection.MethodInfo, System.Reflection.MethodInfo, AtAttribute> check)
    {
        var (failures, refused) = (new List<string>(), new List<string>());
        foreach (string name in programs.AllNames.Where(wanted))
        {
            try
            {
                programs.Check(name, check);
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

        Assert.True(failures.Count == 0, $"{failures.Count}:\n" + string.Join("\n", failures.Take(40)));
        return refused;
    }
}
