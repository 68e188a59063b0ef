using System.Numerics.Tensors;
using AutoDiffGen.Runtime.Tests.Support;
using CsCheck;

namespace AutoDiffGen.Runtime.Tests.OpsTests;

public class EinsumTests
{
    [Theory]
    [InlineData("ij,jk->ik")]
    [InlineData("ij,jk")]
    [InlineData("ij,kj->ki")]
    [InlineData("ji,jk->ik")]
    [InlineData("bij,bjk->bik")]
    [InlineData("bhqd,bhkd->bhqk")]
    [InlineData("bqhd,bkhd->bhqk")]
    [InlineData("ij->ji")]
    [InlineData("ijk->j")]
    [InlineData("ij,j->i")]
    [InlineData("i,j->ij")]
    [InlineData("i,j->ji")]
    [InlineData("ij,ij->ij")]
    [InlineData("ij,ij->j")]
    [InlineData("ij,ji->i")]
    [InlineData("ijk,kl,lj->i")]
    [InlineData("i,i,j->j")]
    [InlineData("ij,k->k")]
    [InlineData("ijk,jl->ilk")]
    [InlineData("abcd,cdef->abef")]
    [InlineData("ab,cd,ef->fbd")]
    [InlineData("ab , bc -> ac")]
    public void As_the_sum_over_every_index(string equation) =>
        Gen.Select(Gen.Int[0, 9].Select(i => (nint)Math.Min(i, 4)).Array[26], Gen.Int[0, 2]).Sample((sizes, layout) =>
        {
            string[] sides = equation.Replace(" ", "").Split("->");
            string[] inputs = sides[0].Split(',');
            string output = sides.Length > 1 ? sides[1] : "ik", all = string.Concat(string.Concat(inputs).Distinct().OrderBy(c => c));
            nint[] Lengths(string part) => [.. part.Select(c => sizes[c - 'a'])];
            Naive<double>[] operands = [.. inputs.Select((part, k) => Naive<double>.Of(Lengths(part), index => ((index.Sum() * 7) + (k * 3) + 2) % 5 - 2))];
            var expected = Naive<double>.Of(Lengths(output), _ => 0);
            nint[] every = Lengths(all);
            for (int i = 0; i < TensorData.Size(every); i++)
            {
                int[] at = TensorData.Index(i, every);
                int[] Of(string part) => [.. part.Select(c => at[all.IndexOf(c)])];
                expected.Values[TensorData.Place(Of(output), expected.Lengths)] += operands.Select((x, k) => x[Of(inputs[k])]).Aggregate((a, b) => a * b);
            }

            Tensor<double>[] tensors = [.. operands.Select(p => TensorData.Layouts(p.Values, p.Lengths).ToArray() is var ways ? ways[layout % ways.Length] : null!)];
            Tensor<double> actual = Ops.Einsum(equation, tensors);
            Assert.Equal(expected.Lengths, actual.Lengths.ToArray());

            // Whole numbers: every order of summation is exact. A zero may have either sign.
            Assert.Equal(expected.Values.Select(v => v + 0.0), TensorData.Flatten(actual).Select(v => v + 0.0));
        }, iter: 40);

    [Theory]
    [InlineData("ii->i", "'i' comes twice in 'ii' of 'ii->i': diagonals are not supported.")]
    [InlineData("...j->j", "The ellipsis in '...j->j' is not supported: name every axis.")]
    [InlineData("ij->k", "'k' of the result comes in no operand of 'ij->k'.")]
    [InlineData("ij->ii", "'i' comes twice in 'ii' of 'ij->ii': diagonals are not supported.")]
    [InlineData("ij->", "The result of 'ij->' has no index, and a tensor has at least one axis: for a number, take the sum of the elements.")]
    [InlineData("ij,jk->ik", "'ij,jk->ik' has 2 operands, and 1 tensors are given.")]
    [InlineData("i1->i", "'i1->i' holds '1': an index is a letter, operands are separated by commas, and '->' stands before the result.")]
    [InlineData("ij->i->j", "'ij->i->j' holds '-': an index is a letter, operands are separated by commas, and '->' stands before the result.")]
    [InlineData("ijk->i", "Operand 0, 'ijk', has 3 indices, and its tensor has the rank 2.")]
    [InlineData("", "An operand of '' has no index, and a tensor has at least one axis.")]
    public void What_is_no_equation_is_said(string equation, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => Ops.Einsum(equation, Tensor.CreateFromShape<double>([2, 2])));
        Assert.StartsWith(message, error.Message);
        Assert.Equal("equation", error.ParamName);
    }

    [Fact]
    public void Lengths_of_one_index_must_be_the_same()
    {
        var error = Assert.Throws<ArgumentException>(() => Ops.Einsum("ij,jk->ik", Tensor.CreateFromShape<float>([2, 3]), Tensor.CreateFromShape<float>([2, 3])));
        Assert.StartsWith("The axes of 'j' in 'ij,jk->ik' must have one length, but have 3 and 2.", error.Message);
        Assert.Throws<ArgumentException>(() => Ops.Einsum<float>("ij"));
    }
}
