namespace AutoDiffGen;

/// <summary>Axes as they are written: negative ones count from the end.</summary>
internal static class Axes
{
    /// <summary>The axis as a number in [0, rank).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static int Resolve(int axis, int rank, string name) => axis >= -rank && axis < rank
        ? axis < 0 ? axis + rank : axis
        : throw new ArgumentOutOfRangeException(name, $"The axis {axis} does not exist: the tensor has the rank {rank}, so that an axis is at least {-rank} and less than {rank}.");

    /// <summary>For each axis, whether it is named.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">One is named twice.</exception>
    public static bool[] Resolve(ReadOnlySpan<int> axes, int rank, string name)
    {
        var named = new bool[rank];
        foreach (int axis in axes)
        {
            ref bool flag = ref named[Resolve(axis, rank, name)];
            flag = !flag ? true : throw new ArgumentException($"The axis {axis} is named twice in ({string.Join(", ", axes.ToArray())}) for a tensor of rank {rank}.", name);
        }

        return named;
    }

    /// <summary>The sizes before an axis, along it and after it.</summary>
    public static (int Outer, int Length, int Inner) Around(ReadOnlySpan<nint> lengths, int axis) =>
        (Broadcast.Size(lengths[..axis]), checked((int)lengths[axis]), Broadcast.Size(lengths[(axis + 1)..]));

    /// <summary>Lengths as whole numbers of 32 bits.</summary>
    public static int[] ToInt(ReadOnlySpan<nint> lengths)
    {
        var result = new int[lengths.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = checked((int)lengths[i]);
        }

        return result;
    }
}
