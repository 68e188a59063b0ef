namespace AutoDiffGen.Generator.Rules;

/// <summary>
/// Every scalar and elementwise function that has a derivative: all rules on one screen. Kinks follow PyTorch: ties of
/// max and min share the cotangent, clamp passes it at its bounds, abs and relu give 0 at 0. A select picks before it
/// multiplies, so that an infinity or NaN of the side not taken never reaches the gradient. Formulas: Abramowitz and
/// Stegun, Handbook of Mathematical Functions, 3.3, 4.3 to 4.6; those of x or y alone where r cancels.
/// </summary>
internal static class ScalarRules
{
    public static IReadOnlyList<ScalarRule> All { get; } =
    [
        // Arithmetic
        Row("add", "+", "g", "g"),
        Row("sub", "-", "g", "-g"),
        Row("mul", "*", "g * y", "g * x"),
        Row("div", "/", "g / y", "-(g / y * r)"),
        Row("rem", "%", "g", "-(g * truncate(x / y))"),
        Row("neg", "-", "-g"),
        Row("fma", "FusedMultiplyAdd", "g * y", "g * x", "g"),
        Row("multiply_add_estimate", "MultiplyAddEstimate", "g * y", "g * x", "g"),
        Row("lerp", "Lerp", "g * (1 - z)", "g * z", "g * (y - x)"),
        Row("ieee_remainder", "Ieee754Remainder", "g", "-(g * round(x / y))"),
        Row("reciprocal_estimate", "ReciprocalEstimate", "-(g * r * r)"),
        Row("reciprocal_sqrt_estimate", "ReciprocalSqrtEstimate", "g * (-0.5) * r / x"),

        // Powers and roots
        Row("sqrt", "Sqrt", "g / (2 * r)"),
        Row("cbrt", "Cbrt", "g / (3 * r * r)"),
        Row("rootn", "RootN", "g * pow(r, 1 - y) / y", "0"),
        Row("hypot", "Hypot", "select(r == 0, 0, g * (x / r))", "select(r == 0, 0, g * (y / r))"),

        // The derivative with respect to x is zero at y = 0, and changes with y there: by g / x.
        Row("pow", "Pow", "select(y == 0, 0, g * y * pow(x, y - 1))", "select(x == 0, select(y >= 0, 0, g * (r * log(x))), g * (r * log(x)))") with
        {
            Smooth = EquatableArray.Of(
                "select(y == 0, select(x == 0, 0, g * (y / x)), g * y * pow(x, y - 1))",
                "select(x == 0, select(y >= 0, 0, g * (r * log(x))), g * (r * log(x)))"),
        },

        Row("scaleb", "ScaleB", "scaleb(g, y)", "0"),

        // Exponentials and logarithms
        Row("exp", "Exp", "g * r"),
        Row("expm1", "ExpM1", "g * exp(x)"),
        Row("exp2", "Exp2", "g * r * ln2"),
        Row("exp2m1", "Exp2M1", "g * exp2(x) * ln2"),
        Row("exp10", "Exp10", "g * r * ln10"),
        Row("exp10m1", "Exp10M1", "g * exp10(x) * ln10"),
        Row("log", "Log", "g / x"),
        Row("logp1", "LogP1", "g / (x + 1)"),
        Row("log2", "Log2", "g / (x * ln2)"),
        Row("log2p1", "Log2P1", "g / ((x + 1) * ln2)"),
        Row("log10", "Log10", "g / (x * ln10)"),
        Row("log10p1", "Log10P1", "g / ((x + 1) * ln10)"),
        Row("log_base", "Log", "g / (x * log(y))", "-(g * r / (y * log(y)))"),

        // Trigonometry
        Row("sin", "Sin", "g * cos(x)"),
        Row("cos", "Cos", "-(g * sin(x))"),
        Row("tan", "Tan", "g * (1 + r * r)"),
        Row("asin", "Asin", "g / sqrt((1 - x) * (1 + x))"),
        Row("acos", "Acos", "-(g / sqrt((1 - x) * (1 + x)))"),
        Row("atan", "Atan", "g / (1 + x * x)"),
        Row("atan2", "Atan2", "g * y / (x * x + y * y)", "-(g * x / (x * x + y * y))"),
        Row("sinpi", "SinPi", "g * pi * cospi(x)"),
        Row("cospi", "CosPi", "-(g * pi * sinpi(x))"),
        Row("tanpi", "TanPi", "g * pi * (1 + r * r)"),
        Row("asinpi", "AsinPi", "g / (pi * sqrt((1 - x) * (1 + x)))"),
        Row("acospi", "AcosPi", "-(g / (pi * sqrt((1 - x) * (1 + x))))"),
        Row("atanpi", "AtanPi", "g / (pi * (1 + x * x))"),
        Row("atan2pi", "Atan2Pi", "g * y / (pi * (x * x + y * y))", "-(g * x / (pi * (x * x + y * y)))"),
        Row("degrees_to_radians", "DegreesToRadians", "degrees_to_radians(g)"),
        Row("radians_to_degrees", "RadiansToDegrees", "radians_to_degrees(g)"),

        // Hyperbolic functions
        Row("sinh", "Sinh", "g * cosh(x)"),
        Row("cosh", "Cosh", "g * sinh(x)"),
        Row("tanh", "Tanh", "g * (1 - r * r)"),
        Row("asinh", "Asinh", "g / sqrt(x * x + 1)"),
        Row("acosh", "Acosh", "g / sqrt((x - 1) * (x + 1))"),
        Row("atanh", "Atanh", "g / ((1 - x) * (1 + x))"),

        // Activations
        Row("sigmoid", "Sigmoid", "g * r * (1 - r)"),
        Row("relu", "Relu", "select(r <= 0, 0, g)"),
        Row("softplus", "Softplus", "g * sigmoid(x)"),
        Row("erf", "Erf", "g * (1.1283791670955126 * exp(-(x * x)))"),

        // Functions with kinks
        Row("abs", "Abs", "select(x > 0, g, select(x < 0, -g, select(x == 0, 0, x)))"),
        Row("copysign", "CopySign", "g * copysign(1, x) * copysign(1, y)", "0"),
        Row("max", "Max", "select(x < y, 0, select(x == y, 0.5 * g, g))", "select(y < x, 0, select(x == y, 0.5 * g, g))"),
        Row("min", "Min", "select(x > y, 0, select(x == y, 0.5 * g, g))", "select(y > x, 0, select(x == y, 0.5 * g, g))"),
        Row("max_number", "MaxNumber", "select(x > y, g, select(x == y, 0.5 * g, select(y == y, 0, g)))", "select(y > x, g, select(x == y, 0.5 * g, select(x == x, 0, g)))"),
        Row("min_number", "MinNumber", "select(x < y, g, select(x == y, 0.5 * g, select(y == y, 0, g)))", "select(y < x, g, select(x == y, 0.5 * g, select(x == x, 0, g)))"),

        // Of two opposite numbers MaxMagnitude is the positive one and MinMagnitude the negative one.
        Row("max_magnitude", "MaxMagnitude", "select(abs(x) < abs(y), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(x > y, g, 0)), g))", "select(abs(y) < abs(x), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(y > x, g, 0)), g))"),
        Row("min_magnitude", "MinMagnitude", "select(abs(x) > abs(y), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(x < y, g, 0)), g))", "select(abs(y) > abs(x), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(y < x, g, 0)), g))"),
        Row("max_magnitude_number", "MaxMagnitudeNumber", "select(y == y, select(x == x, select(abs(x) < abs(y), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(x > y, g, 0)), g)), 0), g)", "select(x == x, select(y == y, select(abs(y) < abs(x), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(y > x, g, 0)), g)), 0), g)"),
        Row("min_magnitude_number", "MinMagnitudeNumber", "select(y == y, select(x == x, select(abs(x) > abs(y), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(x < y, g, 0)), g)), 0), g)", "select(x == x, select(y == y, select(abs(y) > abs(x), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(y < x, g, 0)), g)), 0), g)"),
        Row("clamp", "Clamp", "select(x < y, 0, select(x > z, 0, g))", "select(x < y, g, 0)", "select(x > z, g, 0)"),

        // What the processor gives for NaN and for zeros of both signs differs: the derivative is that of Max, Min and Clamp.
        Row("max_native", "MaxNative", "select(x < y, 0, select(x == y, 0.5 * g, g))", "select(y < x, 0, select(x == y, 0.5 * g, g))"),
        Row("min_native", "MinNative", "select(x > y, 0, select(x == y, 0.5 * g, g))", "select(y > x, 0, select(x == y, 0.5 * g, g))"),
        Row("clamp_native", "ClampNative", "select(x < y, 0, select(x > z, 0, g))", "select(x < y, g, 0)", "select(x > z, g, 0)"),

        // The next number up and down.
        Row("bit_increment", "BitIncrement", "g"),
        Row("bit_decrement", "BitDecrement", "g"),

        // Piecewise constant: their derivative is zero wherever they have one.
        Flat("floor", "Floor"),
        Flat("ceiling", "Ceiling"),
        Flat("round", "Round"),
        Flat("truncate", "Truncate"),
    ];

    private static readonly Dictionary<string, ScalarRule> ByCode = All.ToDictionary(r => r.Code);

    private static readonly Replaceable<ScalarRule> Replacement = new();

    public static ScalarRule? Find(string code) => Replacement.Value is { } other && other.Code == code ? other : ByCode.TryGetValue(code, out var rule) ? rule : null;

    /// <summary>Puts another rule in place of the one of the same code, for tests that make a rule wrong.</summary>
    public static IDisposable Replace(ScalarRule rule) => Replacement.With(rule);

    private static ScalarRule Row(string code, string spelling, params string[] derivatives) =>
        new(code, derivatives.Length, spelling, derivatives.ToEquatable());

    private static ScalarRule Flat(string code, string spelling) => new(code, 1, spelling, EquatableArray<string>.Empty);
}
