using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

/// <summary>The mean of what each window sees, along one axis or two, and its adjoint. It is linear: its pushforward is itself.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AveragePoolKernels
{
    /// <summary>The means.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (planes, rows, columns).</param>
    /// <param name="result">Shape (planes, windows), overwritten; it does not overlap x.</param>
    /// <param name="planes">The product of the lengths before the axes.</param>
    /// <param name="rows">The axis before the last; <see cref="WindowAxis.None"/> where there is one axis.</param>
    /// <param name="columns">The last axis.</param>
    /// <param name="countPadding">Whether to divide by the number of taps, padding being zeros, rather than by that of the elements.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a window sees padding alone; nothing was written.</exception>
    public static void Forward<T>(ReadOnlySpan<T> x, Span<T> result, int planes, in WindowAxis rows, in WindowAxis columns, bool countPadding)
        where T : IFloatingPointIeee754<T>
    {
        PoolKernels.Check(planes, in rows, in columns, x.Length, nameof(x), result.Length, nameof(result));
        int length = rows.Length * columns.Length, windows = rows.Result * columns.Result;
        result.Clear();
        for (int plane = 0; plane < planes && windows > 0; plane++)
        {
            ReadOnlySpan<T> source = x.Slice(plane * length, length);
            Span<T> target = result.Slice(plane * windows, windows);
            for (int tap = 0; tap < rows.Kernel * columns.Kernel; tap++)
            {
                int across = tap % columns.Kernel, down = tap / columns.Kernel;
                var (top, bottom) = rows.Inside(down);
                var (left, right) = columns.Inside(across);
                for (int i = top; i < bottom && left < right; i++)
                {
                    Span<T> sums = target[((i * columns.Result) + left)..((i * columns.Result) + right)];
                    int place = (((i * rows.Stride) + rows.Offset(down)) * columns.Length) + (left * columns.Stride) + columns.Offset(across);
                    if (columns.Stride == 1)
                    {
                        TensorPrimitives.Add(sums, source.Slice(place, sums.Length), sums);
                        continue;
                    }

                    for (int j = 0; j < sums.Length; j++, place += columns.Stride)
                    {
                        sums[j] += source[place];
                    }
                }
            }

            Divide(target, target, in rows, in columns, countPadding);
        }
    }

    /// <summary>The gradient with respect to x.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="cotangent">That of the result, (planes, windows).</param>
    /// <param name="result">Shape (planes, rows, columns), overwritten; it does not overlap the cotangent.</param>
    /// <param name="planes">The product of the lengths before the axes.</param>
    /// <param name="rows">The axis before the last; <see cref="WindowAxis.None"/> where there is one axis.</param>
    /// <param name="columns">The last axis.</param>
    /// <param name="countPadding">What <see cref="Forward"/> was given.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a window sees padding alone; nothing was written.</exception>
    public static void Pullback<T>(ReadOnlySpan<T> cotangent, Span<T> result, int planes, in WindowAxis rows, in WindowAxis columns, bool countPadding)
        where T : IFloatingPointIeee754<T>
    {
        PoolKernels.Check(planes, in rows, in columns, result.Length, nameof(result), cotangent.Length, nameof(cotangent));
        int length = rows.Length * columns.Length, windows = rows.Result * columns.Result;
        result.Clear();
        using Lease<T> lease = Workspace.Rent<T>(windows);
        Span<T> shares = lease.Span;
        for (int plane = 0; plane < planes && windows > 0; plane++)
        {
            Span<T> target = result.Slice(plane * length, length);
            Divide(cotangent.Slice(plane * windows, windows), shares, in rows, in columns, countPadding);
            for (int tap = 0; tap < rows.Kernel * columns.Kernel; tap++)
            {
                int across = tap % columns.Kernel, down = tap / columns.Kernel;
                var (top, bottom) = rows.Inside(down);
                var (left, right) = columns.Inside(across);
                for (int i = top; i < bottom && left < right; i++)
                {
                    ReadOnlySpan<T> source = shares[((i * columns.Result) + left)..((i * columns.Result) + right)];
                    int place = (((i * rows.Stride) + rows.Offset(down)) * columns.Length) + (left * columns.Stride) + columns.Offset(across);
                    if (columns.Stride == 1)
                    {
                        Span<T> sums = target.Slice(place, source.Length);
                        TensorPrimitives.Add(sums, source, sums);
                        continue;
                    }

                    for (int j = 0; j < source.Length; j++, place += columns.Stride)
                    {
                        target[place] += source[j];
                    }
                }
            }
        }
    }

    private static void Divide<T>(ReadOnlySpan<T> sums, Span<T> result, in WindowAxis rows, in WindowAxis columns, bool countPadding)
        where T : IFloatingPointIeee754<T>
    {
        if (countPadding)
        {
            TensorPrimitives.Divide(sums, T.CreateTruncating(rows.Kernel * columns.Kernel), result);
            return;
        }

        for (int i = 0, at = 0; i < rows.Result; i++)
        {
            var (top, bottom) = rows.Seen(i);
            for (int j = 0; j < columns.Result; j++, at++)
            {
                var (left, right) = columns.Seen(j);
                result[at] = sums[at] / T.CreateTruncating((bottom - top) * (right - left));
            }
        }
    }
}
