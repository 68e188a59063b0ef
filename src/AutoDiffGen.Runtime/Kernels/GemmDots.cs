using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The product for few rows of op(a) and an op(b) that is stored transposed: a copy of op(b) would be read too few times
/// to pay, so every element is a dot product, whose terms are added a lane at a time.
/// </summary>
internal static class GemmDots
{
    /// <summary>With more rows than that, copying op(b) is faster.</summary>
    public const int MaxRows = 8;

    /// <summary>With fewer lanes of terms than that, copying op(b) is faster too: adding up the lanes takes too long.</summary>
    public const int MinLanes = 4;

    /// <summary>Computes a product.</summary>
    /// <param name="product">The product: one lane of terms at least, the rows of op(b) next to each other.</param>
    public static void Run<T, V>(in GemmProduct<T> product)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        if (product.ColumnA == 1)
        {
            Run<T, V>(in product, ref Unsafe.AsRef(in product.A), product.RowA);
            return;
        }

        using Lease<T> lease = Workspace.Rent<T>(product.Rows * product.Depth);
        Span<T> rows = lease.Span;
        for (int i = 0; i < product.Rows; i++)
        {
            for (int p = 0; p < product.Depth; p++)
            {
                rows[(i * product.Depth) + p] = Unsafe.Add(ref Unsafe.AsRef(in product.A), (i * product.RowA) + (p * product.ColumnA));
            }
        }

