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

    private int Length(int array, int axis = 0) => _builder.Op("length", ScalarType.I32, [array], ("axis", axis.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private void AddCotangent(int array, IrValue cotangent)
    {
        var type = (ArrayType)_builder.TypeOf(array);
        if (type.Element is not ArrayType row)
        {
            AddElements(ShadowOf(array), cotangent.Id, type, []);
            return;
        }

        // Of an array of arrays made here the rows are found by their numbers; one that is not there has no elements.
        _arrays.TryGetValue(array, out var op);
        int shadow = op?.Code == "rows" ? ShadowOf(op.Operands[0]) : ShadowOf(array);
        _builder.Counted(Length(cotangent.Id), i =>
        {
            int at = op?.Code == "rows" ? _builder.Op("load", ScalarType.I32, [op.Operands[1], i], ("fixed", "true")) : i;
            int to = _builder.Op("load", AdjointType(row), [shadow, at], ("fixed", "true"));
            int from = _builder.Op("load", AdjointType(row), [cotangent.Id, i], ("fixed", "true"));
            AddElements(to, from, row, []);
        }, "i");
    }

    // Number by number, along one dimension after the other.
    private void AddElements(int shadow, int cotangent, ArrayType type, int[] indices)
    {
        if (indices.Length < type.Rank)
        {
            _builder.Counted(Length(cotangent, indices.Length), i => AddElements(shadow, cotangent, type, [.. indices, i]), indices.Length == 0 ? "i" : "j");
            return;
        }

        IEnumerable<(string Path, IrType Type)> parts = type.Element is StructType s
            ? s.Leaves().Where(l => l.Type.IsDifferentiable && !l.NoGradient).Select(l => (l.Path, l.Type))
            : [("", type.Element)];
        foreach (var (path, of) in parts)
        {
            (string, string)[] at = path.Length == 0 ? [] : [("path", path)];
            int part = _builder.Op("load", of, [cotangent, .. indices], [.. at, ("fixed", "true")]);
            _builder.Append(IrOp.Create("add_to", [shadow, .. indices, part], [], at.Select(p => new IrAttribute(p.Item1, p.Item2)), _builder.Span));
        }
    }
}
