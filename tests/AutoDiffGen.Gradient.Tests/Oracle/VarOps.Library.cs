namespace AutoDiffGen.Gradient.Tests.Oracle;

// What stands for the functions of System.Numerics.Tensors that are named there; their type arguments say nothing here.
public static partial class VarOps
{
    public static VarTensor Reverse<T>(VarTensor x) => Flip(x, [.. Enumerable.Range(0, x.Shape.Length)]);

    public static VarTensor ReverseDimension<T>(VarTensor x, int dimension) => Flip(x, dimension);

    public static VarTensor SqueezeDimension(VarTensor x, int dimension) => Squeeze(x, dimension);

    public static VarTensor Concatenate(ReadOnlySpan<VarTensor> tensors) => Concat(tensors);

    public static VarTensor ConcatenateOnDimension(int dimension, ReadOnlySpan<VarTensor> tensors) => Concat(tensors, dimension);

    public static VarTensor StackAlongDimension(int dimension, ReadOnlySpan<VarTensor> tensors) => Stack(tensors, dimension);
}
