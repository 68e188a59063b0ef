using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Pipeline;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace AutoDiffGen.Generator.Tests.Incrementality;

/// <summary>What is told to other assemblies is written again for what changed alone, and not at all where the project says so.</summary>
[Collection("bound bodies")]
public class ExportReasonTests
{
    private const string Library = """
        using AutoDiffGen;
        namespace Library;
        public static partial class A
        {
            [Differentiable] public static double G(double x) { return x * x; }
            [Differentiable] public static double H(double x) { return x + 1; }
            public static int Unmarked(int n) { return n + 1; }
        }
        [Differentiable] public partial struct P { public double X; public double Twice => X * 2; }
        """;

    private const string Caller = "using AutoDiffGen; public static partial class C { [Differentiable] public static double F(double x) { return Library.A.G(x); } public static int Unmarked(int n) { return n + 1; } }";

    [Fact]
    public void An_edit_of_one_method() => AfterEdit("return x * x;", "return x * x * x;", [Modified, Cached], [Cached, Cached]);

    [Fact]
    public void An_edit_of_a_method_without_a_mark() => AfterEdit("return n + 1;", "return n + 2;", [Cached, Cached], [Cached, Cached]);

    [Fact]
    public void An_edit_of_a_getter() => AfterEdit("X * 2", "X * 3", [Cached, Cached], [Cached, Modified]);

    [Fact]
    public void A_caller_is_read_again_when_the_library_changed_and_not_when_something_else_did()
    {
        MetadataReference Reference(string text) => new AssemblyChain(ReferenceKind.Image, ("Library", text)).References[0];
        MetadataReference first = Reference(Library), second = Reference(Library.Replace("x * x", "x * 3", StringComparison.Ordinal));
        var compilation = GeneratorHarness.Compile(Caller).AddReferences(first);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        int before = LoweringCache.BoundBodies;
        var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Parse(compilation.SyntaxTrees[0], Caller.Replace("n + 1", "n + 2", StringComparison.Ordinal)));
        driver = driver.RunGenerators(edited);
        Assert.Equal(0, LoweringCache.BoundBodies - before);
        Assert.Equal([Unchanged], Reasons(driver, TrackingNames.Lower));

        driver = driver.RunGenerators(edited.ReplaceReference(first, second));
        Assert.Equal(1, LoweringCache.BoundBodies - before);
        Assert.Equal([Modified], Reasons(driver, TrackingNames.Lower));
    }

    [Fact]
    public void A_project_may_switch_it_off()
    {
        var driver = CSharpGeneratorDriver.Create([new AutoDiffGenerator().AsSourceGenerator()], parseOptions: GeneratorHarness.ParseOptions, optionsProvider: new Options("False"))
            .RunGenerators(GeneratorHarness.Compile(Library));
        Assert.DoesNotContain(driver.GetRunResult().GeneratedTrees, t => t.ToString().Contains("DifferentiableMember", StringComparison.Ordinal));
        Assert.NotEmpty(driver.GetRunResult().GeneratedTrees);
    }

    private static void AfterEdit(string from, string to, IncrementalStepRunReason[] marked, IncrementalStepRunReason[] members)
    {
        var compilation = GeneratorHarness.Compile(Library);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees[0];
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, Parse(tree, Library.Replace(from, to, StringComparison.Ordinal))));
        Assert.Equal(marked, Reasons(driver, TrackingNames.Export));
        Assert.Equal(members, Reasons(driver, TrackingNames.ExportMember));
    }

    private static SyntaxTree Parse(SyntaxTree old, string text) => CSharpSyntaxTree.ParseText(text, GeneratorHarness.ParseOptions, old.FilePath, System.Text.Encoding.UTF8);

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string step) =>
        driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason);

    private sealed class Options(string value) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(value);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string value) : AnalyzerConfigOptions
    {
#pragma warning disable CS8765 // The attribute that says so exists twice here: the generator has its own.
        public override bool TryGetValue(string key, out string? found) => (found = key == "build_property.AutoDiffGenExport" ? value : null) is not null;
    }
}
