using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Operations that others make up.
internal sealed partial class ShapePass
{
    private void Expand(IrOp op, Func<Expansion, int> expand, List<IrOp> ops)
    {
        int result = expand(new Expansion(op, ContextOf(op), id => _types[id], () => _nextId++, inner =>
        {
            // What is checked is checked before the first of them.
            ops.AddRange(_before);
            _before.Clear();
            Visit(inner, ops);
        }));
        ops.AddRange(_before);
        _before.Clear();
        _same[op.Result.Id] = Same(result);
        if (op.Result.Name.Length > 0 && ops.LastOrDefault() is { Results.Count: 1 } last && last.Result.Id == Same(result) && last.Result.Name.Length == 0)
        {
            ops[ops.Count - 1] = last with { Results = EquatableArray.Of(last.Result with { Name = op.Result.Name }) };
            _names[last.Result.Id] = op.Result.Name;
        }
    }

    // The parts of a tensor are all of it.
    private void ExpectSplit(IrOp op, List<IrOp> ops)
    {
        var context = ContextOf(op);
        int axis = context.Axis("Split", context.Tensor(0).Rank);
        var (length, end) = (context.Tensor(0).Shape[axis], context.Dim(1));
        string sentence = $"Split: {op.Text("parts")} parts of axis {axis} are {Format(end)} elements together, and it has {Format(length)}: {context.Describe(0)}.";
        context.AtLeast(length, end, sentence);
        context.AtLeast(end, length, sentence);
        ops.AddRange(_before);
        _before.Clear();
    }
}
