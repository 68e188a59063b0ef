namespace AutoDiffGen.Runtime.Tests.Support;

/// <summary>Functions that no library has, plain.</summary>
internal static class Activations
{
    /// <summary>The error function, by its series with terms of one sign (Abramowitz and Stegun 7.1.6).</summary>
    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 6))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
