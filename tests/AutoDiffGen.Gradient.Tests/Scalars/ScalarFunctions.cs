namespace AutoDiffGen.Gradient.Tests.Scalars;

/// <summary>Every function of the rule table. A test holds this list against the table.</summary>
internal static class ScalarFunctions
{
    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("add", "+", 2, "1.5, -2.25; 0, 0; 100, 1", "1e15, 1"),
        new("sub", "-", 2, "1.5, -2.25; 0, 0; 3, 3"),
        new("mul", "*", 2, "1.5, -2.25; 0, 3; -1, -1", "0, 0; inf, 2; 0, inf"),
        new("div", "/", 2, "1.5, -2.25; 0, 3; -4, 0.5; 7, 3", "1, 0; 0, 0; 1, inf"),
        new("rem", "%", 2, "7.5, 2; -7.5, 2; 7.5, -2; -7.5, -2; 1, 3; 5.5, 1.25", "6, 2; 0, 3; 5, inf; 5, 0"),
        new("neg", "-", 1, "1.5; 0; -2", "inf"),
        new("fma", "FusedMultiplyAdd", 3, "1.5, -2, 3; 0, 1, 2; -1, -1, 0.5"),
        new("multiply_add_estimate", "MultiplyAddEstimate", 3, "1.5, -2, 3; 0, 1, 2; -1, -1, 0.5"),
        new("lerp", "Lerp", 3, "1, 3, 0.25; 1, 3, 0; 1, 3, 1; -2, 5, 1.5"),
        new("ieee_remainder", "Ieee754Remainder", 2, "7.25, 2; -7.25, 2; 7.25, -2; 0.75, 3", "7, 2; 9, 2; 0, 1"),
        new("reciprocal_estimate", "ReciprocalEstimate", 1, "0.5; 3; -7") { IsEstimate = true },
        new("reciprocal_sqrt_estimate", "ReciprocalSqrtEstimate", 1, "0.5; 3; 70") { IsEstimate = true },

        new("sqrt", "Sqrt", 1, "0.25; 2; 1e6; 1e-4", "0; -1; inf"),
        new("cbrt", "Cbrt", 1, "8; -8; 0.3; 1e-3", "0"),
        new("rootn", "RootN", 2, "16, 4; 2, 3; -8, 3; 5, 1; 3, -2", "0, 3") { HasIntegerArgument = true },
        new("hypot", "Hypot", 2, "3, 4; -3, 4; 5, 0; 0, -2; 3e-3, 4e-3", "0, 0; 1e200, 1e200; 1e-200, 1e-200"),
        new("pow", "Pow", 2, "2, 3; 2.5, -1.5; 0.3, 0.7; 1, 5; 4, 0.5; 3, 0; 2, 1; 2, 2", "0, 2; 0, 1; 0, 0.5; 0, 0; 0, -1; -2, 3; -2, 2; -2, 0; -2, 0.5; 1, inf; 2, -inf"),
        new("scaleb", "ScaleB", 2, "1.5, 3; -2, -4; 0.1, 0", "0, 2") { HasIntegerArgument = true },

        new("exp", "Exp", 1, "0; 1.5; -3; 20", "-inf; inf; 800; -800"),
        new("expm1", "ExpM1", 1, "0.5; 1.5; -3", "-inf; 0"),
        new("exp2", "Exp2", 1, "0; 1.5; -3", "-inf"),
        new("exp2m1", "Exp2M1", 1, "0.5; 1.5; -3", "0"),
        new("exp10", "Exp10", 1, "0; 1.5; -3", "-inf"),
        new("exp10m1", "Exp10M1", 1, "0.5; 1.5; -3", "0"),
        new("log", "Log", 1, "0.5; 1; 20", "0; -1; inf"),
        new("logp1", "LogP1", 1, "0.5; 0; 1e-9; 20; -0.5", "-1; -2"),
        new("log2", "Log2", 1, "0.5; 1; 20", "0"),
        new("log2p1", "Log2P1", 1, "0.5; 0; 20; -0.5", "-1"),
        new("log10", "Log10", 1, "0.5; 1; 20", "0"),
        new("log10p1", "Log10P1", 1, "0.5; 0; 20; -0.5", "-1"),
        new("log_base", "Log", 2, "8, 2; 0.5, 10; 3, 0.5; 1, 7", "0, 2; 2, 0"),

