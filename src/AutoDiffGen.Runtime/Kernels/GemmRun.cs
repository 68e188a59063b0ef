using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Kernels;

/// <summary>Chooses how a product is computed: on how many threads, by tiles or by dot products, in which lanes.</summary>
internal static class GemmRun
{
    // The number of multiply-adds from which on threads are worth waking: some 20 to 50 microseconds on one of them.
    private const long ParallelWork = 2 << 20;

    /// <summary>Computes a product that has at least one element.</summary>
    public static void Run<T, TEpilogue>(in GemmProduct<T> product, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        long work = (long)product.Rows * product.Columns * product.Depth;
        if (Lane128<T>.IsSupported && product.Columns < Lane128<T>.Width && product.Rows >= Lane128<T>.Width)
        {
            Narrow(in product, in epilogue);
        }
        else if (work < ParallelWork || Parallelism.MaxThreads == 1)
        {
            OnThisThread(in product, in epilogue);
        }
        else
        {
            InPieces(in product, in epilogue, work);
        }
    }

    /// <summary>Computes a product on this thread.</summary>
    public static void OnThisThread<T, TEpilogue>(in GemmProduct<T> product, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        if (product.Rows <= GemmDots.MaxRows && product.RowB == 1 && (product.ColumnB != 1 || product.Columns == 1) && Dots(in product))
        {
            Finish(in product, in epilogue);
            return;
        }

        if (Lane512<T>.IsSupported && product.Columns >= Lane512<T>.Width)
        {
            GemmBlocks.Run<T, Lane512<T>, TEpilogue>(in product, in epilogue);
        }
        else if (Lane256<T>.IsSupported && product.Columns >= Lane256<T>.Width)
        {
            GemmBlocks.Run<T, Lane256<T>, TEpilogue>(in product, in epilogue);
        }
        else if (Lane128<T>.IsSupported && product.Columns >= Lane128<T>.Width)
        {
            GemmBlocks.Run<T, Lane128<T>, TEpilogue>(in product, in epilogue);
        }
        else
        {
            GemmBlocks.Run<T, Lane1<T>, TEpilogue>(in product, in epilogue);
        }
    }

    private static bool Dots<T>(in GemmProduct<T> product)
        where T : IFloatingPointIeee754<T>
    {
        if (Lane512<T>.IsSupported)
        {
            return Dots<T, Lane512<T>>(in product);
        }

        if (Lane256<T>.IsSupported)
        {
            return Dots<T, Lane256<T>>(in product);
        }

        return Lane128<T>.IsSupported && Dots<T, Lane128<T>>(in product);
    }

    private static bool Dots<T, V>(in GemmProduct<T> product)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        if (product.Depth < GemmDots.MinLanes * V.Width)
        {
            return false;
        }

