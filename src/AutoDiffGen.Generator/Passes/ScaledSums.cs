using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// A loop of a reverse block that does nothing but add multiples of elements that lie side by side to others that do
/// becomes one <c>add_scaled</c> for each such sum: several elements at a time, and the bounds are looked at once. Which
/// destination is wanted is asked before it, not for every element. What the loop sets to zero after it was read is
/// cleared after the sums.
/// </summary>
internal sealed class ScaledSums
{
    private readonly ReverseMemory _memory;
    private readonly bool _clears;
    private int _nextId;

    private ScaledSums(Derivative derivative, bool clears) => (_memory, _clears, _nextId) =
        (new ReverseMemory(derivative), clears, 1 + IrWalk.AllValues(derivative.Primal).Concat(IrWalk.AllValues(derivative.Forward)).Concat(IrWalk.AllValues(derivative.Reverse)).Max(v => v.Id));

    /// <param name="clears">Whether what a loop adds may be what it then sets to zero.</param>
    public static Derivative Run(Derivative derivative, bool clears = true) =>
        derivative with { Reverse = new ScaledSums(derivative, clears).Block(derivative.Reverse) };

    private IrBlock Block(IrBlock block) => block with
    {
        Ops = block.Ops.SelectMany(op => Sums(op) ?? [op with { Regions = op.Regions.Select(Block).ToEquatable() }]).ToEquatable(),
    };

    // What stands in place of a loop, or null where it stays.
    private List<IrOp>? Sums(IrOp op)
    {
        if (op.Code != "for" || op.Results.Count > 0 || op.Regions[0].Arguments[0] is not { Type: ScalarType { CSharp: "int" } } index || op.Int("step") is not (1 or -1))
        {
            return null;
        }

        var body = op.Regions[0];
        if (SummedLoop.Read(body, _memory, _clears) is not { } loop)
        {
            return null;
        }

        // What does not depend on the index is computed once, before; where that could fail, only if the loop runs at all.
        var before = new List<IrOp>();
        var (first, count) = Range(op, before);
        var inside = new List<IrOp>(loop.Fixed);
        var clears = new List<IrOp>();
        if (!Pieces(loop, body, inside, clears, first, count))
        {
            return null;
        }

        inside.AddRange(clears);
        if (!loop.Fixed.Any(CanFail))
        {
            return [.. before, .. inside];
        }

        int zero = Constant("0", ScalarType.I32, before);
        int runs = Op("gt", ScalarType.Bool, [count, zero], before);
        return [.. before, If(runs, inside)];
    }

    // The sums of a block and, to stand after all of them, what it clears.
    private bool Pieces(SummedLoop loop, IrBlock block, List<IrOp> sums, List<IrOp> clears, int first, int count)
    {
        foreach (var op in block.Body)
        {
            switch (op.Code)
            {
                case "add_to" when Sum(op, loop, first, count, sums) is { } sum:
                    sums.Add(sum);
                    break;
                case "store" when Start(op.Operands[1], loop, first, clears) is { } start:
                    clears.Add(IrOp.Create("clear", [op.Operands[0], start, count], [], span: op.Span));
                    break;
                case "if":
                    for (int side = 0; side < 2; side++)
                    {
                        var (region, innerSums, innerClears) = (op.Regions[side], new List<IrOp>(), new List<IrOp>());
                        var constant = region.Body.Where(loop.IsFixed).ToList();
                        bool adds = region.Body.Any(o => o.Code == "add_to");
                        if (adds && constant.Count > 0 && region.Body.Any(o => o.Code == "store"))
                        {
                            // What the side computes would be wanted twice.
                            return false;
                        }

                        (adds ? innerSums : innerClears).AddRange(constant);
                        if (!Pieces(loop, region, innerSums, innerClears, first, count))
                        {
                            return false;
                        }

                        AddSide(op.Operands[0], side, innerSums, sums);
                        AddSide(op.Operands[0], side, innerClears, clears);
                    }

                    break;
                case "add_to" or "store":
                    return false;
            }
        }

        return true;
    }

    private static void AddSide(int condition, int side, List<IrOp> inner, List<IrOp> ops)
    {
        if (inner.Count == 0)
        {
            return;
        }

        // The other side joins the branch that is there already.
        var (there, empty) = (Yielding(inner), Yielding([]));
        if (side == 1 && ops.Count > 0 && ops[ops.Count - 1] is { Code: "if" } last && last.Operands[0] == condition && !last.Regions[1].Body.Any())
        {
            ops[ops.Count - 1] = last with { Regions = EquatableArray.Of(last.Regions[0], there) };
            return;
        }

        ops.Add(IrOp.Create("if", [condition], [], regions: side == 0 ? [there, empty] : [empty, there]));
    }

    private static IrOp If(int condition, List<IrOp> ops) => IrOp.Create("if", [condition], [], regions: [Yielding(ops), Yielding([])]);

