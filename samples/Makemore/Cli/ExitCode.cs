namespace Makemore.Cli;

internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The work went wrong, as when training diverges.</summary>
    public const int Failure = 1;

    /// <summary>A bad option or file.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C: 128 and the number of the signal, as shells have it.</summary>
    public const int Interrupted = 130;
}
