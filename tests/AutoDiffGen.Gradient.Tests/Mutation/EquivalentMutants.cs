namespace AutoDiffGen.Gradient.Tests.Mutation;

/// <summary>Changes of rules that change no derivative.</summary>
internal static class EquivalentMutants
{
    private const string MaxMagnitude0 = "select(abs(x) < abs(y), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(x > y, g, 0)), g))";
    private const string MaxMagnitude1 = "select(abs(y) < abs(x), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(y > x, g, 0)), g))";
    private const string MinMagnitude0 = "select(abs(x) > abs(y), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(x < y, g, 0)), g))";
    private const string MinMagnitude1 = "select(abs(y) > abs(x), 0, select(abs(x) == abs(y), select(x == y, 0.5 * g, select(y < x, g, 0)), g))";
    private const string Abs = "select(x > 0, g, select(x < 0, -g, select(x == 0, 0, x)))";

    public static HashSet<string> Names { get; } =
    [
        // 0 times a finite number is 0 anyway.
        "hypot[0]: select(r == 0, 0, g * (x / r)) -> select(x == 0, 0, (g * (x / r)))",

        // 0 to a negative power is infinite, and so is its product with log(0).
        "pow[1]: select(x == 0, select(y >= 0, 0, g * (r * log(x))), g * (r * log(x))) -> select(x == 0, select(y >= 0, 0, (g * log(x))), (g * (r * log(x))))",

        // The result and the argument have the same sign.
        "relu[0]: select(r <= 0, 0, g) -> select(x <= 0, 0, g)",

        // Neither above nor below 0: x itself is 0 there, or NaN.
        $"abs[0]: {Abs} -> select(x > 0, g, select(x < 0, (-(g)), select(x < 0, 0, x)))",
        $"abs[0]: {Abs} -> select(x > 0, g, select(x < 0, (-(g)), select(x == 1, 0, x)))",

        // Dividing by 1 or -1 is multiplying by it.
        "copysign[0]: g * copysign(1, x) * copysign(1, y) -> ((g * copysign(1, x)) / copysign(1, y))",
        "copysign[0]: g * copysign(1, x) * copysign(1, y) -> ((g / copysign(1, x)) * copysign(1, y))",

        // Equal numbers were dealt with before.
        $"max_magnitude[0]: {MaxMagnitude0} -> {MaxMagnitude0.Replace("0.5 * g", "(0.5 * g)").Replace("x > y", "x >= y")}",
        $"max_magnitude[1]: {MaxMagnitude1} -> {MaxMagnitude1.Replace("0.5 * g", "(0.5 * g)").Replace("y > x", "y >= x")}",
        $"min_magnitude[0]: {MinMagnitude0} -> {MinMagnitude0.Replace("0.5 * g", "(0.5 * g)").Replace("x < y", "x <= y")}",
        $"min_magnitude[1]: {MinMagnitude1} -> {MinMagnitude1.Replace("0.5 * g", "(0.5 * g)").Replace("y < x", "y <= x")}",
        $"max_magnitude_number[0]: select(y == y, select(x == x, {MaxMagnitude0}, 0), g) -> select(y == y, select(x == x, {MaxMagnitude0.Replace("0.5 * g", "(0.5 * g)").Replace("x > y", "x >= y")}, 0), g)",
        $"max_magnitude_number[1]: select(x == x, select(y == y, {MaxMagnitude1}, 0), g) -> select(x == x, select(y == y, {MaxMagnitude1.Replace("0.5 * g", "(0.5 * g)").Replace("y > x", "y >= x")}, 0), g)",
        $"min_magnitude_number[0]: select(y == y, select(x == x, {MinMagnitude0}, 0), g) -> select(y == y, select(x == x, {MinMagnitude0.Replace("0.5 * g", "(0.5 * g)").Replace("x < y", "x <= y")}, 0), g)",
        $"min_magnitude_number[1]: select(x == x, select(y == y, {MinMagnitude1}, 0), g) -> select(x == x, select(y == y, {MinMagnitude1.Replace("0.5 * g", "(0.5 * g)").Replace("y < x", "y <= x")}, 0), g)",
    ];
}
