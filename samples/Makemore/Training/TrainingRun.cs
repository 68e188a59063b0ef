using Makemore.Progress;

namespace Makemore.Training;

/// <summary>All steps of a training run, with their losses.</summary>
internal sealed class TrainingRun(Trainer trainer, TrainingSettings settings, CancellationToken cancellation)
{
    /// <summary>How many first losses a replay prints.</summary>
    private const int Replayed = 10;

    /// <summary>How often the display hears of the run: it decides itself how much of that it shows.</summary>
    private const int StepsBetweenReports = 64;

    public LossCurve Curve { get; } = new(settings.Steps);

    public int Steps => trainer.Steps;

    private bool Goes => trainer.Steps < settings.Steps && !cancellation.IsCancellationRequested;

    /// <summary>Makes the first ten steps and prints the loss of each.</summary>
    /// <exception cref="TrainingFailedException">A loss is not finite.</exception>
    public void Replay(TextWriter output)
    {
        while (Goes && trainer.Steps < Replayed)
        {
            int step = trainer.Steps;
            float loss = Step();

            // Six digits in all, whatever the size.
            int decimals = Math.Clamp(5 - (int)Math.Floor(Math.Log10(Math.Max(loss, 1e-9f))), 0, 9);
            output.WriteLine($"step {step}  loss {loss.ToString($"F{decimals}")}");
        }
    }

    /// <summary>Makes the rest of the steps, or as many as there is time for until it is cancelled.</summary>
    /// <exception cref="TrainingFailedException">A loss is not finite.</exception>
    public void Finish(IProgressDisplay display) => display.Show(settings.Steps, progress =>
    {
        while (Goes)
        {
            Step();
            if (trainer.Steps % StepsBetweenReports == 0)
            {
                progress.Report(new TrainingProgress(trainer.Steps, Curve.Recent));
            }
        }

        progress.Report(new TrainingProgress(trainer.Steps, Curve.Recent));
    });

    private float Step()
    {
        float loss = trainer.Step();
        if (!float.IsFinite(loss))
        {
            throw new TrainingFailedException($"the loss of step {trainer.Steps - 1} is {loss}: training diverged at the learning rate {settings.RateAt(trainer.Steps - 1)}; try a smaller --lr.");
        }

        Curve.Add(loss);
        return loss;
    }
}
