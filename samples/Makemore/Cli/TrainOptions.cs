using System.CommandLine;
using Makemore.Reports;
using Makemore.Storage;
using Makemore.Training;

namespace Makemore.Cli;

/// <summary>The options of <c>train</c>, and what was read from them.</summary>
internal sealed class TrainOptions
{
    /// <summary>Far more than is of use, and little enough for memory.</summary>
    private const int LargestBatch = 65536;

    private static readonly TrainingSettings _default = new();

    private readonly Option<string?> _data = OptionFactory.File("--data", $"The words to train on, one a line, in UTF-8. [default: {Data.WordList.BuiltInName}, built in]");
    private readonly Option<int> _steps = OptionFactory.WholeNumber("--steps", "How many steps to train.", 1, int.MaxValue, _default.Steps);
    private readonly Option<int> _batchSize = OptionFactory.WholeNumber("--batch-size", "Examples in a step.", 1, LargestBatch, _default.BatchSize);
    private readonly Option<float> _rate = OptionFactory.PositiveNumber("--lr", "The learning rate of the first half of the steps; a tenth of it follows.", _default.LearningRate);
    private readonly Option<int> _seed = OptionFactory.WholeNumber("--seed", $"The seed of parameters, batches and samples. [default: {TrainingSettings.DefaultSeed}; with --replay {TrainingSettings.NotebookSeed}]", 0, int.MaxValue, null);
    private readonly Option<int> _threads = OptionFactory.WholeNumber("--threads", "The most threads that a step may use. [default: one for each processor]", 1, 1024, null);
    private readonly Option<bool> _replay = new("--replay") { Description = "Draw the numbers as the course's notebook does, and print the first ten losses. The notebook's own come with its names.txt as --data." };
    private readonly Option<string?> _save = OptionFactory.File(Checkpoint.SaveOption, "Write the trained model (safetensors), for 'sample --load'.");
    private readonly Option<string?> _json = OptionFactory.File(RunReportWriter.JsonOption, "Write settings, losses, samples and timings.");

    /// <summary>All of them, in the order of the help text.</summary>
    public IReadOnlyList<Option> All => [_data, _steps, _batchSize, _rate, _seed, _threads, _replay, _save, _json];

    public TrainRequest Read(ParseResult parsed)
    {
        bool replay = parsed.GetValue(_replay);
        return new TrainRequest(
            parsed.GetValue(_data),
            parsed.GetResult(_threads) is null ? null : parsed.GetValue(_threads),
            parsed.GetValue(_save),
            parsed.GetValue(_json),
            new TrainingSettings
            {
                Steps = parsed.GetValue(_steps),
                BatchSize = parsed.GetValue(_batchSize),
                LearningRate = parsed.GetValue(_rate),
                Seed = parsed.GetResult(_seed) is not null ? parsed.GetValue(_seed) : replay ? TrainingSettings.NotebookSeed : TrainingSettings.DefaultSeed,
                Replay = replay,
            });
    }
}

/// <summary>What is asked of <c>train</c>.</summary>
/// <param name="Data">The file of words; null for the built-in one.</param>
/// <param name="Threads">The most threads; null for the default.</param>
/// <param name="Save">Where the model goes; null for nowhere.</param>
/// <param name="Json">Where the report goes; null for nowhere.</param>
/// <param name="Settings">How to train.</param>
internal sealed record TrainRequest(string? Data, int? Threads, string? Save, string? Json, TrainingSettings Settings);
