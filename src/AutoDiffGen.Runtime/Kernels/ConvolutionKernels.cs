using System.ComponentModel;
using System.Numerics;

namespace AutoDiffGen.Kernels;

/// <summary>
/// Convolutions along one or two axes, channels first, and their adjoints: products of the filters with matrices of what
/// the windows see, a part at a time. As in networks, nothing is mirrored (it is a correlation). Samples and groups are
/// divided among threads; results do not depend on their number.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ConvolutionKernels
{
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

        for (int group = 0; group < shape.Groups; group++)
        {
            int length = shape.GroupFilters * shape.Depth;
            AddWeight(cotangent, x, result.Slice(group * length, length), in shape, group);
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

    private static void CheckInput(int length, in ConvolutionShape shape, string name) =>
        KernelCheck.Length(length, checked(shape.Batch * shape.Channels), shape.Plane, name);

    private static void CheckResult(int length, in ConvolutionShape shape, string name) =>
        KernelCheck.Length(length, checked(shape.Batch * shape.Filters), shape.Windows, name);
}
