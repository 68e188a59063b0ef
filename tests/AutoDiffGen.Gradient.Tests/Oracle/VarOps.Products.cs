namespace AutoDiffGen.Gradient.Tests.Oracle;

// Products of matrices: each element a sum of its own.
public static partial class VarOps
{
    public static VarTensor MatMul(VarTensor a, VarTensor b, bool transposeA = false, bool transposeB = false)
    {
        int m = a.Shape[transposeA ? ^1 : ^2], k = a.Shape[transposeA ? ^2 : ^1], n = b.Shape[transposeB ? ^2 : ^1];
        int[] batch = Together(a.Shape[..^2], b.Shape[..^2]);
        return VarTensor.Build([.. batch, m, n], index =>
        {
            int[] left = Part(index[..^2], a.Shape[..^2]), right = Part(index[..^2], b.Shape[..^2]);
            Var sum = 0;
            for (int p = 0; p < k; p++)
            {
                sum += a.At(transposeA ? [.. left, p, index[^2]] : [.. left, index[^2], p]) * b.At(transposeB ? [.. right, index[^1], p] : [.. right, p, index[^1]]);
            }

            return sum;
        });
    }

    /// <summary>The shape of two that are repeated to one another.</summary>
    private static int[] Together(int[] x, int[] y)
    {
        int rank = Math.Max(x.Length, y.Length);
        int Length(int[] shape, int axis) => axis < rank - shape.Length ? 1 : shape[axis - rank + shape.Length];
        return [.. Enumerable.Range(0, rank).Select(i => Length(x, i) == 1 ? Length(y, i) : Length(x, i))];
    }

    /// <summary>The index into a shape that was repeated to the shape of another index.</summary>
    private static int[] Part(int[] index, int[] shape) => [.. shape.Select((l, i) => l == 1 ? 0 : index[i + index.Length - shape.Length])];
}
