using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Beside every active reference goes a shadow: memory of the same length that holds the adjoints of its elements.
internal sealed partial class Differentiate
{
    private readonly Dictionary<int, IrOp> _arrays = [];
    private readonly Dictionary<int, int> _shadows = [];

    /// <summary>Makes the shadows of the arrays that a block makes: zeros, before anything in the reverse block.</summary>
    private void ShadowsOf(List<IrOp> ops)
    {
        foreach (var op in ops.Where(op => op.Code == "alloc" && _activity.IsActive(op.Result.Id)))
        {
            _builder.Span = op.Span;
            _shadows[op.Result.Id] = _builder.Op("alloc", AdjointType(op.Result.Type), [.. op.Operands], Adjoint(op.Result.Name));
        }

        // The forward part has filled the table: its arrays have their shadows from the start, under the same numbers.
        foreach (var op in ops.Where(op => op.Code is "table" or "shadow_table" && _activity.IsActive(op.Result.Id)))
        {
            _builder.Span = op.Span;
            _shadows[op.Result.Id] = _builder.Op("shadow_table", AdjointType(op.Result.Type), [op.Result.Id], Adjoint(op.Result.Name));
        }
    }

    /// <summary>Slices of the forward part that the reverse part reads are made again there, so that only numbers are saved; lengths of arguments need not even be.</summary>
    private IrBlock RepeatReferences(List<IrOp> forward, IrBlock reverse)
    {
        var needed = new HashSet<int>(IrWalk.FreeIds(reverse));
        var copies = new List<IrOp>();
        var map = new Dictionary<int, int>();
        for (int i = forward.Count - 1; i >= 0; i--)
        {
            if (forward[i] is { Code: "slice" or "choose" or "load" or "length" } op && needed.Contains(op.Result.Id)
                && (op.Code == "length" ? _parameters.Contains(op.Operands[0]) : op.Result.Type is ArrayType))
            {
                var copy = Fresh(op.Result.Type, op.Result.Name);
                map[op.Result.Id] = copy.Id;
                copies.Insert(0, op with { Results = EquatableArray.Of(copy) });
                needed.UnionWith(op.Operands);
            }
        }

        return IrWalk.Rename(reverse with { Ops = copies.Concat(reverse.Ops).ToEquatable() }, map);
    }

    private int ShadowOf(int array)
    {
        if (_shadows.TryGetValue(array, out int known))
        {
            return known;
        }

        if (!_arrays.TryGetValue(array, out var op) || op.Code is not ("slice" or "load" or "choose"))
        {
            throw new CompilationException("ADG0206", op?.Span ?? _builder.Span);
        }

        // Of a slice the same slice, of an array within an array the one at the same place.
        return op.Code == "choose"
            ? _builder.Op("choose", AdjointType(op.Result.Type), [op.Operands[0], .. op.Operands.Skip(1).Select(ShadowOfChosen)], [.. op.Attributes.Select(a => (a.Name, a.Text))])
            : _builder.Op(op.Code, AdjointType(op.Result.Type), [ShadowOf(op.Operands[0]), .. op.Operands.Skip(1)], [.. op.Attributes.Select(a => (a.Name, a.Text))]);
    }

    // An array that holds no active value may still be chosen beside one that does: what is added to its shadow is for nobody.
    private int ShadowOfChosen(int array)
    {
        if (_activity.IsActive(array) || _builder.TypeOf(array) is not ArrayType { Element: not ArrayType } type)
        {
            return ShadowOf(array);
        }

        return _builder.Op("alloc", AdjointType(type with { Kind = ArrayKind.Array }), [.. Enumerable.Range(0, type.Rank).Select(axis => Length(array, axis))]);
    }

    private void ReverseMemory(IrOp op, Adjoints adjoints)
    {
        int array = op.Operands[0];
        if (!_activity.IsActive(array))
        {
            return;
        }

        var type = (ArrayType)_builder.TypeOf(array);
        if (op.Code == "load")
        {
            if (op.Result.Type is not ArrayType && adjoints.Take(op.Result.Id) is { } g && !type.IsHeld(op.TryText("path")))
            {
                var path = op.TryText("path") is { } text ? new[] { new IrAttribute("path", text) } : [];
                _builder.Append(IrOp.Create("add_to", [ShadowOf(array), .. op.Indices, g], [], path, op.Span));
            }

            return;
        }

        if (op.Code == "add_to")
        {
            int value = op.Stored.First();
            if (_activity.IsActive(value))
            {
                (string, string)[] path = op.TryText("path") is { } text ? [("path", text)] : [];
                adjoints.Add(value, _builder.Op("load", _builder.TypeOf(value), [ShadowOf(array), .. op.Indices], path));
            }

            return;
        }

        // What stood there before was overwritten: its adjoint starts from zero again.
        int[] place = [ShadowOf(array), .. op.Indices];
        foreach (var (value, path) in op.Stored.Zip(op.StoredPaths, (v, p) => (v, p)))
        {
            if (!_builder.TypeOf(value).IsDifferentiable || type.IsHeld(path))
            {
                continue;
            }

            (string, string)[] at = path.Length == 0 ? [] : [("path", path)];
            if (_activity.IsActive(value))
            {
                adjoints.Add(value, _builder.Op("load", _builder.TypeOf(value), place, at));
            }

            _builder.Append(IrOp.Create("store", [.. place, _builder.Op("zero", _builder.TypeOf(value), [])], [], at.Select(p => new IrAttribute(p.Item1, p.Item2)), op.Span));
        }
    }

    private IrType AdjointType(IrType type) => AdjointType(type, _builder.Span);

    /// <summary>The type of a shadow: the same array, of the adjoints of its elements.</summary>
    public static IrType AdjointType(IrType type, IrSpan span) => type switch
    {
        ArrayType { Element: StructType s } array => s.Gradient.Length > 0
            ? array with { Element = s with { CSharp = s.Gradient, Fields = s.Fields.Select(f => f with { Backing = "", IsReadable = true }).ToEquatable() }, Kind = array.Kind == ArrayKind.ReadOnlySpan ? ArrayKind.Span : array.Kind }
            : throw new CompilationException("ADG0207", span, Emit.TypeNames.Plain(s.CSharp)),
        ArrayType { Element: ArrayType inner } array => array with { Element = AdjointType(inner, span) },
        ArrayType { Kind: ArrayKind.ReadOnlySpan } array => array with { Kind = ArrayKind.Span },
        _ => type,
    };
}
