using AutoDiffGen.Benchmarks.Workloads;

namespace AutoDiffGen.Benchmarks;

/// <summary>Speed says nothing of a wrong gradient: before anything is measured, the versions are compared.</summary>
internal static class SelfCheck
{
    private const double Tolerance = 1e-10;

    /// <summary>What differs; empty if nothing does.</summary>
    public static IReadOnlyList<string> Run(Workload workload)
    {
        var differing = new List<string>();
        string title = $"{workload.Name} ({workload.Size})";
        double value = workload.Function();
        if (workload.Primal() != value || workload.Generated() != value)
        {
            differing.Add($"{title}: the generated value is not bitwise the function's.");
        }

        if (!Near(workload.HandWritten(), value, 0))
        {
            differing.Add($"{title}: the hand-written value differs from the function's.");
        }

        foreach ((string name, double[] generated, double[] byHand) in workload.Gradients())
        {
            double largest = byHand.Max(Math.Abs);
            int at = Array.FindIndex(generated, g => !double.IsFinite(g));
            at = at >= 0 ? at : Enumerable.Range(0, generated.Length).FirstOrDefault(i => !Near(generated[i], byHand[i], largest), -1);
            if (at >= 0)
            {
                differing.Add($"{title}: the gradient of {name}[{at}] is {generated[at]:R}, by hand {byHand[at]:R}.");
            }
        }

        return differing;
    }

    // Relative to the number, or to the largest of its destination, against whose terms it may have cancelled.
    private static bool Near(double a, double b, double scale) => Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(b), scale);
}