    private static IrBlock Yielding(List<IrOp> ops) => new(EquatableArray<IrValue>.Empty, ops.Append(IrOp.Create("yield", [], [])).ToEquatable());

    // An index out of range, or a division of integers by zero, that a loop without iterations does not meet.
    private bool CanFail(IrOp op) =>
        op.Code is "load" or "slice" || (op.Code is "div" or "rem" && op.Result.Type is ScalarType { IsFloating: false } && !(_memory.Definition(op.Operands[1]) is { Code: "const" } by && by.Text("value") is not ("0" or "-1")));

    private IrOp? Sum(IrOp addition, SummedLoop loop, int first, int count, List<IrOp> before)
    {
        if (addition.Operands.Count != 3 || addition.TryText("path") is not null || addition.TryText("paths") is not null
            || Start(addition.Operands[1], loop, first, before) is not { } start)
        {
            return null;
        }

        int value = addition.Operands[2];
        bool negated = false;
        while (_memory.Definition(value) is { Code: "neg" } negation && loop.Varies(value))
        {
            (value, negated) = (negation.Operands[0], !negated);
        }

        if (!loop.Varies(value))
        {
            return null;
        }

        int? scale = null;
        if (_memory.Definition(value) is { Code: "mul" } product)
        {
            int side = loop.Varies(product.Operands[0]) ? 0 : 1;
            if (loop.Varies(product.Operands[1 - side]))
            {
                return null;
            }

            (value, scale) = (product.Operands[side], product.Operands[1 - side]);
        }

        if (_memory.Definition(value) is not { Code: "load", Operands.Count: 2 } load || load.TryText("path") is not null
            || load.Result.Type is not ScalarType { IsFloating: true } type || loop.Varies(load.Operands[0])
            || Start(load.Operands[1], loop, first, before) is not { } from)
        {
            return null;
        }

        int by = scale is null ? Constant(negated ? "-1" : "1", type, before) : negated ? Op("neg", type, [scale.Value], before) : scale.Value;
        return IrOp.Create("add_scaled", [addition.Operands[0], start, by, load.Operands[0], from, count], [], load.Flag("fixed") ? [] : [new("fresh", "true")], addition.Span);
    }

    // The lowest index that the loop visits, and how many it does.
    private (int First, int Count) Range(IrOp op, List<IrOp> before)
    {
        int from = op.Operands[0], to = op.Operands[1];
        bool up = op.Text("step") == "1", including = op.Text("compare") is "le" or "ge";
        var (low, high) = up ? (from, to) : (to, from);

        // Counting down, what is not reached lies below; the start is visited.
        if (!up && !including)
        {
            low = Add(low, 1, before);
        }

        if (!up || including)
        {
            high = Add(high, 1, before);
        }

        return (low, IsConstant(low, "0") ? high : Op("sub", ScalarType.I32, [high, low], before));
    }

    // Where elements at an index that moves with the loop's start: the index for the loop's first.
    private int? Start(int id, SummedLoop loop, int first, List<IrOp> before)
    {
        if (id == loop.Index)
        {
            return first;
        }

        if (!loop.Varies(id) || _memory.Definition(id) is not { Code: "add" or "sub", Result.Type: ScalarType { CSharp: "int" } } op
            || (op.Code == "sub" && loop.Varies(op.Operands[1])) || op.Operands.All(loop.Varies))
        {
            return null;
        }

        int side = loop.Varies(op.Operands[0]) ? 0 : 1;
        if (Start(op.Operands[side], loop, first, before) is not { } start)
        {
            return null;
        }

        int other = op.Operands[1 - side];
        return op.Code == "add" && IsConstant(start, "0") ? other
            : Op(op.Code, ScalarType.I32, side == 0 ? [start, other] : [other, start], before);
    }

    // One more; what was made by taking one away is what it was before.
    private int Add(int id, int amount, List<IrOp> before)
    {
        if (_memory.Definition(id) is { Code: "sub" } op && IsConstant(op.Operands[1], "1"))
        {
            return op.Operands[0];
        }

        return _memory.Definition(id) is { Code: "const" } constant && int.TryParse(constant.Text("value"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
            ? Constant((value + amount).ToString(CultureInfo.InvariantCulture), ScalarType.I32, before)
            : Op("add", ScalarType.I32, [id, Constant("1", ScalarType.I32, before)], before);
    }

    private bool IsConstant(int id, string value) => _memory.Definition(id) is { Code: "const" } op && op.Text("value") == value;

    private int Constant(string value, ScalarType type, List<IrOp> before) => Append(IrOp.Create("const", [], [new IrValue(_nextId++, type)], [new("value", value)]), before);

    private int Op(string code, ScalarType type, int[] operands, List<IrOp> before) => Append(IrOp.Create(code, operands, [new IrValue(_nextId++, type)]), before);

    private int Append(IrOp op, List<IrOp> before)
    {
        before.Add(op);
        _memory.Add(op);
        return op.Result.Id;
    }
}
