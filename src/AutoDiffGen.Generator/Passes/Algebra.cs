using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Rewrites of reverse code that change no value: x * 1, x / 1, -(-x), a + (-b), arithmetic of two constants, a select
/// between constants that are known; powers 1, 2 and -1.
/// </summary>
internal sealed class Algebra
{
    private readonly Dictionary<int, IrOp> _definitions;
    private readonly Dictionary<int, int> _map = [];
    private readonly int _first;

    private Algebra(Dictionary<int, IrOp> definitions, int first) => (_definitions, _first) = (definitions, first);

    /// <param name="first">Operations whose result has a smaller id stay as they are.</param>
    public static IrBlock Run(IrBlock block, Dictionary<int, IrOp> outer, int first = 0) => new Algebra(new(outer), first).Visit(block);

    private IrBlock Visit(IrBlock block)
    {
        var ops = new List<IrOp>();
        foreach (var original in block.Ops)
        {
            var op = original.Code == "for" ? WithoutUnchanged(original) : original;
            op = op with
            {
                Operands = op.Operands.Select(Resolve).ToEquatable(),
                Regions = op.Regions.Select(Visit).ToEquatable(),
            };
            if (op.Results.Count == 1)
            {
                if (op.Result.Id < _first)
                {
                    _definitions[op.Result.Id] = op;
                    ops.Add(op);
                    continue;
                }

                if (Same(op) is { } same)
                {
                    _map[op.Result.Id] = same;
                    continue;
                }

                op = Rewrite(op);
                _definitions[op.Result.Id] = op;
            }

            ops.Add(op);
        }

        return block with { Ops = ops.ToEquatable() };
    }

    // A value that every iteration hands on as it came is the initial one.
    private IrOp WithoutUnchanged(IrOp op)
    {
        var loop = new LoopView(op);
        var carried = Enumerable.Range(0, loop.Count).Where(i => loop.Next(i) != loop.Argument(i).Id || op.Results[i].Id < _first).ToList();
        if (carried.Count == loop.Count)
        {
            return op;
        }

        foreach (int i in Enumerable.Range(0, loop.Count).Except(carried))
        {
            _map[loop.Argument(i).Id] = _map[op.Results[i].Id] = loop.Initial(i);
        }

        var yield = loop.Body.Terminator;
        return op with
        {
            Operands = op.Operands.Take(loop.Bounds).Concat(carried.Select(loop.Initial)).ToEquatable(),
            Results = carried.Select(i => op.Results[i]).ToEquatable(),
            Regions = EquatableArray.Of(new IrBlock(
                carried.Select(loop.Argument).Prepend(loop.Index).ToEquatable(),
                loop.Body.Body.Append(yield with { Operands = carried.Select(loop.Next).ToEquatable() }).ToEquatable())),
        };
    }

    private int Resolve(int id) => _map.TryGetValue(id, out int to) ? Resolve(to) : id;

    // The operand that the operation equals, if there is one.
    private int? Same(IrOp op)
    {
        int? candidate = op.Code switch
        {
            "mul" when IsOne(op, 0) => op.Operands[1],
            "mul" when IsOne(op, 1) => op.Operands[0],
            "div" when IsConstant(op, 1, 1) => op.Operands[0],
            "pow" when IsConstant(op, 1, 1) => op.Operands[0],

            // Of integers alone: adding zero to a floating -0 gives 0.
            "add" or "sub" when IsConstant(op, 1, 0) && op.Result.Type is ScalarType { Kind: ScalarKind.Integer } => op.Operands[0],
            "add" when IsConstant(op, 0, 0) && op.Result.Type is ScalarType { Kind: ScalarKind.Integer } => op.Operands[1],
            "neg" when Definition(op, 0) is { Code: "neg" } inner => inner.Operands[0],
            "select" when Decide(op) is { } taken => op.Operands[taken ? 2 : 3],
            _ => null,
        };
        return candidate is { } id && SameType(op, id) ? id : null;
    }

    private bool SameType(IrOp op, int id) =>
        op.Result.Type is ScalarType || (_definitions.TryGetValue(id, out var definition) && definition.Results.First(r => r.Id == id).Type.Equals(op.Result.Type));

    private IrOp Rewrite(IrOp op)
    {
        switch (op.Code)
        {
            case "add" when Definition(op, 1) is { Code: "neg" } negated && op.Result.Type is ScalarType:
                return op with { Code = "sub", Operands = EquatableArray.Of(op.Operands[0], negated.Operands[0]) };
            case "sub" when Definition(op, 1) is { Code: "neg" } negated && op.Result.Type is ScalarType:
                return op with { Code = "add", Operands = EquatableArray.Of(op.Operands[0], negated.Operands[0]) };
            case "mul" when IsConstant(op, 0, -1) && op.Result.Type is ScalarType:
                return op with { Code = "neg", Operands = EquatableArray.Of(op.Operands[1]) };
            case "mul" when IsConstant(op, 1, -1):
                return op with { Code = "neg", Operands = EquatableArray.Of(op.Operands[0]) };
            case "pow" when IsConstant(op, 1, 2):
                return op with { Code = "mul", Operands = EquatableArray.Of(op.Operands[0], op.Operands[0]) };
        }

        return Fold(op) is { } value
            ? IrOp.Create("const", [], [op.Result], [new("value", value.ToString("R", CultureInfo.InvariantCulture))], op.Span)
            : op;
    }

    // Arithmetic of constants, where the result is exact in the operation's own precision.
    private double? Fold(IrOp op)
    {
        if (op.Result.Type is not ScalarType { IsFloating: true } type || Value(op, 0) is not { } a)
        {
            return null;
        }

        double? b = op.Operands.Count > 1 ? Value(op, 1) : null;
        double? exact = op.Code switch
        {
            "neg" => -a,
            "convert" => a,
            "add" => a + b,
            "sub" => a - b,
            "mul" => a * b,
            "div" => a / b,
            _ => null,
        };
        return exact switch
        {
            null => null,
            _ when type.Kind == ScalarKind.F64 => exact,
            _ when type.Kind == ScalarKind.F32 => (float)exact.Value,
            { } v => Math.Floor(v * 4) == v * 4 && Math.Abs(v) < 1 << 20 ? v : null,
        };
    }

    private bool? Decide(IrOp op)
    {
        if (op.Operands[0] == op.Operands[1] || Value(op, 0) is not { } a || Value(op, 1) is not { } b)
        {
            return op.Operands[2] == op.Operands[3] ? true : null;
        }

        return op.Text("compare") switch
        {
            "lt" => a < b,
            "le" => a <= b,
            "gt" => a > b,
            "ge" => a >= b,
            "eq" => a == b,
            _ => a != b,
        };
    }

    private IrOp? Definition(IrOp op, int operand) => _definitions.TryGetValue(op.Operands[operand], out var definition) ? definition : null;

    // A one, or a tensor of ones.
    private bool IsOne(IrOp op, int operand) => IsConstant(op, operand, 1) || (Definition(op, operand) is { Code: "broadcast" } filled && IsConstant(filled, 0, 1));

    private bool IsConstant(IrOp op, int operand, double value) => Value(op, operand) == value;

    private double? Value(IrOp op, int operand) =>
        operand < op.Operands.Count && Definition(op, operand) is { Code: "const" } constant
            && double.TryParse(constant.Text("value"), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : null;
}
