namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>Pullbacks of methods of others.</summary>
internal static class ForeignRules
{
    /// <summary>What <see cref="Root"/> keeps.</summary>
    internal readonly record struct Halved(double Value, int Trips);

    [DerivativeOf(typeof(Foreign), nameof(Foreign.Cube))]
    internal static void Cube(double x, double cotangent, out double dX) => dX = 3 * x * x * cotangent;

    [DerivativeOf(typeof(Foreign), nameof(Foreign.Cube))]
    internal static void Cube(float x, float cotangent, out float dX) => dX = 3 * x * x * cotangent;

    [DerivativeOf(typeof(Foreign), nameof(Foreign.Cube))]
    internal static void Cube(double x, int times, double cotangent, out double dX) => dX = 3 * times * x * x * cotangent;

    // Names the result, and is in an order of its own.
    [DerivativeOf(typeof(Foreign), nameof(Foreign.Hypotenuse))]
    internal static void Hypotenuse(double cotangent, double result, out double dY, out double dX, double y, double x) =>
        (dX, dY) = (cotangent * x / result, cotangent * y / result);

    // The factor is held constant.
    [DerivativeOf(typeof(Foreign), nameof(Foreign.Scaled))]
    internal static void Scaled(double factor, double cotangent, out double dX) => dX = factor * cotangent;

    [DerivativeOf(typeof(Foreign), nameof(Foreign.SumOfSquares))]
    internal static void SumOfSquares(double[] values, double cotangent, Span<double> dValues, bool accumulate)
    {
        for (int i = 0; i < dValues.Length; i++)
        {
            dValues[i] = (accumulate ? dValues[i] : 0) + 2 * values[i] * cotangent;
        }
    }

    [DerivativeOf(typeof(Foreign), nameof(Foreign.Dot))]
    internal static void Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double cotangent, Span<double> dX, Span<double> dY, bool accumulate)
    {
        Assert.True(accumulate);
        for (int i = 0; i < dX.Length; i++)
        {
            dX[i] += y[i] * cotangent;
        }

        for (int i = 0; i < dY.Length; i++)
        {
            dY[i] += x[i] * cotangent;
        }
    }

    [DerivativeOf(typeof(Foreign), nameof(Foreign.Root), Forward = nameof(RootForward))]
    internal static void Root(Halved residual, double cotangent, out double dX) => dX = residual.Value * cotangent;

    internal static double RootForward(double x, out Halved residual)
    {
        double y = Foreign.Root(x);
        residual = new Halved(0.5 / y, 60);
        return y;
    }

    [DerivativeOf(typeof(Foreign), nameof(Foreign.Logistic))]
    internal static void Logistic<T>(T result, T cotangent, out T dX)
        where T : System.Numerics.IFloatingPointIeee754<T> => dX = cotangent * result * (T.One - result);

    [DerivativeOf(typeof(Spring), nameof(Spring.Energy))]
    internal static void Energy(Spring self, double length, double cotangent, out double dLength) => dLength = self.Stiffness * length * cotangent;

    // A method of another assembly that the table of functions does not have.
    [DerivativeOf(typeof(double), nameof(double.Lerp))]
    internal static void Lerp(double value1, double value2, double amount, double cotangent, out double dValue1, out double dValue2, out double dAmount) =>
        (dValue1, dValue2, dAmount) = (cotangent * (1 - amount), cotangent * amount, cotangent * (value2 - value1));

    // One that the table has: the rule is taken all the same, which the factor shows.
    [DerivativeOf(typeof(MathF), nameof(MathF.Sin))]
    internal static void Sin(float x, float cotangent, out float dX) => dX = 10 * MathF.Cos(x) * cotangent;

    // A method of one's own with a body that could be differentiated.
    [DerivativeOf(typeof(Users), nameof(Users.Straight))]
    internal static void Straight(double cotangent, out double dX) => dX = cotangent;
}
