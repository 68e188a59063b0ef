using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The mean over rows of -log softmax(logits)[target], as log(sum(exp(x - m))) - (x[target] - m) with the row's maximum m:
/// nothing overflows, and a loss near 0 keeps its digits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CrossEntropyKernels
{
    /// <summary>The number of rows below which their losses are added one after the other.</summary>
    private const int Block = 16;

    /// <summary>The mean loss; NaN when there are no rows, +infinity when a target's logit is -infinity.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="logits">Shape (rows, classes).</param>
    /// <param name="targets">One for each row, in [0, classes).</param>
    /// <param name="probabilities">Where softmax(logits) goes, which <see cref="Backward"/> needs; empty if it is not wanted. It may be the memory of the logits.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="classes">The length of a row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static T Forward<T, TIndex>(ReadOnlySpan<T> logits, ReadOnlySpan<TIndex> targets, Span<T> probabilities, int rows, int classes)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(logits.Length, rows, classes, nameof(logits));
        KernelCheck.Length(targets.Length, rows, 1, nameof(targets));
        if (!probabilities.IsEmpty)
        {
            KernelCheck.Length(probabilities.Length, rows, classes, nameof(probabilities));
        }

        KernelCheck.Indices(targets, classes, nameof(targets), "target");
        T count = T.CreateTruncating(rows);
        if (Lane512<T>.IsSupported && classes >= Lane512<T>.Width)
        {
            return Losses<T, TIndex, Lane512<T>>(logits, targets, probabilities, classes) / count;
        }

        if (Lane256<T>.IsSupported && classes >= Lane256<T>.Width)
        {
            return Losses<T, TIndex, Lane256<T>>(logits, targets, probabilities, classes) / count;
        }

        return Lane128<T>.IsSupported && classes >= Lane128<T>.Width
            ? Losses<T, TIndex, Lane128<T>>(logits, targets, probabilities, classes) / count
            : Losses<T, TIndex, Lane1<T>>(logits, targets, probabilities, classes) / count;
    }

    /// <summary>The gradient with respect to the logits: (probabilities - onehot(target)) * cotangent / rows.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="probabilities">What <see cref="Forward"/> wrote.</param>
    /// <param name="targets">What it was given.</param>
    /// <param name="cotangent">That of the mean loss.</param>
    /// <param name="result">Shape (rows, classes), overwritten; it may be the memory of the probabilities.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="classes">The length of a row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void Backward<T, TIndex>(ReadOnlySpan<T> probabilities, ReadOnlySpan<TIndex> targets, T cotangent, Span<T> result, int rows, int classes)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(probabilities.Length, rows, classes, nameof(probabilities));
        KernelCheck.Length(targets.Length, rows, 1, nameof(targets));
        KernelCheck.Length(result.Length, rows, classes, nameof(result));
        KernelCheck.Indices(targets, classes, nameof(targets), "target");
        T scale = cotangent / T.CreateTruncating(rows);
        if (Lane512<T>.IsSupported && classes >= Lane512<T>.Width)
        {
            Rows<T, TIndex, Lane512<T>>(probabilities, targets, scale, result, classes);
        }
        else if (Lane256<T>.IsSupported && classes >= Lane256<T>.Width)
        {
            Rows<T, TIndex, Lane256<T>>(probabilities, targets, scale, result, classes);
        }
        else if (Lane128<T>.IsSupported && classes >= Lane128<T>.Width)
        {
            Rows<T, TIndex, Lane128<T>>(probabilities, targets, scale, result, classes);
        }
        else
        {
            Rows<T, TIndex, Lane1<T>>(probabilities, targets, scale, result, classes);
        }
    }

    // The sum of the rows' losses, pairwise.
    private static T Losses<T, TIndex, V>(ReadOnlySpan<T> logits, ReadOnlySpan<TIndex> targets, Span<T> probabilities, int classes)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
        where V : struct, ILane<V, T>
    {
        bool store = !probabilities.IsEmpty;
        if (targets.Length > Block)
        {
            int half = targets.Length / 2;
            return Losses<T, TIndex, V>(logits[..(half * classes)], targets[..half], store ? probabilities[..(half * classes)] : default, classes)
                + Losses<T, TIndex, V>(logits[(half * classes)..], targets[half..], store ? probabilities[(half * classes)..] : default, classes);
        }

        T total = T.Zero;
        for (int row = 0; row < targets.Length; row++)
        {
            ref T x = ref Unsafe.Add(ref MemoryMarshal.GetReference(logits), (nint)row * classes);
            ref T p = ref MemoryMarshal.GetReference(probabilities);
            if (store)
            {
                p = ref Unsafe.Add(ref p, (nint)row * classes);
            }

            T max = RowExp.Max<T, V>(in x, classes);
            T target = Unsafe.Add(ref x, int.CreateTruncating(targets[row])) - max;
            T sum = RowExp.Sum<T, V>(in x, max, ref p, store, classes);
            if (store)
            {
                RowExp.Map<T, V, RowExp.Quotient<T>>(in p, ref p, classes, new(sum));
            }

            total += T.Log(sum) - target;
        }

        return total;
    }

    private static void Rows<T, TIndex, V>(ReadOnlySpan<T> probabilities, ReadOnlySpan<TIndex> targets, T scale, Span<T> result, int classes)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
        where V : struct, ILane<V, T>
    {
        for (int row = 0; row < targets.Length; row++)
        {
            ref T p = ref Unsafe.Add(ref MemoryMarshal.GetReference(probabilities), (nint)row * classes);
            ref T r = ref Unsafe.Add(ref MemoryMarshal.GetReference(result), (nint)row * classes);
            nint target = int.CreateTruncating(targets[row]);
            T there = Unsafe.Add(ref p, target);
            RowExp.Map<T, V, RowExp.Product<T>>(in p, ref r, classes, new(scale));

            // Subtracted before it is scaled: exact where the probability is near 1.
            Unsafe.Add(ref r, target) = (there - T.One) * scale;
        }
    }
}
