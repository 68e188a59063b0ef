using System.Numerics.Tensors;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.Support;

/// <summary>Generated shapes, tensors of them in every layout, and what they are compared with.</summary>
internal static class Shaped
{
    private static readonly int[] Sizes = [0, 1, 1, 2, 3, 4, 5, 9];

    /// <summary>One length: 0, 1, and around the widths of lanes.</summary>
    public static Gen<nint> Length => Gen.Int[0, Sizes.Length - 1].Select(i => (nint)Sizes[i]);

    /// <summary>A shape of few elements.</summary>
    public static Gen<nint[]> Lengths => Length.Array[1, 5].Where(l => TensorData.Size(l) <= 2000);

    /// <summary>Different numbers, so that each element shows where it came from.</summary>
    public static Naive<double> Numbered(nint[] lengths, double first = 1) => new([.. Enumerable.Range(0, TensorData.Size(lengths)).Select(i => first + i)], lengths);

    /// <summary>Checks an operation on double, float, int and bool, in every layout of its operand.</summary>
    public static void Check(Naive<double> x, Naive<double> expected, IShapeOperation operation)
    {
        Same(x, expected, operation, v => v);
        Same(x, expected, operation, v => (float)v);
        Same(x, expected, operation, v => (int)v);
        Same(x, expected, operation, v => (int)v % 3 == 0);
    }

    /// <summary>Checks the elements and the shape of a result.</summary>
    public static void Equal<T>(Naive<T> expected, Tensor<T> actual)
    {
        Assert.Equal(expected.Lengths, actual.Lengths.ToArray());
        Assert.Equal(expected.Values, TensorData.Flatten(actual));
    }

    private static void Same<T>(Naive<double> x, Naive<double> expected, IShapeOperation operation, Func<double, T> convert)
    {
        foreach (Tensor<T> layout in TensorData.Layouts([.. x.Values.Select(convert)], x.Lengths))
        {
            Equal(new Naive<T>([.. expected.Values.Select(convert)], expected.Lengths), operation.Run(layout));
        }
    }
}

/// <summary>An operation that takes elements of any type.</summary>
internal interface IShapeOperation
{
    Tensor<T> Run<T>(Tensor<T> x);
}
