using System.Reflection;
using AutoDiffGen.Gradient.Tests.Oracle;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>
/// Everything that a program's generated members promise, at one point: the value's bits in every member, the gradient
/// against the oracle and against differences, a pullback that is linear and can be invoked again.
/// </summary>
internal static class ProgramCheck
{
    /// <summary>Rounding of a derivative that is a difference of large parts, in units of their sum.</summary>
    private const double Rounding = 1e-14;

    public static void Run(MethodInfo program, MethodInfo twin, AtAttribute at, bool guarded = false)
    {
        var point = new ProgramPoint(program, at);
        string where = $"{program.DeclaringType!.Name}.{program.Name} at ({string.Join(", ", point.Values.Take(8).Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))})";
        object? value = Invoker.Call(program, Target(program), point.Arguments(program));
        var oracle = new OracleRun(twin, point);
        bool exact = Numbers.SameBits(value, Numbers.ToDouble(oracle.Value)) || !IsDouble(program);
        Require(exact, $"{where}: the oracle's value is {oracle.Value}, the program's {value}");

        object? primal = Invoker.Call(Member(program, "Primal"), Target(program), point.Arguments(program));
        Require(Numbers.SameBits(value, primal), $"{where}: MPrimal gives {primal}, M gives {value}");

        var gradient = Gradient(program, point, out object? first);
        Require(Numbers.SameBits(value, first), $"{where}: MGradient gives {first}, M gives {value}");
        if (guarded && (oracle.Overflowed || oracle.Magnitudes(1).Any(m => m > 1e8)))
        {
            return;
        }

        Compare(where + ": the gradient", gradient, oracle.Derivatives(1), oracle.Magnitudes(1), at.Tolerance);

        Pullback(program, point, value, gradient, oracle.Magnitudes(1), where);
        if (!at.Kink && gradient.All(double.IsFinite))
        {
            Differences(twin, point, gradient, oracle.Magnitudes(1), IsDouble(program) ? 1e-6 : Math.Max(1e-6, at.Tolerance), guarded, where);
        }
    }

    public static double[] Gradient(MethodInfo program, ProgramPoint point, out object? value)
    {
        var member = Member(program, "Gradient");
        int own = program.GetParameters().Length;
        object?[] all = [.. point.Arguments(member), .. point.Destinations(member.GetParameters()[own..])];
        value = Invoker.Call(member, Target(program), all);
        return Flat(all[own..]);
    }

    private static void Pullback(MethodInfo program, ProgramPoint point, object? value, double[] gradient, double[] magnitudes, string where)
    {
        var member = Member(program, "WithPullback");
        var invoke = Closed(member.GetParameters()[^1].ParameterType.GetElementType()!).GetMethod("Invoke")!;
        object?[] Call(double cotangent) => [Numbers.Scalar(program.ReturnType, cotangent), .. point.Destinations(invoke.GetParameters()[1..])];
        object?[] once = Call(1), again = Call(-3);
        object? result = Invoker.CallPullback(member, Target(program), point.Arguments(member), once, again);
        Require(Numbers.SameBits(value, result), $"{where}: MWithPullback gives {result}, M gives {value}");
        double tolerance = IsDouble(program) ? 1e-13 : 1e-5;
        Compare(where + ": the pullback of 1", Flat(once[1..]), gradient, magnitudes, tolerance);
        Compare(where + ": the pullback of -3", Flat(again[1..]), [.. gradient.Select(g => -3 * g)], [.. magnitudes.Select(m => 3 * m)], tolerance);
    }

