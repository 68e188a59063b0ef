namespace AutoDiffGen.Gradient.Tests.Oracle;

// Activations that the library does not have for numbers.
public readonly partial struct Var
{
    public static Var Softplus(Var x) => From(Math.Max(x.Value, 0) + double.LogP1(Math.Exp(-Math.Abs(x.Value))), (x, Activations.Sigmoid(x.Value)));

    public static Var Erf(Var x) => From(ErrorFunction(x.Value), (x, 2 / Math.Sqrt(Math.PI) * Math.Exp(-Square(x.Value))));

    // The series whose terms have one sign.
    private static double ErrorFunction(double x)
    {
        if (!(Math.Abs(x) < 6))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
