using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Pipeline;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiffGen.Generator.Tests.Incrementality;

/// <summary>Bodies that name generated members are bound with declarations of these, and as rarely as any other.</summary>
[Collection("bound bodies")]
public class HigherIncrementalityTests
{
    private const string Outer = """
        using AutoDiffGen;
        public static partial class C
        {
            [Differentiable]
            public static double Outer(double x, Box box)
            {
                Inner.SquareGradient(x, new Box { Size = x }, out var dX, out var dBox);
                return dX * dBox.Size * box.Size;
            }
        }
        """;

    private const string Inner = """
        using AutoDiffGen;
        [Differentiable] public partial struct Box { public double Size; }
        public static partial class Inner { [Differentiable] public static double Square(double x, Box b) { return x * x * b.Size; } }
        public static class Other { public static double Unrelated(double x) { return x + 1; } }
        """;

    [Fact]
    public void An_edit_of_another_body_binds_nothing() => After("x + 1", "x + 2", bound: 0, IncrementalStepRunReason.Unchanged);

    [Fact]
    public void An_edit_of_the_body_whose_derivative_is_called_reaches_the_caller() => After("x * x * b.Size", "x * b.Size", bound: 1, IncrementalStepRunReason.Modified);

    [Fact]
    public void An_edit_of_its_signature_binds_both() => After("double x, Box b", "double x, in Box b", bound: 2, IncrementalStepRunReason.Modified);

    [Fact]
    public void The_generator_and_the_analyzer_read_the_same_though_they_see_different_members()
    {
        var first = GeneratorHarness.Run(Outer, Inner);
        Assert.Empty(first.AnalyzerDiagnostics());
        first.Load();

        // Another compilation, which sees the generated members from the start: what is bound there is not from the cache.
        var seen = GeneratorHarness.Compile(Outer, Inner).AddSyntaxTrees(first.Sources.Select(s => CSharpSyntaxTree.ParseText(s.Value, GeneratorHarness.ParseOptions, s.Key, System.Text.Encoding.UTF8)));
        int before = LoweringCache.BoundBodies;
        Assert.Equal(SafeCompiler.Lower(Method(first.Before), first.Before, default), SafeCompiler.Lower(Method(seen), seen, default));
        Assert.Equal(2, LoweringCache.BoundBodies - before);
    }

    private static IMethodSymbol Method(Compilation compilation) => (IMethodSymbol)compilation.GetTypeByMetadataName("C")!.GetMembers("Outer").Single();

    private static void After(string from, string to, int bound, IncrementalStepRunReason reason)
    {
        var compilation = GeneratorHarness.Compile(Outer, Inner);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees[1];
        var edited = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Inner.Replace(from, to, StringComparison.Ordinal), GeneratorHarness.ParseOptions, tree.FilePath, System.Text.Encoding.UTF8));
        int before = LoweringCache.BoundBodies;
        driver = driver.RunGenerators(edited);
        Assert.Equal(bound, LoweringCache.BoundBodies - before);
        Assert.Equal(reason, driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Lower].SelectMany(s => s.Outputs).First(o => ((Generator.Ir.LoweredUnit)o.Value).Signature.Name == "Outer").Reason);
    }
}
