namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>
/// The log-likelihood of a mixture of Gaussians with full covariances, as ADBench states it (Šrajer, Kukelova and
/// Fitzgibbon, 2018), with its Wishart prior. The inverse of a component's covariance is given by a lower triangular
/// factor: the logarithms of its diagonal, then what stands below it, column by column.
/// </summary>
internal static partial class GaussianMixture
{
    private const double PriorGamma = 1;

    /// <summary>The likelihood without the constants that no parameter moves.</summary>
    [Differentiable]
    public static double LogLikelihood(double[] alphas, double[] means, double[] factors, [NoGradient] double[] x, int d, int k, int n)
    {
        int size = d * (d + 1) / 2;
        var diagonal = new double[k * d];
        var sums = new double[k];
        for (int c = 0; c < k; c++)
        {
            double sum = 0;
            for (int i = 0; i < d; i++)
            {
                double q = factors[c * size + i];
                sum += q;
                diagonal[c * d + i] = Math.Exp(q);
            }

            sums[c] = sum;
        }

        var terms = new double[k];
        var centred = new double[d];
        double total = 0;
        for (int p = 0; p < n; p++)
        {
            double largest = double.NegativeInfinity;
            for (int c = 0; c < k; c++)
            {
                for (int i = 0; i < d; i++)
                {
                    centred[i] = x[p * d + i] - means[c * d + i];
                }

                double squares = 0;
                for (int i = 0; i < d; i++)
                {
                    double q = diagonal[c * d + i] * centred[i];
                    for (int j = 0; j < i; j++)
                    {
                        q += factors[c * size + d + i * (i - 1) / 2 + j] * centred[j];
                    }

                    squares += q * q;
                }

                double term = alphas[c] + sums[c] - 0.5 * squares;
                terms[c] = term;
                if (term > largest)
                {
                    largest = term;
                }
            }

            double exponentials = 0;
            for (int c = 0; c < k; c++)
            {
                exponentials += Math.Exp(terms[c] - largest);
            }

            total += largest + Math.Log(exponentials);
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
            for (int i = 0; i < d; i++)
            {
                squares += diagonal[c * d + i] * diagonal[c * d + i];
            }

            for (int i = d; i < size; i++)
            {
                squares += factors[c * size + i] * factors[c * size + i];
            }

            prior += 0.5 * PriorGamma * PriorGamma * squares - sums[c];
        }

        return total - n * Math.Log(weights) + prior;
    }
}
