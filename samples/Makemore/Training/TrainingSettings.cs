namespace Makemore.Training;

/// <summary>What decides a run's result, apart from the data.</summary>
internal sealed record TrainingSettings
{
    public const int DefaultSeed = 42;

    /// <summary>The seed of the course's notebooks.</summary>
    public const int NotebookSeed = 2147483647;

    public int Steps { get; init; } = 200_000;

    public int BatchSize { get; init; } = 32;

    /// <summary>The learning rate of the first half of the steps; a tenth of it follows.</summary>
    public float LearningRate { get; init; } = 0.1f;

    public int Seed { get; init; } = DefaultSeed;

    /// <summary>Whether the parameters are drawn as the course's notebook draws them.</summary>
    public bool Replay { get; init; }

    /// <summary>How many characters the model looks back.</summary>
    public int Context { get; init; } = 3;

    /// <summary>The length of a character's embedding.</summary>
    public int Embed { get; init; } = 10;

    /// <summary>The width of the hidden layer.</summary>
    public int Hidden { get; init; } = 200;

    /// <summary>The number of steps at the full learning rate.</summary>
    public int FullRateSteps => Steps - (Steps / 2);

    public float RateAt(int step) => step < FullRateSteps ? LearningRate : LearningRate / 10;
}
