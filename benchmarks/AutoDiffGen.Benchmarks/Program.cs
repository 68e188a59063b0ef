using AutoDiffGen.Benchmarks;
using AutoDiffGen.Benchmarks.Workloads;
using BenchmarkDotNet.Running;

if (args is ["matrices"])
{
    Matrices.Run(Console.Out);
    return 0;
}

if (args is not ["quick", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(GradientBenchmarks).Assembly).Run(args);
    return 0;
}

string[] differing = [.. Workload.All().SelectMany(SelfCheck.Run)];
if (differing.Length > 0)
{
    Array.ForEach(differing, Console.Error.WriteLine);
    return 1;
}

Quick.Run(Console.Out, only: args.Length > 1 ? args[1] : "");
return 0;
