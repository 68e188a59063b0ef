using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

internal sealed partial class ScalarEmitter
{
    // The callee's value is what its pushforward returns; the tangent comes out beside it.
    private void PushforwardCall(IrOp op)
    {
        int tangents = op.Ints("tangents").Length;
        var arguments = Arguments(op, op.Operands.Take(op.Operands.Count - tangents));
        arguments.AddRange(op.Operands.Skip(op.Operands.Count - tangents).Select(id => context.Value(id).Text));
        var (value, tangent) = (op.Results[0], op.Results[1]);
        string Place(IrValue result, string hint, out string declaration)
        {
            if (context.Assigned.TryGetValue(result.Id, out string? existing))
            {
                declaration = existing;
                context.Bind(result.Id, existing);
                return existing;
            }

            string name = context.Names.Take(result.Name.Length > 0 ? result.Name : hint);
            declaration = TypeText(result.Type) + " " + name;
            context.Values[result.Id] = Expr.Of(name);
            return name;
        }

        string hint = NameScope.Camel(op.Text("method"));
        string valueName = Place(value, hint, out string head);
        Place(tangent, "t" + NameScope.Pascal(valueName), out string target);
        context.Writer.Call($"{head} = {Target(op)}{op.Text("pushforward")}", [.. arguments, "out " + target], ";");
    }
}
