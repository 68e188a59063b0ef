using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Kernels;

/// <summary>What losses read at their targets, one of which is ignored, and the adjoints of that.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TargetKernels
{
    /// <summary>The element of each target along an axis; 0 where the target is ignored.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="x">Shape (outer, length, inner).</param>
    /// <param name="targets">Shape (outer, inner), each in [0, length) or ignored.</param>
    /// <param name="ignored">The target that is ignored.</param>
    /// <param name="result">Shape (outer, inner).</param>
    /// <param name="outer">The product of the lengths before the axis.</param>
    /// <param name="length">The length of the axis.</param>
    /// <param name="inner">The product of the lengths after it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void OfTargets<T, TIndex>(ReadOnlySpan<T> x, ReadOnlySpan<TIndex> targets, int ignored, Span<T> result, int outer, int length, int inner)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        Check(x.Length, targets, result.Length, ignored, outer, length, inner);
        for (int o = 0, at = 0; o < outer; o++)
        {
            ReadOnlySpan<T> part = x.Slice(o * length * inner, length * inner);
            for (int i = 0; i < inner; i++, at++)
            {
                result[at] = IsIgnored(targets[at], ignored) ? T.Zero : part[(int.CreateTruncating(targets[at]) * inner) + i];
            }
        }
    }

    /// <summary>The adjoint of <see cref="OfTargets"/>: zeros, and at each target its cotangent.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="cotangent">Shape (outer, inner).</param>
    /// <param name="targets">Shape (outer, inner), each in [0, length) or ignored.</param>
    /// <param name="ignored">The target that is ignored.</param>
    /// <param name="result">Shape (outer, length, inner), overwritten.</param>
    /// <param name="outer">The product of the lengths before the axis.</param>
    /// <param name="length">The length of the axis.</param>
    /// <param name="inner">The product of the lengths after it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void ToTargets<T, TIndex>(ReadOnlySpan<T> cotangent, ReadOnlySpan<TIndex> targets, int ignored, Span<T> result, int outer, int length, int inner)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        Check(result.Length, targets, cotangent.Length, ignored, outer, length, inner);
        result.Clear();
        for (int o = 0, at = 0; o < outer; o++)
        {
            Span<T> part = result.Slice(o * length * inner, length * inner);
            for (int i = 0; i < inner; i++, at++)
            {
                if (!IsIgnored(targets[at], ignored))
                {
                    part[(int.CreateTruncating(targets[at]) * inner) + i] = cotangent[at];
                }
            }
        }
    }

    /// <summary>The weight of each target's class; 0 where the target is ignored.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="weights">One for each class.</param>
    /// <param name="targets">Any number of them, each a class or ignored.</param>
    /// <param name="ignored">The target that is ignored.</param>
    /// <param name="result">As many as targets.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void OfClasses<T, TIndex>(ReadOnlySpan<T> weights, ReadOnlySpan<TIndex> targets, int ignored, Span<T> result)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        Check(weights.Length, targets, result.Length, ignored, 1, weights.Length, 1, targets.Length);
        for (int at = 0; at < targets.Length; at++)
        {
            result[at] = IsIgnored(targets[at], ignored) ? T.Zero : weights[int.CreateTruncating(targets[at])];
        }
    }

    /// <summary>The adjoint of <see cref="OfClasses"/>: for each class the sum of the cotangents of its targets, in their order.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="cotangent">As many as targets.</param>
    /// <param name="targets">Any number of them, each a class or ignored.</param>
    /// <param name="ignored">The target that is ignored.</param>
    /// <param name="result">One for each class, overwritten.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target is out of range; nothing was written.</exception>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void ToClasses<T, TIndex>(ReadOnlySpan<T> cotangent, ReadOnlySpan<TIndex> targets, int ignored, Span<T> result)
        where T : IFloatingPointIeee754<T>
        where TIndex : IBinaryInteger<TIndex>
    {
        Check(result.Length, targets, cotangent.Length, ignored, 1, result.Length, 1, targets.Length);
        result.Clear();
        for (int at = 0; at < targets.Length; at++)
        {
            if (!IsIgnored(targets[at], ignored))
            {
                result[int.CreateTruncating(targets[at])] += cotangent[at];
            }
        }
    }

    /// <summary>Whether a target is the one that is ignored.</summary>
    /// <typeparam name="TIndex">Any integer type.</typeparam>
    /// <param name="target">The target.</param>
    /// <param name="ignored">The one that is ignored.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIgnored<TIndex>(TIndex target, int ignored)
        where TIndex : IBinaryInteger<TIndex> => int.CreateSaturating(target) == ignored;

    private static void Check<TIndex>(int elements, ReadOnlySpan<TIndex> targets, int results, int ignored, int outer, int length, int inner, int? count = null)
        where TIndex : IBinaryInteger<TIndex>
    {
        KernelCheck.Length(elements, checked(outer * length), inner, "x");
        KernelCheck.Length(targets.Length, count ?? outer, inner, nameof(targets));
        KernelCheck.Length(results, targets.Length, 1, "result");
        for (int i = 0; i < targets.Length; i++)
        {
            if (!IsIgnored(targets[i], ignored) && (uint)int.CreateSaturating(targets[i]) >= (uint)length)
            {
                throw new ArgumentOutOfRangeException(nameof(targets), $"The target {targets[i]} at position {i} of '{nameof(targets)}' is out of range: it must be at least 0 and less than {length}, or {ignored}, which is ignored.");
            }
        }
    }
}