        GemmDots.Run<T, V>(in product);
        return true;
    }

    // Pieces are whole tiles, the last one with what is left over: enough rows that none of them is computed by dot
    // products where the whole would not be. So nothing that the number of pieces decides changes the order of a sum.
    private static void InPieces<T, TEpilogue>(in GemmProduct<T> product, in TEpilogue epilogue, long work)
        where T : IFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        int rowUnit = 2 * GemmTile.Rows, columnUnit = Lane512<T>.IsSupported ? 2 * Lane512<T>.Width : 16;
        int rowUnits = product.Rows / rowUnit, columnUnits = product.Columns / columnUnit;

        // Two pieces for each thread, lest one that was interrupted keep the others waiting. Columns rather than rows:
        // what is copied of op(b) is then copied once.
        long wanted = Math.Min(2L * Parallelism.MaxThreads, work / (ParallelWork / 4));
        GemmPieces<T, TEpilogue> pieces = default;
        pieces.Product = product;
        pieces.Epilogue = epilogue;
        pieces.ByColumns = columnUnits >= Math.Min(wanted, rowUnits);
        (pieces.Units, pieces.UnitSize) = pieces.ByColumns ? (columnUnits, columnUnit) : (rowUnits, rowUnit);
        pieces.Count = (int)Math.Max(1, Math.Min(wanted, pieces.Units));
        ParallelLoop.Run(pieces.Count, pieces);
    }

    // Fewer columns than the narrowest lane has: the transposed product, which has that few rows, goes to scratch.
    private static void Narrow<T, TEpilogue>(in GemmProduct<T> product, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        using Lease<T> lease = Workspace.Rent<T>(product.Rows * product.Columns);
        Span<T> transposed = lease.Span;
        GemmProduct<T> turned = default;
        turned.A = ref product.B;
        turned.RowA = product.ColumnB;
        turned.ColumnA = product.RowB;
        turned.B = ref product.A;
        turned.RowB = product.ColumnA;
        turned.ColumnB = product.RowA;
        turned.C = ref MemoryMarshal.GetReference(transposed);
        turned.StrideC = product.Rows;
        turned.FromZero = true;
        turned.Rows = product.Columns;
        turned.Columns = product.Rows;
        turned.Depth = product.Depth;
        NoEpilogue<T> none = default;
        Run(in turned, in none);

        for (int i = 0; i < product.Rows; i++)
        {
            ref T c = ref Unsafe.Add(ref product.C, i * product.StrideC);
            for (int j = 0; j < product.Columns; j++)
            {
                T sum = transposed[(j * product.Rows) + i];
                Unsafe.Add(ref c, j) = product.FromZero ? sum : Unsafe.Add(ref Unsafe.AsRef(in product.Start), (i * product.StrideStart) + j) + sum;
            }
        }

        Finish(in product, in epilogue);
    }

    // Applies the epilogue to all of a product.
    private static void Finish<T, TEpilogue>(in GemmProduct<T> product, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        if (typeof(TEpilogue) == typeof(NoEpilogue<T>))
        {
            return;
        }

        for (int i = 0; i < product.Rows; i++)
        {
            int column = 0;
            column = Lane512<T>.IsSupported ? Finish<T, Lane512<T>, TEpilogue>(in product, i, column, in epilogue) : column;
            column = Lane256<T>.IsSupported ? Finish<T, Lane256<T>, TEpilogue>(in product, i, column, in epilogue) : column;
            column = Lane128<T>.IsSupported ? Finish<T, Lane128<T>, TEpilogue>(in product, i, column, in epilogue) : column;
            Finish<T, Lane1<T>, TEpilogue>(in product, i, column, in epilogue);
        }
    }

    private static int Finish<T, V, TEpilogue>(in GemmProduct<T> product, int row, int column, in TEpilogue epilogue)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
        where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
    {
        ref T c = ref Unsafe.Add(ref product.C, row * product.StrideC);
        for (; column <= product.Columns - V.Width; column += V.Width)
        {
            V value = Unsafe.AsRef(in epilogue).Apply(V.Load(in c, column), product.FirstRow + row, product.FirstColumn + column);
            V.Store(value, ref c, column);
        }

        return column;
    }
}

/// <summary>A product cut into blocks of whole tiles for several threads.</summary>
internal ref struct GemmPieces<T, TEpilogue> : IParallelBody
    where T : IFloatingPointIeee754<T>
    where TEpilogue : struct, IGemmEpilogue<T>, allows ref struct
{
    public GemmProduct<T> Product;
    public TEpilogue Epilogue;
    public bool ByColumns;
    public int Units;
    public int UnitSize;
    public int Count;

    public void Run(int index)
    {
        int length = ByColumns ? Product.Columns : Product.Rows;
        int start = Boundary(index), end = index == Count - 1 ? length : Boundary(index + 1);
        GemmProduct<T> piece = ByColumns
            ? Product.Block(0, Product.Rows, start, end - start)
            : Product.Block(start, end - start, 0, Product.Columns);
        GemmRun.OnThisThread(in piece, in Epilogue);
    }

    private readonly int Boundary(int index) => (int)((long)Units * index / Count) * UnitSize;
}
