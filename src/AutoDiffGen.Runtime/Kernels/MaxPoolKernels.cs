using System.ComponentModel;
using System.Numerics;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The largest element that each window sees, along one axis or two, and where it is. Of several that are equal it is the
/// first, row by row, as in PyTorch: the place is a single index, which is what makes the pullback a scatter and the
/// pushforward a gather. (The maximum along an axis, which keeps no index, shares the gradient among them instead.) A
/// NaN is larger than every number.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MaxPoolKernels
{
    /// <summary>The maxima and where they are.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (planes, rows, columns).</param>
    /// <param name="result">Shape (planes, windows), overwritten.</param>
    /// <param name="indices">Shape (planes, windows): the index within its plane, or nothing where it is not wanted.</param>
    /// <param name="planes">The product of the lengths before the axes.</param>
    /// <param name="rows">The axis before the last; <see cref="WindowAxis.None"/> where there is one axis.</param>
    /// <param name="columns">The last axis.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a window sees padding alone; nothing was written.</exception>
    public static void Forward<T>(ReadOnlySpan<T> x, Span<T> result, Span<int> indices, int planes, in WindowAxis rows, in WindowAxis columns)
        where T : IFloatingPointIeee754<T>
    {
        PoolKernels.Check(planes, in rows, in columns, x.Length, nameof(x), result.Length, nameof(result));
        if (!indices.IsEmpty)
        {
            KernelCheck.Length(indices.Length, result.Length, 1, nameof(indices));
        }

        int length = rows.Length * columns.Length, at = 0;
        for (int plane = 0; at < result.Length; plane++)
        {
            ReadOnlySpan<T> source = x.Slice(plane * length, length);
            for (int i = 0; i < rows.Result; i++)
            {
                var (top, bottom) = rows.Seen(i);
                for (int j = 0; j < columns.Result; j++, at++)
                {
                    var (left, right) = columns.Seen(j);
                    int best = Largest(source, columns.Length, top, bottom, left, right);
                    result[at] = source[best];
                    if (!indices.IsEmpty)
                    {
                        indices[at] = best;
                    }
                }
            }
        }
    }

    /// <summary>The gradient with respect to x: each cotangent is added where its maximum was.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="cotangent">That of the result, (planes, windows).</param>
    /// <param name="indices">What <see cref="Forward"/> gave.</param>
    /// <param name="result">Shape (planes, length), overwritten.</param>
    /// <param name="planes">The product of the lengths before the axes.</param>
    /// <param name="length">The number of elements of a plane.</param>
    /// <param name="windows">The number of windows of a plane.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Pullback<T>(ReadOnlySpan<T> cotangent, ReadOnlySpan<int> indices, Span<T> result, int planes, int length, int windows)
        where T : IFloatingPointIeee754<T>
    {
        KernelCheck.Length(cotangent.Length, planes, windows, nameof(cotangent));
        KernelCheck.Length(indices.Length, planes, windows, nameof(indices));
        KernelCheck.Length(result.Length, planes, length, nameof(result));
        KernelCheck.Indices(indices, length, nameof(indices), "index");
        result.Clear();
        for (int i = 0; i < cotangent.Length; i++)
        {
            result[(i / windows * length) + indices[i]] += cotangent[i];
        }
    }

    /// <summary>The elements of another tensor of the shape of x at the places of the maxima, such as its tangent.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (planes, length).</param>
    /// <param name="indices">What <see cref="Forward"/> gave.</param>
    /// <param name="result">Shape (planes, windows), overwritten.</param>
    /// <param name="planes">The product of the lengths before the axes.</param>
    /// <param name="length">The number of elements of a plane.</param>
    /// <param name="windows">The number of windows of a plane.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Gather<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> indices, Span<T> result, int planes, int length, int windows)
        where T : IFloatingPointIeee754<T>
    {
        KernelCheck.Length(x.Length, planes, length, nameof(x));
        KernelCheck.Length(indices.Length, planes, windows, nameof(indices));
        KernelCheck.Length(result.Length, planes, windows, nameof(result));
        KernelCheck.Indices(indices, length, nameof(indices), "index");
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = x[(i / windows * length) + indices[i]];
        }
    }

    private static int Largest<T>(ReadOnlySpan<T> plane, int width, int top, int bottom, int left, int right)
        where T : IFloatingPointIeee754<T>
    {
        int best = (top * width) + left;
        T max = plane[best];
        for (int i = top; i < bottom; i++)
        {
            for (int j = left, place = (i * width) + left; j < right; j++, place++)
            {
                T value = plane[place];
                if (value > max || (T.IsNaN(value) && !T.IsNaN(max)))
                {
                    (best, max) = (place, value);
                }
            }
        }

        return best;
    }

    /// <summary>Hands each cotangent to the element that was the largest of its window, the first of equal ones.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="cotangent">Shape (planes, rows.Result, columns.Result).</param>
    /// <param name="x">What was pooled, of shape (planes, rows.Length, columns.Length).</param>
    /// <param name="result">The shape of x. Overwritten.</param>
    /// <param name="planes">The number of planes.</param>
    /// <param name="rows">The axis before the last.</param>
    /// <param name="columns">The last axis.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Pullback<T>(ReadOnlySpan<T> cotangent, ReadOnlySpan<T> x, Span<T> result, int planes, in WindowAxis rows, in WindowAxis columns)
        where T : IFloatingPointIeee754<T>
    {
        using Lease<int> indices = Largest(x, planes, in rows, in columns);
        Pullback(cotangent, indices.Span, result, planes, rows.Length * columns.Length, rows.Result * columns.Result);
    }

    /// <summary>The tangent of the largest element of each window, of the first of equal ones.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tangent">Shape (planes, rows.Length, columns.Length).</param>
    /// <param name="x">What was pooled, of the same shape.</param>
    /// <param name="result">Shape (planes, rows.Result, columns.Result). Overwritten.</param>
    /// <param name="planes">The number of planes.</param>
    /// <param name="rows">The axis before the last.</param>
    /// <param name="columns">The last axis.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Pushforward<T>(ReadOnlySpan<T> tangent, ReadOnlySpan<T> x, Span<T> result, int planes, in WindowAxis rows, in WindowAxis columns)
        where T : IFloatingPointIeee754<T>
    {
        using Lease<int> indices = Largest(x, planes, in rows, in columns);
        Gather(tangent, indices.Span, result, planes, rows.Length * columns.Length, rows.Result * columns.Result);
    }

    private static Lease<int> Largest<T>(ReadOnlySpan<T> x, int planes, in WindowAxis rows, in WindowAxis columns)
        where T : IFloatingPointIeee754<T>
    {
        int count = checked(planes * rows.Result * columns.Result);
        Lease<int> indices = Workspace.Rent<int>(count);
        using Lease<T> values = Workspace.Rent<T>(count);
        Forward(x, values.Span, indices.Span, planes, in rows, in columns);
        return indices;
    }
}
