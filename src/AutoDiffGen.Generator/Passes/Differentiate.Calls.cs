using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Calls that stay calls. The forward one saves on the tape what the callee's reverse reads from it, which gives the
// adjoints of numbers and works on the shadows of arrays in place.
internal sealed partial class Differentiate
{
    private readonly HashSet<int> _parameters = [];

    /// <summary>Appends the reversed call; gives the forward one, which saves nothing where nothing is to be reversed.</summary>
    /// <param name="before">Receives what the forward part needs before the call.</param>
    private IrOp ReverseCall(IrOp op, Adjoints adjoints, List<IrOp> before)
    {
        var cotangents = op.Results.Where(r => r.Type.IsDifferentiable).Select(r => (r.Type, Cotangent: adjoints.Take(r.Id))).ToList();
        if (cotangents.All(c => c.Cotangent is null) && !op.OperandsOf("writes").Any(_activity.IsActive))
        {
            return op;
        }

        int[] tangents = op.Ints("tangents");
        var operands = op.Operands.ToList();
        var shadows = new List<int>();
        var results = new List<IrValue>();
        for (int i = 0; i < operands.Count; i++)
        {
            int operand = operands[i];
            bool wanted = tangents.Contains(i);
            if (_builder.TypeOf(operand) is not ArrayType type)
            {
                if (wanted)
                {
                    results.Add(new IrValue(_builder.Id(), _builder.TypeOf(operand)));
                }

                continue;
            }

            bool gone = !_roots!.Of(operand).All(_parameters.Contains);
            int shadow = -1;
            if (wanted)
            {
                shadow = _activity.IsActive(operand) ? ShadowOf(operand) : Unwanted(operand, type, before);
                shadows.Add(shadow);
            }

            // Memory of the function may be gone by then. Nothing reads what it held, only how long it is.
            if (gone)
            {
                operands[i] = wanted && type.Element is ScalarType ? shadow : _builder.Op("alloc", Made(type), [LengthOf(operand, before)], ("blank", "true"));
            }
        }

        var given = cotangents.Select(c => c.Cotangent ?? _builder.Op("zero", c.Type, [])).ToList();
        _builder.Append(IrOp.Create("call_reverse", operands.Concat(given).Concat(shadows), results, op.With("cotangents", given.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)).Attributes, op.Span));
        int next = 0;
        foreach (int operand in tangents.Select(i => op.Operands[i]).Where(id => _builder.TypeOf(id) is not ArrayType))
        {
            var result = results[next++];
            if (_activity.IsActive(operand))
            {
                adjoints.Add(operand, result.Id);
            }
        }

        return op with { Code = "call_forward" };
    }

    // The callee adds to a shadow that nothing here wants.
    private int Unwanted(int array, ArrayType type, List<IrOp> before) => Emit.ArrayDestinations.IsFlat(type)
        ? _builder.Op("alloc", AdjointType(Made(type)), [LengthOf(array, before)])
        : _builder.Op("shadow_like", AdjointType(type), [array]);

    private ArrayType Made(ArrayType type) => Emit.ArrayDestinations.IsFlat(type) ? type with { Kind = ArrayKind.Span } : throw new CompilationException("ADG0206", _builder.Span);

    // The reverse part cannot ask memory that is gone.
    private int LengthOf(int array, List<IrOp> before)
    {
        if (_arrays.TryGetValue(array, out var op) && op.Code is "alloc" or "slice")
        {
            return op.Operands[op.Code == "alloc" ? 0 : 2];
        }

        var length = Fresh(ScalarType.I32, "");
        before.Add(IrOp.Create("length", [array], [length], [new("axis", "0")], _builder.Span));
        return length.Id;
    }
}
