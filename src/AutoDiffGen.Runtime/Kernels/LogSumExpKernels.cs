using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The logarithm of the sum of exp(x) along axes, as m + log(sum(exp(x - m))) with the maximum m: nothing overflows.
/// Where m is infinite or NaN the result is m, so that nothing but -infinity gives -infinity.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LogSumExpKernels
{
    /// <summary>Of all elements; -infinity when there are none.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers.</param>
    public static T LogSumExp<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T result = T.Zero;
        LogSumExp(x, [x.Length], [true], new Span<T>(ref result));
        return result;
    }

    /// <summary>Along axes, of a tensor of any rank.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The elements, row-major.</param>
    /// <param name="lengths">The shape of x.</param>
    /// <param name="reduced">For each axis, whether it is reduced.</param>
    /// <param name="result">In the order of the axes that are kept; -infinity where there is nothing to sum. Overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public static void LogSumExp<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> reduced, Span<T> result)
        where T : IFloatingPointIeee754<T>
    {
        FoldedAxes<T> axes = FoldedAxes<T>.Of(x, lengths, reduced, result.Length);
        int run = axes.Inner == 1 ? axes.Length : axes.Inner;
        if (x.IsEmpty)
        {
            result.Fill(T.NegativeInfinity);
        }
        else if (Lane512<T>.IsSupported && run >= Lane512<T>.Width)
        {
            Run<T, Lane512<T>>(axes.Values, result, axes.Outer, axes.Length, axes.Inner);
        }
        else if (Lane256<T>.IsSupported && run >= Lane256<T>.Width)
        {
            Run<T, Lane256<T>>(axes.Values, result, axes.Outer, axes.Length, axes.Inner);
        }
        else if (Lane128<T>.IsSupported && run >= Lane128<T>.Width)
        {
            Run<T, Lane128<T>>(axes.Values, result, axes.Outer, axes.Length, axes.Inner);
        }
        else
        {
            Run<T, Lane1<T>>(axes.Values, result, axes.Outer, axes.Length, axes.Inner);
        }

        axes.Dispose();
    }

    private static void Run<T, V>(ReadOnlySpan<T> x, Span<T> result, int outer, nint length, nint inner)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        for (nint i = 0; i < outer; i++)
        {
            ref T source = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), i * length * inner);
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(result), i * inner);
            if (inner == 1)
            {
                T max = RowExp.Max<T, V>(in source, length);
                target = T.IsFinite(max) ? max + T.Log(RowExp.Sum<T, V>(in source, max, ref Unsafe.NullRef<T>(), false, length)) : max;
                continue;
            }

            // The last whole lane overlaps the one before: some columns are done twice, and are the same.
            for (nint j = 0; j < inner; j += V.Width)
            {
                nint at = Math.Min(j, inner - V.Width);
                V.Store(Columns<T, V>(in Unsafe.Add(ref source, at), length, inner), ref target, at);
            }
        }
    }

    private static V Columns<T, V>(ref readonly T x, nint length, nint stride)
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
            sum += V.Exp(V.Load(in x, i * stride) - max);
        }

        V finite = V.LessThan(V.Abs(max), V.Create(T.PositiveInfinity));
        return V.Select(finite, max + V.Log(sum), max);
    }
}
