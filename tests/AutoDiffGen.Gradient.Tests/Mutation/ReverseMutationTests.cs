using System.Reflection;
using System.Text.RegularExpressions;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Passes;
using AutoDiffGen.Gradient.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace AutoDiffGen.Gradient.Tests.Mutation;

/// <summary>
/// The reversal of control flow and memory made wrong on purpose, in every program of the folder Language: the checks
/// must fail. A sample by default, every mutant with MUTATION=1; survivors are listed in the test's output. Some change
/// no gradient: a sum that begins with a cleared shadow may overwrite it, the last step of a converged iteration may be
/// left out. Which of them the programs meet changes with every program, so that the test asks for a rate.
/// </summary>
public class ReverseMutationTests(ITestOutputHelper output)
{
    private const int Sample = 90, BatchSize = 45;

    /// <summary>Of a hundred mutants; what survives above it changes no gradient, or lacks a point.</summary>
    private const int Noticed = 80;

    private static readonly bool Everything = Environment.GetEnvironmentVariable("MUTATION") == "1";

    private sealed record ReverseMutant(string Name, string Class, string Method, string Source, string Generated);

    [Fact]
    public void A_wrong_reversal_is_noticed()
    {
        var mutants = new List<(string Name, Func<ReverseMutant?> Make)>();
        string[] texts = [.. ProgramSet.TextsOf(path => path.Contains("/Language/", StringComparison.Ordinal))];
        var compilation = InProcess.Compilation(texts);
        var oracle = InProcess.Oracle(texts);
        foreach (string text in texts)
        {
            string name = Regex.Match(text, @"static partial class (\w+)").Groups[1].Value;
            var type = compilation.GetSymbolsWithName(name, SymbolFilter.Type).OfType<INamedTypeSymbol>().Single(t => t.ContainingNamespace.Name == "Language");
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(m => Has(m, nameof(DifferentiableAttribute)) && Has(m, nameof(AtAttribute))))
            {
                var unit = UnitLowering.Lower(method, compilation, default);
                var shaped = MethodCompiler.Shaped(unit, out bool recursive);
                if (recursive || method.IsGenericMethod || IrWalk.AllOps(shaped.Function.Body).Any(op => op.Code == "call"))
                {
                    // Their pairs would have to be changed along with them.
                    continue;
                }

                var derivative = Differentiate.Run(shaped);
                foreach (var (change, mutated) in ReverseMutants.Of(derivative))
                {
                    mutants.Add(($"{name}.{method.Name}: {change}", () => Make($"{name}.{method.Name}: {change}", name, method.Name, text, unit, shaped, mutated)));
                }
            }
        }

        int stride = Everything ? 1 : Math.Max(1, mutants.Count / Sample), count = 0;
        var survivors = new List<string>();
        foreach (var batch in mutants.Where((_, i) => i % stride == 0).Chunk(BatchSize))
        {
            count += batch.Length;
            survivors.AddRange(Survivors([.. batch.Select(m => m.Make()).OfType<ReverseMutant>()], oracle));
            Invoker.Forget();
        }

        string report = $"{count - survivors.Count} of {count} mutants noticed ({mutants.Count} in all); not these:\n{string.Join("\n", survivors)}";
        output.WriteLine(report);
        Assert.NotEqual(0, count);
        Assert.True((count - survivors.Count) * 100 >= Noticed * count, report);
    }

    private static bool Has(IMethodSymbol method, string attribute) => method.GetAttributes().Any(a => a.AttributeClass?.Name == attribute);

    private static ReverseMutant? Make(string title, string type, string method, string text, LoweredUnit unit, ShapedFunction shaped, Derivative mutated)
    {
        try
        {
            bool one = mutated.Cotangents.Count() == 1;
            var ofResult = unit.Signature.Result is not ScalarType { IsFloating: true } ? null : one ? mutated : Differentiate.Run(shaped, onlyResult: true);
            return new ReverseMutant(title, type, method, text, MethodEmitter.Emit(unit.Signature, mutated, ofResult, [], null));
        }
        catch (Exception)
        {
            // The emitter itself refuses it.
            return null;
        }
    }

    private static IEnumerable<string> Survivors(List<ReverseMutant> batch, Assembly oracle)
    {
        if (batch.Count == 0)
        {
            return [];
        }

        Assembly assembly;
        try
        {
            assembly = InProcess.Load(InProcess.Compilation(batch.SelectMany((m, i) => new[] { m.Source, m.Generated }.Select(t => Regex.Replace(t, $@"\b{m.Class}\b", $"M{i}_{m.Class}")))), []);
        }
        catch (InvalidOperationException)
        {
            // One that does not even compile is noticed by everybody.
            int half = batch.Count / 2;
            return half == 0 ? [] : [.. Survivors(batch[..half], oracle), .. Survivors(batch[half..], oracle)];
        }

        return [.. batch.Where((m, i) => !IsNoticed(assembly, $"M{i}_{m.Class}", m, oracle)).Select(m => m.Name)];
    }

    private static bool IsNoticed(Assembly assembly, string type, ReverseMutant mutant, Assembly oracle)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var program = assembly.GetTypes().Single(t => t.Name == type).GetMethods(Any).Single(m => m.Name == mutant.Method);
        var twin = oracle.GetTypes().Single(t => t.Name == mutant.Class).GetMethods(Any).Single(m => m.Name == mutant.Method);
        foreach (var point in program.GetCustomAttributes<AtAttribute>())
        {
            try
            {
                ProgramCheck.Run(program, twin, point);
            }
            catch (Exception)
            {
                return true;
            }
        }

        return false;
    }
}