        new("sin", "Sin", 1, "0.5; 0; -2.5; 30", "inf"),
        new("cos", "Cos", 1, "0.5; 0; -2.5; 30", "inf"),
        new("tan", "Tan", 1, "0.5; 0; -1.2; 3"),
        new("asin", "Asin", 1, "0.5; 0; -0.9; 0.25", "1; -1; 2"),
        new("acos", "Acos", 1, "0.5; 0; -0.9; 0.25", "-2"),
        new("atan", "Atan", 1, "0.5; 0; -3; 2"),
        new("atan2", "Atan2", 2, "1, 2; -1, 2; 1, -2; -1, -2; 0, 3; 2, 0.5", "0, 0"),
        new("sinpi", "SinPi", 1, "0.3; 0; -1.7; 0.25", "0.5"),
        new("cospi", "CosPi", 1, "0.3; 0.25; -1.7", "0.5; 0"),
        new("tanpi", "TanPi", 1, "0.3; 0; -1.7; 0.25"),
        new("asinpi", "AsinPi", 1, "0.5; 0; -0.9; 0.25"),
        new("acospi", "AcosPi", 1, "0.5; 0; -0.9; 0.25"),
        new("atanpi", "AtanPi", 1, "0.5; 0; -3; 2"),
        new("atan2pi", "Atan2Pi", 2, "1, 2; -1, 2; 1, -2; -1, -2; 0, 3; 2, 0.5", "0, 0"),
        new("degrees_to_radians", "DegreesToRadians", 1, "90; 0; -12.5"),
        new("radians_to_degrees", "RadiansToDegrees", 1, "1.5; 0; -12.5"),

        new("sinh", "Sinh", 1, "0.5; 0; -2", "800"),
        new("cosh", "Cosh", 1, "0.5; -2", "0; 800"),
        new("tanh", "Tanh", 1, "0.5; 0; -1.5; 1e-6", "inf"),
        new("asinh", "Asinh", 1, "0.5; 0; -2; 10"),
        new("acosh", "Acosh", 1, "1.5; 2; 10", "1; 0.5"),
        new("atanh", "Atanh", 1, "0.5; 0; -0.75", "1; -1"),

        new("sigmoid", "Sigmoid", 1, "0.5; 0; -3; 3", "-800"),
        new("relu", "Relu", 1, "0.5; -3; 3", "0; nan; inf; -inf"),

        new("abs", "Abs", 1, "0.5; -3", "0; -0; nan; inf; -inf"),
        new("copysign", "CopySign", 2, "2, 3; 2, -3; -2, 3; -2, -3", "2, 1e-300; 2, 0; 2, -0; 0, 1; -0, 1; -2, -0"),
        new("max", "Max", 2, "1, 2; 2, 1; -3, -1", "2, 2; 0, -0; nan, 1; 1, nan; inf, 1; -inf, -inf"),
        new("min", "Min", 2, "1, 2; 2, 1; -3, -1", "2, 2; 0, -0; nan, 1; 1, nan; inf, 1; inf, inf"),
        new("max_number", "MaxNumber", 2, "1, 2; 2, 1; -3, -1", "2, 2; nan, 1; 1, nan; nan, nan"),
        new("min_number", "MinNumber", 2, "1, 2; 2, 1; -3, -1", "2, 2; nan, 1; 1, nan; nan, nan"),
        new("max_magnitude", "MaxMagnitude", 2, "1, 2; -2, 1; -3, -1; 1, -3", "2, 2; 2, -2; -2, 2; -2, -2; nan, 1; 1, nan"),
        new("min_magnitude", "MinMagnitude", 2, "1, 2; -2, 1; -3, -1; 1, -3", "2, 2; 2, -2; -2, 2; -2, -2; nan, 1; 1, nan"),
        new("clamp", "Clamp", 3, "0.5, 0, 1; -0.5, 0, 1; 1.5, 0, 1", "0, 0, 1; 1, 0, 1; 2, 2, 2; nan, 0, 1; -inf, 0, 1; inf, 0, 1"),

        new("floor", "Floor", 1, "1.5; -1.5; 0.25", "2"),
        new("ceiling", "Ceiling", 1, "1.5; -1.5; 0.25", "2"),
        new("round", "Round", 1, "1.25; -1.75; 0.25", "2.5; 2"),
        new("truncate", "Truncate", 1, "1.5; -1.5; 0.25", "2"),
    ];
}
