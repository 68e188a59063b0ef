namespace AutoDiffGen;

/// <summary>How many threads one call of a derivative or a kernel may use.</summary>
public static class Parallelism
{
    private static int s_maxThreads = Environment.ProcessorCount;

    /// <summary>
    /// The number of threads that large operations are divided among, the calling thread included; the number of
    /// processors at first. Results are the same on every run with the same value. 1 keeps everything on the calling
    /// thread; small operations stay there anyway. It holds for the whole process and for calls that begin after it was
    /// set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public static int MaxThreads
    {
        get => Volatile.Read(ref s_maxThreads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref s_maxThreads, value);
        }
    }
}
