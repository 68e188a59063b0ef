using System.ComponentModel;
using System.Numerics;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// What happens to the elements of a matrix product while they are still in the nearest cache: a bias and an activation,
/// say. It is applied to each element once, after all terms were added, in no particular order and, for large products,
/// by several threads at once.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGemmEpilogue<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>What is stored in place of some neighbouring elements of a row.</summary>
    /// <typeparam name="V">The lane; its width varies from call to call.</typeparam>
    /// <param name="value">The elements of the product.</param>
    /// <param name="row">Their row.</param>
    /// <param name="column">The column of the first; all of them are columns of the product.</param>
    V Apply<V>(V value, int row, int column)
        where V : struct, ILane<V, T>;
}

/// <summary>Leaves the product as it is.</summary>
internal readonly struct NoEpilogue<T> : IGemmEpilogue<T>
    where T : IFloatingPointIeee754<T>
{
    public V Apply<V>(V value, int row, int column)
        where V : struct, ILane<V, T> => value;
}
