namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>The gradient of the mixture's likelihood: each point is finished before the next one starts.</summary>
internal sealed class GaussianMixtureByHand(int d, int k, int n)
{
    private readonly double[] _diagonal = new double[k * d];
    private readonly double[] _dDiagonal = new double[k * d];
    private readonly double[] _sums = new double[k];
    private readonly double[] _terms = new double[k];
    private readonly double[] _centred = new double[k * d];
    private readonly double[] _products = new double[k * d];
    private readonly double[] _dCentred = new double[d];

    public double Gradient(double[] alphas, double[] means, double[] factors, double[] x, Span<double> dAlphas, Span<double> dMeans, Span<double> dFactors)
    {
        int size = d * (d + 1) / 2;
        dAlphas.Clear();
        dMeans.Clear();
        dFactors.Clear();
        Array.Clear(_dDiagonal);
        for (int c = 0; c < k; c++)
        {
            double sum = 0;
            for (int i = 0; i < d; i++)
            {
                double q = factors[c * size + i];
                sum += q;
                _diagonal[c * d + i] = Math.Exp(q);
            }

            _sums[c] = sum;
        }

        double total = 0;
        for (int p = 0; p < n; p++)
        {
            ReadOnlySpan<double> point = x.AsSpan(p * d, d);
            double largest = double.NegativeInfinity;
            for (int c = 0; c < k; c++)
            {
                Span<double> centred = _centred.AsSpan(c * d, d), products = _products.AsSpan(c * d, d);
                ReadOnlySpan<double> mean = means.AsSpan(c * d, d), diagonal = _diagonal.AsSpan(c * d, d), below = factors.AsSpan(c * size + d, size - d);
                for (int i = 0; i < centred.Length; i++)
                {
                    centred[i] = point[i] - mean[i];
                }

                double squares = 0;
                int at = 0;
                for (int i = 0; i < centred.Length; i++)
                {
                    double q = diagonal[i] * centred[i];
                    for (int j = 0; j < i; j++)
                    {
                        q += below[at++] * centred[j];
                    }

                    products[i] = q;
                    squares += q * q;
                }

                double term = alphas[c] + _sums[c] - 0.5 * squares;
                _terms[c] = term;
                largest = Math.Max(largest, term);
            }

            double exponentials = 0;
            for (int c = 0; c < k; c++)
            {
                _terms[c] = Math.Exp(_terms[c] - largest);
                exponentials += _terms[c];
            }

            total += largest + Math.Log(exponentials);
            double scale = 1 / exponentials;
            for (int c = 0; c < k; c++)
            {
                // The weight of the component for this point is the adjoint of its term.
                double weight = _terms[c] * scale;
                dAlphas[c] += weight;
                Span<double> centred = _centred.AsSpan(c * d, d), products = _products.AsSpan(c * d, d), dCentred = _dCentred;
                ReadOnlySpan<double> diagonal = _diagonal.AsSpan(c * d, d), below = factors.AsSpan(c * size + d, size - d);
                Span<double> dDiagonal = _dDiagonal.AsSpan(c * d, d), dBelow = dFactors.Slice(c * size + d, size - d), dMean = dMeans.Slice(c * d, d);
                dCentred.Clear();
                int at = 0;
                for (int i = 0; i < centred.Length; i++)
                {
                    double dq = -weight * products[i];
                    for (int j = 0; j < i; j++, at++)
                    {
                        dBelow[at] += dq * centred[j];
                        dCentred[j] += dq * below[at];
                    }

                    dDiagonal[i] += dq * centred[i];
                    dCentred[i] += dq * diagonal[i];
                }

                for (int i = 0; i < dMean.Length; i++)
                {
                    dMean[i] -= dCentred[i];
                }
            }
        }

        double weights = 0;
        for (int c = 0; c < k; c++)
        {
            weights += Math.Exp(alphas[c]);
        }

        double prior = 0;
        for (int c = 0; c < k; c++)
        {
            double squares = 0;
            double dSum = dAlphas[c] - 1;
            for (int i = 0; i < d; i++)
            {
                double e = _diagonal[c * d + i];
                squares += e * e;
                dFactors[c * size + i] = (_dDiagonal[c * d + i] + e) * e + dSum;
            }

            for (int i = d; i < size; i++)
            {
                double e = factors[c * size + i];
                squares += e * e;
                dFactors[c * size + i] += e;
            }

            prior += 0.5 * squares - _sums[c];
            dAlphas[c] -= n * Math.Exp(alphas[c]) / weights;
        }

        return total - n * Math.Log(weights) + prior;
    }
}
