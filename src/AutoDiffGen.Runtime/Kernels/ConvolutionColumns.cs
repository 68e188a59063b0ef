using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The matrix of what the windows see (im2col; Chellapilla, Puri and Simard 2006, High performance convolutional neural
/// networks for document processing): one row for each channel and tap, one column for each window, with zeros for
/// padding. A part of its columns at a time, so that it stays in the cache.
/// </summary>
internal static class ConvolutionColumns
{
    // The number of elements of a part, about that of half the second cache.
    private const int Part = 1 << 16;

    // The number of columns that a product has at least, if there are as many.
    private const int Few = 64;

    /// <summary>The number of columns of a part.</summary>
    public static int Block(in ConvolutionShape shape) =>
        Math.Min(shape.Windows, Math.Max(Few, Part / Math.Max(shape.Depth, 1)));

    /// <summary>
    /// The number of samples whose columns stand side by side: several where a sample has few windows, because products
    /// with few columns leave lanes empty.
    /// </summary>
    public static int Samples(in ConvolutionShape shape) =>
        shape.Windows > Few / 2 || shape.Depth == 0 ? 1 : Math.Max(1, Math.Min(shape.Batch, Few / Math.Max(shape.Windows, 1)));

    /// <summary>Writes the columns of some windows.</summary>
    /// <param name="x">The channels of a group of one sample.</param>
    /// <param name="columns">Shape (channels, taps, count) from its first element on, overwritten.</param>
    /// <param name="distance">The distance between two rows of the columns, at least the count.</param>
    /// <param name="shape">The lengths.</param>
    /// <param name="start">The first window.</param>
    /// <param name="count">The number of windows.</param>
    public static void Read<T>(ReadOnlySpan<T> x, Span<T> columns, int distance, in ConvolutionShape shape, int start, int count)
        where T : IFloatingPointIeee754<T>
    {
        int width = shape.Columns.Result, stride = shape.Columns.Stride, row = 0;
        for (int channel = 0; channel < shape.GroupChannels; channel++)
        {
            ReadOnlySpan<T> plane = x.Slice(channel * shape.Plane, shape.Plane);
            for (int tap = 0; tap < shape.Taps; tap++, row++)
            {
                Span<T> target = columns.Slice(row * distance, count);
                var (firstRow, endRow) = shape.Rows.Inside(tap / shape.Columns.Kernel);
                var (first, end) = shape.Columns.Inside(tap % shape.Columns.Kernel);
                for (int done = 0; done < count;)
                {
                    // From the first column of the part, or of the row, to the end of either.
                    int i = (start + done) / width, j = (start + done) % width, length = Math.Min(width - j, count - done);
                    Span<T> line = target.Slice(done, length);
                    done += length;
                    int from = Math.Clamp(first - j, 0, length), to = Math.Clamp(end - j, from, length);
                    if (i < firstRow || i >= endRow || from == to)
                    {
                        line.Clear();
                        continue;
                    }

                    line[..from].Clear();
                    line[to..].Clear();
                    int source = Source(in shape, tap, i, j + from);
                    if (stride == 1)
                    {
                        plane.Slice(source, to - from).CopyTo(line[from..]);
                        continue;
                    }

                    for (int column = from; column < to; column++, source += stride)
                    {
                        line[column] = plane[source];
                    }
                }
            }
        }
    }

    /// <summary>Adds the columns of some windows to the elements that they were read from: the adjoint of <see cref="Read"/>.</summary>
    /// <param name="columns">Shape (channels, taps, count) from its first element on.</param>
    /// <param name="distance">The distance between two rows of the columns, at least the count.</param>
    /// <param name="x">The channels of a group of one sample, added to.</param>
    /// <param name="shape">The lengths.</param>
    /// <param name="start">The first window.</param>
    /// <param name="count">The number of windows.</param>
    public static void Add<T>(ReadOnlySpan<T> columns, int distance, Span<T> x, in ConvolutionShape shape, int start, int count)
        where T : IFloatingPointIeee754<T>
    {
        int width = shape.Columns.Result, stride = shape.Columns.Stride, row = 0;
        for (int channel = 0; channel < shape.GroupChannels; channel++)
        {
            Span<T> plane = x.Slice(channel * shape.Plane, shape.Plane);
            for (int tap = 0; tap < shape.Taps; tap++, row++)
            {
                ReadOnlySpan<T> source = columns.Slice(row * distance, count);
                var (firstRow, endRow) = shape.Rows.Inside(tap / shape.Columns.Kernel);
                var (first, end) = shape.Columns.Inside(tap % shape.Columns.Kernel);
                for (int done = 0; done < count;)
                {
                    int i = (start + done) / width, j = (start + done) % width, length = Math.Min(width - j, count - done);
                    ReadOnlySpan<T> line = source.Slice(done, length);
                    done += length;
                    int from = Math.Clamp(first - j, 0, length), to = Math.Clamp(end - j, from, length);
                    if (i < firstRow || i >= endRow || from == to)
                    {
                        continue;
                    }

                    int target = Source(in shape, tap, i, j + from);
                    if (stride == 1)
                    {
                        Span<T> sum = plane.Slice(target, to - from);
                        TensorPrimitives.Add(sum, line[from..to], sum);
                        continue;
                    }

                    for (int column = from; column < to; column++, target += stride)
                    {
                        plane[target] += line[column];
                    }
                }
            }
        }
    }

    // The element of a channel that a tap sees in the window of a row and column.
    private static int Source(in ConvolutionShape shape, int tap, int row, int column)
    {
        int i = (row * shape.Rows.Stride) + shape.Rows.Offset(tap / shape.Columns.Kernel);
        int j = (column * shape.Columns.Stride) + shape.Columns.Offset(tap % shape.Columns.Kernel);
        return (i * shape.Columns.Length) + j;
    }
}
