using Makemore.Cli;
using Spectre.Console;

namespace Makemore;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            // The first Ctrl+C asks the run to end; a second one ends the process.
            key.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        };

        IReadOnlyCapabilities terminal = AnsiConsole.Profile.Capabilities;
        bool bar = !Console.IsOutputRedirected && terminal.Ansi && terminal.Interactive;
        return MakemoreCli.Run(arguments, Console.Out, Console.Error, bar ? AnsiConsole.Console : null, cancellation.Token);
    }
}
