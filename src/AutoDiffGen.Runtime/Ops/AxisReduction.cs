using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

/// <summary>Axes of a tensor that are to be reduced, checked, and the shape of what is left.</summary>
internal readonly ref struct AxisReduction
{
    private AxisReduction(int[] lengths, bool[] reduced, nint[] shape)
    {
        Lengths = lengths;
        Reduced = reduced;
        Shape = shape;
    }

    /// <summary>A kernel that reduces along axes.</summary>
    public delegate void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result);

    /// <summary>A kernel that reduces all elements.</summary>
    public delegate T WholeKernel<T>(ReadOnlySpan<T> x);

    public int[] Lengths { get; }

    public bool[] Reduced { get; }

    /// <summary>The shape of the result.</summary>
    public nint[] Shape { get; }

    /// <summary>Checks the axes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">One is named twice, or no dimension would be left.</exception>
    public static AxisReduction Of<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims, string name)
    {
        ArgumentNullException.ThrowIfNull(x);
        bool[] reduced = Axes.Resolve(axes, x.Rank, name);
        var lengths = new int[x.Rank];
        var shape = new List<nint>(x.Rank);
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            int length = lengths[axis] = checked((int)x.Lengths[axis]);
            if (!reduced[axis] || keepDims)
            {
                shape.Add(reduced[axis] ? 1 : length);
            }
        }

        return shape.Count > 0 ? new AxisReduction(lengths, reduced, [.. shape]) : throw new ArgumentException(
            $"No axis of {Guard.Format(x.Lengths)} would be left, and a tensor has at least one. Leave the axes out to get a number, or keep them with keepDims.", name);
    }

    /// <summary>The result of a kernel over all elements.</summary>
    public static T Run<T>(Tensor<T> x, WholeKernel<T> kernel)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        T result = kernel(Dense.Read(x, out Lease<T> lease));
        lease.Dispose();
        return result;
    }

    /// <summary>The result of a kernel along axes.</summary>
    public static Tensor<T> Run<T>(Tensor<T> x, ReadOnlySpan<int> axes, bool keepDims, string name, Kernel<T> kernel)
        where T : IFloatingPointIeee754<T>
    {
        AxisReduction reduction = Of(x, axes, keepDims, name);
        Tensor<T> result = Elementwise.New(reduction.Shape, out Span<T> target);
        kernel(Dense.Read(x, out Lease<T> lease), reduction.Lengths, reduction.Reduced, target);
        lease.Dispose();
        return result;
    }

    /// <summary>The number of elements along the axes.</summary>
    public static int Extent(ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced)
    {
        int extent = 1;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            extent = reduced[axis] ? checked(extent * lengths[axis]) : extent;
        }

        return extent;
    }
}
