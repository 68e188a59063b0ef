using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

internal sealed partial class ScalarEmitter
{
    private bool Memory(IrOp op)
    {
        switch (op.Code)
        {
            case "expect_length":
                // Checked before any work.
                return true;
            case "store" when op.TryText("creation") is { } creation:
                object[] parts = [.. op.Stored.Select(id => context.Value(id).Text)];
                context.Writer.Line($"{Element(op)} = {string.Format(System.Globalization.CultureInfo.InvariantCulture, creation, parts)};");
                return true;
            case "store":
                context.Writer.Line($"{Element(op)} = {Last(op).Text};");
                return true;
            case "add_to":
                Addition(op, $"{Element(op)} += {Last(op).Text};");
                return true;
            case "add_scaled":
                var texts = op.Operands.Select(id => context.Value(id).Text).ToList();
                Addition(op, $"Shadow.AddScaled{(op.Flag("fresh") ? "Fresh" : "")}({texts[2]}, {texts[3]}, {texts[4]}, {texts[0]}, {texts[1]}, {texts[5]});");
                return true;
            case "clear":
                var range = op.Operands.Select(id => context.Value(id).Text).ToList();
                Addition(op, $"Shadow.Clear({(IsSpan(op.Operands[0]) ? "" : "(Span<" + TypeText(((ArrayType)context.Types[op.Operands[0]]).Element) + ">)")}{range[0]}, {range[1]}, {range[2]});");
                return true;
            case "alloc":
                Allocate(op);
                return true;
            case "table" or "shadow_table":
                Table(op);
                return true;
            case "table_add":
                string lengths = string.Join(", ", op.Operands.Skip(1).Select(id => context.Value(id).Text));
                string added = op.Operands.Count == 2 ? lengths : $"new {TypeText(((ArrayType)context.Types[op.Operands[0]]).Innermost)}[{lengths}]";
                Define(op.Result, Expr.Of($"{context.Value(op.Operands[0]).Text}.Add({added})"), mustRunHere: true, "number");
                return true;
            case "load" when context.Types[op.Operands[0]] is ArrayType { Kind: ArrayKind.Table }:
                Reference(op, Element(op));
                return true;
            case "rows":
                Define(op.Result, Expr.Of($"{context.Value(op.Operands[0]).Text}.Rows({context.Value(op.Operands[1]).Text})"), mustRunHere: true, "rows");
                return true;
            case "shadow_like":
                Define(op.Result, Expr.Of(ArrayDestinations.Like((ArrayType)context.Types[op.Operands[0]], context.Value(op.Operands[0]).At(Expr.Primary))), mustRunHere: true, "unwanted");
                return true;
            case "slice" or "choose":
                Reference(op, Part(op));
                return true;
            case "load" when !op.Flag("fixed") || op.Result.Type is ArrayType:
                // What is read now may be overwritten before it is used.
                Define(op.Result, Expr.Of(Element(op)), mustRunHere: true, Hint(op));
                return true;
            default:
                return false;
        }
    }

    // Only where the destination is wanted, when that is not known.
    private void Addition(IrOp op, string statement)
    {
        if (context.Guards.TryGetValue(op.Operands[0], out string? wanted))
        {
            context.Writer.Guarded(wanted, statement);
        }
        else
        {
            context.Writer.Line(statement);
        }
    }

    private Expr Last(IrOp op) => context.Value(op.Operands[op.Operands.Count - 1]);

    private string Element(IrOp op)
    {
        string element = context.Value(op.Operands[0]).At(Expr.Primary) + "[" + string.Join(", ", op.Indices.Select(id => Index(op.Operands[0], id))) + "]";
        return op.TryText("path") is { } path && context.Types[op.Operands[0]] is ArrayType { Element: StructType s } array
            ? s.Read(element, path, (type, field) => context.Accessors?.For(type, field), text => array.Kind == ArrayKind.ReadOnlySpan ? $"ref Unsafe.AsRef(in {text})" : "ref " + text)
            : element + op.TryText("path");
    }

    // A span takes an int where an array takes any whole number.
    private string Index(int array, int index) => IsSpan(array) && context.Types[index] is ScalarType { CSharp: "long" or "ulong" or "uint" or "nint" or "nuint" }
        ? "(int)" + context.Value(index).At(Expr.Unary)
        : context.Value(index).Text;

