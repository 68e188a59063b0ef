using System.Diagnostics.CodeAnalysis;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>What a rule sees while shapes are inferred: operand types with all dimensions known.</summary>
internal sealed class ShapeContext(
    IrOp op, Func<int, IrType> typeOf, Func<int, Dim> dimOf, Func<int, string> describe, Func<Dim, string> format,
    Func<Dim, Dim, Func<string>, bool> same, Action<Dim, string> expect, Func<string, bool> isValue, DynamicRanks ranks)
{
    /// <summary>Checks that a dimension is at least another: here if that can be known, else when the program runs, with the same words.</summary>
    public void AtLeast(Dim dim, Dim least, string sentence)
    {
        var difference = dim - least;
        if (!difference.IsConstant)
        {
            expect(difference, sentence);
        }
        else if (difference.ConstantValue < 0)
        {
            Mismatch(sentence);
        }
    }

    /// <summary>Checks that two dimensions are equal: here, or when the program runs where one is made of integers that are computed.</summary>
    public void Equal(Dim a, Dim b, string sentence)
    {
        if (Same(a, b, () => sentence.TrimEnd('.')))
        {
            return;
        }

        if (!(a - b).Symbols.Any(isValue))
        {
            Mismatch(sentence);
        }

        AtLeast(a, b, sentence);
        AtLeast(b, a, sentence);
    }

    /// <summary>
    /// Whether two dimensions are the same, or are from now on: the sizes of modules may turn out to be when the program
    /// runs, and those of tensors whose shape is not written (<see cref="DynamicRanks"/>).
    /// </summary>
    /// <param name="sentence">What is wrong where they are not.</param>
    public bool Same(Dim a, Dim b, Func<string> sentence) => same(a, b, sentence);

    public bool Same(IEnumerable<Dim> a, IEnumerable<Dim> b, Func<string> sentence)
    {
        var (left, right) = (a.ToEquatable(), b.ToEquatable());
        ranks.Align(left, right);
        ranks.Align(right, left);
        return left.Count == right.Count && left.Zip(right, (x, y) => Same(x, y, sentence)).All(equal => equal);
    }

    /// <summary>Looks at the last dimensions of an operand one by one.</summary>
    public void LooksAt(int operand, int last) => ranks.Split(Tensor(operand).Shape, 0, last);

    public void LooksAtFirst(int operand, int first) => ranks.Split(Tensor(operand).Shape, first, 0);

    /// <summary>An operand of a rank that is not known has that of another one.</summary>
    public void LooksLike(int operand, int other) => ranks.Align(Tensor(operand).Shape, Tensor(other).Shape);

    /// <summary>An operand of a rank that is not known has this one.</summary>
    public void HasRank(int operand, int rank) => ranks.Exactly(Tensor(operand).Shape, rank);

    public TensorType Tensor(int operand) =>
        typeOf(op.Operands[operand]) as TensorType ?? throw new InvalidOperationException($"Operand {operand} of '{op.Code}' is not a tensor.");

    public IrType Type(int operand) => typeOf(op.Operands[operand]);

    /// <summary>The value of an int operand, as a dimension.</summary>
    public Dim Dim(int operand) => dimOf(op.Operands[operand]);

    /// <summary>An operand as the author knows it, with its shape: <c>'e' is (B, 3 * E)</c>.</summary>
    public string Describe(int operand) => Name(operand) + " is " + Shape(Tensor(operand).Shape);

    // Of two operands without a name it must be clear which is which.
    private string Name(int operand) => describe(op.Operands[operand]) switch
    {
        "the operand" when op.Operands.Count == 2 => operand == 0 ? "the left operand" : "the right operand",
        var name => name,
    };

    public string Shape(IEnumerable<Dim> dims)
    {
        var list = dims.Select(format).ToList();
        return "(" + string.Join(", ", list) + (list.Count == 1 ? ",)" : ")");
    }

    public string Format(Dim dim) => format(dim);

    [DoesNotReturn]
    public void Mismatch(string sentence) => throw new CompilationException("ADG0102", op.Span, sentence);

    /// <summary>The axes attribute as sorted, distinct, non-negative numbers.</summary>
    public int[] Axes(string name, int rank)
    {
        if (op.Text("axes") == "*")
        {
            if (op.TryText("keep") == "true" && Packs.IndexIn(Tensor(0).Shape) >= 0)
            {
                Mismatch($"{name}: how many dimensions are kept is not known: {Describe(0)}. Name the axes.");
            }

            return [.. Enumerable.Range(0, rank)];
        }

        int[] axes = op.Ints("axes");
        foreach (int axis in axes)
        {
            CheckAxis(name, axis, rank);
        }

        int[] result = [.. axes.Select(a => a < 0 ? a + rank : a).OrderBy(a => a)];
        if (result.Distinct().Count() != result.Length)
        {
            Mismatch($"{name}: an axis is named twice in ({op.Text("axes")}) of {Describe(0)}.");
        }

        return result;
    }

    public int Axis(string name, int rank, string attribute = "axis")
    {
        int axis = op.Int(attribute);
        CheckAxis(name, axis, rank);
        return axis < 0 ? axis + rank : axis;
    }

    private void CheckAxis(string name, int axis, int rank)
    {
        // One more than the tensor has is that of an axis that is put in.
        if (typeOf(op.Operands[0]) is TensorType tensor && Packs.IndexIn(tensor.Shape) >= 0)
        {
            int besides = rank - tensor.Rank;
            ranks.Split(tensor.Shape, axis < 0 ? 0 : axis + 1 - besides, axis < 0 ? -axis - besides : 0);
        }

        if (axis < -rank || axis >= rank)
        {
            Mismatch($"{name}: axis {axis} does not exist: {Describe(0)}, of rank {rank}.");
        }
    }
}
