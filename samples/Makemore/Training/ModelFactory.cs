using AutoDiffGen;
using Makemore.Cli;
using Makemore.Models;
using Makemore.Randomness;

namespace Makemore.Training;

/// <summary>Makes the model of a run, with its initial parameters.</summary>
internal static class ModelFactory
{
    /// <exception cref="UserException">The notebook's algorithm cannot draw so few numbers.</exception>
    public static NamesMlp Create(int vocabulary, TrainingSettings settings, TorchRandom random)
    {
        var model = new NamesMlp(vocabulary, settings.Context, settings.Embed, settings.Hidden);
        if (settings.Replay)
        {
            if (vocabulary < TorchRandom.FewestNormals)
            {
                throw new UserException($"--replay: the data has only {vocabulary - 1} different letters; at least {TorchRandom.FewestNormals - 1} were expected, because PyTorch draws tensors of fewer numbers in another way.");
            }

            model.Initialize(DrawAsNotebook(model, random));
        }
        else
        {
            model.Initialize(settings.Seed);
        }

        return model;
    }

    /// <summary>
    /// One <c>randn</c> after the other for C, W1, b1, W2, b2, unscaled: the initialisation from which the course's
    /// fourth lecture sets out, far too confident, with a first loss of 27.88.
    /// </summary>
    private static float[] DrawAsNotebook(NamesMlp model, TorchRandom random)
    {
        IReadOnlyList<ParameterEntry> entries = model.Entries;
        float[] values = new float[entries.Sum(entry => entry.Length)];
        foreach (ParameterEntry entry in entries)
        {
            random.FillNormal(values.AsSpan(entry.Offset, entry.Length));
        }

        return values;
    }
}
