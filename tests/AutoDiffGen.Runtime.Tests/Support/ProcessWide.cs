namespace AutoDiffGen.Runtime.Tests.Support;

/// <summary>Tests that set or watch what the whole process shares, the pool of memory or the number of threads: no other runs beside them.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public class ProcessWide;
