using System.Numerics;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

// The products. Samples with many windows are taken one by one, a part of their windows at a time, and read and written
// where they are; those with few windows several at once, their results copied. Either way an element of the result is
// the same chain of multiply-adds.
public static partial class ConvolutionKernels
{
    // The number of multiply-adds from which on threads are worth waking.
    private const double ParallelWork = 2 << 20;

    // One piece for each group of some samples.
    private static void Run<TBody>(in ConvolutionShape shape, TBody body)
        where TBody : struct, IParallelBody, allows ref struct
    {
        int samples = ConvolutionColumns.Samples(in shape), count = checked((shape.Batch + samples - 1) / samples * shape.Groups);
        if ((double)shape.Batch * shape.Filters * shape.Windows * shape.Depth >= ParallelWork)
        {
            ParallelLoop.Run(count, body);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            body.Run(i);
        }
    }

    private static void AddWeight<T>(ReadOnlySpan<T> cotangent, ReadOnlySpan<T> x, Span<T> sum, in ConvolutionShape shape, int group)
        where T : IFloatingPointIeee754<T>
    {
        int depth = shape.Depth, filters = shape.GroupFilters, windows = shape.Windows, many = ConvolutionColumns.Samples(in shape);
        int block = many > 1 ? many * windows : shape.IsPointwise ? 0 : ConvolutionColumns.Block(in shape);
        using Lease<T> lease = Workspace.Rent<T>(checked((depth + (many > 1 ? filters : 0)) * block));
        for (int sample = 0; sample < shape.Batch; sample += many)
        {
            if (many > 1)
            {
                int count = Math.Min(many, shape.Batch - sample) * windows;
                Span<T> columns = lease.Span[..(depth * count)], side = lease.Span.Slice(depth * count, filters * count);
                ReadColumns(x, columns, in shape, group, sample, count);
                Collect(cotangent, side, in shape, group, sample, count);
                Gemm.Multiply(side, count, columns, count, sum, depth, filters, depth, count, false, true, T.One);
                continue;
            }

            ReadOnlySpan<T> image = Image(x, in shape, group, sample), g = Filtered(cotangent, in shape, group, sample);
            if (shape.IsPointwise)
            {
                Gemm.Multiply(g, windows, image, windows, sum, depth, filters, depth, windows, false, true, T.One);
                continue;
            }

            for (int start = 0; start < windows; start += block)
            {
                int count = Math.Min(block, windows - start);
                Span<T> columns = lease.Span[..(depth * count)];
                ConvolutionColumns.Read(image, columns, count, in shape, start, count);
                Gemm.Multiply(g[start..], windows, columns, count, sum, depth, filters, depth, count, false, true, T.One);
            }
        }
    }

