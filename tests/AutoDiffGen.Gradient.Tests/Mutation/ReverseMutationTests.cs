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
/// no gradient: a sum that begins with a cleared shadow may overwrite it, a shadow that nobody reads again need not be
/// cleared, what was stored and overwritten unread has the adjoint zero, a maximum that is subtracted and added again
/// cancels, the last step of a converged iteration may be left out. Which of them the programs meet changes with every
/// program, so that the test asks for a rate. In a run of every mutant the survivors are tried at random points too: a
/// gradient is an analytic function of the numbers on each path through a program, and two such functions that agree
/// where nobody chose are the same on the paths taken there.
/// </summary>
public class ReverseMutationTests(ITestOutputHelper output)
{
    private const int Sample = 90, BatchSize = 45, RandomPoints = 12;

    /// <summary>Of a hundred mutants; what survives above it changes no gradient, or lacks a point.</summary>
    private const int Noticed = 80;

    // "1" for every mutant, "3/10" for the third of ten parts of them, or a file with the names of some, one a line.
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("MUTATION");

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

        if (File.Exists(Wanted))
        {
            var named = File.ReadLines(Wanted).Select(l => l.Trim()).ToHashSet();
            mutants.RemoveAll(m => !named.Contains(m.Name));
        }

        int[]? part = Wanted?.Contains('/') == true && !File.Exists(Wanted) ? [.. Wanted.Split('/').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))] : null;
        int stride = part?[1] ?? (Wanted is not null ? 1 : Math.Max(1, mutants.Count / Sample)), first = part is null ? 0 : part[0] - 1, count = 0;
        var survivors = new List<string>();
        foreach (var batch in mutants.Where((_, i) => i % stride == first).Chunk(BatchSize))
        {
            count += batch.Length;
            survivors.AddRange(Survivors([.. batch.Select(m => m.Make()).OfType<ReverseMutant>()], oracle));
            Invoker.Forget();
        }

        string report = $"{count - survivors.Count} of {count} mutants noticed ({mutants.Count} in all), {_elsewhere.Count} of them at random points alone; not these:\n{string.Join("\n", survivors)}"
            + $"\nAt random points alone:\n{string.Join("\n", _elsewhere)}";
        output.WriteLine(report);
        Assert.NotEqual(0, count);
        Assert.True(File.Exists(Wanted) || (count - survivors.Count) * 100 >= Noticed * count, report);
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

    private IEnumerable<string> Survivors(List<ReverseMutant> batch, Assembly oracle)
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

    private bool IsNoticed(Assembly assembly, string type, ReverseMutant mutant, Assembly oracle)
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

        bool elsewhere = Wanted is not null && RandomPointsOf(program).Any(p => Fails(program, twin, p) && !Fails(ProgramSet.Built.Program($"{mutant.Class}.{mutant.Method}"), twin, p));
        if (elsewhere)
        {
            _elsewhere.Add(mutant.Name);
        }

        return elsewhere;
    }

    private readonly List<string> _elsewhere = [];

    // Whole numbers and what is held stay as the program's own points have them: they choose the paths.
    private static IEnumerable<AtAttribute> RandomPointsOf(MethodInfo program)
    {
        var random = new Random(5);
        foreach (var at in program.GetCustomAttributes<AtAttribute>())
        {
            var point = new ProgramPoint(program, at);
            int[] active = [.. point.Active];
            for (int i = 0; i < RandomPoints; i++)
            {
                double[] values = [.. point.Values];
                foreach (int k in active)
                {
                    // Near numbers that somebody chose: further off a loop may not end.
                    values[k] = at.Values.Count == 0 ? at.Low + random.NextDouble() * (at.High - at.Low) : values[k] * (0.9 + 0.2 * random.NextDouble());
                }

                yield return new AtAttribute(values) { Low = at.Low, High = at.High, Kink = true, Tolerance = Math.Max(at.Tolerance, 1e-9) };
            }
        }
    }

    private static bool Fails(MethodInfo program, MethodInfo twin, AtAttribute at)
    {
        try
        {
            ProgramCheck.Run(program, twin, at, guarded: true);
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }
}
