namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>The adjoint of the Runge-Kutta steps; the states at which slopes were taken are kept.</summary>
internal sealed class ReactionDiffusionByHand(int size, int steps)
{
    private readonly double[] _stages = new double[steps * 4 * size];
    private readonly double[] _y = new double[size];
    private readonly double[] _slope = new double[size];
    private readonly double[] _sum = new double[size];
    private readonly double[] _dy = new double[size];
    private readonly double[] _dSlope = new double[size];
    private readonly double[] _dStage = new double[size];

    public double Gradient(double[] state, double[] rates, double[] target, double step, Span<double> dState, Span<double> dRates)
    {
        Span<double> y = _y, slope = _slope, sum = _sum, dy = _dy, dSlope = _dSlope, dStage = _dStage;
        state.CopyTo(y);
        for (int t = 0; t < steps; t++)
        {
            for (int s = 0; s < 4; s++)
            {
                Span<double> stage = _stages.AsSpan((t * 4 + s) * size, size);
                double share = Share(s, step), ahead = Ahead(s, step);
                if (s == 0)
                {
                    y.CopyTo(stage);
                    ReactionDiffusion.Slopes(stage, slope, rates);
                    for (int i = 0; i < sum.Length; i++)
                    {
                        sum[i] = share * slope[i];
                    }

                    continue;
                }

                for (int i = 0; i < stage.Length; i++)
                {
                    stage[i] = y[i] + ahead * slope[i];
                }

                ReactionDiffusion.Slopes(stage, slope, rates);
                for (int i = 0; i < sum.Length; i++)
                {
                    sum[i] += share * slope[i];
                }
            }

            for (int i = 0; i < y.Length; i++)
            {
                y[i] += sum[i];
            }
        }

        double distance = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double off = y[i] - target[i];
            distance += off * off;
            dy[i] = 2 * off;
        }

        dRates.Clear();
        for (int t = steps - 1; t >= 0; t--)
        {
            // dy is the adjoint of the state after the step, and so of the weighted sum of slopes.
            dy.CopyTo(sum);
            for (int s = 3; s >= 0; s--)
            {
                double share = Share(s, step), ahead = s == 3 ? 0 : Ahead(s + 1, step);
                for (int i = 0; i < dSlope.Length; i++)
                {
                    dSlope[i] = s == 3 ? share * sum[i] : share * sum[i] + ahead * dStage[i];
                }

                ReverseSlopes(_stages.AsSpan((t * 4 + s) * size, size), rates, dSlope, dStage, dRates);
                for (int i = 0; i < dy.Length; i++)
                {
                    dy[i] += dStage[i];
                }
            }
        }

        dy.CopyTo(dState);
        return distance;
    }

    private static double Ahead(int s, double step) => s == 0 ? 0 : s == 3 ? step : 0.5 * step;

    private static double Share(int s, double step) => s is 0 or 3 ? step / 6 : step / 3;

    private static void ReverseSlopes(ReadOnlySpan<double> y, double[] rates, ReadOnlySpan<double> dSlope, Span<double> dStage, Span<double> dRates)
    {
        double removal = rates[1], spreadU = rates[2], spreadV = rates[3];
        double dFeed = 0, dRemoval = 0, dSpreadU = 0, dSpreadV = 0;
        int size = y.Length;
        for (int i = 0; i < size; i += 2)
        {
            int left = i == 0 ? size - 2 : i - 2;
            int right = i == size - 2 ? 0 : i + 2;
            double u = y[i], v = y[i + 1], du = dSlope[i], dv = dSlope[i + 1];

            // The operator of diffusion is its own transpose.
            double curveU = y[left] - 2 * u + y[right], curveV = y[left + 1] - 2 * v + y[right + 1];
            double dReaction = du - dv;
            dFeed += du;
            dRemoval += (dv - du) * u;
            dSpreadU += du * curveU;
            dSpreadV += dv * curveV;
            dStage[i] = dReaction * 2 * u * v - (removal + 1) * du + removal * dv + spreadU * (dSlope[left] - 2 * du + dSlope[right]);
            dStage[i + 1] = dReaction * u * u + spreadV * (dSlope[left + 1] - 2 * dv + dSlope[right + 1]);
        }

        dRates[0] += dFeed;
        dRates[1] += dRemoval;
        dRates[2] += dSpreadU;
        dRates[3] += dSpreadV;
    }
}
