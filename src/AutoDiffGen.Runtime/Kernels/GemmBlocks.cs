using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

/// <summary>
/// The loops around the tiles: blocks of terms, blocks of rows, columns of tiles. Operands that the nearer caches hold are
/// read where they are; larger ones, and an op(b) whose rows do not lie in a line, are copied block by block.
/// </summary>
internal static class GemmBlocks
{
    // The number of terms after which sums go back to memory when something is copied, measured: a panel of op(b) is then
    // as large as the first cache, a block of op(a) less than half the second.
    private const int MaxDepth = 384;
    private const int MaxBytesOfA = MaxDepth * 1024;

    // Where copying begins to pay, measured, in bytes of the operand and in how often the copy is read. What matters are
    // operands that a tile reads at the large distances that caches are bad at: op(b), of which it reads a few columns, and
    // a transposed a. Machines whose multiply-adds keep up with their loads gain a quarter, others lose a twentieth.
    private const long Large = 512 << 10;
    private const long LargeByRows = 6 << 20;
    private const int EnoughRows = 64;
    private const int EnoughColumns = 256;

    private const int CacheLine = 64;

    /// <summary>Computes a product on one thread.</summary>
    /// <param name="product">The product, with at least one row and one lane of columns.</param>
    /// <param name="epilogue">What to apply to its elements.</param>
    public static void Run<T, V, TEpilogue>(in GemmProduct<T> product, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        int size = Unsafe.SizeOf<T>();
        bool packA = product.Columns >= EnoughColumns && (long)product.Rows * product.Depth * size > (product.ColumnA == 1 ? LargeByRows : Large);
        bool packB = product.ColumnB != 1 || (product.Rows >= EnoughRows && (long)product.Columns * product.Depth * size > Large);
        Run<T, V, TEpilogue>(in product, in epilogue, packA, packB);
    }

    /// <summary>Computes a product with copies as told.</summary>
    internal static void Run<T, V, TEpilogue>(in GemmProduct<T> product, in TEpilogue epilogue, bool packA, bool packB)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        int size = Unsafe.SizeOf<T>();
        int blockDepth = Even(product.Depth, packA || packB ? MaxDepth : int.MaxValue);
        int blockRows = Even(product.Rows, packA ? MaxBytesOfA / (MaxDepth * size) : int.MaxValue);
        if (!packA && !packB)
        {
            Rows<T, V, TEpilogue>(in product, 0, product.Rows, 0, product.Depth, ref Unsafe.NullRef<T>(), ref Unsafe.NullRef<T>(), in epilogue);
            return;
        }

