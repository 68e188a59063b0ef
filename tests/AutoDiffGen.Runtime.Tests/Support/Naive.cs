namespace AutoDiffGen.Runtime.Tests.Support;

/// <summary>Elements in row-major order with their shape, read and made one by one through their indices.</summary>
internal sealed record Naive<T>(T[] Values, nint[] Lengths)
{
    public T this[int[] index] => Values[TensorData.Place(index, Lengths)];

    /// <summary>The array whose element at each index is what a function says.</summary>
    public static Naive<T> Of(IEnumerable<nint> lengths, Func<int[], T> element)
    {
        nint[] shape = [.. lengths];
        return new([.. Enumerable.Range(0, TensorData.Size(shape)).Select(i => element(TensorData.Index(i, shape)))], shape);
    }
}
