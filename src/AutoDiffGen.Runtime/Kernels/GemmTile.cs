using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Kernels;

/// <summary>
/// A stack of tiles of the product, one below the other, all with the same columns: one lane, or two lanes that may
/// overlap. Elements of op(a) lie at regular distances, so that the matrix as it is, its transpose and a packed copy are
/// read by the same code; the same holds for the rows of op(b).
/// </summary>
internal ref struct GemmStack<T>
{
    /// <summary>The first row of op(a), from the first term of the sums on.</summary>
    public ref readonly T A;

    /// <summary>The distance from a row of op(a) to the next within a tile.</summary>
    public nint RowA;

    /// <summary>The distance from a column of op(a) to the next.</summary>
    public nint StepA;

    /// <summary>The distance from a tile's first row of op(a) to the next tile's.</summary>
    public nint NextA;

    /// <summary>The first row of op(b), from the first column of the tiles on.</summary>
    public ref readonly T B;

    /// <summary>The distance from a row of op(b) to the next.</summary>
    public nint StepB;

    /// <summary>The first element of the tiles.</summary>
    public ref T C;

    /// <summary>The distance from a row of c to the next.</summary>
    public nint StrideC;

    /// <summary>The first column of the second lane.</summary>
    public nint Second;

    /// <summary>What the sums start from, unless it is zero.</summary>
    public ref readonly T Start;

    /// <summary>The distance from a row of <see cref="Start"/> to the next.</summary>
    public nint StrideStart;

    /// <summary>Whether the sums start from zero.</summary>
    public bool FromZero;

    /// <summary>The number of terms.</summary>
    public nint Depth;
}

