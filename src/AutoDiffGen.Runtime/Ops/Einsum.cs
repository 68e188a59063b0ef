namespace AutoDiffGen;

/// <summary>What a sum of products computes with: tensors and their lengths, as they are or as operations of the IR.</summary>
/// <typeparam name="TValue">A tensor.</typeparam>
/// <typeparam name="TSize">A length.</typeparam>
internal interface IEinsumOperations<TValue, TSize>
{
    int Rank(TValue x);

    TSize Size(TValue x, int axis);

    /// <summary>The lengths of two axes of one index; an error where they differ.</summary>
    void SameSize(char index, TSize first, TSize second);

    TValue Permute(TValue x, int[] axes);

    /// <summary>The sum over axes, which stay with the length 1.</summary>
    TValue Sum(TValue x, int[] axes);

    /// <summary>Under another shape, each of its lengths the product of some.</summary>
    TValue Reshape(TValue x, IReadOnlyList<TSize[]> lengths);

    /// <summary>Element by element, broadcast.</summary>
    TValue Multiply(TValue x, TValue y);

    TValue MatMul(TValue x, TValue y);
}

/// <summary>
/// A sum of products by the indices of its operands, <c>ij,jk-&gt;ik</c>, as permutations, reshapes, products of matrices and
/// sums. Operands are taken from the left, two at a time. The generator is compiled with this file, so that what runs and
/// what is differentiated are the same.
/// </summary>
internal sealed class Einsum
{
    private Einsum(string[] inputs, string output)
    {
        Inputs = inputs;
        Output = output;
    }

    /// <summary>The indices of each operand.</summary>
    public string[] Inputs { get; }

    /// <summary>The indices of the result.</summary>
    public string Output { get; }

