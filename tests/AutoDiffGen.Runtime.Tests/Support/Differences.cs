namespace AutoDiffGen.Runtime.Tests.Support;

/// <summary>Gradients by differences, to compare pullbacks with.</summary>
internal static class Differences
{
    /// <summary>The sum of the products of values and weights: what a pullback with the weights as cotangents differentiates.</summary>
    public static double Dot(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        Assert.Equal(values.Length, weights.Length);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i] * weights[i];
        }

        return sum;
    }

    /// <summary>
    /// The gradient by the differences of five points (Abramowitz and Stegun, 25.3.6), whose error is of the order of the
    /// fourth power of the step.
    /// </summary>
    /// <param name="loss">The loss with the numbers as they are at the call.</param>
    /// <param name="x">The numbers, changed and put back.</param>
    /// <param name="step">The distance of two points.</param>
    public static double[] Gradient(Func<double> loss, double[] x, double step = 1e-3)
    {
        var gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double value = x[i];
            double At(double offset)
            {
                x[i] = value + (offset * step);
                return loss();
            }

            gradient[i] = (At(-2) - At(2) + (8 * (At(1) - At(-1)))) / (12 * step);
            x[i] = value;
        }

        return gradient;
    }
}
