using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Parameters of modules. The reverse reads them where they lie, from the module, which is kept like any value; their
// adjoints are added where they lie in the gradient. So it does not matter how the module was found, or how often.
internal sealed partial class Differentiate
{
    // The parameters of modules that operations read, read once more for their reverse: by the first reading's value.
    private Dictionary<int, int> ModulesOf(IEnumerable<IrOp> ops)
    {
        var again = new Dictionary<int, int>();
        foreach (var op in ops.Where(op => op.Code == "module_parameter"))
        {
            var value = Fresh(op.Result.Type, op.Result.Name);
            _builder.Append(op with { Results = EquatableArray.Of(value) });
            again[op.Result.Id] = value.Id;
        }

        return again;
    }

    // What was captured since then uses the second reading.
    private void ReadAgain(Dictionary<int, int> again)
    {
        for (int i = 0; again.Count > 0 && i < _builder.Ops.Count; i++)
        {
            _builder.Ops[i] = IrWalk.Rename(_builder.Ops[i], again);
        }
    }

    private void ReverseModule(IrOp op, Adjoints adjoints)
    {
        if (adjoints.Take(op.Result.Id) is { } adjoint)
        {
            _builder.Append(IrOp.Create("add_module", [op.Operands[0], adjoint], [], op.Attributes, op.Span));
        }
    }
}
