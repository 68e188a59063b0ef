using System.Numerics;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>A function of one number, written for any lane.</summary>
internal interface IUnary<T>
    where T : IFloatingPointIeee754<T>
{
    V Apply<V>(V x)
        where V : struct, ILane<V, T>;
}

/// <summary>A function of two numbers, written for any lane.</summary>
internal interface IBinary<T>
    where T : IFloatingPointIeee754<T>
{
    V Apply<V>(V x, V y)
        where V : struct, ILane<V, T>;
}

/// <summary>A function of three numbers, written for any lane.</summary>
internal interface ITernary<T>
    where T : IFloatingPointIeee754<T>
{
    V Apply<V>(V x, V y, V z)
        where V : struct, ILane<V, T>;
}

/// <summary>Loops over whole spans. An operand has the length of the result, or one element that is repeated.</summary>
internal static class ElementwiseKernels
{
    public static void Apply<T, F>(ReadOnlySpan<T> x, Span<T> result, F f)
        where T : IFloatingPointIeee754<T>
        where F : struct, IUnary<T> => Apply(x, x, x, result, new First<T, F>(f));

    public static void Apply<T, F>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result, F f)
        where T : IFloatingPointIeee754<T>
        where F : struct, IBinary<T> => Apply(x, y, y, result, new FirstTwo<T, F>(f));

    public static void Apply<T, F>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> result, F f)
        where T : IFloatingPointIeee754<T>
        where F : struct, ITernary<T>
    {
        if (result.IsEmpty)
        {
            return;
        }

        Check(x.Length, result.Length, nameof(x));
        Check(y.Length, result.Length, nameof(y));
        Check(z.Length, result.Length, nameof(z));
        if (Lane512<T>.IsSupported)
        {
            Run<T, F, Lane512<T>>(x, y, z, result, f);
        }
        else if (Lane256<T>.IsSupported)
        {
            Run<T, F, Lane256<T>>(x, y, z, result, f);
        }
        else if (Lane128<T>.IsSupported)
        {
            Run<T, F, Lane128<T>>(x, y, z, result, f);
        }
        else
        {
            Run<T, F, Lane1<T>>(x, y, z, result, f);
        }
    }

    private static void Run<T, F, V>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> result, F f)
        where T : IFloatingPointIeee754<T>
        where F : struct, ITernary<T>
        where V : struct, ILane<V, T>
    {
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T y0 = ref MemoryMarshal.GetReference(y);
        ref T z0 = ref MemoryMarshal.GetReference(z);
        ref T r0 = ref MemoryMarshal.GetReference(result);
        nint n = result.Length, i = 0;
        bool xMoves = x.Length > 1, yMoves = y.Length > 1, zMoves = z.Length > 1;
        for (; i <= n - V.Width; i += V.Width)
        {
            V value = f.Apply(
                xMoves ? V.Load(in x0, i) : V.Create(x0),
                yMoves ? V.Load(in y0, i) : V.Create(y0),
                zMoves ? V.Load(in z0, i) : V.Create(z0));
            V.Store(value, ref r0, i);
        }

        for (; i < n; i++)
        {
            Lane1<T> value = f.Apply(
                Lane1<T>.Load(in x0, xMoves ? i : 0), Lane1<T>.Load(in y0, yMoves ? i : 0), Lane1<T>.Load(in z0, zMoves ? i : 0));
            Lane1<T>.Store(value, ref r0, i);
        }
    }

    private static void Check(int length, int expected, string name)
    {
        if (length != 1 && length != expected)
        {
            throw new ArgumentException($"'{name}' must have {expected} elements, or one that is repeated, but has {length}.", name);
        }
    }

    private readonly struct First<T, F>(F f) : ITernary<T>
        where T : IFloatingPointIeee754<T>
        where F : struct, IUnary<T>
    {
        public V Apply<V>(V x, V y, V z)
            where V : struct, ILane<V, T> => f.Apply(x);
    }

    private readonly struct FirstTwo<T, F>(F f) : ITernary<T>
        where T : IFloatingPointIeee754<T>
        where F : struct, IBinary<T>
    {
        public V Apply<V>(V x, V y, V z)
            where V : struct, ILane<V, T> => f.Apply(x, y);
    }
}
