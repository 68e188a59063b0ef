namespace Micrograd;

/// <summary>A number as it was published, with as many decimals as were printed, and as it was computed here.</summary>
internal sealed record Comparison(string System, string Quantity, double Published, int Decimals, double Computed)
{
    /// <summary>Whether the computed number rounds to the published one.</summary>
    public bool Agrees => Math.Abs(Computed - Published) <= 0.5 * Math.Pow(10, -Decimals) * (1 + 1e-6);

    /// <summary>The lecture's numbers: those of micrograd's README and of the notebook's neuron.</summary>
    public static IReadOnlyList<Comparison> All()
    {
        double g = Expressions.ReadmeGradient(-4, 2, out double dA, out double dB);

        // The bias is chosen so that the output is the root of one half, and its slope one half.
        const double Bias = 6.8813735870195432;
        double neuron = Expressions.NeuronGradient(2, 0, -3, 1, Bias, out double dX1, out double dX2, out double dW1, out double dW2, out _);
        double spelled = Expressions.SpelledOutNeuronGradient(2, 0, -3, 1, Bias, out double sX1, out double sX2, out double sW1, out double sW2, out _);
        return
        [
            new("README expression", "g", 24.7041, 4, g),
            new("README expression", "dg/da", 138.8338, 4, dA),
            new("README expression", "dg/db", 645.5773, 4, dB),
            new("neuron", "output", 0.7071, 4, neuron),
            new("neuron", "do/dx1", -1.5, 4, dX1),
            new("neuron", "do/dx2", 0.5, 4, dX2),
            new("neuron", "do/dw1", 1, 4, dW1),
            new("neuron", "do/dw2", 0, 4, dW2),
            new("neuron, tanh by exp", "output", 0.7071, 4, spelled),
            new("neuron, tanh by exp", "do/dx1", -1.5, 4, sX1),
            new("neuron, tanh by exp", "do/dx2", 0.5, 4, sX2),
            new("neuron, tanh by exp", "do/dw1", 1, 4, sW1),
            new("neuron, tanh by exp", "do/dw2", 0, 4, sW2),
        ];
    }
}
