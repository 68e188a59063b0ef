using System.Collections;
using System.Reflection;
using AutoDiffGen.Generator.Pipeline;
using AutoDiffGen.Generator.Tests.Snapshots;
using AutoDiffGen.Generator.Tests.Support;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Tests.Incrementality;

public class PipelineOutputTests
{
    private const string Recursive = "using AutoDiffGen; public static partial class C { [Differentiable] public static double F(double x, int n) => n <= 0 ? x : F(System.Math.Sin(x), n - 1); [Differentiable] public static double Bad(double x) { System.Console.WriteLine(x + \"\"); return x; } }";

    // A symbol, a node or a compilation kept in a step's output keeps every compilation alive that an editor has made.
    [Fact]
    public void No_step_keeps_a_Roslyn_object()
    {
        var driver = GeneratorHarness.Driver().RunGenerators(GeneratorHarness.Compile(TensorSnapshots.NamesMlp, Recursive));
        var steps = driver.GetRunResult().Results.Single().TrackedSteps;
        int walked = 0;
        foreach (string name in new[] { TrackingNames.Lower, TrackingNames.Emit, TrackingNames.Model })
        {
            foreach (object output in steps[name].SelectMany(s => s.Outputs).Select(o => o.Value))
            {
                Walk(output, name, new HashSet<object>(ReferenceEqualityComparer.Instance), ref walked);
            }
        }

        Assert.True(walked > 500, $"Only {walked} objects were looked at.");
    }

    [Fact]
    public void Two_runs_on_fresh_compilations_give_the_same_text()
    {
        var first = GeneratorHarness.Run(TensorSnapshots.NamesMlp, Recursive).Sources;
        var second = GeneratorHarness.Run(Recursive, TensorSnapshots.NamesMlp).Sources;
        Assert.NotEmpty(first);
        Assert.Equal(first.OrderBy(s => s.Key, StringComparer.Ordinal), second.OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    // The analyzer runs over the generated files too, and must find the names that the generator chose without them.
    [Fact]
    public void The_analyzer_finds_the_same_IR_and_names_although_it_sees_the_output()
    {
        var outcome = GeneratorHarness.Run(TensorSnapshots.NamesMlp, Recursive);
        var signatures = ((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)outcome.After).GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>()
            .Where(m => m.GetAttributes().Any(a => a.AttributeClass?.Name == "DifferentiableAttribute")).ToList();
        Assert.Equal(4, signatures.Count);
        Assert.All(signatures, m =>
        {
            var original = (IMethodSymbol)DocumentationCommentId.GetFirstSymbolForDeclarationId(m.GetDocumentationCommentId()!, outcome.Before)!;
            var (a, b) = (SafeCompiler.Lower(original, outcome.Before, default), SafeCompiler.Lower(m, outcome.After, default));
            Assert.Equal((a.Signature.Names, a.Signature.HintName), (b.Signature.Names, b.Signature.HintName));
            Assert.True(a.Root == b.Root && a.Callees == b.Callees && a.Diagnostics == b.Diagnostics);
        });
    }

    private static void Walk(object? value, string path, HashSet<object> seen, ref int walked)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        walked++;
        var type = value.GetType();
        Assert.False(type.Namespace!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || value is Delegate, $"{path} holds a {type}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen, ref walked);
            }
        }

        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (var field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen, ref walked);
            }
        }
    }
}
