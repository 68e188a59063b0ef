using System.Globalization;
using AutoDiffGen.Gradient.Tests.Harness;
using CsCheck;

namespace AutoDiffGen.Gradient.Tests.RandomPrograms;

/// <summary>
/// Programs that nobody thought of. RANDOM_PROGRAMS sets their number for a long run, RANDOM_SEED where it starts; a
/// failure prints the smallest program that was found to fail.
/// </summary>
public class RandomProgramTests
{
    private const int BatchSize = 150;

    private static readonly int Count = Setting("RANDOM_PROGRAMS", 150);

    private static readonly int Seed = Setting("RANDOM_SEED", 1);

    [Fact]
    public void Random_programs_agree_with_the_oracle()
    {
        for (int start = 0; start < Count; start += BatchSize)
        {
            var methods = Enumerable.Range(start, Math.Min(BatchSize, Count - start)).Select(Draw).ToList();
            var problems = Problems(methods);
            int first = problems.ToList().FindIndex(p => p.Length > 0);
            if (first >= 0)
            {
                var smallest = Shrinker.Shrink(methods[first], m => [.. Problems(m).Select(p => Kind(p) == Kind(problems[first]))]);
                Assert.Fail($"Program {start + first} of seed {Seed}, {problems.Count(p => p.Length > 0)} of {methods.Count} fail.\n{problems[first]}\n\nSmallest:\n{Writer.Class("P", smallest, "")}\n{Problems([smallest])[0]}");
            }
        }
    }

    private static Method Draw(int number) => Grammar.Method.Generate(new PCG((uint)(2 * number + 1), (ulong)Seed), null, out _);

    private static IReadOnlyList<string> Problems(IReadOnlyList<Method> methods)
    {
        string[] sources = [.. methods.Select((m, i) => Writer.Class("P" + i, m, Points(i)))];
        ProgramSet set;
        try
        {
            set = ProgramSet.FromText(sources);
        }
        catch (InvalidOperationException e)
        {
            // Something does not compile: find out which.
            if (methods.Count == 1)
            {
                return [e.Message];
            }

            int half = methods.Count / 2;
            return [.. Problems([.. methods.Take(half)]), .. Problems([.. methods.Skip(half)])];
        }

        return [.. methods.Select((_, i) => Problem(set, $"P{i}.F"))];
    }

    private static string Problem(ProgramSet set, string name)
    {
        try
        {
            set.Check(name, guarded: true);
            return "";
        }
        catch (Xunit.Sdk.XunitException e)
        {
            return e.Message;
        }
    }

    // A program that fails in another way is another failure.
    private static string Kind(string problem) => string.Join(" ", KindWords.Where(w => problem.Contains(w, StringComparison.Ordinal)));

    private static readonly string[] KindWords = ["the oracle's value", "MPrimal", "MGradient", "the gradient", "the pullback", "the slope", "is NaN", "CS0", "CS1", "CS8", "ADG"];

    private static string Points(int number)
    {
        var random = new Random(number);
        string Number() => (random.NextDouble() * 4 - 2).ToString("R", CultureInfo.InvariantCulture);
        return string.Concat(Enumerable.Range(0, 3).Select(i => $"[At({Number()}, {Number()}, {Number()}, {random.Next(0, 4)}, {i % 2})]"));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