    // The columns of several samples side by side.
    private static void ReadColumns<T>(ReadOnlySpan<T> x, Span<T> columns, in ConvolutionShape shape, int group, int sample, int count)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < count; at += shape.Windows)
        {
            ConvolutionColumns.Read(Image(x, in shape, group, sample++), columns[at..], count, in shape, 0, shape.Windows);
        }
    }

    // The results, or their cotangents, of several samples side by side: (filters, samples, windows).
    private static void Collect<T>(ReadOnlySpan<T> results, Span<T> side, in ConvolutionShape shape, int group, int sample, int count)
    {
        int windows = shape.Windows;
        for (int at = 0; at < count; at += windows)
        {
            ReadOnlySpan<T> source = Filtered(results, in shape, group, sample++);
            for (int o = 0; o < shape.GroupFilters; o++)
            {
                source.Slice(o * windows, windows).CopyTo(side[((o * count) + at)..]);
            }
        }
    }

    // The channels of a group of a sample.
    private static ReadOnlySpan<T> Image<T>(ReadOnlySpan<T> x, in ConvolutionShape shape, int group, int sample)
    {
        int length = shape.GroupChannels * shape.Plane;
        return x.Slice(((sample * shape.Groups) + group) * length, length);
    }

    // The results of a group of a sample.
    private static ReadOnlySpan<T> Filtered<T>(ReadOnlySpan<T> results, in ConvolutionShape shape, int group, int sample)
    {
        int length = shape.GroupFilters * shape.Windows;
        return results.Slice(((sample * shape.Groups) + group) * length, length);
    }

    private ref struct ForwardBody<T> : IParallelBody
        where T : IFloatingPointIeee754<T>
    {
        public ReadOnlySpan<T> X;
        public ReadOnlySpan<T> W;
        public ReadOnlySpan<T> Bias;
        public Span<T> Result;
        public ConvolutionShape Shape;

        public void Run(int index)
        {
            int depth = Shape.Depth, filters = Shape.GroupFilters, windows = Shape.Windows, many = ConvolutionColumns.Samples(in Shape);
            int group = index % Shape.Groups, sample = index / Shape.Groups * many;
            ReadOnlySpan<T> w = W.Slice(group * filters * depth, filters * depth);
            T beta = Bias.IsEmpty ? T.Zero : T.One;
            if (many > 1)
            {
                Several(w, beta, group, sample, Math.Min(many, Shape.Batch - sample) * windows);
                return;
            }

            ReadOnlySpan<T> image = Image(X, in Shape, group, sample);
            Span<T> y = Result.Slice(((sample * Shape.Groups) + group) * filters * windows, filters * windows);
            FillBias(y, group, windows);
            if (Shape.IsPointwise)
            {
                Gemm.Multiply(w, depth, image, windows, y, windows, filters, windows, depth, false, false, beta);
                return;
            }

            int block = ConvolutionColumns.Block(in Shape);
            using Lease<T> lease = Workspace.Rent<T>(checked(depth * block));
            for (int start = 0; start < windows; start += block)
            {
                int count = Math.Min(block, windows - start);
                Span<T> columns = lease.Span[..(depth * count)];
                ConvolutionColumns.Read(image, columns, count, in Shape, start, count);
                Gemm.Multiply(w, depth, columns, count, y[start..], windows, filters, count, depth, false, false, beta);
            }
        }

        private readonly void Several(ReadOnlySpan<T> w, T beta, int group, int sample, int count)
        {
            int depth = Shape.Depth, filters = Shape.GroupFilters, windows = Shape.Windows;
            using Lease<T> lease = Workspace.Rent<T>(checked((depth + filters) * count));
            Span<T> columns = lease.Span[..(depth * count)], side = lease.Span[(depth * count)..];
            ReadColumns(X, columns, in Shape, group, sample, count);
            FillBias(side, group, count);
            Gemm.Multiply(w, depth, columns, count, side, count, filters, count, depth, false, false, beta);
            for (int at = 0; at < count; at += windows, sample++)
            {
                for (int o = 0; o < filters; o++)
                {
                    int target = ((((sample * Shape.Groups) + group) * filters) + o) * windows;
                    side.Slice((o * count) + at, windows).CopyTo(Result[target..]);
                }
            }
        }

        private readonly void FillBias(Span<T> rows, int group, int length)
        {
            for (int o = 0; !Bias.IsEmpty && o < Shape.GroupFilters; o++)
            {
                rows.Slice(o * length, length).Fill(Bias[(group * Shape.GroupFilters) + o]);
            }
        }
    }

    private ref struct InputBody<T> : IParallelBody
        where T : IFloatingPointIeee754<T>
    {
        public ReadOnlySpan<T> Cotangent;
        public ReadOnlySpan<T> W;
        public Span<T> Result;
        public ConvolutionShape Shape;

        public void Run(int index)
        {
            int depth = Shape.Depth, filters = Shape.GroupFilters, windows = Shape.Windows, many = ConvolutionColumns.Samples(in Shape);
            int group = index % Shape.Groups, sample = index / Shape.Groups * many;
            ReadOnlySpan<T> w = W.Slice(group * filters * depth, filters * depth);
            if (many > 1)
            {
                Several(w, group, sample, Math.Min(many, Shape.Batch - sample) * windows);
                return;
            }

            ReadOnlySpan<T> g = Filtered(Cotangent, in Shape, group, sample);
            Span<T> dX = Destination(group, sample);
            if (Shape.IsPointwise)
            {
                Gemm.Multiply(w, depth, g, windows, dX, windows, depth, windows, filters, true, false, T.Zero);
                return;
            }

            int block = ConvolutionColumns.Block(in Shape);
            using Lease<T> lease = Workspace.Rent<T>(checked(depth * block));
            for (int start = 0; start < windows; start += block)
            {
                int count = Math.Min(block, windows - start);
                Span<T> columns = lease.Span[..(depth * count)];
                Gemm.Multiply(w, depth, g[start..], windows, columns, count, depth, count, filters, true, false, T.Zero);
                ConvolutionColumns.Add(columns, count, dX, in Shape, start, count);
            }
        }

        private readonly void Several(ReadOnlySpan<T> w, int group, int sample, int count)
        {
            int depth = Shape.Depth, filters = Shape.GroupFilters;
            using Lease<T> lease = Workspace.Rent<T>(checked((depth + filters) * count));
            Span<T> columns = lease.Span[..(depth * count)], side = lease.Span[(depth * count)..];
            Collect(Cotangent, side, in Shape, group, sample, count);
            Gemm.Multiply(w, depth, side, count, columns, count, depth, count, filters, true, false, T.Zero);
            for (int at = 0; at < count; at += Shape.Windows)
            {
                ConvolutionColumns.Add(columns[at..], count, Destination(group, sample++), in Shape, 0, Shape.Windows);
            }
        }

        private readonly Span<T> Destination(int group, int sample)
        {
            int length = Shape.GroupChannels * Shape.Plane;
            return Result.Slice(((sample * Shape.Groups) + group) * length, length);
        }
    }
}
