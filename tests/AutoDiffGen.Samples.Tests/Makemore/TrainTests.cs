using System.Globalization;
using System.Text.Json;
using AutoDiffGen.Samples.Tests.Support;

namespace AutoDiffGen.Samples.Tests.Makemore;

/// <summary>Short training runs through the command line.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AShortRunLearns()
    {
        CliResult result = Cli.Run("train", "mlp", "--steps", "1000");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.InRange(Loss(result, "train loss"), 2.2, 2.55);
        Assert.InRange(Loss(result, "dev loss"), 2.2, 2.55);
        Assert.Contains("32257 words, 27 tokens", result.Output, StringComparison.Ordinal);
        Assert.Contains("11897 parameters", result.Output, StringComparison.Ordinal);

        // The losses, a blank line, twenty samples and what follows the last line break.
        Assert.Equal("", result.OutputLines[^22]);
        Assert.All(result.OutputLines[^21..^1], word => Assert.Matches("^[a-z]*$", word));
    }

    [Fact]
    public void TheSameSeedGivesTheSameRun()
    {
        JsonElement first = Report("--seed", "7"), same = Report("--seed", "7"), other = Report("--seed", "8");
        Assert.Equal(Result(first), Result(same));
        Assert.NotEqual(Result(first), Result(other));

        // All of it except the timings.
        static string Result(JsonElement report) => $"{report.GetProperty("losses")} {report.GetProperty("samples")}";
    }

    [Fact]
    public void TheReportOfARun()
    {
        JsonElement report = Report("--lr", "0.2", "--batch-size", "16", "--seed", "5", "--threads", "1");
        Assert.Equal("mlp", report.GetProperty("model").GetString());
        Assert.Equal(11897, report.GetProperty("parameters").GetInt32());
        JsonElement settings = report.GetProperty("settings");
        Assert.Equal("{\"steps\":150,\"batchSize\":16,\"learningRate\":0.2,\"fullRateSteps\":75,\"seed\":5,\"replay\":false,\"threads\":1,\"context\":3,\"embed\":10,\"hidden\":200}", JsonSerializer.Serialize(settings));
        Assert.Equal(183802, report.GetProperty("data").GetProperty("train").GetInt32());
        JsonElement losses = report.GetProperty("losses");
        Assert.InRange(losses.GetProperty("dev").GetDouble(), 2, 3.3);
        Assert.Equal(10, losses.GetProperty("first").GetArrayLength());

        // A nearly uniform guess at first: ln 27.
        Assert.Equal(3.2958, losses.GetProperty("first")[0].GetDouble(), 0.1);
        Assert.Equal(150, losses.GetProperty("curve").EnumerateArray().Last().GetProperty("step").GetInt32());
        Assert.Equal(20, report.GetProperty("samples").GetArrayLength());
        Assert.True(report.GetProperty("timings").GetProperty("train").GetDouble() > 0);
        Assert.Equal(["run.json"], _folder.Names);
    }

    [Fact]
    public void ASavedModelSamplesTheSameNames()
    {
        string file = _folder.PathOf("names.safetensors");
        CliResult trained = Cli.Run("--steps", "300", "--seed", "3", "--save", file);
        CliResult sampled = Cli.Run("sample", "--load", file, "--seed", "3");
        Assert.Equal((0, ""), (sampled.ExitCode, sampled.Error));
        Assert.Equal(trained.OutputLines[^21..^1], sampled.OutputLines[..^1]);
        Assert.Equal(5, Cli.Run("sample", "--load", file, "--count", "5").OutputLines.Length - 1);
        Assert.Equal(["names.safetensors"], _folder.Names);
    }

    [Fact]
    public void OtherWordsOtherLetters()
    {
        string data = _folder.Write("places.txt", "New York\nSt. Ives\nÅrhus\n日本\nBonn\nBern\n😀\n");
        CliResult result = Cli.Run("--data", data, "--steps", "50", "--save", _folder.PathOf("model"));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(Cli.Run("sample", "--load", _folder.PathOf("model")).OutputLines[..^1], result.OutputLines[^21..^1]);
    }

    [Fact]
    public void ARunThatDivergesSaysSo()
    {
        CliResult result = Cli.Run("--steps", "2000", "--lr", "1e38", "--json", _folder.PathOf("run.json"));
        Assert.Equal(1, result.ExitCode);
        Assert.Matches("^makemore: the loss of step [0-9]+ is .*; try a smaller --lr\\.\n$", result.Error);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void CtrlCEndsARun()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        CliResult result = Cli.Run(cancellation.Token, "--steps", "2000000000", "--json", _folder.PathOf("run.json"), "--save", _folder.PathOf("model"));
        Assert.Equal((130, ""), (result.ExitCode, result.Error));
        Assert.Matches("Interrupted after [0-9]+ of 2000000000 steps, [0-9.]+ s.*; nothing was written\\.", result.Output);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void CtrlCBeforeTheFirstStep()
    {
        CliResult result = Cli.Run(new CancellationToken(canceled: true), "--steps", "10");
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("Interrupted after 0 of 10 steps", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AReplayPrintsTenLosses()
    {
        CliResult result = Cli.Run("--replay", "--steps", "12");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(10, result.OutputLines.Count(line => line.StartsWith("step ", StringComparison.Ordinal)));
        Assert.Contains("--data names.txt", result.Output, StringComparison.Ordinal);
    }

    /// <summary>What libtorch 2.10 prints for the same run, float32, on a CPU.</summary>
    [NamesTxtFact]
    public void AReplayPrintsTheLossesOfTheNotebook()
    {
        double[] published = [27.881733, 24.003195, 24.807371, 24.949352, 23.82354, 19.059763, 18.857313, 23.345377, 20.91367, 22.17552];
        CliResult result = Cli.Run("--replay", "--data", NamesTxt.Path!, "--steps", "20");
        double[] printed = [.. Enumerable.Range(0, 10).Select(step => Loss(result, $"step {step}  loss"))];
        Assert.Equal(27.8817, printed[0]);
        Assert.All(published.Zip(printed), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    private static double Loss(CliResult result, string name)
    {
        string line = result.OutputLines.Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    private JsonElement Report(params string[] arguments)
    {
        string file = _folder.PathOf("run.json");
        CliResult result = Cli.Run(["train", "--steps", "150", "--json", file, .. arguments]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}
