using System.Diagnostics;

namespace Makemore.Progress;

/// <summary>
/// A line now and then, where output is redirected: after every tenth of the run, or after ten seconds when a tenth takes
/// longer, and never two within a second.
/// </summary>
internal sealed class PlainProgress(TextWriter output) : IProgressDisplay
{
    public void Show(int steps, Action<IProgress<TrainingProgress>> work) => work(new Reporter(output, steps));

    private sealed class Reporter(TextWriter output, int steps) : IProgress<TrainingProgress>
    {
        private const double Shortest = 1;
        private const double Longest = 10;

        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private double _lastTime;
        private int _lastStep;

        public void Report(TrainingProgress value)
        {
            double time = _clock.Elapsed.TotalSeconds;
            double since = time - _lastTime;
            if (value.Step == steps || since < Shortest || (value.Step - _lastStep < steps / 10 && since < Longest))
            {
                return;
            }

            (_lastTime, _lastStep) = (time, value.Step);
            double left = time / value.Step * (steps - value.Step);
            output.WriteLine($"  {value.Step} of {steps} steps ({100.0 * value.Step / steps:F0} %), loss {value.Loss:F4}, {time:F0} s, {left:F0} s left");
            output.Flush();
        }
    }
}
