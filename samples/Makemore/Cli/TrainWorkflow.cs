using System.Diagnostics;
using AutoDiffGen;
using Makemore.Data;
using Makemore.Models;
using Makemore.Progress;
using Makemore.Randomness;
using Makemore.Reports;
using Makemore.Storage;
using Makemore.Training;

namespace Makemore.Cli;

/// <summary>What <c>train</c> does: reads the words, trains, evaluates, samples, and writes what was asked for.</summary>
internal sealed class TrainWorkflow(CliContext context, TrainRequest request)
{
    private const int SampleCount = 20;

    private readonly TextWriter _output = context.Output;
    private readonly TrainingSettings _settings = request.Settings;

    public int Run()
    {
        ProbeFiles();
        var clock = Stopwatch.StartNew();
        WordList words = request.Data is null ? WordList.BuiltIn() : WordList.Load(request.Data);
        var vocabulary = Vocabulary.Of(words.Words);
        DataSplit split = DataSplit.Of(words, vocabulary, _settings.Context);
        if (request.Threads is { } threads)
        {
            Parallelism.MaxThreads = threads;
        }

        var random = new TorchRandom(_settings.Seed);
        NamesMlp model = ModelFactory.Create(vocabulary.Count, _settings, random);
        double loadTime = Lap(clock);
        Announce(words, vocabulary, split, model);

        var run = new TrainingRun(new Trainer(model, split.Train, _settings, random), _settings, context.Cancellation);
        if (_settings.Replay)
        {
            run.Replay(_output);
        }

        run.Finish(context.Terminal is { } terminal ? new BarProgress(terminal) : new PlainProgress(_output));
        double trainTime = Lap(clock);
        if (run.Steps < _settings.Steps)
        {
            string reached = run.Steps > 0 ? $" and a loss of {run.Curve.Recent:F4}" : "";
            _output.WriteLine($"Interrupted after {run.Steps} of {_settings.Steps} steps, {trainTime:F1} s{reached}; nothing was written.");
            return ExitCode.Interrupted;
        }

        double speed = _settings.Steps / trainTime;
        _output.WriteLine($"Trained in {trainTime:F1} s, {speed:F0} steps a second; the last batches at a loss of {run.Curve.Points[^1].Loss:F4}.");
        double train = Evaluation.MeanLoss(model, split.Train, vocabulary.Count, context.Cancellation);
        double dev = Evaluation.MeanLoss(model, split.Dev, vocabulary.Count, context.Cancellation);
        double evaluateTime = Lap(clock);
        _output.WriteLine($"train loss {train:F4}");
        _output.WriteLine($"dev loss   {dev:F4}");
        _output.WriteLine();

        string[] samples = new Sampler(model, vocabulary, _settings.Context, SampleCommand.Random(_settings.Seed)).Draw(SampleCount);
        foreach (string sample in samples)
        {
            _output.WriteLine(sample);
        }

        if (request.Save is not null)
        {
            new Checkpoint(model, vocabulary, _settings.Context).Save(request.Save, _settings.Embed, _settings.Hidden);
        }

        if (request.Json is not null)
        {
            RunReportWriter.Write(request.Json, new RunReport(
                "mlp",
                model.Parameters.Length,
                new DataReport(words.Source, words.Words.Count, vocabulary.Count, split.Train.Count, split.Dev.Count, split.Test.Count),
                new SettingsReport(_settings.Steps, _settings.BatchSize, _settings.LearningRate, _settings.FullRateSteps, _settings.Seed, _settings.Replay, Parallelism.MaxThreads, _settings.Context, _settings.Embed, _settings.Hidden),
                new LossReport(train, dev, run.Curve.First, run.Curve.Points),
                samples,
                new TimingReport(loadTime, trainTime, evaluateTime, speed)));
        }

        return ExitCode.Success;
    }

    private static double Lap(Stopwatch clock)
    {
        double seconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        return seconds;
    }

    /// <summary>Before the work, so that a name that cannot be written does not cost the result of it.</summary>
    private void ProbeFiles()
    {
        if (request.Save is not null)
        {
            AtomicFile.Probe(Checkpoint.SaveOption, request.Save);
        }

        if (request.Json is not null)
        {
            AtomicFile.Probe(RunReportWriter.JsonOption, request.Json);
        }
    }

    private void Announce(WordList words, Vocabulary vocabulary, DataSplit split, NamesMlp model)
    {
        _output.WriteLine($"{words.Source}: {words.Words.Count} words, {vocabulary.Count} tokens; {split.Train.Count} examples to train on, {split.Dev.Count} dev, {split.Test.Count} test");
        _output.WriteLine($"mlp of {model.Parameters.Length} parameters; steps {_settings.Steps}, batch size {_settings.BatchSize}, learning rate {_settings.LearningRate}, from step {_settings.FullRateSteps} on {_settings.RateAt(_settings.Steps)}, seed {_settings.Seed}");
        if (_settings.Replay && request.Data is null)
        {
            _output.WriteLine("The losses of the notebook itself come with its data: --data names.txt.");
        }
    }
}
