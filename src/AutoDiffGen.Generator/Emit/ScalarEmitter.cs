using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes operations on numbers as statements. A value that is used once and has no name of the author's becomes part
/// of the expression that uses it; everything else gets a local of its own.
/// </summary>
internal sealed partial class ScalarEmitter(EmitContext context, Dictionary<int, int> uses, StepEmitter? steps = null)
{
    /// <summary>Longer expressions are cut into locals, so that a line stays readable.</summary>
    private const int LongestExpression = 96;

    public static Dictionary<int, int> Uses(params IEnumerable<int>[] more) =>
        more.SelectMany(ids => ids).GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count());

    public void Emit(IrOp op)
    {
        switch (op.Code)
        {
            case "if":
                Branch(op);
                return;
            case "while":
                While(op);
                return;
            case "for":
                For(op);
                return;
            case "expect_size":
                context.Writer.Line($"Guard.NotNegative({context.Size(DimParser.Parse(op.Text("dim")))}, {MethodEmitter.Quote(op.Text("message"))});");
                return;
            case "size_is":
                context.Symbols[op.Text("symbol")] = "(int)" + context.Value(op.Operands[0]).At(Expr.Unary);
                return;
            case "expect_equal":
                context.Writer.Line($"Guard.Same({context.Size(DimParser.Parse(op.Text("start")))}, {context.Size(DimParser.Parse(op.Text("dim")))}, {MethodEmitter.Quote(op.Text("message"))});");
                return;
            case "expect_same":
                context.Writer.Line($"Guard.Same({context.Value(op.Operands[0]).Text}, {context.Size(DimParser.Parse(op.Text("dim")))}, {MethodEmitter.Quote(op.Text("message"))});");
                return;
            case "throw":
                context.Writer.Line($"throw {context.Value(op.Operands[0]).Text};");
                return;
            case "push":
                Push(op);
                return;
            case "pop":
                Pop(op);
                return;
            case "push_all":
                context.Writer.Line($"{context.Tape}.PushAll<{TypeText(((ArrayType)context.Types[op.Operands[0]]).Element)}>({context.Value(op.Operands[0]).Text});");
                return;
            case "pop_all":
                PopAll(op);
                return;
            case "inert_call":
                InertCall(op);
                return;
            case "rule_call":
                RuleCall(op);
                return;
            case "rule_pullback":
                RulePullback(op);
                return;
            case "call_pushforward":
                PushforwardCall(op);
                return;
            case "call_reverse":
                ReverseCall(op);
                return;
            case "call" or "call_forward":
                Call(op);
                return;
        }

        if (Memory(op))
        {
            return;
        }

        var expression = Expression(op);
        if (op.Code is "const" or "literal" or "zero" or "undef" or "dim" or "size" or "length" && !context.Assigned.ContainsKey(op.Result.Id))
        {
            context.Values[op.Result.Id] = expression;
            return;
        }

        if (context.Assigned.TryGetValue(op.Result.Id, out string? variable) && Update(op, variable) is { } update)
        {
            context.Writer.Line(update);
            context.Bind(op.Result.Id, variable);
            return;
        }

        Define(op.Result, expression, false, Hint(op), op.Operands);
    }

    // x = x + y as a person writes it.
    private string? Update(IrOp op, string variable)
    {
        string? sign = op.Code switch { "add" => "+", "sub" => "-", "mul" => "*", "div" => "/", _ => null };
        if (sign is null || context.Value(op.Operands[0]).Text != variable || op.Result.Type is ScalarType { Kind: ScalarKind.Integer, CSharp: not ("int" or "long" or "nint") })
        {
            return null;
        }

        string right = context.Value(op.Operands[1]).Text;
        if (op.Result.Type is ScalarType { IsLane: true } lane && op.Code is "add" or "sub" && context.Types[op.Operands[1]] is ScalarType { IsLane: false })
        {
            right = $"new {lane.CSharp}({right})";
        }

        return right == "1" && sign is "+" or "-" ? $"{variable}{sign}{sign};" : $"{variable} {sign}= {right};";
    }

    /// <summary>Keeps an expression for its one use, or declares a local for it.</summary>
    public void Define(IrValue value, Expr expression, bool mustRunHere, string hint, IEnumerable<int>? operands = null)
    {
        if (context.Assigned.TryGetValue(value.Id, out string? existing))
        {
            context.Writer.Line($"{existing} = {expression.Text};");
            context.Bind(value.Id, existing);
            return;
        }

        bool once = !uses.TryGetValue(value.Id, out int n) || n <= 1;
        if (once && value.Name.Length == 0 && !mustRunHere && expression.Text.Length <= LongestExpression)
        {
            context.Inline(value.Id, expression, operands ?? []);
            return;
        }

        string name = context.Names.Take(value.Name.Length > 0 ? value.Name : hint);
        context.Writer.Line($"{TypeText(value.Type)} {name} = {expression.Text};");
        context.Values[value.Id] = Expr.Of(name);
    }

    public static string TypeText(IrType type) => type switch
    {
        ScalarType scalar => scalar.CSharp,
        OpaqueType opaque => opaque.CSharp,
        ModelType model => model.CSharp,
        ArrayType array => array.CSharp,
        StructType structure => structure.CSharp,
        TensorType tensor => $"ReadOnlySpan<{tensor.Element.CSharp}>",
        _ => "var",
    };

    private Expr Expression(IrOp op)
    {
        switch (op.Code)
        {
            case "literal":
                return Expr.Of(op.Text("text"));
            case "undef":
                return op.Result.Type is ScalarType scalar ? Spelling.Literal(scalar.Kind == ScalarKind.Bool ? "false" : "0", scalar) : Expr.Of("default!");
            case "static":
                return Expr.Of(context.Accessors?.For(op) is { } reader ? $"{reader}(null)" : op.Text("member"));
            case "field" when context.Accessors?.For(op) is { } accessor:
                return Expr.Of($"{accessor}({context.Value(op.Operands[0]).Text})" + (op.Flag("null") ? "!" : ""));
            case "field":
                var owner = context.Value(op.Operands[0]);
                return Expr.Of(owner.Text == "this" ? context.Own(op.Text("member")) + (op.Flag("null") ? "!" : "") : owner.At(Expr.Primary) + Dot(op.Operands[0], op.Text("member")) + op.Text("member") + (op.Flag("null") ? "!" : ""));
            case "is_exactly":
                return new Expr($"{context.Value(op.Operands[0]).At(Expr.Primary)}.GetType() == typeof({op.Text("type")})", Expr.Equality);
            case "as":
                return new Expr($"({TypeText(op.Result.Type)}){context.Value(op.Operands[0]).At(Expr.Unary)}", Expr.Unary);
            case "module_length":
                return Expr.Of($"ModuleAccess.Length({context.Value(op.Operands[0]).Text}, {op.Text("index")}, {op.Text("axis")})");
            case "item":
                return Expr.Of($"{context.Value(op.Operands[0]).At(Expr.Primary)}[{context.Value(op.Operands[1]).Text}]");
            case "load":
                return Expr.Of(Element(op));
            case "slice":
                return Expr.Of(Part(op));
            case "choose":
                return new Expr(Part(op), Expr.Conditional);
            case "length":
                string owner2 = context.Value(op.Operands[0]).At(Expr.Primary);
                return Expr.Of(context.Types[op.Operands[0]] is ArrayType { Rank: > 1 } ? $"{owner2}.GetLength({op.Text("axis")})" : owner2 + ".Length");
            case "dim":
                return Expr.Of(context.Size(((TensorType)context.Types[op.Operands[0]]).Shape[op.Int("axis")])) with { Precedence = Expr.Unary };
            case "rank":
                var ranked = ((TensorType)context.Types[op.Operands[0]]).Shape;
                return new Expr(string.Join(" + ", ranked.Where(Packs.Is).Select(d => context.Packs[d.SingleSymbol!] + ".Length").Append((ranked.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture))), Expr.Additive);
            case "size":
                return Expr.Of(context.Size(((TensorType)context.Types[op.Operands[0]]).Size)) with { Precedence = Expr.Additive };
            case "extent":
                return Extent(op);
            case "within":
                return Expr.Of($"Guard.Within({string.Join(", ", op.Operands.Select(id => context.Value(id).Text))})");
            case "not_null":
                return Expr.Of($"Guard.NotNull({context.Value(op.Operands[0]).Text})");
            case "last":
                string visited = op.Text("compare") is "lt" or "gt" ? "LastBefore" : "LastUpTo";
                return Expr.Of($"Guard.{visited}({context.Value(op.Operands[0]).Text}, {context.Value(op.Operands[1]).Text}, {op.Text("step")})");
            case "convert" when context.Types[op.Operands[0]] is OpaqueType || op.Result.Type is OpaqueType:
                return new Expr($"({TypeText(op.Result.Type)}){context.Value(op.Operands[0]).At(Expr.Unary)}", Expr.Unary);
        }

        var operands = op.Operands.Select(context.Value).ToList();

        // What enums give is spelled as of whole numbers.
        var element = op.Result.Type is OpaqueType ? ScalarType.I32 : op.Result.Type as ScalarType ?? throw new InvalidOperationException($"'{op.Code}' gives {op.Result.Type}, not a number.");
        if (element.IsLane)
        {
            return Spelling.Tangents(op, element, operands, [.. op.Operands.Select(id => context.Types[id])]);
        }

        var operandElement = op.Operands.Count > 0 && context.Types[op.Operands[0]] is ScalarType s ? s : element;
        return Spelling.Number.Apply(op, element, operandElement, operands);
    }

    // What the author looked at before is not looked at again: C# does not see it through the generated test.
    private string Dot(int owner, string member) =>
        context.Types[owner] is OpaqueType opaque && opaque.CSharp.EndsWith("?", StringComparison.Ordinal) && member is not ("HasValue" or "GetValueOrDefault()") ? "!." : ".";

    private Expr Extent(IrOp op)
    {
        var shape = ((TensorType)context.Types[op.Operands[0]]).Shape;
        var dims = op.Text("axes") == "*" ? shape : op.Ints("axes").Select(a => shape[a]).ToEquatable();
        var element = (ScalarType)op.Result.Type;
        var size = Dim.Product(dims);
        if (size.IsConstant)
        {
            return Spelling.Literal(context.Size(size), element);
        }

        string text = context.Size(size);
        return element.Kind == ScalarKind.Generic
            ? Expr.Of($"{element.CSharp}.CreateChecked({text})")
            : new Expr($"({element.CSharp})({text})", Expr.Unary);
    }

    private void InertCall(IrOp op)
    {
        string? accessor = context.Accessors?.For(op);
        var back = new List<string>();
        var operands = op.Operands.Select(id => Given(op, id, back)).ToList();
        bool instance = op.Text("kind") == "instance";
        string arguments = "(" + string.Join(", ", operands.Skip(instance ? 1 : 0).Select(o => o.Text)) + ")";
        string call = op.Text("kind") switch
        {
            _ when accessor is not null => $"{accessor}({string.Join(", ", (instance ? [] : new[] { "null" }).Concat(operands.Select(o => o.Text)))})",
            "text" => string.Format(System.Globalization.CultureInfo.InvariantCulture, op.Text("target"), [.. operands.Select(o => (object)("(" + o.Text + ")"))]),
            "new" => "new " + op.Text("target") + arguments,
            "instance" => (operands[0].Text == "this" ? context.Own(op.Text("target")) : operands[0].At(Expr.Primary) + Dot(op.Operands[0], op.Text("target")) + op.Text("target")) + arguments,
            _ => op.Text("target") + arguments,
        };
        if (op.Results.Count == 0)
        {
            context.Writer.Line(call + ";");
        }
        else if (_thrown.Contains(op.Result.Id))
        {
            context.Values[op.Result.Id] = Expr.Of(call);
        }
        else
        {
            Define(op.Result, Expr.Of(call), mustRunHere: true, "value");
        }

        back.ForEach(line => context.Writer.Line(line));
    }

    // An array in memory of the call is a span here: a method that takes an array gets a copy, which is copied back where
    // it may have been written to.
    private Expr Given(IrOp op, int id, List<string> back)
    {
        var value = context.Value(id);
        if (context.Types[id] is not ArrayType { Kind: ArrayKind.Array } type || !context.Locals.Contains(id) || !ArrayDestinations.IsFlat(type))
        {
            return value;
        }

        string text = value.At(Expr.Primary) + ".ToArray()";
        if (op.Flag("reads"))
        {
            return Expr.Of(text);
        }

        string copy = context.Names.Take("argument");
        context.Writer.Line($"{type.CSharp} {copy} = {text};");
        back.Add($"{copy}.CopyTo({value.Text});");
        return Expr.Of(copy);
    }

    // A result without a name is called after what one of the branches computes for it.
    private static string BranchHint(IrOp op, int result)
    {
        foreach (var region in op.Regions)
        {
            var source = region.Body.FirstOrDefault(o => o.Results.Any(r => r.Id == region.Terminator.Operands[result]));
            if (source is not null && !Simplify.IsLeaf(source) && source.Code != "undef")
            {
                int at = source.Results.Select((r, k) => (r, k)).First(p => p.r.Id == region.Terminator.Operands[result]).k;
                string name = source.Results[at].Name;
                return name.Length > 0 ? name : source.Code == "if" ? BranchHint(source, at) : Hint(source);
            }
        }

        return "branch";
    }

    private static string Hint(IrOp op) => op.TryText("hint") ?? op.Code switch
    {
        "add" => "sum",
        "sub" => "difference",
        "mul" => "product",
        "div" => "quotient",
        "neg" => "negated",
        "select" => "selected",
        "convert" => "converted",
        "extent" => "count",
        "if" => "branch",
        "item" => "module",
        "module_length" => NameScope.Camel(op.Text("member")),
        "as" => NameScope.Camel(TypeText(op.Result.Type).Split('.', ':').Last()),
        "load" => op.Result.Type is ArrayType ? "row" : "element",
        "slice" or "choose" => "slice",
        _ when op.Result.Type is ScalarType { Kind: ScalarKind.Bool } => "condition",
        "call" or "call_forward" => NameScope.Camel(op.TryText("method") ?? "result"),
        "static" or "field" => NameScope.Camel(op.Text("member").Split('.').Last().TrimStart('@', '_').TrimEnd('(', ')')),
        _ => Rules.ScalarRules.Find(op.Code) is { IsOperator: false } rule ? NameScope.Camel(rule.Spelling) : "value",
    };
}
