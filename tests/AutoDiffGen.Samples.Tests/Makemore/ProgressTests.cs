using Makemore.Progress;
using Spectre.Console;

namespace AutoDiffGen.Samples.Tests.Makemore;

public sealed class ProgressTests
{
    [Fact]
    public void PlainLinesComeAtMostOnceASecond()
    {
        using var output = new StringWriter();
        new PlainProgress(output).Show(1000, progress =>
        {
            for (int step = 1; step <= 500; step++)
            {
                progress.Report(new TrainingProgress(step, 2.5));
            }

            Thread.Sleep(1100);
            progress.Report(new TrainingProgress(501, 2.5));
            progress.Report(new TrainingProgress(1000, 2.5));
        });
        Assert.Matches("^  501 of 1000 steps \\(50 %\\), loss 2\\.5000, 1 s, 1 s left\r?\n$", output.ToString());
    }

    [Fact]
    public void ABarIsDrawnOnATerminal()
    {
        using var output = new StringWriter();
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        new BarProgress(terminal).Show(1000, progress => progress.Report(new TrainingProgress(1000, 2.1234)));
        Assert.Contains("loss 2.1234", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("100%", output.ToString(), StringComparison.Ordinal);
    }
}
