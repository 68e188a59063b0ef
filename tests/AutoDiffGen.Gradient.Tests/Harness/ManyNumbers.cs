using System.Reflection;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>What is promised of destinations that hold many numbers: they are overwritten or added to, and may be left out.</summary>
internal static class ManyNumbers
{
    public static bool Has(MethodInfo program) =>
        program.GetParameters().Select(p => p.ParameterType).Append(program.ReturnType).Any(t => Numbers.ElementType(t) is { } e && Numbers.IsReal(e));

    public static void Check(MethodInfo program, ProgramPoint point, double[] cotangent, double[] expected, double[] magnitudes, double tolerance, string where)
    {
        if (!Has(program) || !Numbers.IsReal(program.ReturnType))
        {
            return;
        }

        var member = ProgramCheck.Member(program, "Gradient");
        int own = program.GetParameters().Length;
        var declared = member.GetParameters()[own..];
        object?[] Run(object?[] destinations)
        {
            object?[] all = [.. point.Arguments(member), .. destinations];
            Invoker.Call(member, ProgramCheck.Target(program), all);
            return all[own..];
        }

        // What stood there before is overwritten, or added to.
        object?[] stale = Filled(point.Destinations(declared), 7);
        ProgramCheck.Compare(where + ": the gradient over old contents", ProgramCheck.Flat(Run(stale)), expected, magnitudes, tolerance);
        object?[] sum = Filled(point.Destinations(declared, accumulate: true), 7);
        double[] old = [.. sum.Where(d => d is not bool).Select(d => d is null ? [0] : Numbers.Flat(d)).SelectMany(d => d)];
        double[] added = [.. expected.Select((e, i) => e + old[i])];
        ProgramCheck.Compare(where + ": the accumulated gradient", ProgramCheck.Flat(Run(sum)), added, [.. magnitudes.Select(m => m + 7)], tolerance);
        for (int k = 0; k < declared.Length; k++)
        {
            object?[] some = point.Destinations(declared);
            if (some[k] is null or bool)
            {
                continue;
            }

            // The place of this destination's numbers among all of them.
            int start = some.Take(k).Sum(d => d is null ? 1 : Numbers.Flat(d).Length), length = Numbers.Flat(some[k]).Length;
            double[] Without(double[] all) => [.. all.Where((_, i) => i < start || i >= start + length)];
            some[k] = null;
            ProgramCheck.Compare($"{where}: the gradient without {declared[k].Name}", ProgramCheck.Flat(Run(some)), Without(expected), Without(magnitudes), tolerance);
        }
    }

    private static object?[] Filled(object?[] destinations, double value) =>
        [.. destinations.Select(d => d is null or bool ? d : Numbers.Like(d, [.. Numbers.Flat(d).Select((_, i) => value - i % 5)]))];
}
