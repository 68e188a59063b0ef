using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Calls whose pullback an author has written: the pullback of 1 is the gradient of one output, and its tangent the
// product of that with the tangents of the arguments.
internal sealed partial class ForwardMode
{
    private void Rule(IrOp op)
    {
        var call = new RuleCall(op);
        if (call.Written.Any(_activity.IsActive))
        {
            throw new CompilationException("ADG0507", op.Span, Emit.TypeNames.Plain(op.Text("rule")));
        }

        foreach (var output in op.Results.Take(call.Outputs).Where(r => _activity.IsActive(r.Id)).ToList())
        {
            int? sum = null;
            void Add(int part) => sum = sum is { } earlier ? _builder.Elementwise("add", earlier, part) : part;
            var gradients = new List<(int Array, int Gradient)>();
            var pullback = new RulePullback(op, call, _builder)
            {
                Cotangent = result => _builder.Constant(op.Results[result].Id == output.Id ? "1" : "0", IrBuilder.Element(op.Results[result].Type)),
                Shadow = id =>
                {
                    if (!_activity.IsActive(id))
                    {
                        return null;
                    }

                    int gradient = Zeros(op, id);
                    gradients.Add((id, gradient));
                    return gradient;
                },
            };
            foreach (var (of, adjoint) in pullback.Append())
            {
                if (TangentOf(of) is { } tangent)
                {
                    Add(_builder.Elementwise("mul", adjoint, tangent));
                }
            }

            foreach (var (array, gradient) in gradients)
            {
                Add(Dot(gradient, ShadowOf(array)));
            }

            if (sum is { } total)
            {
                Set(output, total);
            }
        }
    }

    private int Zeros(IrOp op, int array)
    {
        if (_builder.TypeOf(array) is not ArrayType { Rank: 1, Element: ScalarType } type)
        {
            throw new CompilationException("ADG0507", op.Span, Emit.TypeNames.Plain(op.Text("rule")));
        }

        int length = _builder.Op("length", ScalarType.I32, [array], ("axis", "0"));
        return _builder.Op("alloc", new ArrayType(type.Element), [length], "gradient");
    }

    private int Dot(int x, int y)
    {
        var type = (ScalarType)((ArrayType)_builder.TypeOf(x)).Element;
        int zero = _builder.Constant("0", ScalarType.I32);
        int length = _builder.Op("length", ScalarType.I32, [x], ("axis", "0"));
        int start = _builder.Op("zero", type, []);
        var (index, sum, result) = (Fresh(ScalarType.I32, "i"), Fresh(type, "sum"), Fresh(type, "sum"));
        var body = _builder.Capture(() =>
        {
            int product = _builder.Elementwise("mul", _builder.Op("load", type, [x, index.Id]), _builder.Op("load", type, [y, index.Id]));
            _builder.Append(IrOp.Create("yield", [_builder.Elementwise("add", sum.Id, product)], []));
        });
        _builder.Append(IrOp.Create("for", [zero, length, start], [result], [new("step", "1"), new("compare", "lt")], _builder.Span,
            [new IrBlock(EquatableArray.Of(index, sum), body.ToEquatable())]));
        return result.Id;
    }
}
