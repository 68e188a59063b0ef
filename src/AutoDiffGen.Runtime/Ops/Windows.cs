using System.Numerics.Tensors;
using AutoDiffGen.Kernels;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

/// <summary>The windows of convolutions and pools, with errors in the words of their callers.</summary>
internal static class Windows
{
    /// <summary>The windows along one axis of x.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A stride or dilation is less than 1, or a padding negative.</exception>
    /// <exception cref="ArgumentException">The window does not fit, named <paramref name="name"/>.</exception>
    public static WindowAxis Axis<T>(Tensor<T> x, int axis, nint kernel, string name, int stride, int before, int after, int dilation, string nameX)
    {
        nint length = x.Lengths[axis];
        AtLeast(kernel, 1, name, "A window has at least one tap");
        AtLeast(stride, 1, "stride", "The stride must be at least 1");
        AtLeast(before, 0, "padding", "The padding must not be negative");
        AtLeast(dilation, 1, "dilation", "The dilation must be at least 1");
        if (WindowAxis.Count(length, kernel, stride, (long)before + after, dilation) < 0)
        {
            throw new ArgumentException(
                $"'{name}' gives windows of {WindowAxis.Extent(kernel, dilation)} elements along axis {axis}, which do not fit into the {length} of '{nameX}', of shape {Guard.Format(x.Lengths)}, with a padding of {before + (long)after}.", name);
        }

        return new WindowAxis(checked((int)length), checked((int)kernel), stride, before, after, dilation);
    }

    /// <summary>The windows of a pool along one axis of x, each of which sees at least one element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kernel or the stride is less than 1, or the padding negative or more than half of the kernel.</exception>
    /// <exception cref="ArgumentException">The window does not fit, or sees padding alone.</exception>
    public static WindowAxis Pool<T>(Tensor<T> x, int axis, int kernel, int? stride, int padding)
    {
        AtLeast(kernel, 1, "kernel", "A window has at least one tap");
        if (padding > kernel / 2)
        {
            throw new ArgumentOutOfRangeException(nameof(padding), $"The padding must be at most half of the kernel, {kernel / 2} of {kernel}, but is {padding}.");
        }

        WindowAxis windows = Axis(x, axis, kernel, "kernel", stride ?? kernel, padding, padding, 1, "x");
        return windows.Length > 0 || windows.Result == 0 ? windows : throw new ArgumentException(
            $"'x' has the shape {Guard.Format(x.Lengths)}: windows along axis {axis} would see padding alone.", nameof(x));
    }

    private static void AtLeast(nint value, nint least, string name, string rule)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, $"{rule}, but '{name}' is {value}.");
        }
    }
}
