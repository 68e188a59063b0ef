using System.ComponentModel;
using System.Numerics;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

/// <summary>
/// Convolutions along one or two axes, channels first, and their adjoints: products of the filters with matrices of what
/// the windows see, a part at a time. As in networks, nothing is mirrored (it is a correlation). Samples and groups are
/// divided among threads; results do not depend on their number.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConvolutionKernels
{
    // The number of multiply-adds from which on threads are worth waking.
    private const long ParallelWork = 2 << 20;

    /// <summary>result[n, o, p] = bias[o] + the sum of w[o, c, t] x[n, c, what tap t sees in window p].</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (N, C, rows, columns).</param>
    /// <param name="w">The filters, (O, C / groups, taps).</param>
    /// <param name="bias">Shape (O), or nothing.</param>
    /// <param name="result">Shape (N, O, windows), overwritten; it overlaps none of the others.</param>
    /// <param name="shape">The lengths.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> bias, Span<T> result, in ConvolutionShape shape)
        where T : IFloatingPointIeee754<T>
    {
        shape.Check();
        CheckInput(x.Length, in shape, nameof(x));
        KernelCheck.Length(w.Length, shape.Filters, shape.Depth, nameof(w));
        CheckResult(result.Length, in shape, nameof(result));
        if (!bias.IsEmpty)
        {
            KernelCheck.Length(bias.Length, shape.Filters, 1, nameof(bias));
        }

        if (!result.IsEmpty)
        {
            Run(in shape, new ForwardBody<T> { X = x, W = w, Bias = bias, Result = result, Shape = shape });
        }
    }

    /// <summary>The gradient with respect to x.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="cotangent">That of the result, (N, O, windows).</param>
    /// <param name="w">The filters, (O, C / groups, taps).</param>
    /// <param name="result">Shape (N, C, rows, columns), overwritten.</param>
    /// <param name="shape">The lengths.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void PullbackInput<T>(ReadOnlySpan<T> cotangent, ReadOnlySpan<T> w, Span<T> result, in ConvolutionShape shape)
        where T : IFloatingPointIeee754<T>
    {
        shape.Check();
        CheckResult(cotangent.Length, in shape, nameof(cotangent));
        KernelCheck.Length(w.Length, shape.Filters, shape.Depth, nameof(w));
        CheckInput(result.Length, in shape, nameof(result));
        result.Clear();
        if (!cotangent.IsEmpty && !result.IsEmpty)
        {
            Run(in shape, new InputBody<T> { Cotangent = cotangent, W = w, Result = result, Shape = shape });
        }
    }

    /// <summary>The gradient with respect to the filters, samples added one after the other.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="cotangent">That of the result, (N, O, windows).</param>
    /// <param name="x">Shape (N, C, rows, columns).</param>
    /// <param name="result">Shape (O, C / groups, taps), overwritten.</param>
    /// <param name="shape">The lengths.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void PullbackWeight<T>(ReadOnlySpan<T> cotangent, ReadOnlySpan<T> x, Span<T> result, in ConvolutionShape shape)
        where T : IFloatingPointIeee754<T>
    {
        shape.Check();
        CheckResult(cotangent.Length, in shape, nameof(cotangent));
        CheckInput(x.Length, in shape, nameof(x));
        KernelCheck.Length(result.Length, shape.Filters, shape.Depth, nameof(result));
        result.Clear();
        if (cotangent.IsEmpty || result.IsEmpty)
        {
            return;
        }

        int depth = shape.Depth, filters = shape.GroupFilters, windows = shape.Windows, block = ConvolutionColumns.Block(in shape);
        using Lease<T> lease = Workspace.Rent<T>(shape.IsPointwise ? 0 : checked(depth * block));
        for (int index = 0; index < shape.Batch * shape.Groups; index++)
        {
            int group = index % shape.Groups;
            ReadOnlySpan<T> image = Part(x, index, shape.GroupChannels * shape.Plane);
            ReadOnlySpan<T> g = Part(cotangent, index, filters * windows);
            Span<T> sum = result.Slice(group * filters * depth, filters * depth);
            if (shape.IsPointwise)
            {
                Gemm.Multiply(g, windows, image, windows, sum, depth, filters, depth, windows, false, true, T.One);
                continue;
            }

            for (int start = 0; start < windows; start += block)
            {
                int count = Math.Min(block, windows - start);
                Span<T> columns = lease.Span[..(depth * count)];
                ConvolutionColumns.Read(image, columns, in shape, start, count);
                Gemm.Multiply(g[start..], windows, columns, count, sum, depth, filters, depth, count, false, true, T.One);
            }
        }
    }

    /// <summary>The gradient with respect to the bias: the sums over samples and windows.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="cotangent">That of the result, (N, O, windows).</param>
    /// <param name="result">Shape (O), overwritten.</param>
    /// <param name="shape">The lengths.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void PullbackBias<T>(ReadOnlySpan<T> cotangent, Span<T> result, in ConvolutionShape shape)
        where T : IFloatingPointIeee754<T>
    {
        shape.Check();
        Reduction.Sum(cotangent, [shape.Batch, shape.Filters, shape.Windows], [true, false, true], result);
    }

    // One piece for each sample and group, in the order in which they lie in memory.
    private static void Run<TBody>(in ConvolutionShape shape, TBody body)
        where TBody : struct, IParallelBody, allows ref struct
    {
        int count = checked(shape.Batch * shape.Groups);
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

    private static ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> span, int index, int length) => span.Slice(index * length, length);

    private static void CheckInput(int length, in ConvolutionShape shape, string name) =>
        KernelCheck.Length(length, checked(shape.Batch * shape.Channels), shape.Plane, name);

    private static void CheckResult(int length, in ConvolutionShape shape, string name) =>
        KernelCheck.Length(length, checked(shape.Batch * shape.Filters), shape.Windows, name);

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
            int depth = Shape.Depth, filters = Shape.GroupFilters, windows = Shape.Windows, group = index % Shape.Groups;
            ReadOnlySpan<T> image = Part(X, index, Shape.GroupChannels * Shape.Plane), w = Part(W, group, filters * depth);
            Span<T> y = Result.Slice(index * filters * windows, filters * windows);
            T beta = Bias.IsEmpty ? T.Zero : T.One;
            for (int o = 0; !Bias.IsEmpty && o < filters; o++)
            {
                y.Slice(o * windows, windows).Fill(Bias[(group * filters) + o]);
            }

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
                ConvolutionColumns.Read(image, columns, in Shape, start, count);
                Gemm.Multiply(w, depth, columns, count, y[start..], windows, filters, count, depth, false, false, beta);
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
            int depth = Shape.Depth, filters = Shape.GroupFilters, windows = Shape.Windows, length = Shape.GroupChannels * Shape.Plane;
            ReadOnlySpan<T> g = Part(Cotangent, index, filters * windows), w = Part(W, index % Shape.Groups, filters * depth);
            Span<T> dX = Result.Slice(index * length, length);
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
                ConvolutionColumns.Add(columns, dX, in Shape, start, count);
            }
        }
    }
}
