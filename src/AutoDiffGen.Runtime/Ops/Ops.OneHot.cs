using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Indices as rows of zeros and one 1.
public static partial class Ops
{
    /// <summary>For each index a row of zeros, with 1 at its place.</summary>
    /// <typeparam name="T">The element type of the result.</typeparam>
    /// <param name="indices">Any shape; each in [0, count).</param>
    /// <param name="count">The length of a row.</param>
    /// <returns>A new tensor with the shape of the indices, and the rows as the last axis. Nothing is differentiated.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or an index is out of range.</exception>
    public static Tensor<T> OneHot<T>(Tensor<int> indices, int count)
        where T : INumberBase<T> => OneHot<T, int>(indices, count);

    /// <inheritdoc cref="OneHot{T}(Tensor{int}, int)"/>
    public static Tensor<T> OneHot<T>(Tensor<long> indices, int count)
        where T : INumberBase<T> => OneHot<T, long>(indices, count);

    /// <inheritdoc cref="OneHot{T}(Tensor{int}, int)"/>
    /// <typeparam name="T">The element type of the result.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    public static Tensor<T> OneHot<T, TIndex>(Tensor<TIndex> indices, int count)
        where T : INumberBase<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ReadOnlySpan<TIndex> places = Dense.Read(indices, out Lease<TIndex> lease);
        KernelCheck.Indices(places, count, nameof(indices), "index");
        Tensor<T> result = Elementwise.New([.. indices.Lengths, count], out Span<T> target);
        AxisIndexing.OneHot(places, target, count);
        lease.Dispose();
        return result;
    }
}
