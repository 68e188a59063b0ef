using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// Copies a block of an operand into the order in which the tiles read it: a panel holds, for each term of the sums in
/// turn, the elements that one tile takes.
/// </summary>
internal static class GemmPacking
{
    /// <summary>Copies a block of op(a), a panel for each tile, one behind the other.</summary>
    /// <param name="source">The first element of the block.</param>
    /// <param name="row">The distance from a row of op(a) to the next.</param>
    /// <param name="column">The distance from a column of op(a) to the next.</param>
    /// <param name="rows">The number of rows of a panel.</param>
    /// <param name="panels">The number of panels.</param>
    /// <param name="depth">The number of terms.</param>
    /// <param name="packed">What to write to.</param>
    public static void Panels<T>(ref readonly T source, nint row, nint column, int rows, int panels, int depth, ref T packed)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < panels; i++)
        {
            Panel(in Unsafe.Add(ref Unsafe.AsRef(in source), i * rows * row), row, column, rows, depth, ref Unsafe.Add(ref packed, (nint)i * rows * depth), rows);
        }
    }

    /// <summary>Copies what the tiles of one column, or of one row, read.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="across">The distance from one element of a term to the next; 1, unless <paramref name="along"/> is.</param>
    /// <param name="along">The distance from a term to the next.</param>
    /// <param name="width">The number of elements of a term.</param>
    /// <param name="depth">The number of terms.</param>
    /// <param name="packed">What to write to.</param>
    /// <param name="stride">The distance from a term to the next there, at least the width.</param>
    public static void Panel<T>(ref readonly T source, nint across, nint along, int width, int depth, ref T packed, nint stride)
        where T : IFloatingPointIeee754<T>
    {
        if (across != 1)
        {
            Transpose(ref Unsafe.AsRef(in source), across, along, width, depth, ref packed, stride);
        }
        else if (Lane512<T>.IsSupported && width >= Lane512<T>.Width)
        {
            Copy<T, Lane512<T>>(in source, along, width, depth, ref packed, stride);
        }
        else if (Lane256<T>.IsSupported && width >= Lane256<T>.Width)
        {
            Copy<T, Lane256<T>>(in source, along, width, depth, ref packed, stride);
        }
        else if (Lane128<T>.IsSupported && width >= Lane128<T>.Width)
        {
            Copy<T, Lane128<T>>(in source, along, width, depth, ref packed, stride);
        }
        else
        {
            Copy<T, Lane1<T>>(in source, along, width, depth, ref packed, stride);
        }
    }

    // The last lane of a row may overlap the one before: it writes the same elements again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<T, V>(ref readonly T source, nint along, int width, int depth, ref T packed, nint stride)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        nint from = 0, to = 0;
        for (int p = 0; p < depth; p++)
        {
            for (nint j = 0; j < width - V.Width; j += V.Width)
            {
                V.Store(V.Load(in source, from + j), ref packed, to + j);
            }

            V.Store(V.Load(in source, from + width - V.Width), ref packed, to + width - V.Width);
            from += along;
            to += stride;
        }
    }

    private static void Transpose<T>(ref T source, nint across, nint along, int width, int depth, ref T packed, nint stride)
    {
        int size = Unsafe.SizeOf<T>();
        if (along == 1 && !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && (size == 4 || size == 8) && depth >= 16 / size)
        {
            ref byte from = ref Unsafe.As<T, byte>(ref source), to = ref Unsafe.As<T, byte>(ref packed);
            int parts = width * size / 16;
            if (Zip512.IsSupported && parts >= 4)
            {
                Transpose<Zip512>(in from, across * size, width, depth, ref to, stride * size, size);
                return;
            }

            if (Zip256.IsSupported && parts >= 2)
            {
                Transpose<Zip256>(in from, across * size, width, depth, ref to, stride * size, size);
                return;
            }

            if (Zip128.IsSupported && parts >= 1)
            {
                Transpose<Zip128>(in from, across * size, width, depth, ref to, stride * size, size);
                return;
            }
        }

        for (nint j = 0; j < width; j++)
        {
            for (nint p = 0; p < depth; p++)
            {
                Unsafe.Add(ref packed, (p * stride) + j) = Unsafe.Add(ref source, (j * across) + (p * along));
            }
        }
    }

    // Block by block; the last blocks in both directions may overlap those before and write the same elements again.
    // All distances are in bytes here.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<TZip>(ref readonly byte source, nint across, int width, int depth, ref byte packed, nint stride, int size)
        where TZip : struct, IZip<TZip>
    {
        int unit = 16 / size, columns = TZip.Parts * unit;
        ref byte start = ref Unsafe.AsRef(in source);
        for (int j = 0; ; j = Math.Min(j + columns, width - columns))
        {
            ref byte from = ref Unsafe.Add(ref start, j * across), to = ref Unsafe.Add(ref packed, j * size);
            if (size == 4)
            {
                for (int p = 0; ; p = Math.Min(p + unit, depth - unit))
                {
                    Block4<TZip>(in Unsafe.Add(ref from, p * 4), across, ref Unsafe.Add(ref to, p * stride), stride);
                    if (p == depth - unit)
                    {
                        break;
                    }
                }
            }
            else
            {
                for (int p = 0; ; p = Math.Min(p + unit, depth - unit))
                {
                    Block8<TZip>(in Unsafe.Add(ref from, p * 8), across, ref Unsafe.Add(ref to, p * stride), stride);
                    if (p == depth - unit)
                    {
                        break;
                    }
                }
            }

            if (j == width - columns)
            {
                break;
            }
        }
    }

    // Four terms of elements of 4 bytes: every part is a square of four by four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block4<TZip>(ref readonly byte source, nint across, ref byte packed, nint stride)
        where TZip : struct, IZip<TZip>
    {
        ref byte from = ref Unsafe.AsRef(in source);
        TZip x0 = TZip.Load(in from, 4 * across), x1 = TZip.Load(in Unsafe.Add(ref from, across), 4 * across);
        TZip x2 = TZip.Load(in Unsafe.Add(ref from, 2 * across), 4 * across), x3 = TZip.Load(in Unsafe.Add(ref from, 3 * across), 4 * across);
        TZip low01 = TZip.Low4(x0, x1), low23 = TZip.Low4(x2, x3), high01 = TZip.High4(x0, x1), high23 = TZip.High4(x2, x3);
        TZip.Store(TZip.Low8(low01, low23), ref packed);
        TZip.Store(TZip.High8(low01, low23), ref Unsafe.Add(ref packed, stride));
        TZip.Store(TZip.Low8(high01, high23), ref Unsafe.Add(ref packed, 2 * stride));
        TZip.Store(TZip.High8(high01, high23), ref Unsafe.Add(ref packed, 3 * stride));
    }

    // Two terms of elements of 8 bytes: every part is a square of two by two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block8<TZip>(ref readonly byte source, nint across, ref byte packed, nint stride)
        where TZip : struct, IZip<TZip>
    {
        ref byte from = ref Unsafe.AsRef(in source);
        TZip x0 = TZip.Load(in from, 2 * across), x1 = TZip.Load(in Unsafe.Add(ref from, across), 2 * across);
        TZip.Store(TZip.Low8(x0, x1), ref packed);
        TZip.Store(TZip.High8(x0, x1), ref Unsafe.Add(ref packed, stride));
    }
}
