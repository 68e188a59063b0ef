using System.Numerics.Tensors;

namespace AutoDiffGen.Generator.Tests.Support;

internal static class Tensors
{
    public static Tensor<T> Of<T>(nint[] shape, params T[] values) => Tensor.Create(values, shape);

    public static T[] Flat<T>(Tensor<T> tensor)
    {
        var values = new T[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
