using AutoDiffGen.Generator.Rules;
using AutoDiffGen.Gradient.Tests.Scalars;
using Xunit.Abstractions;

namespace AutoDiffGen.Gradient.Tests.Mutation;

/// <summary>
/// Rules made wrong on purpose: the checks must fail. A sample by default, every mutant with MUTATION=1; what may
/// survive is listed in <see cref="EquivalentMutants"/>.
/// </summary>
public class MutationTests(ITestOutputHelper output)
{
    private const int Sample = 60;

    private static readonly bool Everything = Environment.GetEnvironmentVariable("MUTATION") == "1";

    [Fact]
    public void A_wrong_scalar_rule_is_noticed()
    {
        var functions = ScalarFunctions.All.Where(f => ScalarRules.Find(f.Code) is { IsPiecewiseConstant: false } && !f.IsEstimate).ToList();
        var run = new MutationRun(functions.ToDictionary(ScalarPrograms.Class, f => ScalarPrograms.PlainSource(f)));
        var mutants = functions.SelectMany(f => RuleMutants.Of(ScalarRules.Find(f.Code)!)
            .Select(m => new Mutant(m.Name, ScalarPrograms.Class(f), () => ScalarRules.Replace(m.Rule), () => true))).ToList();
        Report(run, mutants);
    }

    [Fact]
    public void A_wrong_structured_rule_is_noticed()
    {
        var run = new MutationRun(StructuredPrograms.All.ToDictionary(p => "S_" + p.Code, p => p.Source));
        var mutants = new List<Mutant>();
        foreach (var (code, _) in StructuredPrograms.All)
        {
            foreach (string change in StructuredMutant.Changes)
            {
                for (int place = 0; place < 5; place++)
                {
                    var rule = new StructuredMutant(StructuredRule.Find(code)!, change, place);
                    mutants.Add(new Mutant($"{code}: {change} {place}", "S_" + code, () => StructuredRule.Replace(rule), () => rule.Applied));
                }
            }
        }

        Report(run, mutants, sample: int.MaxValue);
    }

    private void Report(MutationRun run, List<Mutant> mutants, int sample = Sample)
    {
        int stride = Everything ? 1 : Math.Max(1, mutants.Count / sample);
        var survivors = run.Survivors(mutants.Where((_, i) => i % stride == 0));
        output.WriteLine($"{run.Count - survivors.Count} of {run.Count} mutants noticed ({mutants.Count} in all).");
        Assert.NotEqual(0, run.Count);
        Assert.True(survivors.All(EquivalentMutants.Names.Contains), $"{run.Count - survivors.Count} of {run.Count} noticed; not these:\n{string.Join("\n", survivors.Where(s => !EquivalentMutants.Names.Contains(s)))}");
    }
}
