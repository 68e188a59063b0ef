using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen;

// Comparisons, which give masks. Whole numbers are compared too: targets with the one that is ignored.
public static partial class Ops
{
    /// <summary>Whether one number is less than another, element by element.</summary>
    /// <remarks>No comparison with NaN is true.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<bool> LessThan<T>(Tensor<T> x, Tensor<T> y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a < b);

    /// <summary>Whether one number is less than another, element by element.</summary>
    /// <remarks>No comparison with NaN is true.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A mask of the same shape.</returns>
    public static Tensor<bool> LessThan<T>(Tensor<T> x, T y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a < b);

    /// <summary>Whether one number is less than another or equal to it, element by element.</summary>
    /// <remarks>No comparison with NaN is true.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<bool> LessThanOrEqual<T>(Tensor<T> x, Tensor<T> y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a <= b);

    /// <summary>Whether one number is less than another or equal to it, element by element.</summary>
    /// <remarks>No comparison with NaN is true.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A mask of the same shape.</returns>
    public static Tensor<bool> LessThanOrEqual<T>(Tensor<T> x, T y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a <= b);

    /// <summary>Whether one number is greater than another, element by element.</summary>
    /// <remarks>No comparison with NaN is true.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<bool> GreaterThan<T>(Tensor<T> x, Tensor<T> y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a > b);

    /// <summary>Whether one number is greater than another, element by element.</summary>
    /// <remarks>No comparison with NaN is true.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A mask of the same shape.</returns>
    public static Tensor<bool> GreaterThan<T>(Tensor<T> x, T y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a > b);

    /// <summary>Whether one number is greater than another or equal to it, element by element.</summary>
    /// <remarks>No comparison with NaN is true.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<bool> GreaterThanOrEqual<T>(Tensor<T> x, Tensor<T> y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a >= b);

    /// <summary>Whether one number is greater than another or equal to it, element by element.</summary>
    /// <remarks>No comparison with NaN is true.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A mask of the same shape.</returns>
    public static Tensor<bool> GreaterThanOrEqual<T>(Tensor<T> x, T y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a >= b);

    /// <summary>Whether two numbers are equal, element by element.</summary>
    /// <remarks>Write <c>Ops.Equals</c>: by its name alone it is that of the class in which it is called. NaN is not equal to anything.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<bool> Equals<T>(Tensor<T> x, Tensor<T> y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a == b);

    /// <summary>Whether two numbers are equal, element by element.</summary>
    /// <remarks>Write <c>Ops.Equals</c>: by its name alone it is that of the class in which it is called. NaN is not equal to anything.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A mask of the same shape.</returns>
    public static Tensor<bool> Equals<T>(Tensor<T> x, T y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a == b);

    /// <summary>Whether two numbers are not equal, element by element.</summary>
    /// <remarks>NaN is not equal to anything, so that the answer is true there.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">Any shape that broadcasts with x.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<bool> NotEquals<T>(Tensor<T> x, Tensor<T> y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a != b);

    /// <summary>Whether two numbers are not equal, element by element.</summary>
    /// <remarks>NaN is not equal to anything, so that the answer is true there.</remarks>
    /// <typeparam name="T">The element type, whole numbers too.</typeparam>
    /// <param name="x">Any shape.</param>
    /// <param name="y">One number for all elements.</param>
    /// <returns>A mask of the same shape.</returns>
    public static Tensor<bool> NotEquals<T>(Tensor<T> x, T y)
        where T : IComparisonOperators<T, T, bool> => Compare(x, y, static (a, b) => a != b);

    private static Tensor<bool> Compare<T>(Tensor<T> x, Tensor<T> y, Func<T, T, bool> test)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        nint[] shape = Broadcast.Shape(x.Lengths, y.Lengths, nameof(x), nameof(y));
        Tensor<bool> result = Elementwise.New(shape, out Span<bool> target);
        Compare(Broadcast.Read(x, shape, out Lease<T> leaseX), Broadcast.Read(y, shape, out Lease<T> leaseY), target, test);
        leaseX.Dispose();
        leaseY.Dispose();
        return result;
    }

    private static Tensor<bool> Compare<T>(Tensor<T> x, T y, Func<T, T, bool> test)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor<bool> result = Elementwise.New(x.Lengths, out Span<bool> target);
        Compare(Dense.Read(x, out Lease<T> lease), new ReadOnlySpan<T>(in y), target, test);
        lease.Dispose();
        return result;
    }

    // One element stands for all.
    private static void Compare<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> result, Func<T, T, bool> test)
    {
        int stepX = x.Length == 1 ? 0 : 1, stepY = y.Length == 1 ? 0 : 1;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = test(x[i * stepX], y[i * stepY]);
        }
    }
}
