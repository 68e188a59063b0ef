using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Rules;

/// <summary>
/// The pullbacks of the reductions of <see cref="TensorPrimitives"/>, in every project that is differentiated. At kinks they
/// give what PyTorch does: ties of a maximum share the gradient, that of a norm is zero at zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class TensorPrimitivesRules
{
    /// <summary>Of the sum of all elements.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sum))]
    public static void Sum<T>(T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.Add(cotangent, dX, accumulate);

    /// <summary>Of the mean of all elements.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Average))]
    public static void Average<T>(ReadOnlySpan<T> x, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.Add(cotangent / T.CreateChecked(x.Length), dX, accumulate);

    /// <summary>Of the sum of squares.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfSquares))]
    public static void SumOfSquares<T>(ReadOnlySpan<T> x, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddScaled(x, cotangent + cotangent, dX, accumulate);

    /// <summary>Of the sum of absolute values.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfMagnitudes))]
    public static void SumOfMagnitudes<T>(ReadOnlySpan<T> x, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < dX.Length; i++)
        {
            T term = x[i] > T.Zero ? cotangent : x[i] < T.Zero ? -cotangent : x[i] == T.Zero ? T.Zero : T.NaN;
            dX[i] = accumulate ? dX[i] + term : term;
        }
    }

    /// <summary>Of the Euclidean norm.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Norm))]
    public static void Norm<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddScaled(x, result == T.Zero ? T.Zero : cotangent / result, dX, accumulate);

    /// <summary>Of the standard deviation, of a population.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.StdDev))]
    public static void StdDev<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        T factor = result == T.Zero ? T.Zero : cotangent / (result * T.CreateChecked(x.Length));
        T mean = TensorPrimitives.Average(x);
        for (int i = 0; i < dX.Length; i++)
        {
            T term = factor * (x[i] - mean);
            dX[i] = accumulate ? dX[i] + term : term;
        }
    }

    /// <summary>Of the product of all elements.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Product))]
    public static void Product<T>(ReadOnlySpan<T> x, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddProductOfOthers(x, cotangent, dX, accumulate);

    /// <summary>Of the inner product.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static void Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T cotangent, Span<T> dX, Span<T> dY, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        Terms.AddScaled(y, cotangent, dX, accumulate);
        Terms.AddScaled(x, cotangent, dY, accumulate);
    }

    /// <summary>Of the Euclidean distance.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static void Distance<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T result, T cotangent, Span<T> dX, Span<T> dY, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        T factor = result == T.Zero ? T.Zero : cotangent / result;
        Terms.AddDifference(x, y, factor, dX, accumulate);
        Terms.AddDifference(y, x, factor, dY, accumulate);
    }

    /// <summary>Of the cosine of the angle between two vectors: <c>y / (|x| |y|) - r x / |x|^2</c>.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static void CosineSimilarity<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T result, T cotangent, Span<T> dX, Span<T> dY, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        T xx = TensorPrimitives.SumOfSquares(x), yy = TensorPrimitives.SumOfSquares(y);
        T across = cotangent / (T.Sqrt(xx) * T.Sqrt(yy));
        Terms.AddScaled(y, across, dX, accumulate);
        Terms.AddScaled(x, -cotangent * result / xx, dX, accumulate: true);
        Terms.AddScaled(x, across, dY, accumulate);
        Terms.AddScaled(y, -cotangent * result / yy, dY, accumulate: true);
    }

    /// <summary>Of the product of the sums <c>x + y</c>.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ProductOfSums))]
    public static void ProductOfSums<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T cotangent, Span<T> dX, Span<T> dY, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        using var lease = Workspace.Rent<T>(x.Length);
        Span<T> terms = lease.Span[..x.Length];
        TensorPrimitives.Add(x, y, terms);
        Terms.AddProductOfOthers(terms, cotangent, dX, accumulate);
        Terms.AddProductOfOthers(terms, cotangent, dY, accumulate);
    }

    /// <summary>Of the product of the differences <c>x - y</c>.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ProductOfDifferences))]
    public static void ProductOfDifferences<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T cotangent, Span<T> dX, Span<T> dY, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        using var lease = Workspace.Rent<T>(x.Length);
        Span<T> terms = lease.Span[..x.Length];
        TensorPrimitives.Subtract(x, y, terms);
        Terms.AddProductOfOthers(terms, cotangent, dX, accumulate);
        Terms.AddProductOfOthers(terms, -cotangent, dY, accumulate);
    }
}
