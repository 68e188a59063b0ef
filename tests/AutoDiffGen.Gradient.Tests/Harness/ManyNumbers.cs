using System.Reflection;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>What is promised of destinations that hold many numbers: they are overwritten or added to, and may be left out.</summary>
internal static class ManyNumbers
{
    public static void Check(MethodInfo program, ProgramPoint point, object? value, double[] cotangent, double[] expected, double[] magnitudes, double tolerance, string where)
    {
        var declared = ProgramCheck.PullbackOf(program).GetParameters();
        int outputs = point.Cotangents(declared, value, cotangent).Length;
        declared = declared[outputs..];
        if (!declared.Any(p => p.ParameterType == typeof(bool)))
        {
            return;
        }

        Check(declared, Pull, where + " (pullback)");
        if (Numbers.IsReal(program.ReturnType) && outputs == 1)
        {
            Check(declared, Gradient, where);
        }

        object?[] Pull(object?[] destinations)
        {
            object?[] Call(object?[] own) => [.. point.Cotangents(ProgramCheck.PullbackOf(program).GetParameters(), value, cotangent), .. own];
            object?[] wanted = Call(destinations);
            var member = ProgramCheck.Member(program, "WithPullback");
            Invoker.CallPullback(member, ProgramCheck.Target(program), point.Arguments(member), Call(point.Destinations(declared)), wanted);
            return wanted[outputs..];
        }

        object?[] Gradient(object?[] destinations)
        {
            var member = ProgramCheck.Member(program, "Gradient");
            object?[] all = [.. point.Arguments(member), .. destinations];
            Invoker.Call(member, ProgramCheck.Target(program), all);
            return all[^destinations.Length..];
        }

        void Check(ParameterInfo[] declared, Func<object?[], object?[]> run, string at)
        {
            // What stood there before is overwritten, or added to.
            object?[] stale = Filled(point.Destinations(declared), 7);
            ProgramCheck.Compare(at + ": the gradient over old contents", ProgramCheck.Flat(run(stale)), expected, magnitudes, tolerance);
            object?[] sum = Filled(point.Destinations(declared, accumulate: true), 7);
            double[] old = [.. declared.Zip(sum).Where(d => d.Second is not bool).SelectMany(d => d.Second is null ? new double[Count(d.First, d.Second)] : Numbers.FlatReals(d.Second))];
            double[] added = [.. expected.Select((e, i) => e + old[i])];
            ProgramCheck.Compare(at + ": the accumulated gradient", ProgramCheck.Flat(run(sum)), added, [.. magnitudes.Select(m => m + 7)], tolerance);
            for (int k = 0; k < declared.Length; k++)
            {
                object?[] some = point.Destinations(declared);
                if (some[k] is null or bool)
                {
                    continue;
                }

                // The place of this destination's numbers among all of them.
                int start = declared.Zip(some).Take(k).Sum(d => Count(d.First, d.Second)), length = Count(declared[k], some[k]);
                double[] Without(double[] all) => [.. all.Where((_, i) => i < start || i >= start + length)];
                some[k] = null;
                ProgramCheck.Compare($"{at}: the gradient without {declared[k].Name}", ProgramCheck.Flat(run(some)), Without(expected), Without(magnitudes), tolerance);
            }
        }
    }

    // An out destination is not there before the call.
    private static int Count(ParameterInfo declared, object? value) =>
        value is null ? Numbers.Leaves(declared.ParameterType.GetElementType()!, []).Count(l => l.IsActive) : Numbers.FlatReals(value).Length;

    private static object?[] Filled(object?[] destinations, double value) =>
        [.. destinations.Select(d => d is null or bool ? d : Numbers.Like(d, [.. Numbers.FlatReals(d).Select((_, i) => value - i % 5)]))];
}
