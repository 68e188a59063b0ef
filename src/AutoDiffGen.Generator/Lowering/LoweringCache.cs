using System.Collections.Concurrent;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// The lowered form of methods by their text and what they can see, shared by the generator and the analyzer. It holds
/// no Roslyn object, and is emptied when it has grown large.
/// </summary>
internal static class LoweringCache
{
    private const int Capacity = 4096;

    private static readonly ConcurrentDictionary<(string Surface, string Key, string Text), LoweredFunction> Functions = new();
    private static int s_bound;

    /// <summary>How many bodies have been bound so far; tests watch it.</summary>
    public static int BoundBodies => Volatile.Read(ref s_bound);

    public static LoweredFunction GetOrAdd(string surface, string key, string text, Func<LoweredFunction> lower)
    {
        var id = (surface, key, text);
        if (Functions.TryGetValue(id, out var known))
        {
            return known;
        }

        if (Functions.Count >= Capacity)
        {
            Functions.Clear();
        }

        Interlocked.Increment(ref s_bound);
        return Functions[id] = lower();
    }
}
