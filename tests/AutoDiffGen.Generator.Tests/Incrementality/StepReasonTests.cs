using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Pipeline;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace AutoDiffGen.Generator.Tests.Incrementality;

/// <summary>Why each step of the pipeline ran again after an edit, and how many bodies were bound for it.</summary>
[Collection("bound bodies")]
public class StepReasonTests
{
    private const string First = """
        using System;
        using System.Numerics.Tensors;
        using AutoDiffGen;

        namespace Samples;

        [Differentiable]
        public sealed partial class Model(int n)
        {
            [Parameter("n")]
            public partial Tensor<float> W { get; }

            [Differentiable]
            public float Loss(float x)
            {
                return x * Ops.Sum(W);
            }
        }

        public static partial class One
        {
            [Differentiable]
            public static double Caller(double x)
            {
                return Math.Sin(x) * Two.Callee(x);
            }

            [Differentiable]
            public static double Alone(double x)
            {
                return x * x;
            }

            public static int Unmarked(int n)
            {
                return n + 1;
            }
        }
        """;

    private const string Second = """
        using AutoDiffGen;

        namespace Samples;

        public static partial class Two
        {
            [Differentiable]
            public static double Callee(double x)
            {
                return x + 3;
            }
        }
        """;

    // The methods in the order of the pipeline: Loss, Caller, Alone of the first file, Callee of the second.
    [Fact]
    public void The_same_compilation() => After(c => c, bound: 0, [Cached, Cached, Cached, Cached], [Cached, Cached, Cached, Cached], Cached);

    // Roslyn runs the transform of a marked node again for every new compilation.
    [Fact]
    public void Nothing_changed() => After(c => c.Clone(), bound: 0, [Unchanged, Unchanged, Unchanged, Unchanged], [Cached, Cached, Cached, Cached], Unchanged);

    [Fact]
    public void A_comment_in_another_file() => After(
        Edit(1, "namespace Samples;", "namespace Samples; // a comment"),
        bound: 0, [Unchanged, Unchanged, Unchanged, Unchanged], [Cached, Cached, Cached, Cached], Unchanged);

    [Fact]
    public void An_edit_of_a_body_that_is_not_marked_in_the_same_file() => After(
        Edit(0, "return n + 1;", "return n + 2;"),
        bound: 0, [Unchanged, Unchanged, Unchanged, Unchanged], [Cached, Cached, Cached, Cached], Unchanged);

    [Fact]
    public void An_edit_of_another_marked_body_in_the_same_file() => After(
        Edit(0, "return x * x;", "return x * x * x;"),
        bound: 1, [Unchanged, Unchanged, Modified, Unchanged], [Cached, Cached, Modified, Cached], Unchanged);

    [Fact]
    public void An_edit_above_that_moves_every_method() => After(
        Edit(0, "[Differentiable]\npublic sealed", "\n\n// moved\n[Differentiable]\npublic sealed"),
        bound: 0, [Unchanged, Unchanged, Unchanged, Unchanged], [Cached, Cached, Cached, Cached], Unchanged);

    [Fact]
    public void An_edit_inside_the_method() => After(
        Edit(0, "Math.Sin(x) *", "Math.Cos(x) *"),
        bound: 1, [Unchanged, Modified, Unchanged, Unchanged], [Cached, Modified, Cached, Cached], Unchanged);

    [Fact]
    public void An_edit_of_a_callee_reaches_its_callers_and_no_others() => After(
        Edit(1, "return x + 3;", "return x * 3;"),
        bound: 1, [Unchanged, Modified, Unchanged, Modified], [Cached, Modified, Cached, Modified], Unchanged);

    [Fact]
    public void A_new_file_that_concerns_nobody() => After(
        c => c.AddSyntaxTrees(CSharpSyntaxTree.ParseText("namespace Other;", GeneratorHarness.ParseOptions, "New.cs")),
        bound: 4, [Unchanged, Unchanged, Unchanged, Unchanged], [Cached, Cached, Cached, Cached], Unchanged);

    // Every body is bound again, since each might mean something else now; the outcome is the same, and stops there.
    [Fact]
    public void A_changed_declaration() => After(
        Edit(0, "public static int Unmarked(int n)", "public static int Unmarked(int n, int m)"),
        bound: 4, [Unchanged, Unchanged, Unchanged, Unchanged], [Cached, Cached, Cached, Cached], Unchanged);

    [Fact]
    public void A_changed_parameter_of_the_model() => After(
        Edit(0, "[Parameter(\"n\")]", "[Parameter(\"2 * n\")]"),
        bound: 4, [Modified, Unchanged, Unchanged, Unchanged], [Modified, Cached, Cached, Cached], Modified);

    private static Func<CSharpCompilation, CSharpCompilation> Edit(int file, string from, string to) => compilation =>
    {
        var tree = compilation.SyntaxTrees[file];
        string text = tree.ToString();
        Assert.Contains(from, text, StringComparison.Ordinal);
        int at = text.IndexOf(from, StringComparison.Ordinal);
        var changed = tree.GetText().WithChanges(new Microsoft.CodeAnalysis.Text.TextChange(new(at, from.Length), to));
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(changed));
    };

    private static void After(
        Func<CSharpCompilation, CSharpCompilation> edit, int bound, IncrementalStepRunReason[] lower, IncrementalStepRunReason[] emit, IncrementalStepRunReason model)
    {
        var compilation = GeneratorHarness.Compile(First, Second);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var edited = edit(compilation);
        int before = LoweringCache.BoundBodies;
        driver = driver.RunGenerators(edited);
        Assert.Equal(bound, LoweringCache.BoundBodies - before);
        var steps = driver.GetRunResult().Results.Single().TrackedSteps;
        Assert.Equal(lower, Reasons(TrackingNames.Lower));
        Assert.Equal(emit, Reasons(TrackingNames.Emit));
        Assert.Equal([model], Reasons(TrackingNames.Model));

        IEnumerable<IncrementalStepRunReason> Reasons(string name) => steps[name].SelectMany(s => s.Outputs).Select(o => o.Reason);
    }
}

/// <summary>The counter of bound bodies is one for the process: who watches it runs alone.</summary>
[CollectionDefinition("bound bodies", DisableParallelization = true)]
public sealed class BoundBodies;
