using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen;

// Numbers of elements, as numbers to compute with.
public static partial class Ops
{
    /// <summary>The number of all elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    public static T Count<T>(Tensor<T> x)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return T.CreateTruncating(x.FlattenedLength);
    }

    /// <summary>The length of an axis.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis; a negative one counts from the last, which is -1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static T Count<T>(Tensor<T> x, int axis)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return T.CreateTruncating(x.Lengths[Axes.Resolve(axis, x.Rank, nameof(axis))]);
    }

    /// <summary>The product of the lengths of several axes.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, in any order, each once; negative ones count from the last, which is -1. None: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public static T Count<T>(Tensor<T> x, ReadOnlySpan<int> axes)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        bool[] named = Axes.Resolve(axes, x.Rank, nameof(axes));
        nint count = 1;
        for (int axis = 0; axis < named.Length; axis++)
        {
            count = named[axis] ? checked(count * x.Lengths[axis]) : count;
        }

        return T.CreateTruncating(count);
    }
}
