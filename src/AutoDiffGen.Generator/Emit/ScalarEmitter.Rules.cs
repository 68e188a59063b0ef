using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

// Calls of methods whose pullback an author has written, and of these pullbacks.
internal sealed partial class ScalarEmitter
{
    // The method itself; where its residual is read, the forward method that gives both.
    private void RuleCall(IrOp op)
    {
        string hint = NameScope.Camel(op.Text("target").Split('<')[0].Split('.').Last().TrimStart('@'));
        if (op.Results.Count > 1 && uses.ContainsKey(op.Results[1].Id))
        {
            string residual = context.Names.Take("residual");
            string forward = $"{op.Text("forward")}({string.Join(", ", op.Operands.Select(RuleArgument).Append($"out {TypeText(op.Results[1].Type)} {residual}"))})";
            context.Values[op.Results[1].Id] = Expr.Of(residual);
            Define(op.Result, Expr.Of(forward), mustRunHere: true, hint);
            return;
        }

        bool instance = op.Text("kind") == "instance";
        if (context.Accessors?.For(op) is { } accessor)
        {
            Define(op.Result, Expr.Of($"{accessor}({string.Join(", ", (instance ? [] : new[] { "null" }).Concat(op.Operands.Select(RuleArgument)))})"), mustRunHere: true, hint);
            return;
        }

        string receiver = instance ? context.Value(op.Operands[0]).At(Expr.Primary) + "." : "";
        Define(op.Result, Expr.Of($"{receiver}{op.Text("target")}({string.Join(", ", op.Operands.Skip(instance ? 1 : 0).Select(RuleArgument))})"), mustRunHere: true, hint);
    }

    private void RulePullback(IrOp op)
    {
        int operand = 0, result = 0;
        var arguments = op.Text("form").Split(',').Select(how => how switch
        {
            "in" => context.Value(op.Operands[operand++]).Text,
            "array" => RuleArgument(op.Operands[operand++]),
            "none" => "default",
            "accumulate" => "accumulate: true",
            _ => Out(op.Results[result++]),
        }).ToList();
        context.Writer.Call(op.Text("rule"), arguments, ";");
    }

    private string Out(IrValue value)
    {
        if (context.Assigned.TryGetValue(value.Id, out string? existing))
        {
            context.Bind(value.Id, existing);
            return "out " + existing;
        }

        if (!uses.ContainsKey(value.Id))
        {
            return "out _";
        }

        string name = context.Names.Take(value.Name.Length > 0 ? value.Name : "adjoint");
        context.Values[value.Id] = Expr.Of(name);
        return $"out {TypeText(value.Type)} {name}";
    }

    // An array that the method makes lives in rented memory; one that wants an array gets a copy.
    private string RuleArgument(int id)
    {
        string text = context.Value(id).Text;
        return context.Types[id] is ArrayType { Kind: ArrayKind.Array } && context.Locals.Contains(id) ? text + ".ToArray()" : text;
    }
}
