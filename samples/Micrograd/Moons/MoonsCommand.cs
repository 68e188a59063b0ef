namespace Micrograd.Moons;

/// <summary>The verb <c>moons</c>: the lecture's network, trained on two moons.</summary>
internal static class MoonsCommand
{
    public const int DefaultSeed = 2;
    public const int DefaultSteps = 100;

    private const int Points = 100;
    private const double Noise = 0.1;

    /// <exception cref="UserException">The picture cannot be written.</exception>
    public static int Run(TextWriter output, string? png, int seed, int steps)
    {
        if (png is not null)
        {
            Probe(png);
        }

        var random = new SplitMix(seed);
        MoonsData data = MoonsData.Create(Points, Noise, random);
        double[] p = MoonsNetwork.Initialize(random);
        output.WriteLine($"{data.Count} points, {p.Length} parameters, seed {seed}");
        double loss = MoonsTraining.Run(p, data, steps, output);
        if (png is not null)
        {
            byte[] picture = MoonsPicture.Draw(p, data, $"Two moons after {steps} steps: loss {loss:F4}, accuracy {MoonsNetwork.Accuracy(p, data):P0}");
            Guarded(png, () => File.WriteAllBytes(png, picture));
            output.WriteLine($"Wrote {png}");
        }

        return 0;
    }

    /// <summary>Finds out before the work whether the file can be written; leaves what is there as it is.</summary>
    private static void Probe(string png) => Guarded(png, () =>
    {
        if (Directory.Exists(png))
        {
            throw new UserException($"--png: '{png}' is a folder; the name of a file was expected.");
        }

        bool isNew = !File.Exists(png);
        new FileStream(png, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
        if (isNew)
        {
            File.Delete(png);
        }
    });

    private static void Guarded(string png, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserException($"--png: '{png}' cannot be written: {exception.Message}");
        }
    }
}
