using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiffGen.Rules;

// One of the elements is the result.
public static partial class TensorPrimitivesRules
{
    /// <summary>Of the largest element.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void Max<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddToEqual(x, result, cotangent, dX, accumulate);

    /// <summary>Of the smallest element.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void Min<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddToEqual(x, result, cotangent, dX, accumulate);

    /// <summary>Of the element of the largest absolute value.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitude<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddToEqual(x, result, cotangent, dX, accumulate);

    /// <summary>Of the element of the smallest absolute value.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitude<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddToEqual(x, result, cotangent, dX, accumulate);

    /// <summary>Of the largest element that is a number.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumber<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddToEqual(x, result, cotangent, dX, accumulate);

    /// <summary>Of the smallest element that is a number.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumber<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddToEqual(x, result, cotangent, dX, accumulate);

    /// <summary>Of the number of the largest absolute value.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumber<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddToEqual(x, result, cotangent, dX, accumulate);

    /// <summary>Of the number of the smallest absolute value.</summary>
    [DerivativeOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumber<T>(ReadOnlySpan<T> x, T result, T cotangent, Span<T> dX, bool accumulate)
        where T : IFloatingPointIeee754<T> => Terms.AddToEqual(x, result, cotangent, dX, accumulate);
}
