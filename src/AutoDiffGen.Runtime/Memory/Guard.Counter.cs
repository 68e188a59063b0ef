namespace AutoDiffGen.Memory;

// Where a loop over every n-th index ends, for the loop that visits the same indices from the last to the first.
public static partial class Guard
{
    /// <summary>The last index of <c>for (i = from; i &lt; to; i += step)</c> (with a negative step: of <c>i &gt; to</c>); <c>from - step</c> when there is none.</summary>
    /// <param name="from">The first index.</param>
    /// <param name="to">The bound, which is not reached.</param>
    /// <param name="step">By how much the index moves, not zero.</param>
    /// <exception cref="OverflowException">The counter, or that of the reversed loop, would leave the range of an <see cref="int"/>.</exception>
    public static int LastBefore(int from, int to, int step) => Last(from, step > 0 ? to - 1L : to + 1L, step);

    /// <summary>The last index of <c>for (i = from; i &lt;= to; i += step)</c> (with a negative step: of <c>i &gt;= to</c>); <c>from - step</c> when there is none.</summary>
    /// <param name="from">The first index.</param>
    /// <param name="to">The bound, which may be reached.</param>
    /// <param name="step">By how much the index moves, not zero.</param>
    /// <exception cref="OverflowException">The counter, or that of the reversed loop, would leave the range of an <see cref="int"/>.</exception>
    public static int LastUpTo(int from, int to, int step) => Last(from, to, step);

    private static int Last(long from, long to, int step)
    {
        long before = from - step;
        bool isEmpty = step > 0 ? from > to : from < to;
        long last = isEmpty ? before : from + (to - from) / step * step;

        // The forward loop ends past its last index, the reversed one before its first.
        _ = checked((int)(last + step));
        _ = checked((int)before);
        return (int)last;
    }
}