    private static void Differences(MethodInfo twin, ProgramPoint point, double[] gradient, double[] magnitudes, double tolerance, bool guarded, string where)
    {
        // In the oracle's double precision, along each axis of small programs and along random directions.
        int[] active = [.. point.Active];
        var random = new Random(7);
        var directions = Enumerable.Range(0, Math.Min(active.Length, 4)).Select(i => active.Select((_, k) => k == i ? 1.0 : 0).ToArray())
            .Concat(Enumerable.Range(0, active.Length > 1 ? 3 : 0).Select(_ => active.Select(_ => random.NextDouble() * 2 - 1).ToArray()));
        double scale = Math.Max(1e-3, active.Length == 0 ? 1 : active.Max(i => Math.Abs(point.Values[i])));
        foreach (var direction in directions)
        {
            double Value(double step)
            {
                double[] moved = [.. point.Values];
                for (int k = 0; k < active.Length; k++)
                {
                    moved[active[k]] += step * direction[k];
                }

                return Numbers.ToDouble(Invoker.Call(twin, Target(twin), point.With(moved).Arguments(twin)));
            }

            double Slope(double h) => (8 * (Value(h) - Value(-h)) - (Value(2 * h) - Value(-2 * h))) / (12 * h);
            double step = 1e-3 * Math.Min(1, scale);
            double slope = Slope(step);
            double expected = gradient.Select((g, k) => g * direction[k]).Sum();
            double allowed = tolerance * (1 + Math.Abs(expected) + magnitudes.Select((m, k) => m * Math.Abs(direction[k])).Sum());
            if (guarded && !(Math.Abs(slope - Slope(step / 4)) <= allowed / 4))
            {
                continue;
            }

            Require(Math.Abs(slope - expected) <= allowed, $"{where}: the slope along ({string.Join(", ", direction)}) is {expected:R}, by differences {slope:R}");
        }
    }

    public static void Compare(string what, double[] actual, double[] expected, double[] magnitudes, double tolerance)
    {
        Require(actual.Length == expected.Length, $"{what} has {actual.Length} numbers, not {expected.Length}");
        for (int i = 0; i < actual.Length; i++)
        {
            double allowed = tolerance * Math.Abs(expected[i]) + Math.Max(Rounding, tolerance / 100) * magnitudes[i];
            bool same = actual[i].Equals(expected[i]) || (expected[i] == 0 && actual[i] == 0)
                || (double.IsFinite(expected[i]) && Math.Abs(actual[i] - expected[i]) <= allowed);
            Require(same, $"{what}[{i}] is {actual[i]:R}, and should be {expected[i]:R}");
        }
    }

    public static MethodInfo Member(MethodInfo program, string suffix)
    {
        var member = program.DeclaringType!.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
            .Single(m => m.Name == program.Name + suffix);
        return program.IsGenericMethod ? member.MakeGenericMethod(program.GetGenericArguments()) : member;
    }

    public static object? Target(MethodInfo method) => method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!);

    private static bool IsDouble(MethodInfo program) => program.GetParameters().All(p => p.ParameterType != typeof(float) && p.ParameterType != typeof(Half))
        && program.ReturnType == typeof(double) && program.GetCustomAttribute<MixedPrecisionAttribute>() is null;

    private static double[] Flat(object?[] destinations) => [.. destinations.Where(d => d is not bool).SelectMany(Numbers.Flat)];

    private static Type Closed(Type type) => type;

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new Xunit.Sdk.XunitException(message);
        }
    }
}

/// <summary>A run of the twin over the oracle's numbers, with the derivatives of its result.</summary>
internal sealed class OracleRun
{
    private readonly List<Var> _inputs;
    private readonly int[] _active;

    public OracleRun(MethodInfo twin, ProgramPoint point)
    {
        object?[] arguments = point.Arguments(twin);
        _inputs = [.. arguments.SelectMany(a => a is Var or VarTensor or Var[] ? Numbers.Vars(a) : Enumerable.Repeat(default(Var), CountOf(a)))];
        _active = [.. point.Active];
        Var.Overflowed = false;
        Result = Invoker.Call(twin, ProgramCheck.Target(twin), arguments);
        Overflowed = Var.Overflowed;
    }

    /// <summary>Whether something on the way was infinite or NaN.</summary>
    public bool Overflowed { get; }

    public object? Result { get; }

    public Var Value => (Var)Result!;

    public double[] Derivatives(params double[] cotangents)
    {
        var adjoints = new Var.Adjoints(Numbers.Vars(Result).Zip(cotangents));
        return [.. _active.Select(i => adjoints.Of(_inputs[i]))];
    }

    public double[] Magnitudes(params double[] cotangents)
    {
        var adjoints = new Var.Adjoints(Numbers.Vars(Result).Zip(cotangents));
        return [.. _active.Select(i => adjoints.Magnitude(_inputs[i]))];
    }

    // Arguments that are no numbers of the oracle take places too: a whole number takes one.
    private static int CountOf(object? argument) => argument is not null && (argument.GetType().IsPrimitive || argument.GetType().IsEnum) ? 1 : 0;
}
