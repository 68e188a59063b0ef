using Spectre.Console;

namespace Makemore.Progress;

/// <summary>A bar with the loss and the time left, on a terminal.</summary>
internal sealed class BarProgress(IAnsiConsole terminal) : IProgressDisplay
{
    public void Show(int steps, Action<IProgress<TrainingProgress>> work) =>
        new Spectre.Console.Progress(terminal)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Reporter(context.AddTask("loss ......", maxValue: steps))));

    private sealed class Reporter(ProgressTask task) : IProgress<TrainingProgress>
    {
        // The bar is drawn ten times a second; what comes in between is not worth the text.
        private const long Interval = 50;
        private long _next;

        public void Report(TrainingProgress value)
        {
            long now = Environment.TickCount64;
            if (now < _next && value.Step < task.MaxValue)
            {
                return;
            }

            _next = now + Interval;
            task.Description = $"loss {value.Loss:F4}";
            task.Value = value.Step;
        }
    }
}
