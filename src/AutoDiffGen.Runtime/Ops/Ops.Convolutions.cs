using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Convolutions, channels first.
public static partial class Ops
{
    /// <summary>
    /// The convolution along one axis: y[n, o, i] = bias[o] + the sum over c and k of w[o, c, k] x[n, c, stride i + dilation k - padding],
    /// with zeros outside of x.
    /// </summary>
    /// <remarks>
    /// As <c>torch.nn.functional.conv1d</c>: nothing is mirrored (Goodfellow, Bengio and Courville, Deep Learning, 9.1).
    /// With several groups, each group of O / groups filters sees its own C / groups channels.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (N, C, L).</param>
    /// <param name="w">The filters, (O, C / groups, K).</param>
    /// <param name="bias">Shape (O), or null for none.</param>
    /// <param name="stride">The distance between two windows, at least 1.</param>
    /// <param name="padding">The number of zeros on either side.</param>
    /// <param name="dilation">The distance between two taps, at least 1.</param>
    /// <param name="groups">The number of groups; it divides C and O.</param>
    /// <param name="causal">Whether to pad on the left only, by dilation (K - 1), so that element i sees nothing after it; the padding must be 0 then.</param>
    /// <returns>Shape (N, O, floor((L + 2 padding - dilation (K - 1) - 1) / stride) + 1), or (N, O, floor((L - 1) / stride) + 1) when it is causal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The stride, dilation or number of groups is less than 1, or the padding negative.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit, or the filters are longer than x with its padding.</exception>
    public static Tensor<T> Conv1d<T>(Tensor<T> x, Tensor<T> w, Tensor<T>? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool causal = false)
        where T : IFloatingPointIeee754<T>
    {
        CheckConvolution(x, w, bias, groups, 3);
        if (causal && padding != 0)
        {
            throw new ArgumentException($"A causal convolution has the padding that it needs, on the left only: 'padding' must be 0, but is {padding}.", nameof(padding));
        }

        // A kernel or dilation of 0 is left to the check of the windows.
        int before = causal ? checked((int)(Math.Max(w.Lengths[2] - 1, 0) * Math.Max(dilation, 0))) : padding, after = causal ? 0 : padding;
        WindowAxis columns = Windows.Axis(x, 2, w.Lengths[2], nameof(w), stride, before, after, dilation, nameof(x));
        return Convolution(x, w, bias, groups, WindowAxis.None, columns);
    }

