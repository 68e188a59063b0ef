using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Lanes;

/// <summary>Functions that have no code for whole lanes: the lane is taken apart, and the element type's own function called.</summary>
internal static class ElementByElement
{
    /// <summary>f of every element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Apply<V, T>(V x, Func<T, T> f)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        V result = default;
        for (int i = 0; i < V.Width; i++)
        {
            At<V, T>(ref result, i) = f(At<V, T>(ref x, i));
        }

        return result;
    }

    /// <summary>f of every pair of elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Apply<V, T>(V x, V y, Func<T, T, T> f)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        V result = default;
        for (int i = 0; i < V.Width; i++)
        {
            At<V, T>(ref result, i) = f(At<V, T>(ref x, i), At<V, T>(ref y, i));
        }

        return result;
    }

    /// <summary>f of every element and one integer.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Apply<V, T>(V x, int n, Func<T, int, T> f)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        V result = default;
        for (int i = 0; i < V.Width; i++)
        {
            At<V, T>(ref result, i) = f(At<V, T>(ref x, i), n);
        }

        return result;
    }

    /// <summary>The first elements of memory, and those of another lane after them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Load<V, T>(ref readonly T start, int count, V otherwise)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            At<V, T>(ref otherwise, i) = Unsafe.Add(ref Unsafe.AsRef(in start), i);
        }

        return otherwise;
    }

    /// <summary>Writes the first elements to memory.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<V, T>(V value, ref T start, int count)
        where V : struct, ILane<V, T>
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref start, i) = At<V, T>(ref value, i);
        }
    }

    // A lane holds its elements and nothing else.
    private static ref T At<V, T>(ref V lane, int index)
        where V : struct
        where T : IFloatingPointIeee754<T> => ref Unsafe.Add(ref Unsafe.As<V, T>(ref lane), index);
}
