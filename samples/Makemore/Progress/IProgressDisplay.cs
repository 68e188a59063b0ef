namespace Makemore.Progress;

/// <summary>Shows how far a training run is.</summary>
internal interface IProgressDisplay
{
    /// <summary>Does the work and shows what it reports.</summary>
    /// <param name="steps">How many steps there are in all.</param>
    /// <param name="work">Is given where to report to.</param>
    void Show(int steps, Action<IProgress<TrainingProgress>> work);
}

/// <summary>How far a run is.</summary>
/// <param name="Step">The number of steps that were made.</param>
/// <param name="Loss">The mean of the last losses.</param>
internal readonly record struct TrainingProgress(int Step, double Loss);
