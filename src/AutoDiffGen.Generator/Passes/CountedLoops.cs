using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Turns a <c>while</c> whose counter moves by a constant towards a bound that is fixed before the loop into a <c>for</c>, and
/// takes what no iteration changes out of the carried values.
/// </summary>
internal sealed class CountedLoops
{
    // A counter that wraps around visits a great many indices before, so that no loop gets there in practice.
    private const int LongestStep = 1024;

    private readonly Dictionary<int, int> _map = [];
    private readonly Dictionary<int, int> _uses;
    private readonly Dictionary<int, int> _steps = [];
    private readonly bool _strides;
    private int _nextId;

    private CountedLoops(IrFunction function, bool strides)
    {
        (_nextId, _uses, _strides) = (function.NextId, IrWalk.UseCounts(function.Body), strides);
        foreach (var op in IrWalk.AllOps(function.Body).Where(o => o.Code == "const" && o.Result.Type is ScalarType { CSharp: "int" or "long" or "nint" }))
        {
            if (int.TryParse(op.Text("value"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value is >= -LongestStep and <= LongestStep and not 0)
            {
                _steps[op.Result.Id] = value;
            }
        }
    }

    /// <param name="strides">Whether steps other than one are counted too.</param>
    public static IrFunction Run(IrFunction function, bool strides = true)
    {
        var pass = new CountedLoops(function, strides);
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
    private Counted? Count(IrOp op)
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
                || Step(body, i) is not { } step
                || (step is not (1 or -1) && !IsStride(op.Results[i])))
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

    // Where such a loop's counter stops nobody may ask: it is past the bound, and not by one.
    private bool IsStride(IrValue counter) => _strides && counter.Type is ScalarType { CSharp: "int" } && !_uses.ContainsKey(counter.Id);

    private int? Step(IrBlock body, int index)
    {
        int next = body.Terminator.Operands[index];
        if (body.Body.FirstOrDefault(o => o.Results.Any(r => r.Id == next)) is not { Code: "add" or "sub" } move || move.Operands[0] != body.Arguments[index].Id)
        {
            return null;
        }

        int? amount = _steps.TryGetValue(move.Operands[1], out int constant) ? constant : null;
        return move.Code == "add" ? amount : -amount;
    }

    private static string Mirrored(string compare) => compare switch { "lt" => "gt", "le" => "ge", "gt" => "lt", _ => "le" };

    private IrOp For(IrOp op, Counted counted, List<IrOp> ops)
    {
        int k = counted.Index;
        var body = op.Regions[1];
        var rest = Enumerable.Range(0, op.Results.Count).Where(i => i != k).ToList();
        var type = op.Results[k].Type;

        // What the counter is after the loop: where it started when that was at or past the bound already, else one past the
        // last. Of longer steps nobody asks.
        int end = counted.Bound;
        bool single = counted.Step is 1 or -1;
        if (single && counted.Compare is "le" or "ge")
        {
            ops.Add(IrOp.Create("const", [], [new IrValue(_nextId++, type)], [new("value", "1")]));
            ops.Add(IrOp.Create(counted.Step > 0 ? "add" : "sub", [counted.Bound, ops[ops.Count - 1].Result.Id], [new IrValue(_nextId++, type)], span: op.Span));
            end = ops[ops.Count - 1].Result.Id;
        }

        if (single)
        {
            ops.Add(IrOp.Create("select", [op.Operands[k], counted.Bound, end, op.Operands[k]], [op.Results[k] with { Name = "" }], [new("compare", counted.Compare)], op.Span));
        }

        var arguments = rest.Select(i => body.Arguments[i]).Prepend(body.Arguments[k]).ToEquatable();
        var yield = body.Terminator;
        var region = new IrBlock(arguments, body.Body.Append(yield with { Operands = rest.Select(i => yield.Operands[i]).ToEquatable() }).ToEquatable());
        return IrOp.Create("for", rest.Select(i => op.Operands[i]).Prepend(counted.Bound).Prepend(op.Operands[k]), rest.Select(i => op.Results[i]),
            [new("step", counted.Step.ToString(CultureInfo.InvariantCulture)), new("compare", counted.Compare)], op.Span, [region]);
    }

    private sealed record Counted(int Index, int Step, string Compare, int Bound, List<IrOp> Hoisted);
}