    /// <summary>Reads an equation; without an arrow the result has the indices that come once, in the order of the alphabet.</summary>
    /// <exception cref="FormatException">It is no such equation, or not one for that many operands.</exception>
    public static Einsum Parse(string equation, int operands)
    {
        string text = equation.Replace(" ", "");
        if (text.Contains("."))
        {
            throw new FormatException($"The ellipsis in '{equation}' is not supported: name every axis.");
        }

        int arrow = text.IndexOf("->", StringComparison.Ordinal);
        string[] inputs = (arrow < 0 ? text : text.Substring(0, arrow)).Split(',');
        string all = string.Concat(inputs);
        string output = arrow < 0 ? new string([.. all.Where(c => all.Count(d => d == c) == 1).OrderBy(c => c)]) : text.Substring(arrow + 2);
        if ((all + output).FirstOrDefault(c => c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))) is var other && other != '\0')
        {
            throw new FormatException($"'{equation}' holds '{other}': an index is a letter, operands are separated by commas, and '->' stands before the result.");
        }

        if (inputs.Length != operands)
        {
            throw new FormatException($"'{equation}' has {inputs.Length} operands, and {operands} tensors are given.");
        }

        if (inputs.FirstOrDefault(i => i.Length == 0) is not null)
        {
            throw new FormatException($"An operand of '{equation}' has no index, and a tensor has at least one axis.");
        }

        foreach (string part in inputs.Append(output))
        {
            if (part.FirstOrDefault(c => part.Count(d => d == c) > 1) is var twice && twice != '\0')
            {
                throw new FormatException($"'{twice}' comes twice in '{part}' of '{equation}': diagonals are not supported.");
            }
        }

        if (output.FirstOrDefault(c => !all.Contains(c)) is var unknown && unknown != '\0')
        {
            throw new FormatException($"'{unknown}' of the result comes in no operand of '{equation}'.");
        }

        return output.Length > 0 ? new Einsum(inputs, output) : throw new FormatException($"The result of '{equation}' has no index, and a tensor has at least one axis: for a number, take the sum of the elements.");
    }

    /// <summary>The result, by the operations given.</summary>
    /// <exception cref="FormatException">An operand has another number of axes than indices.</exception>
    public TValue Run<TValue, TSize>(IReadOnlyList<TValue> operands, IEinsumOperations<TValue, TSize> with)
    {
        var sizes = new Dictionary<char, TSize>();
        for (int i = 0; i < operands.Count; i++)
        {
            if (with.Rank(operands[i]) != Inputs[i].Length)
            {
                throw new FormatException($"Operand {i}, '{Inputs[i]}', has {Inputs[i].Length} indices, and its tensor has the rank {with.Rank(operands[i])}.");
            }

            for (int axis = 0; axis < Inputs[i].Length; axis++)
            {
                char index = Inputs[i][axis];
                TSize size = with.Size(operands[i], axis);
                if (sizes.TryGetValue(index, out TSize? first))
                {
                    with.SameSize(index, first, size);
                }
                else
                {
                    sizes.Add(index, size);
                }
            }
        }

        return new Evaluation<TValue, TSize>(with, sizes).Run(this, operands);
    }

    private sealed class Evaluation<TValue, TSize>(IEinsumOperations<TValue, TSize> with, Dictionary<char, TSize> sizes)
    {
        public TValue Run(Einsum einsum, IReadOnlyList<TValue> operands)
        {
            var terms = operands.Select((value, i) =>
            {
                // What no other operand and not the result has is summed at once.
                string others = einsum.Output + string.Concat(einsum.Inputs.Where((_, k) => k != i));
                return Summed((value, einsum.Inputs[i]), others);
            }).ToList();
            var sum = terms[0];
            for (int i = 1; i < terms.Count; i++)
            {
                sum = Product(sum, terms[i], einsum.Output + string.Concat(terms.Skip(i + 1).Select(t => t.Indices)));
            }

            return Ordered(sum, einsum.Output).Value;
        }

        // A term without an index has one axis of length 1.
        private (TValue Value, string Indices) Summed((TValue Value, string Indices) term, string kept)
        {
            string left = Only(term.Indices, kept);
            if (left == term.Indices)
            {
                return term;
            }

            int[] axes = [.. Enumerable.Range(0, term.Indices.Length).Where(i => !kept.Contains(term.Indices[i]))];
            return (Shaped(with.Sum(term.Value, axes), left.Select(c => c.ToString())), left);
        }

        private (TValue Value, string Indices) Product((TValue Value, string Indices) a, (TValue Value, string Indices) b, string kept)
        {
            string both = Only(a.Indices, b.Indices), batch = Only(both, kept), summed = Without(both, kept);
            string left = Without(a.Indices, both), right = Without(b.Indices, both), result = batch + left + right;
            if (summed.Length == 0)
            {
                // Each index of the result is an axis of both, of length 1 where a term does not have it.
                TValue x = Shaped(Ordered(a, batch + left).Value, result.Select(c => a.Indices.Contains(c) ? c.ToString() : ""));
                TValue y = Shaped(Ordered(b, batch + right).Value, result.Select(c => b.Indices.Contains(c) ? c.ToString() : ""));
                return (with.Multiply(x, y), result);
            }

            var parts = batch.Select(c => c.ToString()).ToList();
            TValue rows = Shaped(Ordered(a, batch + left + summed).Value, [.. parts, left, summed]);
            TValue columns = Shaped(Ordered(b, batch + summed + right).Value, [.. parts, summed, right]);
            return (Shaped(with.MatMul(rows, columns), result.Select(c => c.ToString())), result);
        }

        private (TValue Value, string Indices) Ordered((TValue Value, string Indices) term, string order) => term.Indices == order ? term
            : (with.Permute(term.Value, [.. order.Select(c => term.Indices.IndexOf(c))]), order);

        // The axes of the result are products of those of some indices; no axis at all is one of length 1.
        private TValue Shaped(TValue x, IEnumerable<string> indices)
        {
            List<TSize[]> lengths = [.. indices.Select(part => part.Select(c => sizes[c]).ToArray())];
            return with.Reshape(x, lengths.Count > 0 ? lengths : [[]]);
        }

        private static string Only(string indices, string of) => new([.. indices.Where(c => of.Contains(c))]);

        private static string Without(string indices, string of) => new([.. indices.Where(c => !of.Contains(c))]);
    }
}
