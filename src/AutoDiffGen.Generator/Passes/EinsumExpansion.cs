using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>A sum of products by the indices of its operands, as the operation of the runtime computes it.</summary>
internal sealed class EinsumExpansion(Expansion expansion) : IEinsumOperations<int, Dim>
{
    private readonly string _equation = expansion.Operation.Text("equation");

    public int Run()
    {
        try
        {
            return Einsum.Parse(_equation, expansion.Operation.Operands.Count).Run([.. expansion.Operation.Operands], this);
        }
        catch (FormatException wrong)
        {
            throw new CompilationException("ADG0102", expansion.Operation.Span, "Einsum: " + wrong.Message);
        }
    }

    public int Rank(int x) => expansion.Tensor(x).Rank;

    public Dim Size(int x, int axis) => expansion.Tensor(x).Shape[axis];

    public void SameSize(char index, Dim first, Dim second)
    {
        if (!first.Equals(second))
        {
            string given = string.Join(", ", Enumerable.Range(0, expansion.Operation.Operands.Count).Select(expansion.Context.Describe));
            expansion.Context.Mismatch($"Einsum: the axes of '{index}' in '{_equation}' must have one length, and have {expansion.Context.Format(first)} and {expansion.Context.Format(second)}: {given}.");
        }
    }

    public int Permute(int x, int[] axes) => expansion.Permute(x, axes);

    public int Sum(int x, int[] axes) => expansion.Sum(x, axes);

    public int Reshape(int x, IReadOnlyList<Dim[]> lengths) => expansion.Reshape(x, lengths.Select(part => Dim.Product(part)));

    public int Multiply(int x, int y) => expansion.Inferred("mul", x, y);

    public int MatMul(int x, int y) => expansion.Inferred("matmul", x, y, ("transpose_a", "false"), ("transpose_b", "false"));
}
