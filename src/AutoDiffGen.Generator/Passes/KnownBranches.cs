using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Comparisons of constants are constants, and of a branch on one the side that is taken is all that is left. So an
/// argument that is a number, once it stands in the callee's body, leaves no code that C# would call unreachable.
/// </summary>
internal static class KnownBranches
{
    public static IrFunction Run(IrFunction function)
    {
        var pass = new Pass(function.NextId);
        var body = pass.Block(function.Body, []);
        return pass.Changed ? function with { Body = body } : function;
    }

    private sealed class Pass(int next)
    {
        private readonly Dictionary<int, (string Text, ScalarType Type)> _constants = [];
        private int _next = next;

        public bool Changed { get; private set; }

        public IrBlock Block(IrBlock block, Dictionary<int, int> outer)
        {
            var map = new Dictionary<int, int>(outer);
            var ops = new List<IrOp>();
            foreach (var original in block.Ops)
            {
                Append(original, ops, map);
            }

            return block with { Ops = ops.ToEquatable() };
        }

        private void Append(IrOp original, List<IrOp> ops, Dictionary<int, int> map)
        {
            var op = original with { Operands = original.Operands.Select(id => map.TryGetValue(id, out int to) ? to : id).ToEquatable() };
            if (op.Code == "const" && op.Result.Type is ScalarType type)
            {
                _constants[op.Result.Id] = (op.Text("value"), type);
            }

            if (op.Code == "zero" && op.Result.Type is ScalarType { Kind: ScalarKind.Bool or ScalarKind.Integer } plain)
            {
                _constants[op.Result.Id] = (plain.Kind == ScalarKind.Bool ? "false" : "0", plain);
            }

            if (Truth(op) is { } truth)
            {
                Changed = true;
                op = IrOp.Create("const", [], [op.Result with { Name = "" }], [new("value", truth ? "true" : "false")], op.Span);
                _constants[op.Result.Id] = (truth ? "true" : "false", ScalarType.Bool);
            }

            if (op.Code == "if" && _constants.TryGetValue(op.Operands[0], out var condition) && op.Regions[condition.Text == "true" ? 0 : 1] is var taken && taken.Body.All(o => o.Code != "throw"))
            {
                Changed = true;
                var inner = new Dictionary<int, int>(map);
                foreach (var inside in taken.Body)
                {
                    Append(inside, ops, inner);
                }

                for (int i = 0; i < op.Results.Count; i++)
                {
                    int given = taken.Terminator.Operands[i];
                    map[op.Results[i].Id] = inner.TryGetValue(given, out int to) ? to : given;
                }

                // What the inner operations were renamed to is renamed after them too.
                foreach (var renamed in inner)
                {
                    map[renamed.Key] = renamed.Value;
                }

                return;
            }

            op = op with { Regions = op.Regions.Select(r => Block(r, map)).ToEquatable() };
            if (op.Code == "while" && _constants.TryGetValue(op.Regions[0].Terminator.Operands[0], out var test) && test.Text == "false")
            {
                Changed = true;
                for (int i = 0; i < op.Results.Count; i++)
                {
                    map[op.Results[i].Id] = op.Operands[i];
                }

                return;
            }

            if (op.Code == "if")
            {
                Same(op, ops, map);
            }

            ops.Add(op);
        }

        // A result that is the same constant on both sides.
        private void Same(IrOp branch, List<IrOp> ops, Dictionary<int, int> map)
        {
            for (int i = 0; i < branch.Results.Count; i++)
            {
                if (_constants.TryGetValue(branch.Regions[0].Terminator.Operands[i], out var one) && _constants.TryGetValue(branch.Regions[1].Terminator.Operands[i], out var other)
                    && one == other && one.Type.Kind == ScalarKind.Bool)
                {
                    Changed = true;
                    var constant = new IrValue(_next++, one.Type);
                    ops.Add(IrOp.Create("const", [], [constant], [new("value", one.Text)], branch.Span));
                    _constants[constant.Id] = one;
                    map[branch.Results[i].Id] = constant.Id;
                }
            }
        }

        private bool? Truth(IrOp op)
        {
            (string Text, ScalarType Type)? Of(int i) => i < op.Operands.Count && _constants.TryGetValue(op.Operands[i], out var known) ? known : null;
            if (op.Results.Count != 1)
            {
                return null;
            }

            if (op.Code == "not" && op.Result.Type is ScalarType { Kind: ScalarKind.Bool } && Of(0) is { } negated)
            {
                return negated.Text != "true";
            }

            if (op.Operands.Count != 2 || Of(0) is not { } a || Of(1) is not { } b || op.Result.Type is not ScalarType { Kind: ScalarKind.Bool })
            {
                return null;
            }

            if (a.Type.Kind == ScalarKind.Bool)
            {
                return op.Code switch { "eq" => a.Text == b.Text, "ne" or "xor" => a.Text != b.Text, "and" => a.Text == "true" && b.Text == "true", "or" => a.Text == "true" || b.Text == "true", _ => null };
            }

            if (a.Type.Kind != ScalarKind.Integer || b.Type.Kind != ScalarKind.Integer
                || !decimal.TryParse(a.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out decimal x) || !decimal.TryParse(b.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out decimal y))
            {
                return null;
            }

            return op.Code switch { "eq" => x == y, "ne" => x != y, "lt" => x < y, "le" => x <= y, "gt" => x > y, "ge" => x >= y, _ => null };
        }
    }
}
