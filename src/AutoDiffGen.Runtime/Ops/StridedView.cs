using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

/// <summary>Which elements of a tensor, read densely, make up another: its shape, the place of the first and the way to neighbours.</summary>
internal ref struct StridedView(ReadOnlySpan<nint> lengths)
{
    /// <summary>The shape of what is shown.</summary>
    public nint[] Lengths { get; set; } = lengths.ToArray();

    /// <summary>How far apart neighbours along each axis are.</summary>
    public int[] Strides { get; set; } = RowMajor(lengths);

    /// <summary>The place of the first element.</summary>
    public int Offset { get; set; }

    /// <summary>A new tensor with the elements shown.</summary>
    public readonly Tensor<T> Copy<T>(Tensor<T> x)
    {
        Tensor<T> result = Elementwise.New(Lengths, out Span<T> target);
        if (!target.IsEmpty)
        {
            Strided.Copy(Dense.Read(x, out Lease<T> lease), Offset, Strides, Axes.ToInt(Lengths), target);
            lease.Dispose();
        }

        return result;
    }

    private static int[] RowMajor(ReadOnlySpan<nint> lengths)
    {
        var strides = new int[lengths.Length];
        int stride = 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride = checked(stride * (int)lengths[axis]);
        }

        return strides;
    }
}
