using System.ComponentModel;

namespace AutoDiffGen.Kernels;

/// <summary>
/// One axis along which a window moves: where it stands, and which elements its taps see. What a tap sees outside of the
/// axis is padding.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WindowAxis
{
    /// <summary>Describes the windows along an axis.</summary>
    /// <param name="length">The length of the axis.</param>
    /// <param name="kernel">The number of taps of the window, at least 1.</param>
    /// <param name="stride">The distance between two windows, at least 1.</param>
    /// <param name="before">The padding before the first element.</param>
    /// <param name="after">The padding after the last element.</param>
    /// <param name="dilation">The distance between two taps, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is smaller than that.</exception>
    /// <exception cref="ArgumentException">The window is longer than the axis with its padding.</exception>
    public WindowAxis(int length, int kernel, int stride = 1, int before = 0, int after = 0, int dilation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        long padded = (long)length + before + after;
        if (padded > int.MaxValue)
        {
            throw new ArgumentException($"The axis has {padded} elements with its padding, more than {int.MaxValue}.", nameof(before));
        }

        long count = Count(length, kernel, stride, (long)before + after, dilation);
        Result = count >= 0 ? checked((int)count) : throw new ArgumentException(
            $"A window of {Extent(kernel, dilation)} elements does not fit into {length} with a padding of {before} and {after}.", nameof(kernel));
        (Length, Kernel, Stride, Before, Dilation) = (length, kernel, stride, before, dilation);
    }

    /// <summary>The axis of length 1 that an operation along one axis fewer has.</summary>
    public static WindowAxis None { get; } = new(1, 1);

    /// <summary>The length of the axis.</summary>
    public int Length { get; }

    /// <summary>The number of taps.</summary>
    public int Kernel { get; }

    /// <summary>The distance between two windows.</summary>
    public int Stride { get; }

    /// <summary>The padding before the first element.</summary>
    public int Before { get; }

    /// <summary>The distance between two taps.</summary>
    public int Dilation { get; }

    /// <summary>The number of windows.</summary>
    public int Result { get; }

    /// <summary>Whether window i is element i and nothing else.</summary>
    internal bool IsIdentity => Kernel == 1 && Stride == 1 && Result == Length;

    /// <summary>
    /// The number of windows, floor((length + padding - dilation (kernel - 1) - 1) / stride) + 1; -1 where that is
    /// negative, or 0 although the axis has elements: the window does not fit.
    /// </summary>
    internal static long Count(long length, long kernel, long stride, long padding, long dilation)
    {
        long room = length + padding - Extent(kernel, dilation);
        return room >= 0 ? (room / stride) + 1 : length == 0 && room >= -stride ? 0 : -1;
    }

    /// <summary>The number of elements from the first tap to the last.</summary>
    internal static long Extent(long kernel, long dilation) => (dilation * (kernel - 1)) + 1;

    /// <summary>The element that a tap sees in the first window; further ones follow at the stride.</summary>
    internal int Offset(int tap) => (tap * Dilation) - Before;

    /// <summary>The windows, from the first to before the end, in which a tap sees an element and no padding.</summary>
    internal (int First, int End) Inside(int tap)
    {
        int offset = Offset(tap), last = Length - 1 - offset;
        int end = last < 0 ? 0 : Math.Min(Result, (last / Stride) + 1);
        int first = offset >= 0 ? 0 : ((-offset - 1) / Stride) + 1;
        return (Math.Min(first, end), end);
    }

    /// <summary>The elements, from the first to before the end, that a window without dilation sees.</summary>
    internal (int First, int End) Seen(int window)
    {
        int start = (window * Stride) - Before;
        return (Math.Max(start, 0), Math.Min(start + Kernel, Length));
    }
}
