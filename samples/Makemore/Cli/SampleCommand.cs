using System.CommandLine;
using Makemore.Randomness;
using Makemore.Storage;
using Makemore.Training;

namespace Makemore.Cli;

/// <summary>The verb <c>sample</c>: words from a saved model.</summary>
internal static class SampleCommand
{
    private const int DefaultCount = 20;
    private const int LargestCount = 1_000_000;

    public static Command Build(CliContext context)
    {
        Option<string?> load = OptionFactory.File(Checkpoint.LoadOption, $"The model: a file that 'train {Checkpoint.SaveOption}' wrote. (required)");
        Option<int> count = OptionFactory.WholeNumber("--count", "How many words.", 1, LargestCount, DefaultCount);
        Option<int> seed = OptionFactory.WholeNumber("--seed", "The seed of the random numbers.", 0, int.MaxValue, TrainingSettings.DefaultSeed);
        var command = new Command("sample", "Make up words with a model that was saved before.") { load, count, seed };
        command.SetAction(parsed =>
        {
            Run(context, parsed.GetValue(load), parsed.GetValue(count), parsed.GetValue(seed));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The notebooks sample from a generator of its own, seeded with ten more.</summary>
    public static TorchRandom Random(int seed) => new(seed + 10L);

    private static void Run(CliContext context, string? path, int count, int seed)
    {
        if (path is null)
        {
            // Not a model of a few hasty steps instead: its words would say nothing of what the program can do.
            throw new UserException($"sample: {Checkpoint.LoadOption} FILE was expected; 'makemore train {Checkpoint.SaveOption} FILE' writes one.");
        }

        Checkpoint checkpoint = Checkpoint.Load(path);
        var sampler = new Sampler(checkpoint.Model, checkpoint.Vocabulary, checkpoint.Context, Random(seed));
        for (int i = 0; i < count; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Output.WriteLine(sampler.Draw(1)[0]);
        }
    }
}
