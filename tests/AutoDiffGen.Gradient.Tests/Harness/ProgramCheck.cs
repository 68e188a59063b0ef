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

    public static void Run(MethodInfo program, MethodInfo twin, AtAttribute at, bool guarded = false, DrawnShapes? shapes = null)
    {
        var point = new ProgramPoint(program, at, shapes);
        string where = $"{program.DeclaringType!.Name}.{program.Name}{shapes} at ({string.Join(", ", point.Values.Take(8).Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))})";
        object?[] Run(MethodInfo method, out object? result)
        {
            object?[] arguments = point.Arguments(method);
            result = Invoker.Call(method, Target(method), arguments);
            return arguments;
        }

        var after = Run(Member(program, "Primal"), out object? primal);
        var own = Run(program, out object? value);
        var oracle = new OracleRun(twin, point);
        if (guarded && (oracle.Overflowed || oracle.Magnitudes([.. oracle.Value.Select(_ => 1.0)]).Any(m => m > 1e8)))
        {
            Values(program, [primal, .. after], [value, .. own], at.Tolerance, $"{where}: MPrimal");
            return;
        }

        Values(program, [primal, .. after], [value, .. own], at.Tolerance, $"{where}: MPrimal");
        if (IsDouble(program) || RoundsItself(program))
        {
            Values(program, oracle.Outputs, [value, .. point.Written(own)], at.Tolerance, $"{where}: the oracle");
        }

        // In single precision a test of two nearly equal numbers may go the other way than in the oracle's.
        if (guarded && !IsDouble(program) && !Near([value, .. point.Written(own)], oracle.Value, at.Tolerance))
        {
            return;
        }

        double[] cotangent = Cotangent(oracle.Value);
        double[] expected = oracle.Derivatives(cotangent), magnitudes = oracle.Magnitudes(cotangent);
        if (Numbers.IsReal(program.ReturnType))
        {
            var gradient = Gradient(program, point, out object? first, after, where);
            Require(Numbers.SameBits(primal, first), $"{where}: MGradient gives {first}, MPrimal gives {primal}");
            Compare(where + ": the gradient", gradient, oracle.Derivatives(1), oracle.Magnitudes(1), at.Tolerance);
        }

        double[] pulled = Pullback(program, point, primal, after, cotangent, magnitudes, where);
        Compare(where + ": the gradient that the pullback gives", pulled, expected, magnitudes, at.Tolerance);
        ManyNumbers.Check(program, point, primal, cotangent, expected, magnitudes, at.Tolerance, where);
        if (!at.Kink && pulled.All(double.IsFinite))
        {
            Differences(twin, point, cotangent, expected, magnitudes, IsDouble(program) ? 1e-6 : Math.Max(1e-6, at.Tolerance), guarded, where);
        }
    }

    // Scalar code gives M's own bits; a fused loop may round differently from the functions that M calls one by one.
    private static void Values(MethodInfo program, object?[] actual, object?[] expected, double tolerance, string what)
    {
        double[] own = [.. expected.SelectMany(Numbers.Flat)], found = [.. actual.SelectMany(Numbers.Flat)];
        if (RoundsItself(program))
        {
            Compare(what, found, own, [.. own.Select(v => double.IsFinite(v) ? 1 + Math.Abs(v) : 0)], tolerance);
            return;
        }

        Require(found.Length == own.Length, $"{what} gives {found.Length} numbers, M gives {own.Length}");
        for (int i = 0; i < own.Length; i++)
        {
            Require(Numbers.SameBits(found[i], own[i]), $"{what} gives {found[i]:R} for the number {i}, M gives {own[i]:R}");
        }
    }

    private static bool Near(object?[] values, double[] expected, double tolerance) =>
        values.SelectMany(Numbers.FlatReals).Zip(expected).All(p => Math.Abs(p.First - p.Second) <= tolerance * (1 + Math.Abs(p.Second)));

    private static bool RoundsItself(MethodInfo program) =>
        program.GetParameters().Select(p => p.ParameterType).Append(program.ReturnType).Any(Numbers.IsTensor) || program.GetCustomAttribute<RoundsItselfAttribute>() is not null;

    // 1 for a number; for a tensor numbers of which no two are alike.
    public static double[] Cotangent(double[] value) => value.Length == 1 ? [1] : [.. value.Select((_, i) => Math.Cos(1 + i) + 0.1)];

    /// <param name="after">The arguments as M leaves them, which MGradient has to leave too.</param>
    public static double[] Gradient(MethodInfo program, ProgramPoint point, out object? value, object?[]? after = null, string where = "")
    {
        var member = Member(program, "Gradient");
        int own = program.GetParameters().Length;
        object?[] all = [.. point.Arguments(member), .. point.Destinations(member.GetParameters()[own..])];
        value = Invoker.Call(member, Target(program), all);
        Unchanged(all[..own], after, where + ": after MGradient");
        return Flat(all[own..]);
    }

    /// <summary>The method <c>Invoke</c> of the handle.</summary>
    public static MethodInfo PullbackOf(MethodInfo program) =>
        Member(program, "WithPullback").GetParameters()[^1].ParameterType.GetElementType()!.GetMethod("Invoke")!;

    // Two calls of one handle: the second must give the first's result, times -3.
    public static double[] Pullback(MethodInfo program, ProgramPoint point, object? value, object?[]? after, double[] cotangent, double[] magnitudes, string where)
    {
        var member = Member(program, "WithPullback");
        var declared = PullbackOf(program).GetParameters();
        object?[] one = point.Cotangents(declared, value, cotangent), other = point.Cotangents(declared, value, [.. cotangent.Select(c => c * -3)]);
        object?[] once = [.. one, .. point.Destinations(declared[one.Length..])], again = [.. other, .. point.Destinations(declared[one.Length..])];
        object?[] arguments = point.Arguments(member);
        object? result = Invoker.CallPullback(member, Target(program), arguments, once, again);
        Require(Numbers.SameBits(value, result), $"{where}: MWithPullback gives {result}, MPrimal gives {value}");
        Unchanged(arguments, after, where + ": after the pullback");
        double[] first = Flat(once[one.Length..]);
        double scale = first.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        Compare(where + ": the pullback of -3", Flat(again[one.Length..]), [.. first.Select(g => -3 * g)], [.. magnitudes.Select(m => 3 * m + scale)], IsDouble(program) ? 1e-12 : 1e-5);
        return first;
    }

    private static void Unchanged(object?[] arguments, object?[]? after, string where)
    {
        for (int i = 0; after is not null && i < after.Length; i++)
        {
            Require(Numbers.SameBits(arguments[i], after[i]), $"{where} the argument {i} holds ({string.Join(", ", Numbers.Flat(arguments[i]))}), after MPrimal ({string.Join(", ", Numbers.Flat(after[i]))})");
        }
    }

    private static void Differences(MethodInfo twin, ProgramPoint point, double[] cotangent, double[] gradient, double[] magnitudes, double tolerance, bool guarded, string where)
    {
        // In the oracle's double precision, along each axis of small programs and along random directions.
        int[] active = [.. point.Active];
        var random = new Random(7);
        var directions = Enumerable.Range(0, Math.Min(active.Length, 8)).Select(i => active.Select((_, k) => k == i ? 1.0 : 0).ToArray())
            .Concat(Enumerable.Range(0, active.Length > 1 ? 3 : 0).Select(_ => active.Select(_ => random.NextDouble() * 2 - 1).ToArray()));
        if (guarded)
        {
            // Of many programs: one direction that mixes all axes.
            directions = directions.TakeLast(1);
        }

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

                return new OracleRun(twin, point.With(moved)).Value.Zip(cotangent, (v, c) => v * c).Sum();
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

    public static bool IsDouble(MethodInfo program) => program.GetParameters().Select(p => p.ParameterType).Append(program.ReturnType).All(HasNoSingle)
        && program.GetCustomAttribute<MixedPrecisionAttribute>() is null;

    private static bool HasNoSingle(Type type)
    {
        type = type.IsByRef ? type.GetElementType()! : type;
        return Numbers.ElementType(type) is { } element ? HasNoSingle(element) : Numbers.Leaves(type, []).All(l => l.Type != typeof(float) && l.Type != typeof(Half));
    }

    public static double[] Flat(object?[] destinations) => [.. destinations.Where(d => d is not bool).SelectMany(Numbers.FlatReals)];

    public static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new Xunit.Sdk.XunitException(message);
        }
    }
}
