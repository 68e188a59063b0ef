namespace AutoDiffGen.Gradient.Tests.Oracle;

// Functions with kinks and steps. What is not picked has no edge: nothing reaches it, whatever the cotangent.
public readonly partial struct Var
{
    private static Var Pick(Var x) => From(x.Value, (x, 1));

    // Equal numbers share the cotangent. With a NaN neither is the larger one, and both get it, as from torch.maximum.
    private static Var Extreme(double value, Var x, Var y, int order) => order switch
    {
        > 0 => From(value, (x, 1)),
        < 0 => From(value, (y, 1)),
        _ when double.IsNaN(x.Value) || double.IsNaN(y.Value) => From(value, (x, 1), (y, 1)),
        _ => From(value, (x, 0.5), (y, 0.5)),
    };

    private static int Compare(double a, double b) => a > b ? 1 : a < b ? -1 : 0;

    public static Var Max(Var x, Var y) => Extreme(Math.Max(x.Value, y.Value), x, y, Compare(x.Value, y.Value));

    public static Var Min(Var x, Var y) => Extreme(Math.Min(x.Value, y.Value), x, y, Compare(y.Value, x.Value));

    public static Var MaxNumber(Var x, Var y) => double.IsNaN(y.Value) && !double.IsNaN(x.Value) ? Pick(x) : double.IsNaN(x.Value) && !double.IsNaN(y.Value) ? Pick(y) : Max(x, y);

    public static Var MinNumber(Var x, Var y) => double.IsNaN(y.Value) && !double.IsNaN(x.Value) ? Pick(x) : double.IsNaN(x.Value) && !double.IsNaN(y.Value) ? Pick(y) : Min(x, y);

    public static Var MaxMagnitude(Var x, Var y)
    {
        int order = Compare(Math.Abs(x.Value), Math.Abs(y.Value));
        return Extreme(Math.MaxMagnitude(x.Value, y.Value), x, y, order != 0 ? order : Compare(x.Value, y.Value));
    }

    public static Var MinMagnitude(Var x, Var y)
    {
        int order = Compare(Math.Abs(y.Value), Math.Abs(x.Value));
        return Extreme(Math.MinMagnitude(x.Value, y.Value), x, y, order != 0 ? order : Compare(y.Value, x.Value));
    }

    public static Var MaxMagnitudeNumber(Var x, Var y) => double.IsNaN(x.Value) || double.IsNaN(y.Value) ? MaxNumber(x, y) : MaxMagnitude(x, y);

    public static Var MinMagnitudeNumber(Var x, Var y) => double.IsNaN(x.Value) || double.IsNaN(y.Value) ? MinNumber(x, y) : MinMagnitude(x, y);

    public static Var MaxNative(Var x, Var y) => Max(x, y);

    public static Var MinNative(Var x, Var y) => Min(x, y);

    public static Var ClampNative(Var x, Var low, Var high) => Clamp(x, low, high);

    public static Var BitIncrement(Var x) => From(Math.BitIncrement(x.Value), (x, 1));

    public static Var BitDecrement(Var x) => From(Math.BitDecrement(x.Value), (x, 1));

    public static Var Clamp(Var x, Var low, Var high)
    {
        double value = Math.Clamp(x.Value, low.Value, high.Value);
        return x.Value < low.Value ? Pick(low) : x.Value > high.Value ? Pick(high) : From(value, (x, 1));
    }

    public static Var Abs(Var x) => x.Value == 0 ? Constant(0) : From(Math.Abs(x.Value), (x, double.IsNaN(x.Value) ? double.NaN : Math.Sign(x.Value)));

    public static Var CopySign(Var x, Var sign) =>
        From(Math.CopySign(x.Value, sign.Value), (x, double.IsNegative(x.Value) == double.IsNegative(sign.Value) ? 1 : -1));

    public static Var Relu(Var x) => x.Value <= 0 ? Constant(Activations.Relu(x.Value)) : From(Activations.Relu(x.Value), (x, 1));

    // x - n y with the whole number nearest to x / y.
    public static Var Ieee754Remainder(Var x, Var y) =>
        From(Math.IEEERemainder(x.Value, y.Value), (x, 1), (y, -Math.Round(x.Value / y.Value, MidpointRounding.ToEven)));

    public static Var IEEERemainder(Var x, Var y) => Ieee754Remainder(x, y);

    public static Var Floor(Var x) => Constant(Math.Floor(x.Value));

    public static Var Ceiling(Var x) => Constant(Math.Ceiling(x.Value));

    public static Var Truncate(Var x) => Constant(Math.Truncate(x.Value));

    public static Var Round(Var x) => Constant(Math.Round(x.Value));

    public static Var Round(Var x, int digits) => Constant(Math.Round(x.Value, digits));

    public static Var Round(Var x, MidpointRounding mode) => Constant(Math.Round(x.Value, mode));

    public static Var Round(Var x, int digits, MidpointRounding mode) => Constant(Math.Round(x.Value, digits, mode));
}

/// <summary>The values of activations.</summary>
public static class Activations
{
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    public static double Relu(double x) => x <= 0 ? 0 : x;
}
