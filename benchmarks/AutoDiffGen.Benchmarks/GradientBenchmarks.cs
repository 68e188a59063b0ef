using AutoDiffGen.Benchmarks.Workloads;
using BenchmarkDotNet.Attributes;

namespace AutoDiffGen.Benchmarks;

/// <summary>Every workload, four ways; the ratios are to the function alone.</summary>
[MemoryDiagnoser]
public class GradientBenchmarks
{
    private Workload _workload = null!;

    /// <summary>The name and the size of each workload.</summary>
    public static IEnumerable<string> Cases => Workload.All().Select(Title);

    /// <summary>Which workload is measured.</summary>
    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = "";

    /// <summary>Makes the arguments, and refuses to measure what is wrong.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _workload = Workload.All().Single(w => Title(w) == Case);
        if (SelfCheck.Run(_workload) is { Count: > 0 } differing)
        {
            throw new InvalidOperationException(differing[0]);
        }
    }

    /// <summary>The function as its author wrote it.</summary>
    [Benchmark(Baseline = true)]
    public double Function() => _workload.Function();

    /// <summary>Its generated forward pass.</summary>
    [Benchmark]
    public double Primal() => _workload.Primal();

    /// <summary>Value and gradient, generated.</summary>
    [Benchmark]
    public double Gradient() => _workload.Generated();

    /// <summary>Value and gradient, written by hand.</summary>
    [Benchmark]
    public double ByHand() => _workload.HandWritten();

    private static string Title(Workload workload) => $"{workload.Name}, {workload.Size}";
}
