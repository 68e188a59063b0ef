using Makemore.Cli;

namespace AutoDiffGen.Samples.Tests.Support;

/// <summary>What a run of the program printed, and how it ended.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.TrimEntries);
}

/// <summary>Runs the program within this process.</summary>
internal static class Cli
{
    public static CliResult Run(params string[] arguments) => Run(CancellationToken.None, arguments);

    public static CliResult Run(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int threads = Parallelism.MaxThreads;
        try
        {
            int code = MakemoreCli.Run(arguments, output, error, terminal: null, cancellation);
            return new CliResult(code, output.ToString(), error.ToString());
        }
        finally
        {
            Parallelism.MaxThreads = threads;
        }
    }

    /// <summary>The one line on standard error, with nothing on standard output and exit code 2.</summary>
    public static string RefusalOf(params string[] arguments)
    {
        CliResult result = Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.StartsWith("makemore: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(result.Error.Length - 1, result.Error.IndexOf('\n', StringComparison.Ordinal));
        return result.Error[..^1];
    }
}
