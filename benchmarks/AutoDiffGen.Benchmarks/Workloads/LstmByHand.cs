namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>Backpropagation through time: states, activated gates and errors of all steps are kept.</summary>
internal sealed class LstmByHand(int inputs, int hidden, int steps)
{
    private readonly double[] _h = new double[(steps + 1) * hidden];
    private readonly double[] _cell = new double[(steps + 1) * hidden];
    private readonly double[] _tanh = new double[steps * hidden];
    private readonly double[] _gates = new double[steps * 4 * hidden];
    private readonly double[] _errors = new double[steps];
    private readonly double[] _dh = new double[hidden];
    private readonly double[] _dCell = new double[hidden];
    private readonly double[] _dGates = new double[4 * hidden];

    public double Gradient(double[] weights, double[] reading, double[] x, double[] targets, Span<double> dWeights, Span<double> dReading)
    {
        int width = inputs + hidden + 1;
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            ReadOnlySpan<double> input = x.AsSpan(t * inputs, inputs), h = _h.AsSpan(t * hidden, hidden), cell = _cell.AsSpan(t * hidden, hidden);
            Span<double> gates = _gates.AsSpan(t * 4 * hidden, 4 * hidden), next = _h.AsSpan((t + 1) * hidden, hidden), nextCell = _cell.AsSpan((t + 1) * hidden, hidden);
            for (int r = 0; r < gates.Length; r++)
            {
                ReadOnlySpan<double> row = weights.AsSpan(r * width, width), recurrent = row.Slice(inputs, hidden);
                double sum = row[^1];
                for (int i = 0; i < input.Length; i++)
                {
                    sum += row[i] * input[i];
                }

                for (int j = 0; j < h.Length; j++)
                {
                    sum += recurrent[j] * h[j];
                }

                gates[r] = r < 3 * hidden ? 1 / (1 + Math.Exp(-sum)) : Math.Tanh(sum);
            }

            double y = 0;
            for (int j = 0; j < hidden; j++)
            {
                nextCell[j] = gates[hidden + j] * cell[j] + gates[j] * gates[3 * hidden + j];
                double tanh = Math.Tanh(nextCell[j]);
                _tanh[t * hidden + j] = tanh;
                next[j] = gates[2 * hidden + j] * tanh;
                y += reading[j] * next[j];
            }

            _errors[t] = y - targets[t];
            loss += _errors[t] * _errors[t];
        }

        Reverse(weights, reading, x, dWeights, dReading);
        return loss / steps;
    }

    private void Reverse(double[] weights, double[] reading, double[] x, Span<double> dWeights, Span<double> dReading)
    {
        int width = inputs + hidden + 1;
        dWeights.Clear();
        dReading.Clear();
        Array.Clear(_dh);
        Array.Clear(_dCell);
        for (int t = steps - 1; t >= 0; t--)
        {
            ReadOnlySpan<double> input = x.AsSpan(t * inputs, inputs), h = _h.AsSpan(t * hidden, hidden), cell = _cell.AsSpan(t * hidden, hidden);
            ReadOnlySpan<double> gates = _gates.AsSpan(t * 4 * hidden, 4 * hidden), next = _h.AsSpan((t + 1) * hidden, hidden);
            Span<double> dGates = _dGates, dh = _dh;
            double dy = 2 * _errors[t] / steps;
            for (int j = 0; j < dh.Length; j++)
            {
                double i = gates[j], f = gates[hidden + j], o = gates[2 * hidden + j], g = gates[3 * hidden + j], tanh = _tanh[t * hidden + j];
                dReading[j] += dy * next[j];
                double dNext = dh[j] + dy * reading[j];
                double dCell = _dCell[j] + dNext * o * (1 - tanh * tanh);
                dGates[2 * hidden + j] = dNext * tanh * o * (1 - o);
                dGates[hidden + j] = dCell * cell[j] * f * (1 - f);
                dGates[j] = dCell * g * i * (1 - i);
                dGates[3 * hidden + j] = dCell * i * (1 - g * g);
                _dCell[j] = dCell * f;
            }

            dh.Clear();
            for (int r = 0; r < dGates.Length; r++)
            {
                ReadOnlySpan<double> recurrent = weights.AsSpan(r * width + inputs, hidden);
                Span<double> dRow = dWeights.Slice(r * width, width), dRecurrent = dRow.Slice(inputs, hidden);
                double d = dGates[r];
                for (int i = 0; i < input.Length; i++)
                {
                    dRow[i] += d * input[i];
                }

                for (int j = 0; j < h.Length; j++)
                {
                    dRecurrent[j] += d * h[j];
                    dh[j] += d * recurrent[j];
                }

                dRow[^1] += d;
            }
        }
    }
}
