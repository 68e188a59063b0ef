using System.Numerics.Tensors;
using AutoDiffGen.Memory;

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

    /// <summary>A kernel along one axis, with the sizes before it, along it and after it.</summary>
    public delegate void Kernel<T, TResult>(ReadOnlySpan<T> x, Span<TResult> result, int outer, int length, int inner);

    /// <summary>The result of a kernel along an axis, a tensor of another shape or of that of x.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<TResult> Run<T, TResult>(Tensor<T> x, int axis, Kernel<T, TResult> kernel, ReadOnlySpan<nint> shape)
    {
        var (outer, length, inner) = Around(x.Lengths, Resolve(axis, x.Rank, nameof(axis)));
        Tensor<TResult> result = Elementwise.New(shape, out Span<TResult> target);
        kernel(Dense.Read(x, out Lease<T> lease), target, outer, length, inner);
        lease.Dispose();
        return result;
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
