using Spectre.Console;

namespace Makemore.Cli;

/// <summary>What a command talks to.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Terminal">The terminal that a progress bar can be drawn on; null where output is redirected.</param>
/// <param name="Cancellation">Cancelled by Ctrl+C.</param>
internal sealed record CliContext(TextWriter Output, IAnsiConsole? Terminal, CancellationToken Cancellation);
