namespace AutoDiffGen.Gradient.Tests.Oracle;

// The smooth functions. Where a textbook gives several forms of a derivative, the one here is not the one of the rules.
public readonly partial struct Var
{
    private static double Square(double x) => x * x;

    private static readonly double Ln2 = Math.Log(2);

    private static readonly double Ln10 = Math.Log(10);

    public static Var FusedMultiplyAdd(Var x, Var y, Var z) =>
        From(Math.FusedMultiplyAdd(x.Value, y.Value, z.Value), (x, y.Value), (y, x.Value), (z, 1));

    public static Var MultiplyAddEstimate(Var x, Var y, Var z) =>
        From(double.MultiplyAddEstimate(x.Value, y.Value, z.Value), (x, y.Value), (y, x.Value), (z, 1));

    public static Var Lerp(Var x, Var y, Var amount) =>
        From(double.Lerp(x.Value, y.Value, amount.Value), (x, 1 - amount.Value), (y, amount.Value), (amount, y.Value - x.Value));

    public static Var ReciprocalEstimate(Var x) => From(double.ReciprocalEstimate(x.Value), (x, -1 / Square(x.Value)));

    public static Var ReciprocalSqrtEstimate(Var x) => From(double.ReciprocalSqrtEstimate(x.Value), (x, -0.5 * Math.Pow(x.Value, -1.5)));

    public static Var Sqrt(Var x) => From(Math.Sqrt(x.Value), (x, 0.5 / Math.Sqrt(x.Value)));

    public static Var Cbrt(Var x) => From(Math.Cbrt(x.Value), (x, Math.Pow(Math.Abs(x.Value), -2.0 / 3) / 3));

    public static Var RootN(Var x, int n) => From(double.RootN(x.Value, n), (x, Math.Pow(Math.Abs(x.Value), 1.0 / n - 1) / n));

    // The gradient at the origin is 0, as of torch.hypot.
    public static Var Hypot(Var x, Var y)
    {
        double length = double.Hypot(x.Value, y.Value);
        return length == 0 ? Constant(length) : From(length, (x, x.Value / length), (y, y.Value / length));
    }

    // The exponent 0 makes a constant of every base; the base 0 one of every exponent that is not negative.
    public static Var Pow(Var x, Var y)
    {
        double value = Math.Pow(x.Value, y.Value);
        var slopeOfBase = (x, y.Value * Math.Pow(x.Value, y.Value - 1));
        var slopeOfExponent = (y, Math.Log(x.Value) * value);
        return (y.Value == 0, x.Value == 0 && y.Value >= 0) switch
        {
            (true, true) => Constant(value),
            (true, false) => From(value, slopeOfExponent),
            (false, true) => From(value, slopeOfBase),
            _ => From(value, slopeOfBase, slopeOfExponent),
        };
    }

    public static Var ScaleB(Var x, int n) => From(Math.ScaleB(x.Value, n), (x, Math.Pow(2, n)));

    public static Var Exp(Var x) => From(Math.Exp(x.Value), (x, Math.Exp(x.Value)));

    public static Var ExpM1(Var x) => From(double.ExpM1(x.Value), (x, Math.Exp(x.Value)));

    public static Var Exp2(Var x) => From(double.Exp2(x.Value), (x, Math.Pow(2, x.Value) * Ln2));

    public static Var Exp2M1(Var x) => From(double.Exp2M1(x.Value), (x, Math.Pow(2, x.Value) * Ln2));

    public static Var Exp10(Var x) => From(double.Exp10(x.Value), (x, Math.Pow(10, x.Value) * Ln10));

    public static Var Exp10M1(Var x) => From(double.Exp10M1(x.Value), (x, Math.Pow(10, x.Value) * Ln10));

    public static Var Log(Var x) => From(Math.Log(x.Value), (x, 1 / x.Value));

    public static Var LogP1(Var x) => From(double.LogP1(x.Value), (x, 1 / (1 + x.Value)));

    public static Var Log2(Var x) => From(Math.Log2(x.Value), (x, 1 / Ln2 / x.Value));

    public static Var Log2P1(Var x) => From(double.Log2P1(x.Value), (x, 1 / Ln2 / (1 + x.Value)));

    public static Var Log10(Var x) => From(Math.Log10(x.Value), (x, 1 / Ln10 / x.Value));

    public static Var Log10P1(Var x) => From(double.Log10P1(x.Value), (x, 1 / Ln10 / (1 + x.Value)));

    public static Var Log(Var x, Var b)
    {
        double ln = Math.Log(b.Value);
        return From(Math.Log(x.Value, b.Value), (x, 1 / ln / x.Value), (b, -Math.Log(x.Value) / Square(ln) / b.Value));
    }

    public static (Var Sin, Var Cos) SinCos(Var x) => (Sin(x), Cos(x));

    public static Var Sin(Var x) => From(Math.Sin(x.Value), (x, Math.Cos(x.Value)));

    public static Var Cos(Var x) => From(Math.Cos(x.Value), (x, -Math.Sin(x.Value)));

    public static Var Tan(Var x) => From(Math.Tan(x.Value), (x, 1 / Square(Math.Cos(x.Value))));

    public static Var Asin(Var x) => From(Math.Asin(x.Value), (x, 1 / Math.Sqrt(1 - Square(x.Value))));

    public static Var Acos(Var x) => From(Math.Acos(x.Value), (x, -1 / Math.Sin(Math.Acos(x.Value))));

    public static Var Atan(Var x) => From(Math.Atan(x.Value), (x, Square(1 / double.Hypot(1, x.Value))));

    public static Var Atan2(Var y, Var x)
    {
        double squared = Square(double.Hypot(x.Value, y.Value));
        return From(Math.Atan2(y.Value, x.Value), (y, x.Value / squared), (x, -y.Value / squared));
    }

    public static Var SinPi(Var x) => From(double.SinPi(x.Value), (x, Math.PI * double.CosPi(x.Value)));

    public static Var CosPi(Var x) => From(double.CosPi(x.Value), (x, -Math.PI * double.SinPi(x.Value)));

    public static Var TanPi(Var x) => From(double.TanPi(x.Value), (x, Math.PI / Square(double.CosPi(x.Value))));

    public static Var AsinPi(Var x) => From(double.AsinPi(x.Value), (x, 1 / Math.PI / Math.Cos(Math.Asin(x.Value))));

    public static Var AcosPi(Var x) => From(double.AcosPi(x.Value), (x, -1 / Math.PI / Math.Sin(Math.Acos(x.Value))));

    public static Var AtanPi(Var x) => From(double.AtanPi(x.Value), (x, Square(1 / double.Hypot(1, x.Value)) / Math.PI));

    public static Var Atan2Pi(Var y, Var x)
    {
        double squared = Math.PI * Square(double.Hypot(x.Value, y.Value));
        return From(double.Atan2Pi(y.Value, x.Value), (y, x.Value / squared), (x, -y.Value / squared));
    }

    public static Var DegreesToRadians(Var x) => From(double.DegreesToRadians(x.Value), (x, Math.PI / 180));

    public static Var RadiansToDegrees(Var x) => From(double.RadiansToDegrees(x.Value), (x, 180 / Math.PI));

    public static Var Sinh(Var x) => From(Math.Sinh(x.Value), (x, (Math.Exp(x.Value) + Math.Exp(-x.Value)) / 2));

    public static Var Cosh(Var x) => From(Math.Cosh(x.Value), (x, Math.Sinh(x.Value)));

    public static Var Tanh(Var x) => From(Math.Tanh(x.Value), (x, 1 / Square(Math.Cosh(x.Value))));

    public static Var Asinh(Var x) => From(Math.Asinh(x.Value), (x, 1 / Math.Cosh(Math.Asinh(x.Value))));

    public static Var Acosh(Var x) => From(Math.Acosh(x.Value), (x, 1 / Math.Sinh(Math.Acosh(x.Value))));

    public static Var Atanh(Var x) => From(Math.Atanh(x.Value), (x, Square(Math.Cosh(Math.Atanh(x.Value)))));

    public static Var Sigmoid(Var x) => From(Activations.Sigmoid(x.Value), (x, 1 / (2 + 2 * Math.Cosh(x.Value))));
}
