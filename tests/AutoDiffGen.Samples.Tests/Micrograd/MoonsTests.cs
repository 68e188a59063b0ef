using System.Buffers.Binary;
using System.Globalization;
using AutoDiffGen.Samples.Tests.Support;
using Micrograd;
using Micrograd.Moons;

namespace AutoDiffGen.Samples.Tests.Micrograd;

public sealed class MoonsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheNetworkHasTheLecturesParameters() => Assert.Equal(337, MoonsNetwork.ParameterCount);

    [Fact]
    public void TheDefaultRunEndsWithEveryPointRight()
    {
        CliResult result = Run("moons");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = [.. result.OutputLines.Where(line => line.StartsWith("step", StringComparison.Ordinal))];
        Assert.Equal(11, lines.Length);
        Assert.Equal(Enumerable.Range(0, 11).Select(i => (10 * i).ToString(CultureInfo.InvariantCulture)), lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Contains("100", lines[^1].Split("accuracy")[1], StringComparison.Ordinal);
        Assert.InRange(double.Parse(lines[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture), 0, 0.03);
    }

    [Fact]
    public void OneSeedGivesOneRun()
    {
        Assert.Equal(Run("moons", "--seed", "7").Output, Run("moons", "--seed", "7").Output);
        Assert.NotEqual(Run("moons", "--seed", "7").Output, Run("moons", "--seed", "8").Output);
    }

    /// <summary>The generated gradient of all 337 parameters against central differences.</summary>
    [Fact]
    public void TheGradientIsThatOfTheLoss()
    {
        var random = new SplitMix(3);
        MoonsData data = MoonsData.Create(10, 0.1, random);
        double[] p = MoonsNetwork.Initialize(random);
        var gradient = new double[p.Length];
        Assert.Equal(MoonsNetwork.Loss(p, data.Points, data.Labels), MoonsNetwork.LossGradient(p, data.Points, data.Labels, gradient));
        for (int i = 0; i < p.Length; i++)
        {
            const double Step = 1e-6;
            double at = p[i];
            p[i] = at + Step;
            double above = MoonsNetwork.Loss(p, data.Points, data.Labels);
            p[i] = at - Step;
            double below = MoonsNetwork.Loss(p, data.Points, data.Labels);
            p[i] = at;
            Assert.Equal((above - below) / (2 * Step), gradient[i], 1e-6);
        }
    }

    /// <summary>Without noise every point lies on its half circle.</summary>
    [Fact]
    public void TheMoonsAreHalfCircles()
    {
        MoonsData data = MoonsData.Create(100, 0, new SplitMix(1));
        Assert.Equal(50, data.Labels.Count(label => label < 0));
        for (int i = 0; i < data.Count; i++)
        {
            double x = data.Points[2 * i], y = data.Points[2 * i + 1];
            Assert.Equal(1, data.Labels[i] < 0 ? Math.Sqrt(x * x + y * y) : Math.Sqrt((x - 1) * (x - 1) + (y - 0.5) * (y - 0.5)), 1e-12);
            Assert.True(data.Labels[i] < 0 ? y >= 0 : y <= 0.5);
        }
    }

    [Fact]
    public void ThePictureIsAPng()
    {
        string file = _folder.PathOf("moons.png");
        CliResult result = Run("moons", "--png", file);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        byte[] png = File.ReadAllBytes(file);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], png[..8]);
        Assert.Equal((800, 600), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.Equal("IEND"u8.ToArray(), png[^8..^4]);
        Assert.Equal(["moons.png"], _folder.Names);
    }

    [Theory]
    [InlineData("--steps: a whole number from 1 to 1000000 was expected, not '0'", "moons", "--steps", "0")]
    [InlineData("--seed: a whole number from 0 to 2147483647 was expected, not 'x'", "moons", "--seed", "x")]
    [InlineData("--png: the name of a file was expected, not ''", "moons", "--png", "")]
    [InlineData("'circles'", "circles")]
    [InlineData("'--depth'", "moons", "--depth", "3")]
    public void ABadOptionIsRefusedInOneLine(string expected, params string[] arguments) =>
        Assert.Contains(expected, RefusalOf(arguments), StringComparison.Ordinal);

    [Fact]
    public void AFileThatCannotBeWrittenIsRefusedBeforeTraining()
    {
        Assert.Contains("is a folder", RefusalOf("moons", "--png", _folder.Folder), StringComparison.Ordinal);
        Assert.Contains("cannot be written", RefusalOf("moons", "--png", _folder.PathOf("none/moons.png")), StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void WithoutArgumentsItPrintsTheTable() => Assert.Contains("All agree", Run().Output, StringComparison.Ordinal);

    private static CliResult Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = MicrogradCli.Run(arguments, output, error);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    private static string RefusalOf(params string[] arguments)
    {
        CliResult result = Run(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("micrograd: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error, '\n');
        return result.Error;
    }
}
