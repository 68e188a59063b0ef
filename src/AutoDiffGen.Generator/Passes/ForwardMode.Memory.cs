using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Beside every active array goes an array of tangents: made, sliced, read and written at the same places.
internal sealed partial class ForwardMode
{
    private void Memory(IrOp op)
    {
        _builder.Append(op);
        if (!_activity.IsActive(op.Code is "alloc" or "choose" or "rows" or "table" or "shadow_table" ? op.Result.Id : op.Operands[0]))
        {
            return;
        }

        switch (op.Code)
        {
            case "alloc":
                Set(op.Result, _builder.Op("alloc", Differentiate.AdjointType(op.Result.Type, op.Span), [.. op.Operands]));
                break;
            case "table":
                Set(op.Result, _builder.Op("table", Differentiate.AdjointType(op.Result.Type, op.Span), [], ("first", op.Text("first"))));
                break;
            case "table_add":
                // Under the same number as the array that it belongs to.
                _builder.Op("table_add", op.Result.Type, [ShadowOf(op.Operands[0]), .. op.Operands.Skip(1)]);
                break;
            case "shadow_table":
                Set(op.Result, _builder.Op("shadow_table", Differentiate.AdjointType(op.Result.Type, op.Span), [.. op.Operands]));
                break;
            case "rows":
                Set(op.Result, _builder.Op("rows", Differentiate.AdjointType(op.Result.Type, op.Span), [ShadowOf(op.Operands[0]), op.Operands[1]]));
                break;
            case "slice":
                Set(op.Result, Part(op, ShadowOf(op.Operands[0])));
                break;
            case "choose":
                int[] shadows = [.. op.Operands.Skip(1).Select(ShadowOf)];
                Set(op.Result, _builder.Op("choose", Reading(op, shadows), [op.Operands[0], .. shadows], [.. op.Attributes.Select(a => (a.Name, a.Text)), ("hint", "tSlice")]));
                break;
            case "load" when op.Result.Type is ArrayType || (_activity.IsActive(op.Result.Id) && !IsHeld(op, op.TryText("path"))):
                (string, string)[] attributes = [.. op.Attributes.Select(a => (a.Name, a.Text)), ("hint", op.Result.Type is ArrayType ? "tRow" : "tElement")];
                Set(op.Result, _builder.Op("load", Differentiate.AdjointType(op.Result.Type, op.Span), [ShadowOf(op.Operands[0]), .. op.Operands.Skip(1)], attributes));
                break;
            case "store":
                Store(op);
                break;
            case "add_to" when TangentOf(op.Stored.First()) is { } t:
                _builder.Append(op with { Operands = op.Indices.Prepend(ShadowOf(op.Operands[0])).Append(t).ToEquatable() });
                break;
        }
    }

    // One store for each number of an element that can have a tangent.
    private void Store(IrOp op)
    {
        int[] place = [ShadowOf(op.Operands[0]), .. op.Indices];
        foreach (var (value, path) in op.Stored.Zip(op.StoredPaths, (v, p) => (v, p)))
        {
            if (_builder.TypeOf(value).IsDifferentiable && !IsHeld(op, path))
            {
                IrAttribute[] at = path.Length == 0 ? [] : [new("path", path)];
                _builder.Append(IrOp.Create("store", [.. place, TangentOrZero(value)], [], at, op.Span));
            }
        }
    }

    // Tangents stand beside the values that a record holds.
    private void Record(IrOp op)
    {
        var active = _activity.ActiveOf(op);
        if (op.Code == "push")
        {
            var tangents = active.Select(i => TangentOrZero(op.Operands[i])).ToList();
            _builder.Append(op with { Operands = op.Operands.Concat(tangents).ToEquatable() });
            return;
        }

        var popped = active.Select(i => Fresh(op.Results[i].Type, Tangent(op.Results[i].Name))).ToList();
        _builder.Append(op with { Results = op.Results.Concat(popped).ToEquatable() });
        for (int i = 0; i < active.Count; i++)
        {
            Set(op.Results[active[i]], popped[i].Id);
        }
    }

    private int Part(IrOp slice, int shadow) => _builder.Op("slice", Reading(slice, shadow), [shadow, .. slice.Operands.Skip(1)], ("hint", "tSlice"));

    // A field that the author holds constant.
    private bool IsHeld(IrOp op, string? path) =>
        _builder.TypeOf(op.Operands[0]) is ArrayType array && array.IsHeld(path);

    // An array that holds no active value may still be chosen beside one that does: its tangents are zeros.
    private int ShadowOf(int array)
    {
        if (TangentOf(array) is { } shadow)
        {
            return shadow;
        }

        if (_builder.TypeOf(array) is not ArrayType { Element: ScalarType or StructType } type)
        {
            throw new CompilationException("ADG0206", _builder.Span);
        }

        int zeros = _builder.Op("alloc", Differentiate.AdjointType(type with { Kind = ArrayKind.Array }, _builder.Span), [.. Enumerable.Range(0, type.Rank).Select(axis => Length(array, axis))]);
        _arrays.Add(zeros);
        return zeros;
    }

    // What is taken of tangents that may only be read may only be read too.
    private IrType Reading(IrOp op, params int[] shadows)
    {
        var type = (ArrayType)Differentiate.AdjointType(op.Result.Type, op.Span);
        return shadows.Any(s => _builder.TypeOf(s) is ArrayType { Kind: ArrayKind.ReadOnlySpan }) ? type with { Kind = ArrayKind.ReadOnlySpan } : type;
    }
}
