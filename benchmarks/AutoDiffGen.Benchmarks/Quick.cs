using System.Diagnostics;
using AutoDiffGen.Benchmarks.Workloads;

namespace AutoDiffGen.Benchmarks;

/// <summary>
/// Ratios within a minute: the four versions of a workload take turns, so that what else the machine does falls on all of
/// them alike; the figures are the medians of many rounds.
/// </summary>
internal static class Quick
{
    private const int Rounds = 301;

    // Shorter than the slice of time that a loaded machine gives to one process.
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(0.5);

    public static void Run(TextWriter output, string only)
    {
        output.WriteLine($"{"",-19} {"",-24} {"function",10} {"primal/f",9} {"gradient/f",11} {"hand/f",7} {"gradient/hand",14}");
        foreach (Workload workload in Workload.All().Where(w => w.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            double[] times = Measure([workload.Function, workload.Primal, workload.Generated, workload.HandWritten]);
            output.WriteLine(
                $"{workload.Name,-19} {workload.Size,-24} {times[0],7:F1} us {times[1] / times[0],9:F2} {times[2] / times[0],11:F2} {times[3] / times[0],7:F2} {times[2] / times[3],14:F2}");
        }

        output.WriteLine("Targets: primal/f 1.05, gradient/f 2.5, gradient/hand 1.3.");
    }

    // Microseconds a call of each.
    internal static double[] Measure(Func<double>[] versions)
    {
        Array.ForEach(versions, WarmUp);
        int[] calls = [.. versions.Select(Calibrate)];
        var rounds = versions.Select(_ => new double[Rounds]).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            for (int v = 0; v < versions.Length; v++)
            {
                rounds[v][round] = Time(versions[v], calls[v]).TotalMicroseconds / calls[v];
            }
        }

        return [.. rounds.Select(Median)];
    }

    private static void WarmUp(Func<double> version)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(200))
        {
            version();
        }
    }

    // How many calls fill a batch.
    private static int Calibrate(Func<double> version)
    {
        int calls = 1;
        while (Time(version, calls) < Batch)
        {
            calls *= 2;
        }

        return calls;
    }

    private static TimeSpan Time(Func<double> version, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            version();
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
