using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiffGen.Kernels;

/// <summary>
/// A product to compute, or a block of one. Elements of op(a) and op(b) are described by the distances between rows and
/// between columns, so that nothing below asks any more which operand is transposed.
/// </summary>
internal ref struct GemmProduct<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>The first element of op(a), (Rows, Depth).</summary>
    public ref readonly T A;

    /// <summary>The distance from a row of op(a) to the next.</summary>
    public nint RowA;

    /// <summary>The distance from a column of op(a) to the next.</summary>
    public nint ColumnA;

    /// <summary>The first element of op(b), (Depth, Columns).</summary>
    public ref readonly T B;

    /// <summary>The distance from a row of op(b) to the next.</summary>
    public nint RowB;

    /// <summary>The distance from a column of op(b) to the next.</summary>
    public nint ColumnB;

    /// <summary>The first element of c, (Rows, Columns), whose columns follow each other.</summary>
    public ref T C;

    /// <summary>The distance from a row of c to the next.</summary>
    public nint StrideC;

    /// <summary>What the sums start from, unless it is zero: c itself, or a bias.</summary>
    public ref readonly T Start;

    /// <summary>The distance from a row of <see cref="Start"/> to the next: 0 for a bias.</summary>
    public nint StrideStart;

    /// <summary>Whether the sums start from zero.</summary>
    public bool FromZero;

    /// <summary>The number of rows of c.</summary>
    public int Rows;

    /// <summary>The number of columns of c.</summary>
    public int Columns;

    /// <summary>The number of terms of each sum.</summary>
    public int Depth;

    /// <summary>Which row of the whole product the first row of this block is.</summary>
    public int FirstRow;

    /// <summary>Which column of the whole product the first column of this block is.</summary>
    public int FirstColumn;

    /// <summary>A block of the product.</summary>
    public readonly GemmProduct<T> Block(int row, int rows, int column, int columns)
    {
        GemmProduct<T> block = this;
        block.A = ref Unsafe.Add(ref Unsafe.AsRef(in A), row * RowA);
        block.B = ref Unsafe.Add(ref Unsafe.AsRef(in B), column * ColumnB);
        block.C = ref Unsafe.Add(ref C, (row * StrideC) + column);
        if (!FromZero)
        {
            block.Start = ref Unsafe.Add(ref Unsafe.AsRef(in Start), (row * StrideStart) + column);
        }

        block.Rows = rows;
        block.Columns = columns;
        block.FirstRow = FirstRow + row;
        block.FirstColumn = FirstColumn + column;
        return block;
    }
}
