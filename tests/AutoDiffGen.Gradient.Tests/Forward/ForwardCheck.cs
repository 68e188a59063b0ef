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

        // MGradient asks of the result alone, whatever else the method writes.
        double[] cotangent = Numbers.IsReal(program.ReturnType) ? [1] : ProgramCheck.Cotangent(oracle.Value), magnitudes = oracle.Magnitudes(cotangent);
        object? value = Invoker.Call(ProgramCheck.Member(program, "Primal"), ProgramCheck.Target(program), point.Arguments(program));
        double[] gradient = Numbers.IsReal(program.ReturnType) ? ProgramCheck.Gradient(program, point, out _) : ProgramCheck.Pullback(program, point, value, null, cotangent, magnitudes, where);
        foreach (double[] direction in Directions(gradient.Length))
        {
            double[] tangents = Tangents(program, point, direction, out object? second);
            ProgramCheck.Require(Numbers.SameBits(value, second), $"{where}: MPushforward gives {second}, MPrimal gives {value}");

            // <cotangent, J t> = <J^T cotangent, t>
            double tangent = tangents.Select((t, k) => t * cotangent[k]).Sum();
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
    }

    /// <summary>The tangent of the result along a direction, flat, and the result.</summary>
    public static double[] Tangents(MethodInfo program, ProgramPoint point, IReadOnlyList<double> direction, out object? value)
    {
        var member = ProgramCheck.Member(program, "Pushforward");
        int own = program.GetParameters().Length;
        object?[] all = [.. point.Arguments(member), .. point.Tangents(member.GetParameters()[own..^1], direction), null];
        value = Invoker.Call(member, ProgramCheck.Target(program), all);
        return Numbers.Flat(all[^1]);
    }

    /// <summary>Along each axis of a small program, and some that are mixed.</summary>
    public static IEnumerable<double[]> Directions(int count)
    {
        var random = new Random(11);
        return Enumerable.Range(0, Math.Min(count, 4)).Select(i => Enumerable.Range(0, count).Select(k => k == i ? 1.0 : 0).ToArray())
            .Concat(Enumerable.Range(0, count > 1 ? 3 : 1).Select(_ => Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 4) - 2).ToArray()));
    }
}
