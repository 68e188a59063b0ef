using AutoDiffGen.Benchmarks;
using AutoDiffGen.Benchmarks.Workloads;

namespace AutoDiffGen.Gradient.Tests;

/// <summary>The workloads of the benchmarks: generated and hand-written gradients agree.</summary>
public sealed class BenchmarkTests
{
    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Workload.All().Count)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void TheGeneratedGradientIsTheHandWrittenOne(int index)
    {
        Workload workload = Workload.All()[index];
        Assert.Empty(SelfCheck.Run(workload));

        // Once more, now with memory from the pool.
        Assert.Empty(SelfCheck.Run(workload));
    }
}
