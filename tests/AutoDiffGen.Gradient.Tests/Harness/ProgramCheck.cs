using System.Reflection;

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
        object? primal = Invoker.Call(Member(program, "Primal"), Target(program), point.Arguments(program));
        object? value = Invoker.Call(program, Target(program), point.Arguments(program));
        var oracle = new OracleRun(twin, point);
        if (guarded && (oracle.Overflowed || oracle.Magnitudes(1).Any(m => m > 1e8)))
        {
            Require(Numbers.SameBits(value, primal), $"{where}: MPrimal gives {primal}, M gives {value}");
            return;
        }

        Values(program, value, primal, oracle, at.Tolerance, where);
        double[] cotangent = Cotangent(oracle.Value);
        double[] expected = oracle.Derivatives(cotangent), magnitudes = oracle.Magnitudes(cotangent);
        if (Numbers.IsReal(program.ReturnType))
        {
            var gradient = Gradient(program, point, out object? first);
            Require(Numbers.SameBits(primal, first), $"{where}: MGradient gives {first}, MPrimal gives {primal}");
            Compare(where + ": the gradient", gradient, expected, magnitudes, at.Tolerance);
        }

        double[] pulled = Pullback(program, point, primal, cotangent, magnitudes, where);
        Compare(where + ": the gradient that the pullback gives", pulled, expected, magnitudes, at.Tolerance);
        ManyNumbers.Check(program, point, cotangent, expected, magnitudes, at.Tolerance, where);
        if (!at.Kink && pulled.All(double.IsFinite))
        {
            Differences(twin, point, cotangent, expected, magnitudes, IsDouble(program) ? 1e-6 : Math.Max(1e-6, at.Tolerance), guarded, where);
        }
    }

    // Scalar code gives M's own bits; a fused loop may round differently from the functions that M calls one by one.
    private static void Values(MethodInfo program, object? value, object? primal, OracleRun oracle, double tolerance, string where)
    {
        double[] own = Numbers.Flat(value), ones = [.. own.Select(v => double.IsFinite(v) ? 1 + Math.Abs(v) : 0)];
        if (ManyNumbers.Has(program))
        {
            Compare(where + ": MPrimal", Numbers.Flat(primal), own, ones, tolerance);
            Compare(where + ": the oracle's value", oracle.Value, own, ones, tolerance);
            return;
        }

        Require(Numbers.SameBits(value, primal), $"{where}: MPrimal gives {primal}, M gives {value}");
        Require(!IsDouble(program) || Numbers.SameBits(value, oracle.Value[0]), $"{where}: the oracle's value is {oracle.Value[0]}, the program's {value}");
    }

    // 1 for a number; for a tensor numbers of which no two are alike.
    public static double[] Cotangent(double[] value) => value.Length == 1 ? [1] : [.. value.Select((_, i) => Math.Cos(1 + i) + 0.1)];

    public static double[] Gradient(MethodInfo program, ProgramPoint point, out object? value)
    {
        var member = Member(program, "Gradient");
        int own = program.GetParameters().Length;
        object?[] all = [.. point.Arguments(member), .. point.Destinations(member.GetParameters()[own..])];
        value = Invoker.Call(member, Target(program), all);
        return Flat(all[own..]);
    }

    // Two calls of one handle: the second must give the first's result, times -3.
    public static double[] Pullback(MethodInfo program, ProgramPoint point, object? value, double[] cotangent, double[] magnitudes, string where)
    {
        var member = Member(program, "WithPullback");
        var invoke = member.GetParameters()[^1].ParameterType.GetElementType()!.GetMethod("Invoke")!;
        object?[] Call(double factor) => [Numbers.Like(value!, [.. cotangent.Select(c => c * factor)]), .. point.Destinations(invoke.GetParameters()[1..])];
        object?[] once = Call(1), again = Call(-3);
        object? result = Invoker.CallPullback(member, Target(program), point.Arguments(member), once, again);
        Require(Numbers.SameBits(value, result), $"{where}: MWithPullback gives {result}, MPrimal gives {value}");
        double[] first = Flat(once[1..]);
        double scale = first.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        Compare(where + ": the pullback of -3", Flat(again[1..]), [.. first.Select(g => -3 * g)], [.. magnitudes.Select(m => 3 * m + scale)], IsDouble(program) ? 1e-12 : 1e-5);
        return first;
    }

    private static void Differences(MethodInfo twin, ProgramPoint point, double[] cotangent, double[] gradient, double[] magnitudes, double tolerance, bool guarded, string where)
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

                return Numbers.Flat(Invoker.Call(twin, Target(twin), point.With(moved).Arguments(twin))).Zip(cotangent, (v, c) => v * c).Sum();
            }

            double Slope(double h) => (8 * (Value(h) - Value(-h)) - (Value(2 * h) - Value(-2 * h))) / (12 * h);
            double step = 1e-3 * Math.Min(1, scale);
            double slope = Slope(step);
            double expected = gradient.Select((g, k) => g * direction[k]).Sum();
            double allowed = tolerance * (1 + Math.Abs(expected) + magnitudes.Select((m, k) => m * Math.Abs(direction[k])).Sum());
            // Steps of whole numbers may look like a slope at one length, though not at several.
            if (guarded && new[] { 3.7, 11.3, 41 }.Any(part => !(Math.Abs(slope - Slope(step / part)) <= allowed / 4)))
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

    public static bool IsDouble(MethodInfo program) => program.GetParameters().Select(p => p.ParameterType).Append(program.ReturnType)
            .Select(t => Numbers.ElementType(t) ?? t).All(t => t != typeof(float) && t != typeof(Half))
        && program.GetCustomAttribute<MixedPrecisionAttribute>() is null;

    public static double[] Flat(object?[] destinations) => [.. destinations.Where(d => d is not bool).SelectMany(Numbers.Flat)];

    public static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new Xunit.Sdk.XunitException(message);
        }
    }
}
