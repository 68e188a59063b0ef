using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Tensors of truth values. A comparison of tensors is no tensor in memory: what picks by it compares as it picks, element
/// by element, so that nothing of the side not taken is computed with. A mask that is an argument is read as numbers.
/// </summary>
internal sealed class Masks
{
    private static readonly Dictionary<string, string> Opposite = new() { ["lt"] = "ge", ["ge"] = "lt", ["gt"] = "le", ["le"] = "gt", ["eq"] = "ne", ["ne"] = "eq" };

    private readonly Dictionary<int, IrOp> _known = [];

    /// <summary>Whether an operation gives a truth value for each element.</summary>
    public static bool IsTruth(IrOp op) => op.Results.Count == 1 && op.Result.Type is TensorType { Element.Kind: ScalarKind.Bool } && (Opposite.ContainsKey(op.Code) || op.Code is "and" or "or" or "xor" or "not");

    /// <summary>What an author calls it.</summary>
    public static string Spelling(string code) => code switch
    {
        "lt" => "<",
        "le" => "<=",
        "gt" => ">",
        "ge" => ">=",
        "eq" => "==",
        "ne" => "!=",
        "where" => "Where",
        _ => code,
    };

    public void Add(IrOp op) => _known[op.Result.Id] = op;

    /// <summary>Appends what picks one of two values by a mask; its id comes back.</summary>
    /// <param name="where">The operands are the mask and the values where it is true and false.</param>
    public int Pick(IrOp where, IReadOnlyDictionary<int, IrType> types, Func<int> id, Action<IrOp> append)
    {
        var element = IrBuilder.Element(where.Result.Type);

        int Append(string code, int[] operands, IrType type, params IrAttribute[] attributes)
        {
            var result = new IrValue(id(), type);
            append(IrOp.Create(code, operands, [result], attributes, where.Span));
            return result.Id;
        }

        int By(int mask, int whenTrue, int whenFalse)
        {
            var tensor = new TensorType(element, null);
            if (!_known.TryGetValue(mask, out var op))
            {
                int number = Append("to_number", [mask], new TensorType(element, ((TensorType)types[mask]).Dims));
                int zero = Append("const", [], element, new IrAttribute("value", "0"));
                return Append("select", [number, zero, whenTrue, whenFalse], tensor, new IrAttribute("compare", "ne"));
            }

            switch (op.Code)
            {
                case "not":
                    return By(op.Operands[0], whenFalse, whenTrue);
                case "and":
                    return By(op.Operands[0], By(op.Operands[1], whenTrue, whenFalse), whenFalse);
                case "or":
                    return By(op.Operands[0], whenTrue, By(op.Operands[1], whenTrue, whenFalse));
                case "xor" or "eq" or "ne" when types[op.Operands[0]] is TensorType { Element.Kind: ScalarKind.Bool }:
                    int same = By(op.Operands[1], whenTrue, whenFalse), other = By(op.Operands[1], whenFalse, whenTrue);
                    return op.Code == "eq" ? By(op.Operands[0], same, other) : By(op.Operands[0], other, same);
                default:
                    return Append("select", [.. op.Operands.Select(Number), whenTrue, whenFalse], tensor, new IrAttribute("compare", op.Code));
            }
        }

        // Whole numbers are compared as numbers of the result's type.
        int Number(int operand) => types[operand] switch
        {
            TensorType { Element.IsFloating: false } whole => Append("to_number", [operand], whole with { Element = element }),
            ScalarType { Kind: ScalarKind.Integer } => Append("convert", [operand], element),
            _ => operand,
        };

        return By(where.Operands[0], where.Operands[1], where.Operands[2]);
    }
}
