// The number of threads is a setting of the whole process, and --threads sets it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
