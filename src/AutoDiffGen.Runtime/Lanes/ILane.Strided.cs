using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

// Elements that are no neighbours in memory.
public partial interface ILane<TSelf, T>
{
    /// <summary>Reads <see cref="Width"/> elements that are equally far apart.</summary>
    /// <param name="start">The element that the loop's first index stands for.</param>
    /// <param name="index">The index of the first to read; nothing is checked.</param>
    /// <param name="stride">How far apart neighbours are; may be negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf LoadStrided(ref readonly T start, nint index, nint stride)
    {
        Unsafe.SkipInit(out LaneElements<T> elements);
        ref T first = ref Unsafe.Add(ref Unsafe.AsRef(in start), index * stride);
        for (int i = 0; i < TSelf.Width; i++)
        {
            elements[i] = Unsafe.Add(ref first, i * stride);
        }

        return TSelf.Load(ref elements[0], 0);
    }
}

/// <summary>Room for the elements of the widest lane.</summary>
[InlineArray(16)]
internal struct LaneElements<T>
{
    private T _first;
}
