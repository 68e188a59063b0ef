using System.Numerics;

namespace AutoDiffGen.Training;

/// <summary>Stochastic gradient descent, with momentum and weight decay if they are wanted.</summary>
/// <remarks>
/// As PyTorch defines it: g += weightDecay p; the velocity is g in the first step and momentum velocity + g in each later
/// one; p -= learningRate velocity, or with Nesterov's momentum p -= learningRate (g + momentum velocity), after
/// Sutskever and others (2013), On the importance of initialization and momentum in deep learning.
/// </remarks>
/// <typeparam name="T">The element type of the model.</typeparam>
public sealed class Sgd<T>
    where T : IFloatingPointIeee754<T>
{
    private T[]? _velocity;
    private IModel<T>? _model;

    /// <summary>Makes an optimizer.</summary>
    /// <param name="learningRate">How far a step goes along the gradient; not negative.</param>
    /// <param name="momentum">The part of the velocity that the next step keeps; not negative. 0: no velocity is held.</param>
    /// <param name="weightDecay">The factor of the parameters that is added to their gradient; not negative.</param>
    /// <param name="nesterov">Whether to look ahead along the velocity; it needs momentum.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    /// <exception cref="ArgumentException">Nesterov's momentum is asked for without momentum.</exception>
    public Sgd(T learningRate, T momentum = default!, T weightDecay = default!, bool nesterov = false)
    {
        LearningRate = learningRate;
        Momentum = Checked(momentum, nameof(momentum));
        WeightDecay = Checked(weightDecay, nameof(weightDecay));
        Nesterov = nesterov && Momentum == T.Zero
            ? throw new ArgumentException("Nesterov's momentum needs a momentum above 0.", nameof(nesterov))
            : nesterov;
    }

    /// <summary>How far a step goes; may be changed between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public T LearningRate
    {
        get;
        set => field = Checked(value, nameof(value));
    }

    /// <summary>The part of the velocity that the next step keeps.</summary>
    public T Momentum { get; }

    /// <summary>The factor of the parameters that is added to their gradient.</summary>
    public T WeightDecay { get; }

    /// <summary>Whether a step looks ahead along the velocity.</summary>
    public bool Nesterov { get; }

    /// <summary>Moves the parameters against the gradient, in one pass. Allocates nothing, but for the velocity in the first step.</summary>
    /// <param name="model">The model to train.</param>
    /// <param name="gradient">The gradient of its loss.</param>
    /// <exception cref="ArgumentException">The gradient does not have as many values as the model has parameters.</exception>
    /// <exception cref="InvalidOperationException">The velocity belongs to another model.</exception>
    public void Step(IModel<T> model, IGradient<T> gradient)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(gradient);
        Span<T> parameters = model.Parameters;
        ReadOnlySpan<T> values = gradient.Values;
        if (values.Length != parameters.Length)
        {
            throw new ArgumentException($"'gradient' must have {parameters.Length} values, as many as the model has parameters, but has {values.Length}.", nameof(gradient));
        }

        if (Momentum == T.Zero)
        {
            SgdKernel.Step(parameters, values, LearningRate, WeightDecay);
            return;
        }

        bool first = _velocity is null;
        if (!first && !ReferenceEquals(_model, model))
        {
            throw new InvalidOperationException("The optimizer holds the velocity of another model: each model needs an optimizer of its own.");
        }

        _model = model;
        _velocity ??= new T[parameters.Length];

        // From zero, the first velocity is the gradient itself.
        SgdKernel.Step(parameters, values, _velocity, LearningRate, Momentum, WeightDecay, Nesterov);
    }

    private static T Checked(T value, string name) => T.IsFinite(value) && value >= T.Zero
        ? value
        : throw new ArgumentOutOfRangeException(name, $"'{name}' must be finite and not negative, but is {value}.");
}
