using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

// Calls whose pullback an author has written.
internal sealed partial class Differentiate
{
    /// <summary>
    /// Calls the rule: it is given what it names, hands back the adjoints of numbers and adds to the shadows of arrays. A
    /// destination that nothing wants is ignored; of an array, an empty span.
    /// </summary>
    private void RulePullback(IrOp op, int g, Adjoints adjoints)
    {
        var form = new List<string>();
        var operands = new List<int>();
        var results = new List<IrValue>();
        var added = new List<(int To, int Adjoint)>();
        int[] stale = op.TryText("stale") is null ? [] : op.Ints("stale");
        void Give(int id, string how = "in")
        {
            form.Add(how);
            operands.Add(id);
        }

        foreach (string role in op.Text("form").Split(','))
        {
            int number = role[0] is 'i' or 'a' or 'd' && char.IsDigit(role[role.Length - 1]) ? int.Parse(role.Substring(1), System.Globalization.CultureInfo.InvariantCulture) : -1;
            int operand = number < 0 ? -1 : op.Operands[number];
            switch (role[0], number)
            {
                case ('i' or 'a', >= 0):
                    if (stale.Contains(number))
                    {
                        throw new CompilationException("ADG0505", op.Span, op.Text("rule").Replace("global::", ""), _builder.Names.TryGetValue(operand, out string? name) ? name : "an array");
                    }

                    Give(operand, role[0] == 'a' ? "array" : "in");
                    break;
                case ('d', >= 0) when _builder.TypeOf(operand) is ArrayType:
                    if (_activity.IsActive(operand))
                    {
                        Give(ShadowOf(operand));
                    }
                    else
                    {
                        form.Add("none");
                    }

                    break;
                case ('d', >= 0):
                    var adjoint = Fresh(_builder.TypeOf(operand), "");
                    _builder.Suggest(adjoint.Id, operand);
                    results.Add(adjoint);
                    form.Add("out");
                    if (_activity.IsActive(operand))
                    {
                        added.Add((operand, adjoint.Id));
                    }

                    break;
                default:
                    if (role == "accumulate")
                    {
                        form.Add(role);
                    }
                    else
                    {
                        Give(role == "cotangent" ? g : op.Results[role == "result" ? 0 : 1].Id);
                    }

                    break;
            }
        }

        _builder.Append(IrOp.Create("rule_pullback", operands, results, [new("rule", op.Text("rule")), new("form", string.Join(",", form))], op.Span));
        foreach (var (to, adjoint) in added)
        {
            adjoints.Add(to, adjoint);
        }
    }

    /// <summary>Once differentiated, a detached value is the value.</summary>
    public static IrBlock Attach(IrBlock block) => Attach(block, Detached(block));

    private static IrBlock Attach(IrBlock block, Dictionary<int, int> values)
    {
        IrBlock Without(IrBlock b) => b with
        {
            Ops = b.Ops.Where(op => op.Code != "detach").Select(op => op with { Regions = op.Regions.Select(Without).ToEquatable() }).ToEquatable(),
        };

        return values.Count == 0 ? block : IrWalk.Rename(Without(block), values);
    }

    // What stands for each detached value; one may have been detached twice.
    private static Dictionary<int, int> Detached(params IrBlock[] blocks)
    {
        var map = new Dictionary<int, int>();
        foreach (var op in blocks.SelectMany(IrWalk.AllOps).Where(op => op.Code == "detach"))
        {
            map[op.Result.Id] = map.TryGetValue(op.Operands[0], out int first) ? first : op.Operands[0];
        }

        return map;
    }
}
