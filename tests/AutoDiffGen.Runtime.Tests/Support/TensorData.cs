using System.Numerics.Tensors;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.Support;

/// <summary>Tensors of the same contents in different layouts, and the naive way through their indices.</summary>
internal static class TensorData
{
    public static int Size(nint[] lengths) => (int)lengths.Aggregate((nint)1, (a, b) => a * b);

    /// <summary>A dense tensor with the given elements in row-major order.</summary>
    public static Tensor<T> Dense<T>(T[] values, params nint[] lengths)
    {
        Tensor<T> tensor = Tensor.CreateFromShape<T>(lengths);
        if (values.Length > 0)
        {
            values.CopyTo(AutoDiffGen.Memory.Dense.Write(tensor, "tensor"));
        }

        return tensor;
    }

    /// <summary>The same elements dense, dense from the middle of an array, and as a transposed view with gaps.</summary>
    public static IEnumerable<Tensor<T>> Layouts<T>(T[] values, params nint[] lengths)
    {
        yield return Dense(values, lengths);
        if (values.Length == 0)
        {
            yield break;
        }

        nint[] strides = new nint[lengths.Length];
        nint stride = 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = lengths[axis] == 1 ? 0 : stride;
            stride *= lengths[axis];
        }

        yield return Tensor.Create([.. new T[5], .. values, .. new T[2]], 5, lengths, strides);

        // The first axis moves fastest, over every second element.
        stride = 2;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            strides[axis] = lengths[axis] == 1 ? 0 : stride;
            stride *= lengths[axis];
        }

        var memory = new T[3 + (2 * values.Length)];
        foreach (int flat in Enumerable.Range(0, values.Length))
        {
            int[] index = Index(flat, lengths);
            memory[3 + index.Select((i, axis) => i * (int)strides[axis]).Sum()] = values[flat];
        }

        yield return Tensor.Create(memory, 3, lengths, strides);
    }

    /// <summary>One of some lengths.</summary>
    public static Gen<nint> AnyOf(params nint[] lengths) => Gen.Int[0, lengths.Length - 1].Select(i => lengths[i]);

    public static T[] Flatten<T>(Tensor<T> tensor)
    {
        T[] values = [.. AutoDiffGen.Memory.Dense.Read(tensor, out var lease)];
        lease.Dispose();
        return values;
    }

    /// <summary>The index of an element from its place in row-major order.</summary>
    public static int[] Index(int flat, nint[] lengths)
    {
        var index = new int[lengths.Length];
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            index[axis] = flat % (int)lengths[axis];
            flat /= (int)lengths[axis];
        }

        return index;
    }

    /// <summary>The place, in row-major order, of an element of a tensor that is repeated to a larger shape.</summary>
    public static int Place(int[] index, nint[] lengths)
    {
        int place = 0;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            int i = index[index.Length - lengths.Length + axis];
            place = (place * (int)lengths[axis]) + (lengths[axis] == 1 ? 0 : i);
        }

        return place;
    }
}
