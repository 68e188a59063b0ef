using System.Diagnostics.CodeAnalysis;

namespace AutoDiffGen.Kernels;

/// <summary>What the kernels of pools share: the checks that make every window see at least one element.</summary>
internal static class PoolKernels
{
    /// <summary>Checks that every window sees an element, and the lengths of both sides.</summary>
    /// <exception cref="ArgumentException">One sees padding alone, a window has gaps, or a length does not fit.</exception>
    public static void Check(int planes, in WindowAxis rows, in WindowAxis columns, int input, string nameInput, int result, string nameResult)
    {
        Check(in rows, nameof(rows));
        Check(in columns, nameof(columns));
        KernelCheck.Length(input, planes, checked(rows.Length * columns.Length), nameInput);
        KernelCheck.Length(result, planes, checked(rows.Result * columns.Result), nameResult);
    }

    private static void Check(in WindowAxis axis, string name)
    {
        if (axis.Kernel < 1 || axis.Dilation != 1)
        {
            ThrowWindow(in axis, name);
        }

        if (axis.Result > 0)
        {
            var (first, end) = axis.Seen(0);
            var (last, _) = axis.Seen(axis.Result - 1);
            if (first >= end || last >= axis.Length)
            {
                ThrowWindow(in axis, name);
            }
        }
    }

    [DoesNotReturn]
    private static void ThrowWindow(in WindowAxis axis, string name) =>
        throw new ArgumentException($"{axis} is no axis of a pool: a window has at least one tap, no gaps, and does not see padding alone.", name);
}
