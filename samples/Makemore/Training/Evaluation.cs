using Makemore.Data;
using Makemore.Models;

namespace Makemore.Training;

/// <summary>The loss over a whole set of examples.</summary>
internal static class Evaluation
{
    /// <summary>About how many logits are held at once: large enough for speed, small enough for any vocabulary.</summary>
    private const int LogitsAtOnce = 1 << 17;

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double MeanLoss(NamesMlp model, ExampleSet examples, int vocabulary, CancellationToken cancellation)
    {
        int size = Math.Clamp(LogitsAtOnce / vocabulary, 1, examples.Count);
        var batch = new Batch(size, examples.Context);
        double sum = 0;
        for (int start = 0; start < examples.Count; start += batch.Size)
        {
            cancellation.ThrowIfCancellationRequested();
            if (examples.Count - start < batch.Size)
            {
                batch = new Batch(examples.Count - start, examples.Context);
            }

            batch.Fill(examples, start);
            sum += (double)model.LossPrimal(batch.Tokens, batch.Targets) * batch.Size;
        }

        return sum / examples.Count;
    }
}
