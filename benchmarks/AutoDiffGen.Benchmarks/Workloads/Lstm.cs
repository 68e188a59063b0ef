namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>
/// One layer of an LSTM over a sequence, and the squared error of a linear reading of its last state at each step. The
/// weights of a gate's unit are one row: those of the inputs, of the state, and the bias. Gates: input, forget, output,
/// candidate.
/// </summary>
internal static partial class Lstm
{
    [Differentiable]
    public static double Loss(double[] weights, double[] reading, [NoGradient] double[] x, [NoGradient] double[] targets, int inputs, int hidden, int steps)
    {
        var h = new double[hidden];
        var cell = new double[hidden];
        var gates = new double[4 * hidden];
        int width = inputs + hidden + 1;
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            for (int r = 0; r < 4 * hidden; r++)
            {
                double sum = weights[r * width + inputs + hidden];
                for (int i = 0; i < inputs; i++)
                {
                    sum += weights[r * width + i] * x[t * inputs + i];
                }

                for (int j = 0; j < hidden; j++)
                {
                    sum += weights[r * width + inputs + j] * h[j];
                }

                gates[r] = sum;
            }

            double y = 0;
            for (int j = 0; j < hidden; j++)
            {
                double input = 1 / (1 + Math.Exp(-gates[j]));
                double forget = 1 / (1 + Math.Exp(-gates[hidden + j]));
                double output = 1 / (1 + Math.Exp(-gates[2 * hidden + j]));
                double candidate = Math.Tanh(gates[3 * hidden + j]);
                double next = forget * cell[j] + input * candidate;
                cell[j] = next;
                h[j] = output * Math.Tanh(next);
                y += reading[j] * h[j];
            }

            double error = y - targets[t];
            loss += error * error;
        }

        return loss / steps;
    }
}

internal sealed class LstmWorkload : Workload
{
    private readonly int _inputs, _hidden, _steps;
    private readonly double[] _weights, _reading, _x, _targets;
    private readonly double[][] _generated, _byHand;
    private readonly LstmByHand _hand;

    public LstmWorkload(int inputs, int hidden, int steps)
        : base("LSTM", $"{inputs} to {hidden}, {steps} steps")
    {
        (_inputs, _hidden, _steps) = (inputs, hidden, steps);
        var random = new Random(3);
        _weights = Normal(random, 4 * hidden * (inputs + hidden + 1), 1 / Math.Sqrt(inputs + hidden));
        _reading = Normal(random, hidden, 1 / Math.Sqrt(hidden));
        _x = Normal(random, steps * inputs);
        _targets = Normal(random, steps);
        _generated = [new double[_weights.Length], new double[_reading.Length]];
        _byHand = [new double[_weights.Length], new double[_reading.Length]];
        _hand = new LstmByHand(inputs, hidden, steps);
    }

    public override double Function() => Lstm.Loss(_weights, _reading, _x, _targets, _inputs, _hidden, _steps);

    public override double Primal() => Lstm.LossPrimal(_weights, _reading, _x, _targets, _inputs, _hidden, _steps);

    public override double Generated() => Lstm.LossGradient(_weights, _reading, _x, _targets, _inputs, _hidden, _steps, _generated[0], _generated[1]);

    public override double HandWritten() => _hand.Gradient(_weights, _reading, _x, _targets, _byHand[0], _byHand[1]);

    public override IEnumerable<(string Name, double[] Generated, double[] HandWritten)> Gradients() =>
        [("weights", _generated[0], _byHand[0]), ("reading", _generated[1], _byHand[1])];
}
