using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// Softmax and its logarithm along an axis. The maximum is subtracted first, so that no logit is too large; one that is
/// -infinity has the probability 0. Where all are -infinity, or one is +infinity or NaN, the result is NaN.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SoftmaxKernels
{
    /// <summary>exp(x) over the sum of exp(x).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">Shape (outer, length, inner).</param>
    /// <param name="result">The same shape; it may be x itself.</param>
    /// <param name="outer">The product of the lengths before the axis.</param>
    /// <param name="length">The length of the axis.</param>
    /// <param name="inner">The product of the lengths after it.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the result overlaps x without being it; nothing was written.</exception>
    public static void Softmax<T>(ReadOnlySpan<T> x, Span<T> result, int outer, int length, int inner)
        where T : IFloatingPointIeee754<T> => Run(x, result, outer, length, inner, false);

    /// <summary>x minus the logarithm of the sum of exp(x).</summary>
    /// <inheritdoc cref="Softmax"/>
    public static void LogSoftmax<T>(ReadOnlySpan<T> x, Span<T> result, int outer, int length, int inner)
        where T : IFloatingPointIeee754<T> => Run(x, result, outer, length, inner, true);

    private static void Run<T>(ReadOnlySpan<T> x, Span<T> result, int outer, int length, int inner, bool log)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outer);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(inner);
        KernelCheck.Length(x.Length, checked(outer * length), inner, nameof(x));
        KernelCheck.Length(result.Length, outer * length, inner, nameof(result));
        if (x.Overlaps(result, out int offset) && offset != 0)
        {
            throw new ArgumentException("The result overlaps the logits: it must be all of their memory, or none.", nameof(result));
        }

        if (x.IsEmpty)
        {
            return;
        }

        // One lane for all: it must not be longer than what it runs along.
        int run = inner == 1 ? length : inner;
        if (Lane512<T>.IsSupported && run >= Lane512<T>.Width)
        {
            Run<T, Lane512<T>>(x, result, outer, length, inner, log);
        }
        else if (Lane256<T>.IsSupported && run >= Lane256<T>.Width)
        {
            Run<T, Lane256<T>>(x, result, outer, length, inner, log);
        }
        else if (Lane128<T>.IsSupported && run >= Lane128<T>.Width)
        {
            Run<T, Lane128<T>>(x, result, outer, length, inner, log);
        }
        else
        {
            Run<T, Lane1<T>>(x, result, outer, length, inner, log);
        }
    }

    private static void Run<T, V>(ReadOnlySpan<T> x, Span<T> result, int outer, nint length, nint inner, bool log)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        bool inPlace = x.Overlaps(result);
        for (nint i = 0; i < outer; i++)
        {
            ref T source = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), i * length * inner);
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(result), i * length * inner);
            if (inner == 1)
            {
                Row<T, V>(in source, ref target, length, log);
                continue;
            }

            nint j = 0;
            for (; j <= inner - V.Width; j += V.Width)
            {
                Columns<T, V>(in Unsafe.Add(ref source, j), ref Unsafe.Add(ref target, j), length, inner, log);
            }

            if (j < inner && !inPlace && inner >= V.Width)
            {
                // The last whole lane: some columns are done twice, and are the same.
                j = inner - V.Width;
                Columns<T, V>(in Unsafe.Add(ref source, j), ref Unsafe.Add(ref target, j), length, inner, log);
                continue;
            }

            for (; j < inner; j++)
            {
                Columns<T, Lane1<T>>(in Unsafe.Add(ref source, j), ref Unsafe.Add(ref target, j), length, inner, log);
            }
        }
    }

    private static void Row<T, V>(ref readonly T x, ref T result, nint length, bool log)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        T max = RowExp.Max<T, V>(in x, length);
        T sum = RowExp.Sum<T, V>(in x, max, ref result, !log, length);
        if (log)
        {
            RowExp.Map<T, V, RowExp.Difference<T>>(in x, ref result, length, new(max, T.Log(sum)));
        }
        else
        {
            RowExp.Map<T, V, RowExp.Quotient<T>>(in result, ref result, length, new(sum));
        }
    }

    // A lane's worth of neighbouring columns.
    private static void Columns<T, V>(ref readonly T x, ref T result, nint length, nint stride, bool log)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        V max = V.Load(in x, 0);
        for (nint i = 1; i < length; i++)
        {
            max = V.Max(max, V.Load(in x, i * stride));
        }

        V sum = default;
        for (nint i = 0; i < length; i++)
        {
            V e = V.Exp(V.Load(in x, i * stride) - max);
            sum += e;
            if (!log)
            {
                V.Store(e, ref result, i * stride);
            }
        }

        V logarithm = log ? V.Log(sum) : default;
        for (nint i = 0; i < length; i++)
        {
            V value = log ? V.Load(in x, i * stride) - max - logarithm : V.Load(in result, i * stride) / sum;
            V.Store(value, ref result, i * stride);
        }
    }
}
