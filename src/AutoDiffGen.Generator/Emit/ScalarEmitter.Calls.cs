using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

// Calls that stay calls, of the members that PairEmitter writes.
internal sealed partial class ScalarEmitter
{
    // The value alone, or with what the reverse needs pushed on the tape.
    private void Call(IrOp op)
    {
        bool forward = op.Code == "call_forward";
        var arguments = Arguments(op, op.Operands);
        if (forward)
        {
            arguments.Add(context.Tape);
        }

        Results(op, op.Results, Member(op, forward ? op.Text("forward") : op.TryText("value") ?? op.Text("primal")), arguments);
    }

    // One result is a value; several are a tuple, taken apart.
    private void Results(IrOp op, IReadOnlyList<IrValue> results, string member, List<string> arguments)
    {
        if (results.Count == 1)
        {
            Define(results[0], Expr.Of($"{member}({string.Join(", ", arguments)})"), mustRunHere: true, Hint(op), op.Operands);
            return;
        }

        var targets = results.Select(result => Place(result, Hint(op), "")).ToList();
        context.Writer.Call(results.Count == 0 ? member : $"({string.Join(", ", targets)}) = {member}", arguments, ";");
    }

    private void ReverseCall(IrOp op)
    {
        int[] tangents = op.Ints("tangents");
        int arrays = tangents.Length - op.Results.Count;
        int given = op.Operands.Count - arrays - op.Int("cotangents");
        var arguments = Arguments(op, op.Operands.Take(given));
        arguments.Add("ref " + context.Cursor);
        arguments.AddRange(op.Operands.Skip(given).Take(op.Int("cotangents")).Select(id => context.Value(id).Text));
        int shadow = op.Operands.Count - arrays, result = 0;
        foreach (int i in tangents)
        {
            arguments.Add(context.Types[op.Operands[i]] is ArrayType ? context.Value(op.Operands[shadow++]).Text : Place(op.Results[result++], "adjoint", "out "));
        }

        context.Writer.Call(Member(op, op.Text("reverse")), arguments, ";");
    }

    // The callee's own members give value and tangent together.
    private void PushforwardCall(IrOp op)
    {
        int tangents = op.Ints("tangents").Length;
        var arguments = Arguments(op, op.Operands.Take(op.Operands.Count - tangents));
        arguments.AddRange(op.Operands.Skip(op.Operands.Count - tangents).Select(id => context.Value(id).Text));
        string hint = NameScope.Camel(op.Text("method"));
        if (op.TryText("tangent") is { } tangent)
        {
            var targets = op.Results.Select((result, i) => Place(result, hint, "")).ToList();
            context.Writer.Call(targets.Count == 0 ? Member(op, tangent) : $"({string.Join(", ", targets)}) = {Member(op, tangent)}", arguments, ";");
            return;
        }

        string head = Place(op.Results[0], hint, "");
        string target = Place(op.Results[1], "t" + NameScope.Pascal(head.Split(' ').Last()), "out ");
        context.Writer.Call($"{head} = {Member(op, op.Text("pushforward"))}", [.. arguments, target], ";");
    }

    // Where a result goes: the variable that waits for it, or one declared in place.
    private string Place(IrValue result, string hint, string how)
    {
        if (context.Assigned.TryGetValue(result.Id, out string? existing))
        {
            context.Bind(result.Id, existing);
            return how + existing;
        }

        string name = context.Names.Take(result.Name.Length > 0 ? result.Name : hint);
        context.Values[result.Id] = Expr.Of(name);
        return $"{how}{TypeText(result.Type)} {name}";
    }

    private string Member(IrOp op, string name) => (op.Flag("instance") && context.Value(op.Operands[0]).Text == "this" ? context.Own(name) : Target(op) + name) + op.TryText("generic");

    // The receiver of an instance method is operand 0; it stands before the name.
    private List<string> Arguments(IrOp op, IEnumerable<int> operands) =>
        [.. operands.Skip(op.Flag("instance") ? 1 : 0).Select(id => context.Value(id).Text)];

    private string Target(IrOp op)
    {
        if (op.Flag("instance"))
        {
            return context.Value(op.Operands[0]).At(Expr.Primary) + ".";
        }

        return op.TryText("type") is { Length: > 0 } type && type != context.Holder ? type + "." : "";
    }
}
