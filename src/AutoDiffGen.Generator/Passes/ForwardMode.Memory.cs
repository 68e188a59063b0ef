using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Beside every active array goes an array of tangents: made, sliced, read and written at the same places.
internal sealed partial class ForwardMode
{
    private void Memory(IrOp op)
    {
        _builder.Append(op);
        int array = op.Code == "alloc" ? op.Result.Id : op.Code == "choose" ? op.Operands[1] : op.Operands[0];
        if (!_activity.IsActive(op.Code == "choose" ? op.Result.Id : array))
        {
            return;
        }

        switch (op.Code)
        {
            case "alloc":
                Set(op.Result, _builder.Op("alloc", op.Result.Type, [op.Operands[0]]));
                break;
            case "slice":
                Set(op.Result, _builder.Op("slice", Reading(op.Result.Type, ShadowOf(array)), [ShadowOf(array), .. op.Operands.Skip(1)], ("hint", "tSlice")));
                break;
            case "choose":
                int[] shadows = [.. op.Operands.Skip(1).Select(ShadowOf)];
                Set(op.Result, _builder.Op("choose", Reading(op.Result.Type, shadows), [op.Operands[0], .. shadows], ("hint", "tSlice")));
                break;
            case "load" when op.Result.Type is ArrayType || _activity.IsActive(op.Result.Id):
                Set(op.Result, _builder.Op("load", op.Result.Type, [ShadowOf(array), .. op.Operands.Skip(1)], [.. op.Attributes.Select(a => (a.Name, a.Text)), ("hint", op.Result.Type is ArrayType ? "tRow" : "tElement")]));
                break;
            case "store":
                int[] place = [ShadowOf(array), .. op.Operands.Skip(1).Take(op.Operands.Count - 2)];
                _builder.Append(IrOp.Create("store", [.. place, TangentOrZero(op.Operands[op.Operands.Count - 1])], [], span: op.Span));
                break;
            case "add_to" when TangentOf(op.Operands[op.Operands.Count - 1]) is { } t:
                _builder.Append(IrOp.Create("add_to", [ShadowOf(array), .. op.Operands.Skip(1).Take(op.Operands.Count - 2), t], [], span: op.Span));
                break;
        }
    }

    // An array that holds no active value may still be chosen beside one that does: its tangents are zeros.
    private int ShadowOf(int array)
    {
        if (TangentOf(array) is { } shadow)
        {
            return shadow;
        }

        if (_builder.TypeOf(array) is not ArrayType { Rank: 1, Element: ScalarType } type)
        {
            throw new CompilationException("ADG0206", _builder.Span);
        }

        int length = _builder.Op("length", ScalarType.I32, [array], ("axis", "0"));
        return _builder.Op("alloc", type, [length]);
    }

    private IrType Reading(IrType type, params int[] shadows) =>
        type is ArrayType array && shadows.Any(s => _builder.TypeOf(s) is ArrayType { Kind: ArrayKind.ReadOnlySpan }) ? array with { Kind = ArrayKind.ReadOnlySpan } : type;
}
