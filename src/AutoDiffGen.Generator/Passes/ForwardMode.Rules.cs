using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Calls whose pullback an author has written: the pullback of 1 is the gradient of one output, and its tangent the
// product of that with the tangents of the arguments. Of an array that is written, each element is an output.
internal sealed partial class ForwardMode
{
    private void Rule(IrOp op)
    {
        var call = new RuleCall(op);

        // All tangents follow from those before the call.
        var results = op.Results.Take(call.Outputs).Where(r => _activity.IsActive(r.Id)).Select(r => (Result: r, Tangent: Tangent(op, call, r.Id, null))).ToList();
        var written = call.Written.Where(_activity.IsActive).Distinct().Select(array => (Array: array, Tangents: TangentsOf(op, call, array))).ToList();
        foreach (var (result, tangent) in results.Where(r => r.Tangent is not null))
        {
            Set(result, tangent!.Value);
        }

        foreach (var (array, tangents) in written)
        {
            int shadow = ShadowOf(array);
            _builder.Counted(Length(tangents), i =>
            {
                foreach (var (path, type) in Parts(array))
                {
                    int value = _builder.Op("load", type, [tangents, i], path);
                    _builder.Append(IrOp.Create("store", [shadow, i, value], [], path.Select(p => new IrAttribute(p.Name, p.Text)), op.Span));
                }
            }, "i");
        }
    }

    // The tangent of one output: of a result, or of a number in an array that the call has written.
    private int? Tangent(IrOp op, RuleCall call, int output, (int Index, (string Name, string Text)[] Path)? element)
    {
        int? sum = null;
        void Add(int part) => sum = sum is { } earlier ? _builder.Elementwise("add", earlier, part) : part;
        var gradients = new Dictionary<int, int>();
        int? Gradient(int id)
        {
            if (!_activity.IsActive(id))
            {
                return null;
            }

            if (!gradients.TryGetValue(id, out int gradient))
            {
                gradients[id] = gradient = Zeros(id);
                if (id == output && element is { } at)
                {
                    var type = Parts(id).First(p => p.Path.SequenceEqual(at.Path)).Type;
                    _builder.Append(IrOp.Create("store", [gradient, at.Index, _builder.Constant("1", (ScalarType)type)], [], at.Path.Select(p => new IrAttribute(p.Name, p.Text)), op.Span));
                }
            }

            return gradient;
        }

        var pullback = new RulePullback(op, call, _builder)
        {
            Cotangent = result => _builder.Constant(op.Results[result].Id == output ? "1" : "0", IrBuilder.Element(op.Results[result].Type)),
            Shadow = Gradient,
            Zeros = Zeros,
        };
        foreach (var (of, adjoint) in pullback.Append())
        {
            if (TangentOf(of) is { } tangent)
            {
                Add(_builder.Elementwise("mul", adjoint, tangent));
            }
        }

        foreach (var gradient in gradients)
        {
            foreach (var (path, type) in Parts(gradient.Key))
            {
                Add(Dot(gradient.Value, ShadowOf(gradient.Key), path, (ScalarType)type));
            }
        }

        return sum;
    }

    // One call of the rule for each number that was written: the rows of the Jacobian, as a pullback gives them.
    private int TangentsOf(IrOp op, RuleCall call, int array)
    {
        int tangents = Zeros(array);
        _builder.Counted(Length(array), i =>
        {
            foreach (var (path, _) in Parts(array))
            {
                if (Tangent(op, call, array, (i, path)) is { } tangent)
                {
                    _builder.Append(IrOp.Create("store", [tangents, i, tangent], [], path.Select(p => new IrAttribute(p.Name, p.Text)), op.Span));
                }
            }
        }, "i");
        return tangents;
    }

    // The numbers of an element that can have a tangent.
    private IEnumerable<((string Name, string Text)[] Path, IrType Type)> Parts(int array) => ((ArrayType)_builder.TypeOf(array)).Element is StructType s
        ? s.Leaves().Where(l => l.Type.IsDifferentiable && !l.NoGradient).Select(l => (new[] { ("path", l.Path) }, l.Type))
        : [([], ((ArrayType)_builder.TypeOf(array)).Element)];

    private int Length(int array, int axis = 0) => _builder.Op("length", ScalarType.I32, [array], ("axis", axis.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private int Zeros(int array) => _builder.Op("alloc", new ArrayType(((ArrayType)Differentiate.AdjointType(_builder.TypeOf(array), _builder.Span)).Element), [Length(array)], "gradient");

    private int Dot(int x, int y, (string Name, string Text)[] path, ScalarType type)
    {
        int zero = _builder.Constant("0", ScalarType.I32);
        int length = Length(x);
        int start = _builder.Op("zero", type, []);
        var (index, sum, result) = (Fresh(ScalarType.I32, "i"), Fresh(type, "sum"), Fresh(type, "sum"));
        var body = _builder.Capture(() =>
        {
            int product = _builder.Elementwise("mul", _builder.Op("load", type, [x, index.Id], path), _builder.Op("load", type, [y, index.Id], path));
            _builder.Append(IrOp.Create("yield", [_builder.Elementwise("add", sum.Id, product)], []));
        });
        _builder.Append(IrOp.Create("for", [zero, length, start], [result], [new("step", "1"), new("compare", "lt")], _builder.Span,
            [new IrBlock(EquatableArray.Of(index, sum), body.ToEquatable())]));
        return result.Id;
    }
}
