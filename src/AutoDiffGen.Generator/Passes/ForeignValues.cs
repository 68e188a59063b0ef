using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Follows active values into methods that are not differentiated. A number that comes out of one, or of an object or a
/// type that one went into, would have lost its derivative in silence: that is an error at the place where it comes out.
/// </summary>
internal sealed class ForeignValues(Func<int, bool> isVaried)
{
    private readonly HashSet<int> _objects = [];
    private readonly HashSet<string> _types = [];

    /// <summary>How much is known; it only grows.</summary>
    public int Count => _objects.Count + _types.Count;

    /// <summary>Looks at every operation of a block once.</summary>
    /// <param name="types">The types of all values.</param>
    public void Visit(IrBlock block, IReadOnlyDictionary<int, IrType> types)
    {
        foreach (var op in block.Ops)
        {
            foreach (var region in op.Regions)
            {
                Visit(region, types);
            }

            switch (op.Code)
            {
                case "if":
                    for (int i = 0; i < op.Results.Count; i++)
                    {
                        Pass(op.Results[i].Id, op.Regions.Select(r => r.Terminator.Operands[i]));
                    }

                    break;
                case "while" or "for":
                    var loop = new LoopView(op);
                    for (int i = 0; i < loop.Count; i++)
                    {
                        foreach (var value in loop.Carried(i))
                        {
                            Pass(value.Id, [loop.Initial(i), loop.Next(i)]);
                        }
                    }

                    break;
                case "inert_call":
                    Call(op, types);
                    break;
                // A derivative of its own covers a call's arguments, not what an object among them was given before.
                case "rule_call" when op.Operands.Any(_objects.Contains) || (op.Text("kind") == "static" && _types.Contains(TypeOf(op.Text("target")))):
                    ComesOut(op, op.Text("target"));
                    break;
                case "call" when op.Operands.Any(_objects.Contains):
                    ComesOut(op, op.Text("method"));
                    break;
                case "field" when _objects.Contains(op.Operands[0]):
                    ComesOut(op, op.Text("member"));
                    break;
                case "static" when _types.Contains(TypeOf(op.Text("member"))):
                    ComesOut(op, op.Text("member"));
                    break;
            }
        }
    }

    private void Call(IrOp op, IReadOnlyDictionary<int, IrType> types)
    {
        string target = op.Text("target");
        bool goesIn = op.Operands.Any(id => isVaried(id) || _objects.Contains(id)) || (op.Text("kind") == "static" && _types.Contains(TypeOf(target)));
        if (!goesIn)
        {
            return;
        }

        ComesOut(op, target);
        bool number = op.Operands.Any(id => isVaried(id) || _objects.Contains(id));
        if (number)
        {
            _objects.UnionWith(op.Operands.Where(id => types[id] is OpaqueType or ModelType));
            if (op.Text("kind") == "static" && !op.Flag("stateless"))
            {
                _types.Add(TypeOf(target));
            }
        }
    }

    private void ComesOut(IrOp op, string member)
    {
        foreach (var result in op.Results)
        {
            if (result.Type.IsDifferentiable && result.Type is not ModelType)
            {
                throw new CompilationException("ADG0201", op.Span, Emit.TypeNames.Plain(member));
            }

            if (result.Type is OpaqueType or ModelType)
            {
                _objects.Add(result.Id);
            }
        }
    }

    private void Pass(int to, IEnumerable<int> from)
    {
        if (from.Any(_objects.Contains))
        {
            _objects.Add(to);
        }
    }

    private static string TypeOf(string member) => member.Contains('.') ? member.Substring(0, member.LastIndexOf('.')) : member;
}
