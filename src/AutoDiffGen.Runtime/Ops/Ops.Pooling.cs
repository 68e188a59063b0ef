using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Pools over the last axis, or the last two.
public static partial class Ops
{
    /// <summary>The largest element that each window along the last axis sees.</summary>
    /// <remarks>
    /// As <c>torch.nn.functional.max_pool1d</c>. Of several elements that are equal the first has the whole gradient,
    /// because the pool keeps one index; a maximum along axes shares it among them. A NaN is larger than every number.
    /// Padding is -infinity: it is never the maximum.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., L).</param>
    /// <param name="kernel">The length of a window, at least 1.</param>
    /// <param name="stride">The distance between two windows, at least 1; null for that of the kernel.</param>
    /// <param name="padding">The padding on either side, at most half of the kernel.</param>
    /// <returns>Shape (..., floor((L + 2 padding - kernel) / stride) + 1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The kernel or the stride is less than 1, or the padding negative or too large.</exception>
    /// <exception cref="ArgumentException">The window is longer than x with its padding.</exception>
    public static Tensor<T> MaxPool1d<T>(Tensor<T> x, int kernel, int? stride = null, int padding = 0)
        where T : IFloatingPointIeee754<T>
    {
        CheckPool(x, 1);
        return MaxPool(x, WindowAxis.None, Windows.Pool(x, x.Rank - 1, kernel, stride, padding), 1, false).Values;
    }

    /// <summary>The largest element that each window along the last axis sees, and where it is.</summary>
    /// <remarks>See <see cref="MaxPool1d"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., L).</param>
    /// <param name="kernel">The length of a window, at least 1.</param>
    /// <param name="stride">The distance between two windows, at least 1; null for that of the kernel.</param>
    /// <param name="padding">The padding on either side, at most half of the kernel.</param>
    /// <returns>Both of shape (..., floor((L + 2 padding - kernel) / stride) + 1); the indices are those along the last axis of x.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The kernel or the stride is less than 1, or the padding negative or too large.</exception>
    /// <exception cref="ArgumentException">The window is longer than x with its padding.</exception>
    public static (Tensor<T> Values, Tensor<int> Indices) MaxPool1dWithIndices<T>(Tensor<T> x, int kernel, int? stride = null, int padding = 0)
        where T : IFloatingPointIeee754<T>
    {
        CheckPool(x, 1);
        var (values, indices) = MaxPool(x, WindowAxis.None, Windows.Pool(x, x.Rank - 1, kernel, stride, padding), 1, true);
        return (values, indices!);
    }

    /// <summary>The largest element that each square window over the last two axes sees.</summary>
    /// <remarks>As <c>torch.nn.functional.max_pool2d</c>; see <see cref="MaxPool1d"/>. The first element is the first row by row.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., H, W).</param>
    /// <param name="kernel">The length of a window along both axes, at least 1.</param>
    /// <param name="stride">The distance between two windows, at least 1; null for that of the kernel.</param>
    /// <param name="padding">The padding on every side, at most half of the kernel.</param>
    /// <returns>Shape (..., floor((H + 2 padding - kernel) / stride) + 1, the same of W).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The kernel or the stride is less than 1, or the padding negative or too large.</exception>
    /// <exception cref="ArgumentException">The window is longer than x with its padding.</exception>
    public static Tensor<T> MaxPool2d<T>(Tensor<T> x, int kernel, int? stride = null, int padding = 0)
        where T : IFloatingPointIeee754<T> => MaxPool2d(x, (kernel, kernel), (stride ?? kernel, stride ?? kernel), (padding, padding));

    /// <summary>The largest element that each window over the last two axes sees.</summary>
    /// <remarks>See <see cref="MaxPool2d{T}(Tensor{T}, int, int?, int)"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., H, W).</param>
    /// <param name="kernel">The length of a window along each axis, at least 1.</param>
    /// <param name="stride">The distance between two windows along each axis, at least 1.</param>
    /// <param name="padding">The padding above and below, and left and right, at most half of the kernel.</param>
    /// <returns>Shape (..., floor((H + 2 padding - kernel) / stride) + 1, the same of W).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A kernel or a stride is less than 1, or a padding negative or too large.</exception>
    /// <exception cref="ArgumentException">The window is longer than x with its padding.</exception>
    public static Tensor<T> MaxPool2d<T>(Tensor<T> x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding = default)
        where T : IFloatingPointIeee754<T>
    {
        var (rows, columns) = PoolAxes(x, kernel, stride, padding);
        return MaxPool(x, rows, columns, 2, false).Values;
    }

    /// <summary>The largest element that each window over the last two axes sees, and where it is.</summary>
    /// <remarks>See <see cref="MaxPool2d{T}(Tensor{T}, int, int?, int)"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., H, W).</param>
    /// <param name="kernel">The length of a window along each axis, at least 1.</param>
    /// <param name="stride">The distance between two windows along each axis, at least 1.</param>
    /// <param name="padding">The padding above and below, and left and right, at most half of the kernel.</param>
    /// <returns>Both of the shape of the pool; the indices are those into the last two axes of x in row-major order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A kernel or a stride is less than 1, or a padding negative or too large.</exception>
    /// <exception cref="ArgumentException">The window is longer than x with its padding.</exception>
    public static (Tensor<T> Values, Tensor<int> Indices) MaxPool2dWithIndices<T>(
        Tensor<T> x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding = default)
        where T : IFloatingPointIeee754<T>
    {
        var (rows, columns) = PoolAxes(x, kernel, stride, padding);
        var (values, indices) = MaxPool(x, rows, columns, 2, true);
        return (values, indices!);
    }