        int panel = packB ? (blockDepth * 2 * V.Width) + CacheLine : 0;
        using Lease<T> lease = Workspace.Rent<T>(panel + (packA ? blockRows * blockDepth : 0));
        ref T memory = ref MemoryMarshal.GetReference(lease.Span);
        ref T packedA = ref packA ? ref Unsafe.Add(ref memory, panel) : ref Unsafe.NullRef<T>();
        ref T packedB = ref packB ? ref Align(ref memory) : ref Unsafe.NullRef<T>();
        int p = 0;
        do
        {
            int depth = Math.Min(blockDepth, product.Depth - p);
            for (int i = 0; i < product.Rows; i += blockRows)
            {
                Rows<T, V, TEpilogue>(in product, i, Math.Min(blockRows, product.Rows - i), p, depth, ref packedA, ref packedB, in epilogue);
            }

            p += depth;
        }
        while (p < product.Depth);
    }

    // Adds a block of the terms to a block of the rows.
    private static void Rows<T, V, TEpilogue>(
        in GemmProduct<T> product, int row, int rows, int term, int depth, ref T packedA, ref T packedB, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        // Tiles as equal as they can be, so that no row is computed twice and none is left over: some have one row more.
        int tiles = (rows + GemmTile.Rows - 1) / GemmTile.Rows;
        int low = rows / tiles, highTiles = rows % tiles, highRows = highTiles * (low + 1);

        ref T a = ref Unsafe.Add(ref Unsafe.AsRef(in product.A), (row * product.RowA) + (term * product.ColumnA));
        bool packA = !Unsafe.IsNullRef(ref packedA), packB = !Unsafe.IsNullRef(ref packedB);
        if (packA)
        {
            GemmPacking.Panels(in a, product.RowA, product.ColumnA, low + 1, highTiles, depth, ref packedA);
            GemmPacking.Panels(
                in Unsafe.Add(ref a, highRows * product.RowA), product.RowA, product.ColumnA, low, tiles - highTiles, depth,
                ref Unsafe.Add(ref packedA, (nint)highRows * depth));
        }

        scoped GemmStack<T> stack = default;
        stack.RowA = packA ? 1 : product.RowA;
        stack.StepB = packB ? 2 * V.Width : product.RowB;
        stack.StrideC = product.StrideC;
        stack.StrideStart = term > 0 ? product.StrideC : product.StrideStart;
        stack.FromZero = term == 0 && product.FromZero;
        stack.Depth = depth;

        // The last column of tiles has two lanes, which overlap unless the columns come out even: both are read before
        // either is written, so that an element in both gets the same sum twice. That leaves a single lane at the start
        // when their number is odd.
        int lanes = (product.Columns + V.Width - 1) / V.Width;
        int width = Math.Min((lanes & 1) != 0 ? V.Width : 2 * V.Width, product.Columns);
        for (int column = 0; column < product.Columns; column += width, width = Math.Min(2 * V.Width, product.Columns - column))
        {
            ref T b = ref Unsafe.Add(ref Unsafe.AsRef(in product.B), (term * product.RowB) + (column * product.ColumnB));
            if (packB)
            {
                GemmPacking.Panel(in b, product.ColumnB, product.RowB, width, depth, ref packedB, 2 * V.Width);
            }

            stack.A = ref packA ? ref packedA : ref a;
            stack.B = ref packB ? ref packedB : ref b;
            stack.C = ref Unsafe.Add(ref product.C, (row * product.StrideC) + column);
            stack.Second = width - V.Width;
            if (!stack.FromZero)
            {
                stack.Start = ref term > 0 ? ref stack.C : ref Unsafe.Add(ref Unsafe.AsRef(in product.Start), (row * product.StrideStart) + column);
            }

            if (highTiles > 0)
            {
                stack.StepA = packA ? low + 1 : product.ColumnA;
                stack.NextA = (low + 1) * (packA ? depth : product.RowA);
                GemmTile.Run<T, V>(ref stack, low + 1, highTiles, width > V.Width);
            }

            stack.StepA = packA ? low : product.ColumnA;
            stack.NextA = low * (packA ? depth : product.RowA);
            GemmTile.Run<T, V>(ref stack, low, tiles - highTiles, width > V.Width);

            if (typeof(TEpilogue) != typeof(NoEpilogue<T>) && term + depth == product.Depth)
            {
                Finish<T, V, TEpilogue>(in product, row, rows, column, width, in epilogue);
            }
        }
    }

    // The tiles were just written and are in the nearest cache.
    private static void Finish<T, V, TEpilogue>(in GemmProduct<T> product, int row, int rows, int column, int width, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        ref TEpilogue apply = ref Unsafe.AsRef(in epilogue);
        int second = width - V.Width;
        for (int i = row; i < row + rows; i++)
        {
            ref T c = ref Unsafe.Add(ref product.C, (i * product.StrideC) + column);
            V x0 = V.Load(in c, 0), x1 = V.Load(in c, second);
            if (second > 0)
            {
                V.Store(apply.Apply(x1, product.FirstRow + i, product.FirstColumn + column + second), ref c, second);
            }

            V.Store(apply.Apply(x0, product.FirstRow + i, product.FirstColumn + column), ref c, 0);
        }
    }

    // The size of blocks as equal as they can be and not above the limit.
    private static int Even(int length, int limit)
    {
        if (length <= limit)
        {
            return length;
        }

        int blocks = (length + limit - 1) / limit;
        return (length + blocks - 1) / blocks;
    }

    // Lanes then lie within lines of the cache; should the array move meanwhile, only speed is lost.
    private static unsafe ref T Align<T>(ref T memory)
    {
        nuint beyond = (nuint)Unsafe.AsPointer(ref memory) % CacheLine;
        return ref beyond == 0 ? ref memory : ref Unsafe.AddByteOffset(ref memory, CacheLine - beyond);
    }
}
