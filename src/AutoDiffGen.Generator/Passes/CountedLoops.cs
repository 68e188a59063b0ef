using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Turns a <c>while</c> whose counter moves by one towards a bound that is fixed before the loop into a <c>for</c>, and
/// takes what no iteration changes out of the carried values.
/// </summary>
internal sealed class CountedLoops
{
    private readonly Dictionary<int, int> _map = [];
    private int _nextId;

    private CountedLoops(int nextId) => _nextId = nextId;

    public static IrFunction Run(IrFunction function)
    {
        var pass = new CountedLoops(function.NextId);
        return function with { Body = pass.Block(function.Body) };
    }

    private IrBlock Block(IrBlock block)
    {
        var ops = new List<IrOp>();
        foreach (var original in block.Ops)
        {
            var op = original with { Operands = original.Operands.Select(Resolve).ToEquatable() };
            if (op.Code == "while")
            {
                Loop(op, ops);
                continue;
            }

            ops.Add(op with { Regions = op.Regions.Select(Block).ToEquatable() });
        }

        return block with { Ops = ops.ToEquatable() };
    }

    private int Resolve(int id) => _map.TryGetValue(id, out int to) ? Resolve(to) : id;

    private void Loop(IrOp op, List<IrOp> ops)
    {
        // A value that every iteration hands on as it came is the initial one.
        var (test, body) = (op.Regions[0], op.Regions[1]);
        var carried = new List<int>();
        for (int i = 0; i < op.Results.Count; i++)
        {
            if (body.Terminator.Operands[i] == body.Arguments[i].Id || body.Terminator.Operands[i] == op.Operands[i])
            {
                _map[test.Arguments[i].Id] = _map[body.Arguments[i].Id] = _map[op.Results[i].Id] = op.Operands[i];
            }
            else
            {
                carried.Add(i);
            }
        }

        op = op with
        {
            Operands = carried.Select(i => op.Operands[i]).ToEquatable(),
            Results = carried.Select(i => op.Results[i]).ToEquatable(),
            Regions = EquatableArray.Of(Block(Pick(test, carried, null)), Block(Pick(body, carried, carried))),
        };
        if (Count(op) is not { } counted)
        {
            ops.Add(op);
            return;
        }

        ops.AddRange(counted.Hoisted);
        ops.Add(For(op, counted, ops));
    }

    private static IrBlock Pick(IrBlock block, List<int> arguments, List<int>? yields)
    {
        var yield = block.Terminator;
        return new IrBlock(
            arguments.Select(i => block.Arguments[i]).ToEquatable(),
            yields is null ? block.Ops : block.Body.Append(yield with { Operands = yields.Select(i => yield.Operands[i]).ToEquatable() }).ToEquatable());
    }

    // The counter, when the test compares it with a bound and the body moves it by one towards that.
    private static Counted? Count(IrOp op)
    {
        var (test, body) = (op.Regions[0], op.Regions[1]);
        var testOps = test.Body.ToList();
        if (testOps.FirstOrDefault(o => o.Results.Any(r => r.Id == test.Terminator.Operands[0])) is not { Code: "lt" or "le" or "gt" or "ge" } comparison)
        {
            return null;
        }

        for (int i = 0; i < op.Results.Count; i++)
        {
            if (op.Results[i].Type is not ScalarType { Kind: ScalarKind.Integer, CSharp: "int" or "long" or "nint" }
                || Step(body, i, op) is not { } step)
            {
                continue;
            }

            string? compare = comparison.Operands[0] == test.Arguments[i].Id ? comparison.Code
                : comparison.Operands[1] == test.Arguments[i].Id ? Mirrored(comparison.Code) : null;
            int bound = comparison.Operands[comparison.Operands[0] == test.Arguments[i].Id ? 1 : 0];
            if (compare is null || (step > 0) != compare is "lt" or "le")
            {
                continue;
            }

            // The bound is fixed when what computes it is pure and looks at nothing that the loop carries or writes.
            var hoisted = testOps.Where(o => o != comparison).ToList();
            var carried = new HashSet<int>(test.Arguments.Select(a => a.Id));
            if (hoisted.All(o => OpTable.IsPure(o) && o.Regions.Count == 0 && !o.Operands.Any(carried.Contains)) && !carried.Contains(bound))
            {
                return new Counted(i, step, compare, bound, hoisted);
            }
        }

        return null;
    }

    private static int? Step(IrBlock body, int index, IrOp loop)
    {
        int next = body.Terminator.Operands[index];
        if (body.Body.FirstOrDefault(o => o.Results.Any(r => r.Id == next)) is not { Code: "add" or "sub" } move || move.Operands[0] != body.Arguments[index].Id)
        {
            return null;
        }

        var one = body.Body.FirstOrDefault(o => o.Code == "const" && o.Result.Id == move.Operands[1]);
        int? amount = one?.Text("value") switch { "1" => 1, "-1" => -1, _ => null };
        return move.Code == "add" ? amount : -amount;
    }

    private static string Mirrored(string compare) => compare switch { "lt" => "gt", "le" => "ge", "gt" => "lt", _ => "le" };

    private IrOp For(IrOp op, Counted counted, List<IrOp> ops)
    {
        int k = counted.Index;
        var body = op.Regions[1];
        var rest = Enumerable.Range(0, op.Results.Count).Where(i => i != k).ToList();
        var type = op.Results[k].Type;

        // What the counter is after the loop: where it started when that was at or past the bound already, else one past the last.
        int end = counted.Bound;
        if (counted.Compare is "le" or "ge")
        {
            ops.Add(IrOp.Create("const", [], [new IrValue(_nextId++, type)], [new("value", "1")]));
            ops.Add(IrOp.Create(counted.Step > 0 ? "add" : "sub", [counted.Bound, ops[ops.Count - 1].Result.Id], [new IrValue(_nextId++, type)], span: op.Span));
            end = ops[ops.Count - 1].Result.Id;
        }

        ops.Add(IrOp.Create("select", [op.Operands[k], counted.Bound, end, op.Operands[k]], [op.Results[k] with { Name = "" }], [new("compare", counted.Compare)], op.Span));
        var arguments = rest.Select(i => body.Arguments[i]).Prepend(body.Arguments[k]).ToEquatable();
        var yield = body.Terminator;
        var region = new IrBlock(arguments, body.Body.Append(yield with { Operands = rest.Select(i => yield.Operands[i]).ToEquatable() }).ToEquatable());
        return IrOp.Create("for", rest.Select(i => op.Operands[i]).Prepend(counted.Bound).Prepend(op.Operands[k]), rest.Select(i => op.Results[i]),
            [new("step", counted.Step > 0 ? "1" : "-1"), new("compare", counted.Compare)], op.Span, [region]);
    }

    private sealed record Counted(int Index, int Step, string Compare, int Bound, List<IrOp> Hoisted);
}
