using System.Collections.Concurrent;
using System.Globalization;
using AutoDiffGen.Gradient.Tests.Forward;
using AutoDiffGen.Gradient.Tests.Harness;
using CsCheck;
using Xunit.Abstractions;

namespace AutoDiffGen.Gradient.Tests.RandomPrograms;

/// <summary>
/// Programs that nobody thought of, and a matrix of every construct with every activity at every position. In reverse
/// mode they are compared with the oracle and with differences, in forward mode with reverse mode. RANDOM_PROGRAMS sets
/// the number of the random ones for a long run, RANDOM_SEED where it starts; a failure prints the smallest program that
/// was found to fail.
/// </summary>
public class RandomProgramTests(ITestOutputHelper output)
{
    private const int BatchSize = 60;

    private static readonly int Count = Setting("RANDOM_PROGRAMS", 150);

    // One cell in so many; 1 is all of them.
    private static readonly int Stride = Setting("RANDOM_STRIDE", 1);

    private static readonly int Seed = Setting("RANDOM_SEED", 1);

    [Fact]
    public void Random_programs_agree_with_the_oracle() =>
        Run(Count, i => ($"Program {i} of seed {Seed}", Draw(i)));

    [Fact]
    public void Every_construct_agrees_with_the_oracle_at_every_position() =>
        Run(Matrix.Cells.Count / Stride, i => Matrix.Cells[i * Stride]);

    private void Run(int count, Func<int, (string Name, Method Program)> program)
    {
        var failures = new ConcurrentBag<(int Number, string Problem)>();
        int runs = 0;
        Parallel.For(0, (count + BatchSize - 1) / BatchSize, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (batch, state) =>
        {
            int start = batch * BatchSize;
            var methods = Enumerable.Range(start, Math.Min(BatchSize, count - start)).Select(i => program(i).Program).ToList();
            var problems = Problems(methods);
            for (int i = 0; i < problems.Count; i++)
            {
                if (problems[i].Length > 0)
                {
                    failures.Add((start + i, problems[i]));
                    if (!ReportsAll)
                    {
                        state.Stop();
                    }
                }
            }

            Interlocked.Add(ref runs, methods.Count);
            Invoker.Forget();
        });

        output.WriteLine($"{runs} programs, {failures.Count} failures.");
        if (ReportsAll && !failures.IsEmpty)
        {
            Assert.Fail(string.Join("\n\n", failures.OrderBy(f => f.Number).Select(f => $"{program(f.Number).Name}: {f.Problem}\n{Writer.Class("P", program(f.Number).Program, "")}")));
        }

        if (failures.OrderBy(f => program(f.Number).Program.Size).FirstOrDefault() is (int number, { } problem))
        {
            var (name, method) = program(number);
            var smallest = Shrinker.Shrink(method, m => [.. Problems(m).Select(p => Kind(p) == Kind(problem))]);
            Assert.Fail($"{name}, {failures.Count} of {runs} fail.\n{problem}\n\nSmallest:\n{Writer.Class("P", smallest, "")}\n{Problems([smallest])[0]}");
        }
    }

    // RANDOM_ALL=1 lists every failure as it is, without making it smaller.
    private static bool ReportsAll => Setting("RANDOM_ALL", 0) == 1;

    private static Method Draw(int number) => Grammar.Method.Generate(new PCG((uint)(2 * number + 1), (ulong)Seed), null, out _);

    private static IReadOnlyList<string> Problems(IReadOnlyList<Method> methods)
    {
        string[] sources = [Constructs.Library, Constructs.SingleLibrary, .. methods.Select((m, i) => Writer.Class("P" + i, m, Points(m, i)))];
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
            set.Check(name, (program, twin, at) =>
            {
                ProgramCheck.Run(program, twin, at, guarded: true);
                ForwardCheck.Run(program, twin, at, guarded: true);
            });
            return "";
        }
        catch (Exception e) when (e is not (InvalidProgramException or OutOfMemoryException))
        {
            return e is Xunit.Sdk.XunitException ? e.Message : $"It throws: {e}";
        }
    }

    // A program that fails in another way is another failure.
    private static string Kind(string problem) => string.Join(" ", KindWords.Where(w => problem.Contains(w, StringComparison.Ordinal)));

    private static readonly string[] KindWords = ["the oracle's value", "MPrimal", "MGradient", "the gradient", "the pullback", "the slope", "MPushforward", "the tangent", "It throws", "is NaN", "CS0", "CS1", "CS8", "ADG"];

    // What is detached is a constant to a derivative and not to a difference.
    private static string Points(Method method, int number)
    {
        var random = new Random(number);
        string Number() => (random.NextDouble() * 4 - 2).ToString("R", CultureInfo.InvariantCulture);
        string kink = Writer.Class("P", method, "").Contains("Detach", StringComparison.Ordinal) ? ", Kink = true" : "";
        return string.Concat(Enumerable.Range(0, 2).Select(i => $"[At({Number()}, {Number()}, {Number()}, {random.Next(0, 4)}, {i % 2}{kink}{(method.IsSingle ? ", Tolerance = 2e-3" : "")})]"));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