    /// <summary>
    /// The convolution along two axes: y[n, o, i, j] = bias[o] + the sum over c, k and l of
    /// w[o, c, k, l] x[n, c, stride i + dilation k - padding, stride j + dilation l - padding], with zeros outside of x.
    /// </summary>
    /// <remarks>As <c>torch.nn.functional.conv2d</c>; see <see cref="Conv1d"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (N, C, H, W).</param>
    /// <param name="w">The filters, (O, C / groups, K, L).</param>
    /// <param name="bias">Shape (O), or null for none.</param>
    /// <param name="stride">The distance between two windows along both axes, at least 1.</param>
    /// <param name="padding">The number of zeros on every side.</param>
    /// <param name="dilation">The distance between two taps along both axes, at least 1.</param>
    /// <param name="groups">The number of groups; it divides C and O.</param>
    /// <returns>Shape (N, O, floor((H + 2 padding - dilation (K - 1) - 1) / stride) + 1, the same of W and L).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The stride, dilation or number of groups is less than 1, or the padding negative.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit, or the filters are longer than x with its padding.</exception>
    public static Tensor<T> Conv2d<T>(Tensor<T> x, Tensor<T> w, Tensor<T>? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
        where T : IFloatingPointIeee754<T> => Conv2d(x, w, bias, (stride, stride), (padding, padding), (dilation, dilation), groups);

    /// <summary>The convolution along two axes, with a stride, padding and dilation for each.</summary>
    /// <remarks>See <see cref="Conv2d{T}(Tensor{T}, Tensor{T}, Tensor{T}, int, int, int, int)"/>.</remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (N, C, H, W).</param>
    /// <param name="w">The filters, (O, C / groups, K, L).</param>
    /// <param name="bias">Shape (O), or null for none.</param>
    /// <param name="stride">The distance between two windows along each axis, at least 1.</param>
    /// <param name="padding">The number of zeros above and below, and left and right.</param>
    /// <param name="dilation">The distance between two taps along each axis, at least 1.</param>
    /// <param name="groups">The number of groups; it divides C and O.</param>
    /// <returns>Shape (N, O, floor((H + 2 padding - dilation (K - 1) - 1) / stride) + 1, the same of W and L).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A stride, a dilation or the number of groups is less than 1, or a padding negative.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit, or the filters are longer than x with its padding.</exception>
    public static Tensor<T> Conv2d<T>(
        Tensor<T> x, Tensor<T> w, Tensor<T>? bias, (int Height, int Width) stride, (int Height, int Width) padding, (int Height, int Width) dilation, int groups = 1)
        where T : IFloatingPointIeee754<T>
    {
        CheckConvolution(x, w, bias, groups, 4);
        WindowAxis rows = Windows.Axis(x, 2, w.Lengths[2], nameof(w), stride.Height, padding.Height, padding.Height, dilation.Height, nameof(x));
        WindowAxis columns = Windows.Axis(x, 3, w.Lengths[3], nameof(w), stride.Width, padding.Width, padding.Width, dilation.Width, nameof(x));
        return Convolution(x, w, bias, groups, rows, columns);
    }

    private static Tensor<T> Convolution<T>(Tensor<T> x, Tensor<T> w, Tensor<T>? bias, int groups, WindowAxis rows, WindowAxis columns)
        where T : IFloatingPointIeee754<T>
    {
        var shape = new ConvolutionShape(checked((int)x.Lengths[0]), checked((int)x.Lengths[1]), checked((int)w.Lengths[0]), groups, rows, columns);
        nint[] lengths = x.Rank == 3 ? [shape.Batch, shape.Filters, columns.Result] : [shape.Batch, shape.Filters, rows.Result, columns.Result];
        Tensor<T> result = Elementwise.New(lengths, out Span<T> target);
        Lease<T> leaseBias = default;
        ReadOnlySpan<T> biasData = bias is null ? default : Dense.Read(bias, out leaseBias);
        ConvolutionKernels.Forward(Dense.Read(x, out Lease<T> leaseX), Dense.Read(w, out Lease<T> leaseW), biasData, target, in shape);
        leaseX.Dispose();
        leaseW.Dispose();
        leaseBias.Dispose();
        return result;
    }

    private static void CheckConvolution<T>(Tensor<T> x, Tensor<T> w, Tensor<T>? bias, int groups, int rank)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(w);
        string axes = rank == 3 ? "L" : "H, W", taps = rank == 3 ? "K" : "K, L";
        if (x.Rank != rank)
        {
            throw new ArgumentException($"'x' must have the shape (N, C, {axes}), of rank {rank}, but has {Guard.Format(x.Lengths)}.", nameof(x));
        }

        if (w.Rank != rank)
        {
            throw new ArgumentException($"'w' must have the shape (O, C / groups, {taps}), of rank {rank}, but has {Guard.Format(w.Lengths)}.", nameof(w));
        }

        if (groups < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(groups), $"The number of groups must be at least 1, but is {groups}.");
        }

        if (x.Lengths[1] % groups != 0 || w.Lengths[0] % groups != 0)
        {
            throw new ArgumentException($"'groups' must divide the {x.Lengths[1]} channels of 'x' and the {w.Lengths[0]} filters of 'w', but is {groups}.", nameof(groups));
        }

        if (w.Lengths[1] != x.Lengths[1] / groups)
        {
            throw new ArgumentException(
                $"'w' must have {x.Lengths[1] / groups} channels in axis 1, those of 'x', of shape {Guard.Format(x.Lengths)}, over {groups} groups, but has the shape {Guard.Format(w.Lengths)}.", nameof(w));
        }

        if (bias is not null && (bias.Rank != 1 || bias.Lengths[0] != w.Lengths[0]))
        {
            throw new ArgumentException($"'bias' must have one element for each filter, the shape ({w.Lengths[0]},), but has {Guard.Format(bias.Lengths)}.", nameof(bias));
        }
    }
}
