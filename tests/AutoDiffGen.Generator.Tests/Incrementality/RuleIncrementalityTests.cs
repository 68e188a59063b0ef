using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Pipeline;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiffGen.Generator.Tests.Incrementality;

/// <summary>Rules are found by text: nothing is bound for them while no declaration changes.</summary>
[Collection("bound bodies")]
public class RuleIncrementalityTests
{
    private const string Caller = "using AutoDiffGen; public static partial class C { [Differentiable] public static double F(double x, double y) => Foreign.Product(x, y); }";

    private const string Rule = """
        using AutoDiffGen;
        public static class Foreign { public static double Product(double x, double y) { return x * y; } }
        internal static class Rules
        {
            [DerivativeOf(typeof(Foreign), nameof(Foreign.Product))]
            internal static void Product(double x, double y, double cotangent, out double dX, out double dY)
            {
                dX = y * cotangent; dY = x * cotangent;
            }
        }
        """;

    [Fact]
    public void An_edit_of_the_body_of_a_rule_binds_nothing() => After("dX = y * cotangent", "dX = cotangent * y", bound: 0, IncrementalStepRunReason.Unchanged);

    [Fact]
    public void An_edit_of_its_signature_reaches_its_callers() => After("out double dX, out double dY", "out double dY, out double dX", bound: 1, IncrementalStepRunReason.Modified);

    [Fact]
    public void A_rule_that_is_no_longer_one_reaches_its_callers_too() => After("nameof(Foreign.Product)", "\"\"", bound: 1, IncrementalStepRunReason.Modified);

    private static void After(string from, string to, int bound, IncrementalStepRunReason reason)
    {
        var compilation = GeneratorHarness.Compile(Caller, Rule);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees[1];
        var edited = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Rule.Replace(from, to, StringComparison.Ordinal), GeneratorHarness.ParseOptions, tree.FilePath, System.Text.Encoding.UTF8));
        int before = LoweringCache.BoundBodies;
        driver = driver.RunGenerators(edited);
        Assert.Equal(bound, LoweringCache.BoundBodies - before);
        Assert.Equal(reason, driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Lower].Single().Outputs.Single().Reason);
    }
}
