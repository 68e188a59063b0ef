using System.Globalization;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Emit;

/// <summary>How operations on numbers are spelled in C#: on a number type, or on a lane of them.</summary>
internal sealed class Spelling
{
    private static readonly HashSet<string> InMath =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atan2", "Atanh", "BitDecrement", "BitIncrement", "Cbrt", "Ceiling", "CopySign", "Cos", "Cosh", "Exp",
        "FusedMultiplyAdd", "Floor", "Log", "Log10", "Log2", "Max", "MaxMagnitude", "Min", "MinMagnitude", "Pow", "Round",
        "ReciprocalEstimate", "ReciprocalSqrtEstimate", "ScaleB", "Sign", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate",
    ];

    private static readonly Dictionary<string, (string Sign, int Precedence)> Operators = new()
    {
        ["add"] = ("+", Expr.Additive), ["sub"] = ("-", Expr.Additive), ["mul"] = ("*", Expr.Multiplicative),
        ["div"] = ("/", Expr.Multiplicative), ["rem"] = ("%", Expr.Multiplicative),
        ["lt"] = ("<", Expr.Relational), ["le"] = ("<=", Expr.Relational), ["gt"] = (">", Expr.Relational), ["ge"] = (">=", Expr.Relational),
        ["eq"] = ("==", Expr.Equality), ["ne"] = ("!=", Expr.Equality),
        ["and"] = ("&", Expr.BitAnd), ["or"] = ("|", Expr.BitOr), ["xor"] = ("^", Expr.BitXor),
        ["shl"] = ("<<", Expr.Shift), ["shr"] = (">>", Expr.Shift), ["ushr"] = (">>>", Expr.Shift),
    };

    private static readonly Dictionary<string, string> LaneComparisons = new()
    {
        ["lt"] = "LessThan", ["le"] = "LessThanOrEqual", ["gt"] = "GreaterThan", ["ge"] = "GreaterThanOrEqual", ["eq"] = "AreEqual", ["ne"] = "AreNotEqual",
    };

    private readonly bool _lane;

    private Spelling(bool lane) => _lane = lane;

    public static Spelling Number { get; } = new(false);

    /// <summary>On a lane <c>V</c>: functions are static members of the lane type.</summary>
    public static Spelling Lane { get; } = new(true);

    /// <summary>The expression of a scalar or elementwise operation.</summary>
    public Expr Apply(IrOp op, ScalarType element, ScalarType operandElement, IReadOnlyList<Expr> operands) =>
        op.Flag("checked") ? Expr.Call("checked", [Plain(op, element, operandElement, operands)]) : Plain(op, element, operandElement, operands);

    private Expr Plain(IrOp op, ScalarType element, ScalarType operandElement, IReadOnlyList<Expr> operands)
    {
        if (op.Code == "const")
        {
            return Constant(op.Text("value"), element);
        }

        if (op.Code == "zero")
        {
            return Constant(element.Kind == ScalarKind.Bool ? "false" : "0", element);
        }

        if (op.Code == "neg")
        {
            return Expr.Negate(operands[0]);
        }

        if (op.Code == "not")
        {
            return new Expr((operandElement.Kind == ScalarKind.Bool ? "!" : "~") + operands[0].At(Expr.Unary), Expr.Unary);
        }

        if (Operators.TryGetValue(op.Code, out var sign))
        {
            // && and || are branches in the IR; & and | on truth values evaluate both sides, as here.
            return LaneComparisons.ContainsKey(op.Code) ? Comparison(op.Code, operands, operandElement) : Narrow(Expr.Binary(operands[0], sign.Sign, operands[1], sign.Precedence), op, element);
        }

        if (op.Code == "select")
        {
            return Select(op.Text("compare"), operands, operandElement);
        }

        if (op.Code == "convert")
        {
            return Convert(operands[0], operandElement, element);
        }

        if (op.Code == "sign")
        {
            return Expr.Call(TypeName(operandElement, "Sign") + ".Sign", operands);
        }

        var rule = ScalarRules.Find(op.Code) ?? throw new InvalidOperationException($"'{op.Code}' has no spelling.");
        if (_lane)
        {
            return rule.Code == "broadcast" ? operands[0] : LaneFunction(rule, operands);
        }

        var arguments = op.TryText("arguments") is { } more ? operands.Append(Expr.Of(more)) : operands;
        return Expr.Call((rule.IsOps ? "global::AutoDiffGen.Ops" : TypeName(element, rule.Spelling)) + "." + rule.Spelling, arguments);
    }

    public Expr Constant(string value, ScalarType type)
    {
        var literal = Literal(value, type);
        return _lane && type.IsFloating ? Expr.Of($"{LoopEmitter.Lane}.Create({literal.Text})") : literal;
    }

    public static Expr Literal(string value, ScalarType type)
    {
        string Special(string name) => (type.Kind == ScalarKind.Generic ? type.CSharp : type.CSharp) + "." + name;
        switch (value)
        {
            case "NaN":
                return Expr.Of(Special("NaN"));
            case "Infinity" or "∞":
                return Expr.Of(Special("PositiveInfinity"));
            case "-Infinity" or "-∞":
                return Expr.Of(Special("NegativeInfinity"));
        }

        string text = type.Kind switch
        {
            ScalarKind.F32 => float.Parse(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture) + "f",
            ScalarKind.F64 => WithPoint(value),
            ScalarKind.Lane => value == "0" ? type.CSharp + ".Zero" : $"new {type.CSharp}({Literal(value, type.Of!).Text})",
            ScalarKind.Generic => value switch
            {
                "0" => type.CSharp + ".Zero",
                "1" => type.CSharp + ".One",
                "-1" => type.CSharp + ".NegativeOne",
                _ => $"{type.CSharp}.CreateChecked({(value.All(c => char.IsDigit(c) || c == '-') ? value : WithPoint(value))})",
            },
            ScalarKind.Integer => type.CSharp switch
            {
                "uint" => value + "u",
                "long" => value + "L",
                "ulong" => value + "ul",
                "int" or "nint" => value,
                _ => $"({type.CSharp}){(value[0] == '-' ? "(" + value + ")" : value)}",
            },
            _ => value,
        };
        return new Expr(text, text[0] == '-' ? Expr.Unary : text[0] == '(' ? Expr.Unary : Expr.Primary);
    }

    // 2 would be an integer, and 1 / 2 an integer division.
    private static string WithPoint(string value) => value.Any(c => c is '.' or 'e' or 'E') ? value : value + ".0";

    private static Expr Narrow(Expr expression, IrOp op, ScalarType element) =>
        op.Code is not ("lt" or "le" or "gt" or "ge" or "eq" or "ne") && element is { Kind: ScalarKind.Integer, CSharp: "byte" or "sbyte" or "short" or "ushort" or "char" }
            ? new Expr($"({element.CSharp})({expression.Text})", Expr.Unary)
            : expression;

    // C# warns of what is compared with itself, as a rule for NaN does.
    private static Expr Comparison(string compare, IReadOnlyList<Expr> operands, IrType type)
    {
        var (sign, precedence) = Operators[compare];
        if (operands[0].Text != operands[1].Text || type is not ScalarType scalar)
        {
            return Expr.Binary(operands[0], sign, operands[1], precedence);
        }

        bool same = compare is "eq" or "le" or "ge";
        return !scalar.IsFloating || compare is "lt" or "gt" ? Expr.Of(same ? "true" : "false")
            : same ? new Expr($"!{scalar.CSharp}.IsNaN({operands[0].Text})", Expr.Unary) : Expr.Call(scalar.CSharp + ".IsNaN", [operands[0]]);
    }

    private Expr Select(string compare, IReadOnlyList<Expr> operands, IrType type)
    {
        if (_lane)
        {
            return Expr.Call(LoopEmitter.Lane + ".Select", [Expr.Call(LoopEmitter.Lane + "." + LaneComparisons[compare], operands.Take(2)), operands[2], operands[3]]);
        }

        var condition = Comparison(compare, operands, type);
        return new Expr($"{condition.At(Expr.Or)} ? {operands[2].At(Expr.Or)} : {operands[3].At(Expr.Conditional)}", Expr.Conditional);
    }

    private static Expr LaneFunction(ScalarRule rule, IReadOnlyList<Expr> x) => rule.Code switch
    {
        "clamp" => Expr.Call(LoopEmitter.Lane + ".Min", [Expr.Call(LoopEmitter.Lane + ".Max", [x[0], x[1]]), x[2]]),
        _ => Expr.Call(LoopEmitter.Lane + "." + rule.Spelling, x),
    };

    private static Expr Convert(Expr operand, ScalarType from, ScalarType to) =>
        from.Equals(to) ? operand
        : to.Kind == ScalarKind.Generic || from.Kind == ScalarKind.Generic ? Expr.Call(to.CSharp + ".CreateTruncating", [operand])
        : new Expr($"({to.CSharp}){operand.At(Expr.Unary + (operand.Text[0] == '-' ? 1 : 0))}", Expr.Unary);

    /// <summary>
    /// An operation on a lane of tangents, a vector that stands among numbers: a number that is added to one is put in all of
    /// its elements. A comparison is one of numbers.
    /// </summary>
    public static Expr Tangents(IrOp op, ScalarType lane, IReadOnlyList<Expr> operands, IReadOnlyList<IrType> types)
    {
        bool IsLane(int i) => types[i] is ScalarType { IsLane: true };
        Expr Spread(int i) => IsLane(i) ? operands[i] : Expr.Of($"new {lane.CSharp}({operands[i].Text})");
        if (op.Code == "select")
        {
            var condition = Comparison(op.Text("compare"), operands, types[0]);
            return new Expr($"{condition.At(Expr.Or)} ? {Spread(2).At(Expr.Or)} : {Spread(3).At(Expr.Conditional)}", Expr.Conditional);
        }

        return op.Code switch
        {
            "const" => Literal(op.Text("value"), lane),
            "zero" => Literal("0", lane),
            "lane" or "convert" => Spread(0),
            "neg" => Expr.Negate(Spread(0)),
            "mul" => Expr.Binary(operands[0], "*", operands[1], Expr.Multiplicative),
            "div" when IsLane(0) => Expr.Binary(operands[0], "/", operands[1], Expr.Multiplicative),
            _ when Operators.TryGetValue(op.Code, out var sign) => Expr.Binary(Spread(0), sign.Sign, Spread(1), sign.Precedence),
            _ => Expr.Call($"Directions.{ScalarRules.Find(op.Code)!.Spelling}", operands),
        };
    }

    private static string TypeName(ScalarType type, string function) => type.Kind switch
    {
        ScalarKind.F64 when InMath.Contains(function) => "global::System.Math",
        ScalarKind.F32 when InMath.Contains(function) => "global::System.MathF",
        ScalarKind.Integer => "global::System.Math",
        _ => type.CSharp,
    };
}