    private bool IsSpan(int array) =>
        context.Types[array] is ArrayType type && ArrayDestinations.IsFlat(type) && (type.Kind != ArrayKind.Array || context.Locals.Contains(array));

    private void Reference(IrOp op, string text)
    {
        string name = context.Names.Take(op.Result.Name.Length > 0 ? op.Result.Name : Hint(op));
        context.Writer.Line($"{SpanType((ArrayType)op.Result.Type)} {name} = {text};");
        context.Values[op.Result.Id] = Expr.Of(name);
        context.Locals.Add(op.Result.Id);
    }

    private string Part(IrOp op)
    {
        if (op.Code == "slice")
        {
            string owner = context.Value(op.Operands[0]).At(Expr.Primary);
            bool array = context.Types[op.Operands[0]] is ArrayType { Kind: ArrayKind.Array } && !context.Locals.Contains(op.Operands[0]);
            return $"{owner}.{(array ? "AsSpan" : "Slice")}({context.Value(op.Operands[1]).Text}, {context.Value(op.Operands[2]).Text})";
        }

        var arrays = op.Operands.Skip(1).Select(context.Value).ToList();
        string which = context.Value(op.Operands[0]).At(Expr.Equality + 1);
        bool nullable = op.Flag("nullable");
        string text = nullable ? "default" : arrays[arrays.Count - 1].Text;
        for (int i = arrays.Count - (nullable ? 1 : 2); i >= 0; i--)
        {
            text = $"{which} == {op.Ints("numbers")[i]} ? {arrays[i].Text} : {text}";
        }

        return text;
    }

    // Memory of the call: rented, and cleared as C# clears what new makes.
    private void Allocate(IrOp op)
    {
        var type = (ArrayType)op.Result.Type;
        string element = TypeText(type.Element);
        string name = context.Names.Take(op.Result.Name.Length > 0 ? op.Result.Name : "array");
        if (type.Rank > 1)
        {
            context.Writer.Line($"{type.CSharp} {name} = new {element}[{string.Join(", ", op.Operands.Select(id => context.Value(id).Text))}];");
            context.Values[op.Result.Id] = Expr.Of(name);
            return;
        }

        if (context.Owned.Contains(op.Result.Id))
        {
            context.Writer.Line($"{element}[] {name} = new {element}[{context.Value(op.Operands[0]).Text}];");
            context.Values[op.Result.Id] = Expr.Of(name);
            return;
        }

        string lease = context.Names.Take(name + "Lease");
        if (op.Flag("blank"))
        {
            context.Writer.Line($"Lease<{element}> {lease} = Workspace.Rent<{element}>({context.Value(op.Operands[0]).Text});");
            context.Writer.Line($"Span<{element}> {name} = {lease}.Span;");
        }
        else
        {
            context.Writer.Line($"Span<{element}> {name} = Workspace.Zeros({context.Value(op.Operands[0]).Text}, out Lease<{element}> {lease});");
        }

        context.Values[op.Result.Id] = Expr.Of(name);
        context.Locals.Add(op.Result.Id);
        context.LeaseOf[op.Result.Id] = lease;
        context.Leases.Peek().Add(lease);
    }

    // A table of arrays, which is returned as a whole.
    private void Table(IrOp op)
    {
        var type = (ArrayType)op.Result.Type;
        string element = TypeText(type.Innermost);
        string name = context.Names.Take(op.Result.Name.Length > 0 ? op.Result.Name : "arrays");
        string owner = op.Code == "table" ? "" : context.Value(op.Operands[0]).Text;
        string made = op.Code == "table" ? $"{type.CSharp}.Rent({op.Text("first")})" : type.Element is ArrayType { Rank: > 1 } rectangle
            ? $"{owner}.Shadows(array => new {element}[{string.Join(", ", Enumerable.Range(0, rectangle.Rank).Select(axis => $"array.GetLength({axis})"))}])"
            : $"{owner}.Shadows<{element}>({op.TryText("each")})";
        context.Writer.Line($"{type.CSharp} {name} = {made};");
        context.Values[op.Result.Id] = Expr.Of(name);
        context.LeaseOf[op.Result.Id] = name;
        context.Leases.Peek().Add(name);
    }

    private static string SpanType(ArrayType type) => type.Rank > 1 ? type.CSharp : $"{(type.Kind == ArrayKind.ReadOnlySpan ? "ReadOnlySpan" : "Span")}<{TypeText(type.Element)}>";
}
