using System.Text.Json.Serialization;
using Makemore.Training;

namespace Makemore.Reports;

/// <summary>The results of a training run, as <c>--json</c> writes them.</summary>
internal sealed record RunReport(
    string Model,
    int Parameters,
    DataReport Data,
    SettingsReport Settings,
    LossReport Losses,
    IReadOnlyList<string> Samples,
    TimingReport Timings);

/// <summary>What was trained on; the numbers of examples are those of the three parts.</summary>
internal sealed record DataReport(string Source, int Words, int Tokens, int Train, int Dev, int Test);

/// <summary>What decides the result: the same settings and data give the same losses and samples.</summary>
internal sealed record SettingsReport(int Steps, int BatchSize, float LearningRate, int FullRateSteps, int Seed, bool Replay, int Threads, int Context, int Embed, int Hidden);

/// <summary>The losses over all of the training and the dev examples, of the first steps, and the means of a hundred stretches of the run.</summary>
internal sealed record LossReport(double Train, double Dev, IReadOnlyList<float> First, IReadOnlyList<LossPoint> Curve);

/// <summary>In seconds.</summary>
internal sealed record TimingReport(double Load, double Train, double Evaluate, double StepsPerSecond);

/// <summary>The serializer, generated at build time.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
