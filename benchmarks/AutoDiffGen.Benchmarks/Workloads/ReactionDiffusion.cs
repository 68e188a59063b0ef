namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>
/// The Brusselator on a ring of cells, by the classical method of Runge and Kutta, and the squared distance of where it
/// ends from a target. The state holds both concentrations of each cell, one after the other.
/// </summary>
internal static partial class ReactionDiffusion
{
    /// <param name="state">The initial concentrations.</param>
    /// <param name="rates">Feed, removal, diffusion of the first and of the second species.</param>
    /// <param name="target">What the final state is compared with.</param>
    /// <param name="step">The length of a step in time.</param>
    /// <param name="steps">How many there are.</param>
    [Differentiable]
    public static double Distance(double[] state, double[] rates, [NoGradient] double[] target, [NoGradient] double step, int steps)
    {
        int size = state.Length;
        var y = new double[size];
        var stage = new double[size];
        var slope = new double[size];
        var sum = new double[size];
        for (int i = 0; i < size; i++)
        {
            y[i] = state[i];
        }

        for (int t = 0; t < steps; t++)
        {
            for (int s = 0; s < 4; s++)
            {
                double ahead = s == 0 ? 0 : s == 3 ? step : 0.5 * step;
                double share = s == 0 || s == 3 ? step / 6 : step / 3;
                for (int i = 0; i < size; i++)
                {
                    stage[i] = s == 0 ? y[i] : y[i] + ahead * slope[i];
                }

                Slopes(stage, slope, rates);
                for (int i = 0; i < size; i++)
                {
                    sum[i] = s == 0 ? share * slope[i] : sum[i] + share * slope[i];
                }
            }

            for (int i = 0; i < size; i++)
            {
                y[i] += sum[i];
            }
        }

        double distance = 0;
        for (int i = 0; i < size; i++)
        {
            double off = y[i] - target[i];
            distance += off * off;
        }

        return distance;
    }

    /// <summary>What moves the concentrations: reaction in each cell, diffusion between neighbours.</summary>
    [Differentiable]
    public static void Slopes(ReadOnlySpan<double> y, Span<double> slope, double[] rates)
    {
        double feed = rates[0], removal = rates[1], spreadU = rates[2], spreadV = rates[3];
        int size = y.Length;
        for (int i = 0; i < size; i += 2)
        {
            int left = i == 0 ? size - 2 : i - 2;
            int right = i == size - 2 ? 0 : i + 2;
            double u = y[i], v = y[i + 1];
            double reaction = u * u * v;
            slope[i] = feed + reaction - (removal + 1) * u + spreadU * (y[left] - 2 * u + y[right]);
            slope[i + 1] = removal * u - reaction + spreadV * (y[left + 1] - 2 * v + y[right + 1]);
        }
    }
}

internal sealed class ReactionDiffusionWorkload : Workload
{
    private const double Step = 0.01;

    private readonly int _steps;
    private readonly double[] _state, _rates, _target;
    private readonly double[][] _generated, _byHand;
    private readonly ReactionDiffusionByHand _hand;

    public ReactionDiffusionWorkload(int cells, int steps)
        : base("reaction-diffusion", $"{cells} cells, {steps} RK4 steps")
    {
        _steps = steps;
        var random = new Random(5);
        _state = Normal(random, 2 * cells, 0.1).Select((s, i) => s + (i % 2 == 0 ? 1 : 3)).ToArray();
        _rates = [1, 3, 0.5, 0.2];
        _target = Normal(random, 2 * cells);
        _generated = [new double[_state.Length], new double[4]];
        _byHand = [new double[_state.Length], new double[4]];
        _hand = new ReactionDiffusionByHand(_state.Length, steps);
    }

    public override double Function() => ReactionDiffusion.Distance(_state, _rates, _target, Step, _steps);

    public override double Primal() => ReactionDiffusion.DistancePrimal(_state, _rates, _target, Step, _steps);

    public override double Generated() => ReactionDiffusion.DistanceGradient(_state, _rates, _target, Step, _steps, _generated[0], _generated[1]);

    public override double HandWritten() => _hand.Gradient(_state, _rates, _target, Step, _byHand[0], _byHand[1]);

    public override IEnumerable<(string Name, double[] Generated, double[] HandWritten)> Gradients() =>
        [("state", _generated[0], _byHand[0]), ("rates", _generated[1], _byHand[1])];
}