    /// <summary>The mean of what each window along the last axis sees.</summary>
    /// <remarks>As <c>torch.nn.functional.avg_pool1d</c>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., L).</param>
    /// <param name="kernel">The length of a window, at least 1.</param>
    /// <param name="stride">The distance between two windows, at least 1; null for that of the kernel.</param>
    /// <param name="padding">The number of zeros on either side, at most half of the kernel.</param>
    /// <param name="countIncludePad">Whether padding counts among what is divided by.</param>
    /// <returns>Shape (..., floor((L + 2 padding - kernel) / stride) + 1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The kernel or the stride is less than 1, or the padding negative or too large.</exception>
    /// <exception cref="ArgumentException">The window is longer than x with its padding.</exception>
    public static Tensor<T> AvgPool1d<T>(Tensor<T> x, int kernel, int? stride = null, int padding = 0, bool countIncludePad = true)
        where T : IFloatingPointIeee754<T>
    {
        CheckPool(x, 1);
        return AveragePool(x, WindowAxis.None, Windows.Pool(x, x.Rank - 1, kernel, stride, padding), 1, countIncludePad);
    }

    /// <summary>The mean of what each square window over the last two axes sees.</summary>
    /// <remarks>As <c>torch.nn.functional.avg_pool2d</c>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., H, W).</param>
    /// <param name="kernel">The length of a window along both axes, at least 1.</param>
    /// <param name="stride">The distance between two windows, at least 1; null for that of the kernel.</param>
    /// <param name="padding">The number of zeros on every side, at most half of the kernel.</param>
    /// <param name="countIncludePad">Whether padding counts among what is divided by.</param>
    /// <returns>Shape (..., floor((H + 2 padding - kernel) / stride) + 1, the same of W).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The kernel or the stride is less than 1, or the padding negative or too large.</exception>
    /// <exception cref="ArgumentException">The window is longer than x with its padding.</exception>
    public static Tensor<T> AvgPool2d<T>(Tensor<T> x, int kernel, int? stride = null, int padding = 0, bool countIncludePad = true)
        where T : IFloatingPointIeee754<T> => AvgPool2d(x, (kernel, kernel), (stride ?? kernel, stride ?? kernel), (padding, padding), countIncludePad);

    /// <summary>The mean of what each window over the last two axes sees.</summary>
    /// <remarks>As <c>torch.nn.functional.avg_pool2d</c>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (..., H, W).</param>
    /// <param name="kernel">The length of a window along each axis, at least 1.</param>
    /// <param name="stride">The distance between two windows along each axis, at least 1.</param>
    /// <param name="padding">The number of zeros above and below, and left and right, at most half of the kernel.</param>
    /// <param name="countIncludePad">Whether padding counts among what is divided by.</param>
    /// <returns>Shape (..., floor((H + 2 padding - kernel) / stride) + 1, the same of W).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A kernel or a stride is less than 1, or a padding negative or too large.</exception>
    /// <exception cref="ArgumentException">The window is longer than x with its padding.</exception>
    public static Tensor<T> AvgPool2d<T>(
        Tensor<T> x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding = default, bool countIncludePad = true)
        where T : IFloatingPointIeee754<T>
    {
        var (rows, columns) = PoolAxes(x, kernel, stride, padding);
        return AveragePool(x, rows, columns, 2, countIncludePad);
    }

    private static (WindowAxis Rows, WindowAxis Columns) PoolAxes<T>(Tensor<T> x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding)
    {
        CheckPool(x, 2);
        return (Windows.Pool(x, x.Rank - 2, kernel.Height, stride.Height, padding.Height), Windows.Pool(x, x.Rank - 1, kernel.Width, stride.Width, padding.Width));
    }

    private static void CheckPool<T>(Tensor<T> x, int axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank < axes)
        {
            throw new ArgumentException($"'x' must have at least {axes} axes, but has the shape {Guard.Format(x.Lengths)}.", nameof(x));
        }
    }

    private static (Tensor<T> Values, Tensor<int>? Indices) MaxPool<T>(Tensor<T> x, WindowAxis rows, WindowAxis columns, int axes, bool indices)
        where T : IFloatingPointIeee754<T>
    {
        nint[] shape = PoolShape(x, rows, columns, axes, out int planes);
        Tensor<T> values = Elementwise.New(shape, out Span<T> target);
        Span<int> places = default;
        Tensor<int>? found = indices ? Elementwise.New(shape, out places) : null;
        MaxPoolKernels.Forward(Dense.Read(x, out Lease<T> lease), target, places, planes, in rows, in columns);
        lease.Dispose();
        return (values, found);
    }

    private static Tensor<T> AveragePool<T>(Tensor<T> x, WindowAxis rows, WindowAxis columns, int axes, bool countPadding)
        where T : IFloatingPointIeee754<T>
    {
        Tensor<T> result = Elementwise.New(PoolShape(x, rows, columns, axes, out int planes), out Span<T> target);
        AveragePoolKernels.Forward(Dense.Read(x, out Lease<T> lease), target, planes, in rows, in columns, countPadding);
        lease.Dispose();
        return result;
    }

    private static nint[] PoolShape<T>(Tensor<T> x, WindowAxis rows, WindowAxis columns, int axes, out int planes)
    {
        nint[] shape = x.Lengths.ToArray();
        planes = Broadcast.Size(x.Lengths[..^axes]);
        shape[^1] = columns.Result;
        if (axes == 2)
        {
            shape[^2] = rows.Result;
        }

        return shape;
    }
}
