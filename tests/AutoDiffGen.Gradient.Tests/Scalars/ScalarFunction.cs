using System.Globalization;
using System.Reflection;

namespace AutoDiffGen.Gradient.Tests.Scalars;

/// <summary>A function of the rule table, with points at which it is compared with the oracle.</summary>
/// <param name="Code">The code of its rule.</param>
/// <param name="Name">The method's name on the number type, or the operator.</param>
/// <param name="Points">Points separated by semicolons, coordinates by commas.</param>
/// <param name="Kinks">Points where differences say nothing: kinks, jumps, edges of the domain.</param>
internal sealed record ScalarFunction(string Code, string Name, int Arity, string Points, string Kinks = "")
{
    /// <summary>The derivative of an estimate is as exact as the estimate.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>The type of the last argument where it is a whole number.</summary>
    public bool HasIntegerArgument { get; init; }

    public bool IsOperator => !char.IsLetter(Name[0]);

    public bool IsOps => Code is "sigmoid" or "relu" or "softplus" or "erf";

    public int RealArity => HasIntegerArgument ? Arity - 1 : Arity;

    public bool IsInMath => Exists(typeof(Math), typeof(double));

    public bool IsInMathF => Exists(typeof(MathF), typeof(float));

    /// <summary>Whether a type has the function as a public member; some are only reached through the interfaces of generic math.</summary>
    public bool Exists(Type owner, Type number)
    {
        var types = Enumerable.Range(0, Arity).Select(i => HasIntegerArgument && i == Arity - 1 ? typeof(int) : number).ToArray();
        return !IsOperator && owner.GetMethod(Name, BindingFlags.Public | BindingFlags.Static, types) is not null;
    }

    /// <summary>The call with its arguments on a type.</summary>
    public string Call(string owner, params string[] arguments) =>
        !IsOperator ? $"{owner}.{Name}({string.Join(", ", arguments)})"
        : arguments.Length == 1 ? Name + arguments[0]
        : $"{arguments[0]} {Name} {arguments[1]}";

    /// <summary>The attributes that name the points.</summary>
    public string At(bool single = false, Func<double[], bool>? where = null, int take = int.MaxValue)
    {
        var parts = Parse(Points).Select(p => (Point: p, Kink: false)).Concat(Parse(Kinks).Select(p => (Point: p, Kink: true)))
            .Where(p => where?.Invoke(p.Point) ?? true);
        string tolerance = IsEstimate ? ", Tolerance = 1e-3" : single ? ", Tolerance = 2e-4" : "";
        return string.Concat(parts.Select(p => $"[At({string.Join(", ", p.Point.Take(take).Select(v => Literal(single ? (float)v : v)))}{(p.Kink || IsEstimate ? ", Kink = true" : "")}{tolerance})] "));
    }

    public static IEnumerable<double[]> Parse(string points) => points
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(p => p.Split(',').Select(Number).ToArray());

    public static double Number(string text) => text.Trim() switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        "max" => double.MaxValue,
        "eps" => double.Epsilon,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };

    public static string Literal(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.NaN => "double.NaN",
        0 when double.IsNegative(value) => "-0.0",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