/// <summary>
/// The innermost loop of the product: a tile of c stays in registers while all terms are added to it, one broadcast
/// element of op(a) times a row of op(b) at a time.
/// </summary>
/// <remarks>
/// The scheme is that of K. Goto and R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34
/// (2008). Every element of c is one chain of multiply-adds in the order of the terms, whatever the tile and the lane, so
/// that its bits do not depend on how the matrix is cut up.
/// </remarks>
internal static class GemmTile
{
    /// <summary>The number of rows of a tile: its two columns of lanes take 16 registers of 32, or 12 of 16.</summary>
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported || AdvSimd.IsSupported ? 8 : 6;
    }

    /// <summary>Computes a stack of tiles.</summary>
    /// <param name="stack">The operands; moved past the tiles that were computed.</param>
    /// <param name="rows">The number of rows of each tile, at most <see cref="Rows"/>.</param>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="pair">Whether the tiles are two lanes wide.</param>
    public static void Run<T, V>(ref GemmStack<T> stack, int rows, int tiles, bool pair)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        if (pair)
        {
            Run<T, V, Two>(ref stack, rows, tiles);
        }
        else
        {
            Run<T, V, One>(ref stack, rows, tiles);
        }
    }

    private static void Run<T, V, TLanes>(ref GemmStack<T> stack, int rows, int tiles)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TLanes : struct, ICount
    {
        switch (rows)
        {
            case 8: Run<T, V, Eight, TLanes>(ref stack, tiles); break;
            case 7: Run<T, V, Seven, TLanes>(ref stack, tiles); break;
            case 6: Run<T, V, Six, TLanes>(ref stack, tiles); break;
            case 5: Run<T, V, Five, TLanes>(ref stack, tiles); break;
            case 4: Run<T, V, Four, TLanes>(ref stack, tiles); break;
            case 3: Run<T, V, Three, TLanes>(ref stack, tiles); break;
            case 2: Run<T, V, Two, TLanes>(ref stack, tiles); break;
            default: Run<T, V, One, TLanes>(ref stack, tiles); break;
        }
    }

    // Compiled with all optimisations at once: its first call may be the only one, and be long. Conditions on the counts
    // are constants to the compiler; what they rule out leaves no trace.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T, V, TRows, TLanes>(ref GemmStack<T> stack, int tiles)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TRows : struct, ICount
        where TLanes : struct, ICount
    {
        nint rowA = stack.RowA, stepA = stack.StepA, stepB = stack.StepB, depth = stack.Depth;
        ref T b0 = ref Unsafe.AsRef(in stack.B);
        ref T b1 = ref TLanes.Value > 1 ? ref Unsafe.Add(ref b0, stack.Second) : ref b0;

        for (; tiles > 0; tiles--)
        {
            V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
            V c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;

            if (!stack.FromZero)
            {
                ref readonly T start = ref stack.Start;
                nint stride = stack.StrideStart, second = stack.Second;
                LoadRow<T, V, TRows, TLanes, One>(in start, 0, second, ref c00, ref c01);
                LoadRow<T, V, TRows, TLanes, Two>(in start, stride, second, ref c10, ref c11);
                LoadRow<T, V, TRows, TLanes, Three>(in start, 2 * stride, second, ref c20, ref c21);
                LoadRow<T, V, TRows, TLanes, Four>(in start, 3 * stride, second, ref c30, ref c31);
                LoadRow<T, V, TRows, TLanes, Five>(in start, 4 * stride, second, ref c40, ref c41);
                LoadRow<T, V, TRows, TLanes, Six>(in start, 5 * stride, second, ref c50, ref c51);
                LoadRow<T, V, TRows, TLanes, Seven>(in start, 6 * stride, second, ref c60, ref c61);
                LoadRow<T, V, TRows, TLanes, Eight>(in start, 7 * stride, second, ref c70, ref c71);
                stack.Start = ref Unsafe.Add(ref Unsafe.AsRef(in stack.Start), TRows.Value * stride);
            }

            ref T a0 = ref Unsafe.AsRef(in stack.A);
            ref T a1 = ref TRows.Value > 1 ? ref Unsafe.Add(ref a0, rowA) : ref a0;
            ref T a2 = ref TRows.Value > 2 ? ref Unsafe.Add(ref a0, 2 * rowA) : ref a0;
            ref T a3 = ref TRows.Value > 3 ? ref Unsafe.Add(ref a0, 3 * rowA) : ref a0;
            ref T a4 = ref TRows.Value > 4 ? ref Unsafe.Add(ref a0, 4 * rowA) : ref a0;
            ref T a5 = ref TRows.Value > 5 ? ref Unsafe.Add(ref a0, 5 * rowA) : ref a0;
            ref T a6 = ref TRows.Value > 6 ? ref Unsafe.Add(ref a0, 6 * rowA) : ref a0;
            ref T a7 = ref TRows.Value > 7 ? ref Unsafe.Add(ref a0, 7 * rowA) : ref a0;
            nint indexA = 0, indexB = 0;
            for (nint p = depth; p > 0; p--)
            {
                V x0 = V.Load(in b0, indexB);
                V x1 = TLanes.Value > 1 ? V.Load(in b1, indexB) : default;
                AddRow<T, V, TRows, TLanes, One>(ref a0, indexA, x0, x1, ref c00, ref c01);
                AddRow<T, V, TRows, TLanes, Two>(ref a1, indexA, x0, x1, ref c10, ref c11);
                AddRow<T, V, TRows, TLanes, Three>(ref a2, indexA, x0, x1, ref c20, ref c21);
                AddRow<T, V, TRows, TLanes, Four>(ref a3, indexA, x0, x1, ref c30, ref c31);
                AddRow<T, V, TRows, TLanes, Five>(ref a4, indexA, x0, x1, ref c40, ref c41);
                AddRow<T, V, TRows, TLanes, Six>(ref a5, indexA, x0, x1, ref c50, ref c51);
                AddRow<T, V, TRows, TLanes, Seven>(ref a6, indexA, x0, x1, ref c60, ref c61);
                AddRow<T, V, TRows, TLanes, Eight>(ref a7, indexA, x0, x1, ref c70, ref c71);
                indexA += stepA;
                indexB += stepB;
            }

            ref T c = ref stack.C;
            nint strideC = stack.StrideC, secondC = stack.Second;
            StoreRow<T, V, TRows, TLanes, One>(ref c, 0, secondC, c00, c01);
            StoreRow<T, V, TRows, TLanes, Two>(ref c, strideC, secondC, c10, c11);
            StoreRow<T, V, TRows, TLanes, Three>(ref c, 2 * strideC, secondC, c20, c21);
            StoreRow<T, V, TRows, TLanes, Four>(ref c, 3 * strideC, secondC, c30, c31);
            StoreRow<T, V, TRows, TLanes, Five>(ref c, 4 * strideC, secondC, c40, c41);
            StoreRow<T, V, TRows, TLanes, Six>(ref c, 5 * strideC, secondC, c50, c51);
            StoreRow<T, V, TRows, TLanes, Seven>(ref c, 6 * strideC, secondC, c60, c61);
            StoreRow<T, V, TRows, TLanes, Eight>(ref c, 7 * strideC, secondC, c70, c71);
            stack.C = ref Unsafe.Add(ref c, TRows.Value * strideC);
            stack.A = ref Unsafe.Add(ref a0, stack.NextA);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<T, V, TRows, TLanes, TRow>(ref T a, nint index, V x0, V x1, ref V sum0, ref V sum1)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TRows : struct, ICount
        where TLanes : struct, ICount
        where TRow : struct, ICount
    {
        if (TRow.Value <= TRows.Value)
        {
            V factor = V.Create(Unsafe.Add(ref a, index));
            sum0 = V.MultiplyAddEstimate(factor, x0, sum0);
            if (TLanes.Value > 1)
            {
                sum1 = V.MultiplyAddEstimate(factor, x1, sum1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadRow<T, V, TRows, TLanes, TRow>(ref readonly T start, nint row, nint second, ref V sum0, ref V sum1)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TRows : struct, ICount
        where TLanes : struct, ICount
        where TRow : struct, ICount
    {
        if (TRow.Value <= TRows.Value)
        {
            sum0 = V.Load(in start, row);
            if (TLanes.Value > 1)
            {
                sum1 = V.Load(in start, row + second);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<T, V, TRows, TLanes, TRow>(ref T c, nint row, nint second, V sum0, V sum1)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TRows : struct, ICount
        where TLanes : struct, ICount
        where TRow : struct, ICount
    {
        if (TRow.Value <= TRows.Value)
        {
            V.Store(sum0, ref c, row);
            if (TLanes.Value > 1)
            {
                V.Store(sum1, ref c, row + second);
            }
        }
    }
}
