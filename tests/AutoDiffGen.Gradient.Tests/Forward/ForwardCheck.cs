using System.Reflection;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Forward;

/// <summary>
/// A program's pushforward against its gradient at one point: the same value bit for bit, and along every direction t
/// the tangent is the gradient times t, to rounding.
/// </summary>
internal static class ForwardCheck
{
    public static void Run(MethodInfo program, MethodInfo twin, AtAttribute at) => Run(program, twin, at, guarded: false);

    public static void Run(MethodInfo program, MethodInfo twin, AtAttribute at, bool guarded)
    {
        var point = new ProgramPoint(program, at);
        string where = $"{program.DeclaringType!.Name}.{program.Name} at ({string.Join(", ", point.Values.Take(8).Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))})";
        var oracle = new OracleRun(twin, point);
        if (guarded && (oracle.Overflowed || oracle.Magnitudes(1).Any(m => m > 1e8)))
        {
            return;
        }

        object?[] after = point.Arguments(program);
        object? value = Invoker.Call(ProgramCheck.Member(program, "Primal"), ProgramCheck.Target(program), after);

        // MGradient asks of the result alone, the pullback of everything else that the method writes too.
        double[] all = ProgramCheck.Cotangent(oracle.Value), magnitudes = oracle.Magnitudes(all);
        var asked = new List<(double[] Cotangent, double[] Gradient, double[] Magnitudes)>();
        if (Numbers.IsReal(program.ReturnType))
        {
            asked.Add(([1], ProgramCheck.Gradient(program, point, out _), oracle.Magnitudes(1)));
        }

        if (all.Length > 1 || asked.Count == 0)
        {
            asked.Add((all, ProgramCheck.Pullback(program, point, value, null, all, magnitudes, where), magnitudes));
        }

        foreach (double[] direction in Directions(asked[0].Gradient.Length))
        {
            double[] tangents = Tangents(program, point, direction, out object? second, out var arguments);
            ProgramCheck.Require(Numbers.SameBits(value, second), $"{where}: MPushforward gives {second}, MPrimal gives {value}");
            ProgramCheck.Require(Numbers.SameBits(after, arguments), $"{where}: MPushforward leaves ({string.Join(", ", Numbers.Flat(arguments))}), MPrimal ({string.Join(", ", Numbers.Flat(after))})");
            asked.ForEach(a => Compare(program, direction, tangents, a.Cotangent, a.Gradient, a.Magnitudes, where));
        }
    }

    // <cotangent, J t> = <J^T cotangent, t>
    private static void Compare(MethodInfo program, double[] direction, double[] tangents, double[] cotangent, double[] gradient, double[] magnitudes, string where)
    {
        ProgramCheck.Require(tangents.Length >= cotangent.Length, $"{where}: MPushforward gives {tangents.Length} tangents, and there are {cotangent.Length} outputs");
        double tangent = cotangent.Select((c, k) => c * tangents[k]).Sum();
        double expected = gradient.Select((g, k) => g * direction[k]).Sum();
        double size = magnitudes.Select((m, k) => m * Math.Abs(direction[k])).Sum() + gradient.Select((g, k) => Math.Abs(g * direction[k])).Sum();
        string what = $"{where}: the tangent along ({string.Join(", ", direction)})";
        if (double.IsFinite(expected) && double.IsFinite(size))
        {
            double tolerance = ProgramCheck.IsDouble(program) ? 1e-13 : 1e-5;
            ProgramCheck.Require(Math.Abs(tangent - expected) <= tolerance * size, $"{what} is {tangent:R}, and the gradient times it {expected:R}");
        }
        else if (direction is [1] && tangents.Length == 1)
        {
            // One number in, one out: both modes multiply the same factors, so that even their infinities agree.
            ProgramCheck.Require(tangent.Equals(expected), $"{what} is {tangent:R}, and the gradient {expected:R}");
        }
    }

    /// <summary>The tangents of the result and of what the method writes, along a direction, flat; the result, and the arguments as they were left.</summary>
    public static double[] Tangents(MethodInfo program, ProgramPoint point, IReadOnlyList<double> direction, out object? value, out object?[] arguments)
    {
        var member = ProgramCheck.Member(program, "Pushforward");
        int own = program.GetParameters().Length;
        int results = program.ReturnType == typeof(void) ? 0 : 1;
        object?[] tangents = point.Tangents(member.GetParameters()[own..^results], direction);
        object?[] all = [.. point.Arguments(member), .. tangents, .. new object?[results]];
        value = Invoker.Call(member, ProgramCheck.Target(program), all);
        arguments = all[..own];
        return [.. Numbers.FlatReals(results == 1 ? all[^1] : null), .. point.WrittenTangents(all[own..]).SelectMany(Numbers.FlatReals)];
    }

    /// <summary>Along each axis of a small program, and some that are mixed.</summary>
    public static IEnumerable<double[]> Directions(int count)
    {
        var random = new Random(11);
        return Enumerable.Range(0, Math.Min(count, 4)).Select(i => Enumerable.Range(0, count).Select(k => k == i ? 1.0 : 0).ToArray())
            .Concat(Enumerable.Range(0, count > 1 ? 3 : 1).Select(_ => Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 4) - 2).ToArray()));
    }
}
