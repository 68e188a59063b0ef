using AutoDiffGen.Training;
using Makemore.Data;
using Makemore.Models;
using Makemore.Randomness;

namespace Makemore.Training;

/// <summary>Stochastic gradient descent, one step at a time. A step allocates nothing.</summary>
internal sealed class Trainer(NamesMlp model, ExampleSet examples, TrainingSettings settings, TorchRandom random)
{
    private readonly NamesMlp.Gradient _gradient = new(model);
    private readonly Sgd<float> _optimizer = new(settings.LearningRate);
    private readonly Batch _batch = new(settings.BatchSize, settings.Context);

    /// <summary>The number of steps that were made.</summary>
    public int Steps { get; private set; }

    /// <summary>Draws a batch, goes one step against its gradient and returns the loss before it.</summary>
    public float Step()
    {
        _batch.Draw(examples, random);
        float loss = model.LossGradient(_batch.Tokens, _batch.Targets, _gradient);
        _optimizer.LearningRate = settings.RateAt(Steps);
        _optimizer.Step(model, _gradient);
        Steps++;
        return loss;
    }
}
