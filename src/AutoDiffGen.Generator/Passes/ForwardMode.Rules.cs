using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Calls whose pullback an author has written: the pullback of 1 is the gradient, and the tangent its product with the
// tangents of the arguments.
internal sealed partial class ForwardMode
{
    private void Rule(IrOp op)
    {
        var form = new List<string>();
        var operands = new List<int>();
        var results = new List<IrValue>();
        int? sum = null;
        var products = new List<(int Adjoint, int Tangent)>();
        foreach (string role in op.Text("form").Split(','))
        {
            int number = char.IsDigit(role[role.Length - 1]) ? int.Parse(role.Substring(1), System.Globalization.CultureInfo.InvariantCulture) : -1;
            if (number < 0 && role == "accumulate")
            {
                form.Add(role);
            }
            else if (number < 0)
            {
                form.Add("in");
                operands.Add(role == "cotangent" ? _builder.Constant("1", IrBuilder.Element(op.Result.Type)) : op.Results[role == "result" ? 0 : 1].Id);
            }
            else if (role[0] != 'd')
            {
                form.Add(role[0] == 'a' ? "array" : "in");
                operands.Add(op.Operands[number]);
            }
            else if (_builder.TypeOf(op.Operands[number]) is ArrayType)
            {
                if (_activity.IsActive(op.Operands[number]))
                {
                    throw new CompilationException("ADG0507", op.Span, op.Text("rule").Replace("global::", ""));
                }

                form.Add("none");
            }
            else
            {
                var adjoint = Fresh(_builder.TypeOf(op.Operands[number]), "");
                results.Add(adjoint);
                form.Add("out");
                if (TangentOf(op.Operands[number]) is { } tangent)
                {
                    products.Add((adjoint.Id, tangent));
                }
            }
        }

        _builder.Append(IrOp.Create("rule_pullback", operands, results, [new("rule", op.Text("rule")), new("form", string.Join(",", form))], op.Span));
        foreach (var (adjoint, tangent) in products)
        {
            int product = _builder.Elementwise("mul", adjoint, tangent);
            sum = sum is { } earlier ? _builder.Elementwise("add", earlier, product) : product;
        }

        if (sum is { } total)
        {
            Set(op.Result, total);
        }
    }
}
