using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// A loop of a reverse block that does nothing but add multiples of elements that lie side by side to others that do
/// becomes one <c>add_scaled</c> for each such sum: several elements at a time, and the bounds are looked at once. Which
/// destination is wanted is asked before it, not for every element.
/// </summary>
internal sealed class ScaledSums
{
    private readonly Dictionary<int, IrOp> _definitions = [];
    private int _nextId;

    private ScaledSums(int nextId) => _nextId = nextId;

    public static Derivative Run(Derivative derivative)
    {
        var pass = new ScaledSums(1 + IrWalk.AllValues(derivative.Primal).Concat(IrWalk.AllValues(derivative.Forward)).Concat(IrWalk.AllValues(derivative.Reverse)).Max(v => v.Id));
        foreach (var op in IrWalk.AllOps(derivative.Forward).Concat(IrWalk.AllOps(derivative.Reverse)))
        {
            foreach (var result in op.Results)
            {
                pass._definitions[result.Id] = op;
            }
        }

        return derivative with { Reverse = pass.Block(derivative.Reverse) };
    }

    private IrBlock Block(IrBlock block) => block with
    {
        Ops = block.Ops.SelectMany(op => Sums(op) ?? [op with { Regions = op.Regions.Select(Block).ToEquatable() }]).ToEquatable(),
    };

    // What stands in place of a loop, or null where it stays.
    private List<IrOp>? Sums(IrOp op)
    {
        if (op.Code != "for" || op.Results.Count > 0 || op.Regions[0].Arguments[0] is not { Type: ScalarType { CSharp: "int" } } index)
        {
            return null;
        }

        var body = op.Regions[0];
        var additions = body.Body.Where(o => o.Code == "add_to").ToList();
        var pure = body.Body.Where(o => o.Code != "add_to").ToList();
        if (additions.Count == 0 || pure.Any(o => o.Regions.Count > 0 || !OpTable.IsPure(o)))
        {
            return null;
        }

        // What does not depend on the index is computed once, before.
        var varying = new HashSet<int> { index.Id };
        foreach (var o in pure.Where(o => o.Operands.Any(varying.Contains)))
        {
            varying.UnionWith(o.Results.Select(r => r.Id));
        }

        var before = pure.Where(o => !o.Results.Any(r => varying.Contains(r.Id))).ToList();
        var (first, count) = Range(op, before);
        var sums = new List<IrOp>();
        foreach (var addition in additions)
        {
            if (Sum(addition, index.Id, first, count, varying, before) is not { } sum)
            {
                return null;
            }

            sums.Add(sum);
        }

        return [.. before, .. sums];
    }

    private IrOp? Sum(IrOp addition, int index, int first, int count, HashSet<int> varying, List<IrOp> before)
    {
        if (addition.Operands.Count != 3 || addition.TryText("path") is not null || addition.TryText("paths") is not null
            || Start(addition.Operands[1], index, first, varying, before) is not { } start)
        {
            return null;
        }

        int value = addition.Operands[2];
        bool negated = false;
        while (_definitions.TryGetValue(value, out var negation) && negation.Code == "neg" && varying.Contains(value))
        {
            (value, negated) = (negation.Operands[0], !negated);
        }

        if (!varying.Contains(value))
        {
            return null;
        }

        var product = _definitions[value];
        int? scale = null;
        if (product.Code == "mul")
        {
            int side = varying.Contains(product.Operands[0]) ? 0 : 1;
            if (varying.Contains(product.Operands[1 - side]))
            {
                return null;
            }

            (value, scale) = (product.Operands[side], product.Operands[1 - side]);
        }

        if (!_definitions.TryGetValue(value, out var load) || load.Code != "load" || !load.Flag("fixed") || load.Operands.Count != 2 || load.TryText("path") is not null
            || load.Result.Type is not ScalarType { IsFloating: true } type || varying.Contains(load.Operands[0])
            || Start(load.Operands[1], index, first, varying, before) is not { } from)
        {
            return null;
        }

        int by = scale is null ? Constant(negated ? "-1" : "1", type, before) : negated ? Op("neg", type, [scale.Value], before) : scale.Value;
        return IrOp.Create("add_scaled", [addition.Operands[0], start, by, load.Operands[0], from, count], [], span: addition.Span);
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
    private int? Start(int id, int index, int first, HashSet<int> varying, List<IrOp> before)
    {
        if (id == index)
        {
            return first;
        }

        if (!varying.Contains(id) || !_definitions.TryGetValue(id, out var op) || op.Code is not ("add" or "sub") || op.Result.Type is not ScalarType { CSharp: "int" }
            || (op.Code == "sub" && varying.Contains(op.Operands[1])) || op.Operands.All(varying.Contains))
        {
            return null;
        }

        int side = varying.Contains(op.Operands[0]) ? 0 : 1;
        if (Start(op.Operands[side], index, first, varying, before) is not { } start)
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
        if (_definitions.TryGetValue(id, out var op) && op.Code == "sub" && IsConstant(op.Operands[1], "1"))
        {
            return op.Operands[0];
        }

        return _definitions.TryGetValue(id, out op) && op.Code == "const" && int.TryParse(op.Text("value"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
            ? Constant((value + amount).ToString(CultureInfo.InvariantCulture), ScalarType.I32, before)
            : Op("add", ScalarType.I32, [id, Constant("1", ScalarType.I32, before)], before);
    }

    private bool IsConstant(int id, string value) => _definitions.TryGetValue(id, out var op) && op.Code == "const" && op.Text("value") == value;

    private int Constant(string value, ScalarType type, List<IrOp> before) => Append(IrOp.Create("const", [], [new IrValue(_nextId++, type)], [new("value", value)]), before);

    private int Op(string code, ScalarType type, int[] operands, List<IrOp> before) => Append(IrOp.Create(code, operands, [new IrValue(_nextId++, type)]), before);

    private int Append(IrOp op, List<IrOp> before)
    {
        before.Add(op);
        _definitions[op.Result.Id] = op;
        return op.Result.Id;
    }
}
