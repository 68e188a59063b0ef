using AutoDiffGen.Generator.Pipeline;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace AutoDiffGen.Generator.Tests.Incrementality;

/// <summary>Why each step that starts at a marked type, and each that writes exports, ran again after an edit.</summary>
[Collection("bound bodies")]
public class TypeReasonTests
{
    private const string Source = """
        using AutoDiffGen;

        namespace Samples;

        [Differentiable]
        public partial struct P
        {
            public double X;
            public double Twice => X * Help.Factor(X);
        }

        [Differentiable]
        public static partial class Help
        {
            public static double Factor(double x) { return 2 + x; }
        }

        public static partial class Uses
        {
            [Differentiable]
            public static double F(P p) { return p.Twice + Help.Factor(p.X); }

            [Differentiable]
            public static double Alone(double x) { return x * x; }

            public static int Unmarked(int n) { return n + 1; }
        }
        """;

    // Types in the order of the file: P, Help; exported members: P, Twice, Factor; marked methods: F, Alone.
    [Fact]
    public void An_edit_elsewhere() => After("return n + 1;", "return n + 2;", [Unchanged, Unchanged], [Unchanged, Unchanged], [Cached, Cached, Cached], [Cached, Cached]);

    [Fact]
    public void An_edit_of_a_marked_method() => After("return x * x;", "return x * x * x;", [Unchanged, Unchanged], [Unchanged, Unchanged], [Cached, Cached, Cached], [Cached, Modified]);

    [Fact]
    public void An_edit_inside_a_member_of_a_struct() => After("X * Help", "X - Help", [Unchanged, Unchanged], [Modified, Unchanged], [Cached, Modified, Cached], [Unchanged, Cached]);

    // A member is told to other assemblies with its own text alone: its callers' are not written again.
    [Fact]
    public void An_edit_of_a_callee() => After("return 2 + x;", "return 3 + x;", [Unchanged, Unchanged], [Unchanged, Modified], [Cached, Cached, Modified], [Unchanged, Cached]);

    [Fact]
    public void A_new_field_of_the_struct() => After("public double X;", "public double X, Y;", [Modified, Unchanged], [Modified, Unchanged], [Modified, Modified, Cached], [Modified, Cached]);

    private static void After(
        string from, string to, IncrementalStepRunReason[] structs, IncrementalStepRunReason[] members, IncrementalStepRunReason[] exported, IncrementalStepRunReason[] marked)
    {
        Assert.Contains(from, Source, StringComparison.Ordinal);
        var compilation = GeneratorHarness.Compile(Source);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees[0];
        var changed = CSharpSyntaxTree.ParseText(Source.Replace(from, to, StringComparison.Ordinal), GeneratorHarness.ParseOptions, tree.FilePath, System.Text.Encoding.UTF8);
        var steps = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, changed)).GetRunResult().Results.Single().TrackedSteps;
        Assert.Equal(
            Shown(structs, members, exported, marked),
            Shown(Reasons(TrackingNames.Struct), Reasons(TrackingNames.Members), Reasons(TrackingNames.ExportMember), Reasons(TrackingNames.Export)));

        IEnumerable<IncrementalStepRunReason> Reasons(string name) => steps[name].SelectMany(s => s.Outputs).Select(o => o.Reason);
    }

    private static string Shown(params IEnumerable<IncrementalStepRunReason>[] steps) => string.Join(" | ", steps.Select(s => string.Join(", ", s)));
}
