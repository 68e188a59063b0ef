using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>A function of two numbers that is associative and commutative, written for any lane.</summary>
internal interface IFold<T> : IBinary<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The elements of one lane taken together.</summary>
    T Across<V>(V x)
        where V : struct, ILane<V, T>;
}

/// <summary>All elements along an axis taken together by a function of two.</summary>
internal static class Fold
{
    /// <summary>Fills the result, (outer, inner), from x, (outer, length, inner), of which no length is 0.</summary>
    public static void Run<T, F>(ReadOnlySpan<T> x, Span<T> result, int outer, int length, int inner, F f)
        where T : IFloatingPointIeee754<T>
        where F : struct, IFold<T>
    {
        int run = inner == 1 ? length : inner;
        if (Lane512<T>.IsSupported && run >= Lane512<T>.Width)
        {
            Run<T, F, Lane512<T>>(x, result, outer, length, inner, f);
        }
        else if (Lane256<T>.IsSupported && run >= Lane256<T>.Width)
        {
            Run<T, F, Lane256<T>>(x, result, outer, length, inner, f);
        }
        else if (Lane128<T>.IsSupported && run >= Lane128<T>.Width)
        {
            Run<T, F, Lane128<T>>(x, result, outer, length, inner, f);
        }
        else
        {
            Run<T, F, Lane1<T>>(x, result, outer, length, inner, f);
        }
    }

    private static void Run<T, F, V>(ReadOnlySpan<T> x, Span<T> result, int outer, nint length, nint inner, F f)
        where T : IFloatingPointIeee754<T>
        where F : struct, IFold<T>
        where V : struct, ILane<V, T>
    {
        for (nint i = 0; i < outer; i++)
        {
            ref T source = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), i * length * inner);
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(result), i * inner);
            if (inner == 1)
            {
                target = Row<T, F, V>(ref source, length, f);
                continue;
            }

            // The last whole lane overlaps the one before: some columns are done twice, and are the same.
            for (nint j = 0; j < inner; j += V.Width)
            {
                nint at = Math.Min(j, inner - V.Width);
                V value = V.Load(in source, at);
                for (nint k = 1; k < length; k++)
                {
                    value = f.Apply(value, V.Load(in source, (k * inner) + at));
                }

                V.Store(value, ref target, at);
            }
        }
    }

    private static T Row<T, F, V>(ref T x, nint n, F f)
        where T : IFloatingPointIeee754<T>
        where F : struct, IFold<T>
        where V : struct, ILane<V, T>
    {
        V a = V.Load(in x, 0);
        nint i = V.Width;
        if (n >= 2 * V.Width)
        {
            // Two accumulators, so that one need not wait for the other.
            V b = V.Load(in x, V.Width);
            for (i = 2 * V.Width; i <= n - (2 * V.Width); i += 2 * V.Width)
            {
                a = f.Apply(a, V.Load(in x, i));
                b = f.Apply(b, V.Load(in x, i + V.Width));
            }

            a = f.Apply(a, b);
        }

        for (; i <= n - V.Width; i += V.Width)
        {
            a = f.Apply(a, V.Load(in x, i));
        }

        Lane1<T> total = Lane1<T>.Create(f.Across(a));
        for (; i < n; i++)
        {
            total = f.Apply(total, Lane1<T>.Load(in x, i));
        }

        return f.Across(total);
    }
}
