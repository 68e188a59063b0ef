using System.ComponentModel;

namespace AutoDiffGen.Memory;

/// <summary>
/// The arrays of several dimensions that a method makes in its branches and loops and uses after them, each by its number,
/// as <see cref="ArrayTable{T}"/> holds those of one. They are ordinary arrays, which the garbage collector takes back.
/// </summary>
/// <typeparam name="TArray">The type of an array.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RectangleTable<TArray> : IDisposable
    where TArray : class
{
    private readonly List<TArray> _arrays;
    private readonly int _first;

    private RectangleTable(int first) => (_arrays, _first) = ([], first);

    /// <summary>An empty table.</summary>
    /// <param name="first">The number of its first array: what is smaller numbers something else.</param>
    public static RectangleTable<TArray> Rent(int first) => new(first);

    /// <summary>Takes an array in.</summary>
    /// <returns>Its number.</returns>
    public int Add(TArray array)
    {
        _arrays.Add(array);
        return _first + _arrays.Count - 1;
    }

    /// <summary>The array with a number; null for a number that is no array's.</summary>
    public TArray this[int number] => (uint)(number - _first) < (uint)_arrays.Count ? _arrays[number - _first] : null!;

    /// <summary>A table of arrays of zeros of the same lengths, under the same numbers.</summary>
    /// <param name="like">Makes the array of zeros for one.</param>
    public RectangleTable<TAdjoint> Shadows<TAdjoint>(Func<TArray, TAdjoint> like)
        where TAdjoint : class
    {
        var shadows = RectangleTable<TAdjoint>.Rent(_first);
        _arrays.ForEach(array => shadows.Add(like(array)));
        return shadows;
    }

    /// <summary>The arrays themselves are left as they are: one of them may be the result.</summary>
    public void Dispose()
    {
    }
}
