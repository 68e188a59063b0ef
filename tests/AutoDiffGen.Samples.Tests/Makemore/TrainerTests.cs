using Makemore.Data;
using Makemore.Models;
using Makemore.Randomness;
using Makemore.Training;

namespace AutoDiffGen.Samples.Tests.Makemore;

public sealed class TrainerTests
{
    private static readonly WordList _words = WordList.BuiltIn();
    private static readonly Vocabulary _vocabulary = Vocabulary.Of(_words.Words);
    private static readonly ExampleSet _examples = ExampleSet.Build([.. _words.Words.Take(500)], _vocabulary, context: 3);

    [Fact]
    public void TheRateFallsAtHalfTime()
    {
        var settings = new TrainingSettings { Steps = 5, LearningRate = 1 };
        Assert.Equal([1, 1, 1, 0.1f, 0.1f], Enumerable.Range(0, 5).Select(settings.RateAt));
        Assert.Equal(1, (settings with { Steps = 1 }).RateAt(0));
    }

    /// <summary>The mean over chunks of any size is the mean over all examples.</summary>
    [Fact]
    public void TheLossOfASetIsTheMeanOverItsExamples()
    {
        Create(new TrainingSettings(), out NamesMlp model);
        var all = new Batch(_examples.Count, _examples.Context);
        all.Fill(_examples, 0);
        double expected = model.Loss(all.Tokens, all.Targets);
        foreach (int pretended in new[] { 27, 1000, 1 << 17 })
        {
            Assert.Equal(expected, Evaluation.MeanLoss(model, _examples, pretended, default), 1e-5);
        }
    }

    [Fact]
    public void AWordThatDoesNotEndIsCut()
    {
        Create(new TrainingSettings(), out NamesMlp model);

        // The bias of the boundary, which lies first in b2, the last tensor.
        model.Parameters[^_vocabulary.Count] = -1e6f;
        string[] words = new Sampler(model, _vocabulary, 3, new TorchRandom(1)).Draw(2);
        Assert.All(words, word => Assert.Equal(100, word.Length));
    }

    [Fact]
    public void TheCurveIsOfMeans()
    {
        var curve = new LossCurve(250);
        for (int i = 1; i <= 250; i++)
        {
            curve.Add(i);
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(i => (float)i), curve.First);
        Assert.Equal(125, curve.Points.Count);
        Assert.Equal(new LossPoint(2, 1.5), curve.Points[0]);
        Assert.Equal(new LossPoint(250, 249.5), curve.Points[^1]);
        Assert.Equal(249.5, curve.Recent);
    }

    internal static Trainer Create(TrainingSettings settings, out NamesMlp model)
    {
        var random = new TorchRandom(settings.Seed);
        model = ModelFactory.Create(_vocabulary.Count, settings, random);
        return new Trainer(model, _examples, settings, random);
    }
}