        Run<T, V>(in product, ref MemoryMarshal.GetReference(rows), product.Depth);
    }

    private static void Run<T, V>(in GemmProduct<T> product, ref T a, nint stride)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        // Four rows by four columns of sums take 16 registers, with 5 more for the factors.
        int largest = GemmTile.Rows >= 8 ? 4 : 2;
        int groups = (product.Rows + largest - 1) / largest;
        for (int i = 0, row = 0; i < groups; i++)
        {
            int rows = (product.Rows - row) / (groups - i);
            GemmProduct<T> group = product.Block(row, rows, 0, product.Columns);
            ref T start = ref Unsafe.Add(ref a, row * stride);
            switch (rows)
            {
                case 4: Run<T, V, Four>(in group, ref start, stride); break;
                case 3: Run<T, V, Three>(in group, ref start, stride); break;
                case 2: Run<T, V, Two>(in group, ref start, stride); break;
                default: Run<T, V, One>(in group, ref start, stride); break;
            }

            row += rows;
        }
    }

    private static void Run<T, V, TRows>(in GemmProduct<T> product, ref T a, nint stride)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TRows : struct, ICount
    {
        // The last lane of terms ends with the last term. Those of its terms that were added before are masked out, in
        // both factors: they may be infinite.
        int rest = product.Depth % V.Width;
        V mask = default;
        if (rest > 0)
        {
            V numbers = default;
            for (int i = 0; i < V.Width; i++)
            {
                Unsafe.Add(ref Unsafe.As<V, T>(ref numbers), i) = T.CreateTruncating(i);
            }

            mask = V.GreaterThanOrEqual(numbers, V.Create(T.CreateTruncating(V.Width - rest)));
        }

        int column = 0;
        for (; column + 4 <= product.Columns; column += 4)
        {
            Run<T, V, TRows, Four>(in product, ref a, stride, column, mask);
        }

        for (; column < product.Columns; column++)
        {
            Run<T, V, TRows, One>(in product, ref a, stride, column, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T, V, TRows, TColumns>(in GemmProduct<T> product, ref T a, nint stride, int column, V mask)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        V s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        V s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;

        ref T a0 = ref a;
        ref T a1 = ref TRows.Value > 1 ? ref Unsafe.Add(ref a, stride) : ref a;
        ref T a2 = ref TRows.Value > 2 ? ref Unsafe.Add(ref a, 2 * stride) : ref a;
        ref T a3 = ref TRows.Value > 3 ? ref Unsafe.Add(ref a, 3 * stride) : ref a;
        ref T b0 = ref Unsafe.Add(ref Unsafe.AsRef(in product.B), column * product.ColumnB);
        ref T b1 = ref TColumns.Value > 1 ? ref Unsafe.Add(ref b0, product.ColumnB) : ref b0;
        ref T b2 = ref TColumns.Value > 1 ? ref Unsafe.Add(ref b0, 2 * product.ColumnB) : ref b0;
        ref T b3 = ref TColumns.Value > 1 ? ref Unsafe.Add(ref b0, 3 * product.ColumnB) : ref b0;

        nint depth = product.Depth, p = 0;
        for (; p <= depth - V.Width; p += V.Width)
        {
            V y0 = V.Load(in b0, p);
            V y1 = TColumns.Value > 1 ? V.Load(in b1, p) : default;
            V y2 = TColumns.Value > 1 ? V.Load(in b2, p) : default;
            V y3 = TColumns.Value > 1 ? V.Load(in b3, p) : default;
            AddRow<T, V, TRows, TColumns, One>(V.Load(in a0, p), y0, y1, y2, y3, ref s00, ref s01, ref s02, ref s03);
            AddRow<T, V, TRows, TColumns, Two>(V.Load(in a1, p), y0, y1, y2, y3, ref s10, ref s11, ref s12, ref s13);
            AddRow<T, V, TRows, TColumns, Three>(V.Load(in a2, p), y0, y1, y2, y3, ref s20, ref s21, ref s22, ref s23);
            AddRow<T, V, TRows, TColumns, Four>(V.Load(in a3, p), y0, y1, y2, y3, ref s30, ref s31, ref s32, ref s33);
        }

        if (p < depth)
        {
            p = depth - V.Width;
            V y0 = V.Load(in b0, p) & mask;
            V y1 = TColumns.Value > 1 ? V.Load(in b1, p) & mask : default;
            V y2 = TColumns.Value > 1 ? V.Load(in b2, p) & mask : default;
            V y3 = TColumns.Value > 1 ? V.Load(in b3, p) & mask : default;
            AddRow<T, V, TRows, TColumns, One>(V.Load(in a0, p) & mask, y0, y1, y2, y3, ref s00, ref s01, ref s02, ref s03);
            AddRow<T, V, TRows, TColumns, Two>(V.Load(in a1, p) & mask, y0, y1, y2, y3, ref s10, ref s11, ref s12, ref s13);
            AddRow<T, V, TRows, TColumns, Three>(V.Load(in a2, p) & mask, y0, y1, y2, y3, ref s20, ref s21, ref s22, ref s23);
            AddRow<T, V, TRows, TColumns, Four>(V.Load(in a3, p) & mask, y0, y1, y2, y3, ref s30, ref s31, ref s32, ref s33);
        }

        StoreRow<T, V, TRows, TColumns, One>(in product, column, s00, s01, s02, s03);
        StoreRow<T, V, TRows, TColumns, Two>(in product, column, s10, s11, s12, s13);
        StoreRow<T, V, TRows, TColumns, Three>(in product, column, s20, s21, s22, s23);
        StoreRow<T, V, TRows, TColumns, Four>(in product, column, s30, s31, s32, s33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<T, V, TRows, TColumns, TRow>(V x, V y0, V y1, V y2, V y3, ref V s0, ref V s1, ref V s2, ref V s3)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TRow : struct, ICount
    {
        if (TRow.Value <= TRows.Value)
        {
            s0 = V.MultiplyAddEstimate(x, y0, s0);
            if (TColumns.Value > 1)
            {
                s1 = V.MultiplyAddEstimate(x, y1, s1);
                s2 = V.MultiplyAddEstimate(x, y2, s2);
                s3 = V.MultiplyAddEstimate(x, y3, s3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<T, V, TRows, TColumns, TRow>(in GemmProduct<T> product, int column, V s0, V s1, V s2, V s3)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TRow : struct, ICount
    {
        if (TRow.Value <= TRows.Value)
        {
            int row = TRow.Value - 1;
            ref T c = ref Unsafe.Add(ref product.C, (row * product.StrideC) + column);
            ref T start = ref product.FromZero ? ref c : ref Unsafe.Add(ref Unsafe.AsRef(in product.Start), (row * product.StrideStart) + column);
            Store(ref c, ref start, 0, product.FromZero, V.Sum(s0));
            if (TColumns.Value > 1)
            {
                Store(ref c, ref start, 1, product.FromZero, V.Sum(s1));
                Store(ref c, ref start, 2, product.FromZero, V.Sum(s2));
                Store(ref c, ref start, 3, product.FromZero, V.Sum(s3));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref T c, ref T start, int column, bool fromZero, T sum)
        where T : IFloatingPointIeee754<T> =>
        Unsafe.Add(ref c, column) = fromZero ? sum : Unsafe.Add(ref start, column) + sum;
}
