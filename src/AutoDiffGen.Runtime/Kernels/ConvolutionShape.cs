using System.ComponentModel;

namespace AutoDiffGen.Kernels;

/// <summary>The lengths of a convolution. One along a single axis has <see cref="WindowAxis.None"/> for its rows.</summary>
/// <param name="Batch">The number of samples, N.</param>
/// <param name="Channels">The number of channels of a sample, C, a multiple of the groups.</param>
/// <param name="Filters">The number of channels of the result, O, a multiple of the groups.</param>
/// <param name="Groups">The number of groups, at least 1; each takes its part of the channels to its part of the result's.</param>
/// <param name="Rows">The axis before the last.</param>
/// <param name="Columns">The last axis.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConvolutionShape(int Batch, int Channels, int Filters, int Groups, WindowAxis Rows, WindowAxis Columns)
{
    /// <summary>The number of channels of a group.</summary>
    internal int GroupChannels => Channels / Groups;

    /// <summary>The number of the result's channels of a group.</summary>
    internal int GroupFilters => Filters / Groups;

    /// <summary>The number of elements of a channel.</summary>
    internal int Plane => checked(Rows.Length * Columns.Length);

    /// <summary>The number of windows, which is that of the elements of a channel of the result.</summary>
    internal int Windows => checked(Rows.Result * Columns.Result);

    /// <summary>The number of taps of a window.</summary>
    internal int Taps => checked(Rows.Kernel * Columns.Kernel);

    /// <summary>The number of elements that a filter sees at once.</summary>
    internal int Depth => checked(GroupChannels * Taps);

    /// <summary>Whether a window is one element, so that the samples are the matrices of columns themselves.</summary>
    internal bool IsPointwise => Rows.IsIdentity && Columns.IsIdentity;

    /// <summary>Checks that the lengths fit each other.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal void Check()
    {
        if ((Batch | Channels | Filters) < 0 || Groups < 1 || Channels % Groups != 0 || Filters % Groups != 0 || Rows.Kernel < 1 || Columns.Kernel < 1)
        {
            throw new ArgumentException($"{this} is no convolution: the groups must divide the channels and the filters, no length is negative, and a window has at least one tap.", "shape");
        }
    }
}
