using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// The cotangent of an array that is the result is added to its shadow before anything else is reversed.
internal sealed partial class Differentiate
{
    /// <summary>Of an array of one dimension the cotangent is a span, of any other an array of the same kind.</summary>
    private static IrType CotangentType(IrType type, IrSpan span) => type is not ArrayType array ? type
        : Emit.ArrayDestinations.IsFlat(array) ? (ArrayType)AdjointType(array, span) with { Kind = ArrayKind.ReadOnlySpan }
        : AdjointType(array, span);

    // The lengths of an array that is the result, as numbers that the forward part has; of an array of arrays, what says the
    // lengths of its rows.
    private int[] ResultShape(int array, List<IrOp> forward)
    {
        var type = (ArrayType)_builder.TypeOf(array);
        _arrays.TryGetValue(array, out var op);
        if (type.Element is ArrayType)
        {
            return op?.Code == "rows" ? [.. op.Operands] : [array];
        }

        if (op?.Code == "slice" || (op?.Code == "alloc" && op.Operands.Count == type.Rank))
        {
            return [.. op.Operands.Skip(op.Operands.Count - type.Rank)];
        }

        var lengths = new List<int>();
        forward.AddRange(_builder.Capture(() => lengths.AddRange(Enumerable.Range(0, type.Rank).Select(axis => Length(array, axis)))));
        return [.. lengths];
    }

    private int Length(int array, int axis = 0) => ElementSums.Length(_builder, array, axis);

    private void AddCotangent(int array, IrValue cotangent)
    {
        var type = (ArrayType)_builder.TypeOf(array);
        if (type.Element is not ArrayType row)
        {
            ElementSums.Add(_builder, ShadowOf(array), cotangent.Id);
            return;
        }

        // Of an array of arrays made here the rows are found by their numbers; one that is not there has no elements.
        _arrays.TryGetValue(array, out var op);
        int shadow = op?.Code == "rows" ? ShadowOf(op.Operands[0]) : ShadowOf(array);
        _builder.Counted(Length(cotangent.Id), i =>
        {
            int at = op?.Code == "rows" ? _builder.Op("load", ScalarType.I32, [op.Operands[1], i], ("fixed", "true")) : i;
            int to = _builder.Op("load", AdjointType(row), [shadow, at], ("fixed", "true"));

            // A row that is not there is an empty span.
            int from = _builder.Op("load", Emit.ArrayDestinations.IsFlat(row) ? (ArrayType)AdjointType(row) with { Kind = ArrayKind.Span } : AdjointType(row), [cotangent.Id, i], ("fixed", "true"));
            ElementSums.Add(_builder, to, from);
        }, "i");
    }
}
