using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

// Calls of methods whose pullback an author has written, and of these pullbacks.
internal sealed partial class ScalarEmitter
{
    // The method itself; where its residual is read, the forward method that gives both.
    private void RuleCall(IrOp op)
    {
        string? accessor = context.Accessors?.For(op);
        var call = new RuleCall(op);
        string hint = NameScope.Camel(op.Text("target").Split('<')[0].Split('.').Last().TrimStart('@'));
        int first = call.HasResult ? 1 : 0;

        // What an argument passed by reference holds afterwards, by the place of its part.
        var after = new Dictionary<int, string>();
        var arguments = new List<string>();
        var back = new List<string>();
        for (int i = first; i < call.Parts.Count; i++)
        {
            arguments.Add(Argument(call, i, after, back));
        }

        bool instance = op.Text("kind") == "instance";
        string text;
        if (op.Results.Count > call.Outputs && uses.ContainsKey(op.Results[call.Outputs].Id))
        {
            string residual = context.Names.Take("residual");
            text = $"{op.Text("forward")}({string.Join(", ", arguments.Append($"out {TypeText(op.Results[call.Outputs].Type)} {residual}"))})";
            context.Values[op.Results[call.Outputs].Id] = Expr.Of(residual);
        }
        else if (accessor is not null)
        {
            if (instance && call.Parts[first].IsStruct)
            {
                throw new Passes.CompilationException("ADG0015", op.Span, op.Text("target"), TypeNames.Plain(call.Parts[first].Type));
            }

            text = $"{accessor}({string.Join(", ", instance ? arguments : arguments.Prepend("null"))})";
        }
        else
        {
            string receiver = !instance ? "" : (call.Parts[first].IsStruct ? arguments[0] : context.Value(op.Operands[0]).At(Expr.Primary)) + ".";
            text = $"{receiver}{op.Text("target")}({string.Join(", ", arguments.Skip(instance ? 1 : 0))})";
        }

        if (!call.HasResult)
        {
            context.Writer.Line(text + ";");
        }
        else if (call.Parts[0].IsStruct)
        {
            string name = after[0] = context.Names.Take(hint);
            context.Writer.Line($"{call.Parts[0].Type} {name} = {text};");
        }
        else
        {
            Define(op.Result, Expr.Of(text), mustRunHere: true, hint);
        }

        back.ForEach(line => context.Writer.Line(line));
        foreach (var output in after)
        {
            foreach (var (value, path) in call.Results(output.Key).Zip(call.Parts[output.Key].Paths, (v, p) => (v, p)))
            {
                Define(value, Expr.Of(output.Value + path), mustRunHere: false, hint);
            }
        }
    }

    private string Argument(RuleCall call, int place, Dictionary<int, string> after, List<string> back)
    {
        var part = call.Parts[place];
        bool array = part.Type.EndsWith("]", StringComparison.Ordinal);
        string Given() => part.IsStruct ? Made(part.Creation, call.Operands(place)) : array ? RuleArgument(call.Operands(place).Single()) : context.Value(call.Operands(place).Single()).Text;
        string Held(string hint)
        {
            if (!part.IsStruct && call.Results(place).FirstOrDefault() is { } value && !context.Assigned.ContainsKey(value.Id))
            {
                string own = context.Names.Take(value.Name.Length > 0 ? value.Name : hint);
                context.Values[value.Id] = Expr.Of(own);
                return own;
            }

            string name = context.Names.Take(hint);
            if (part.IsOutput)
            {
                after[place] = name;
            }

            return name;
        }

        switch (part.Passing)
        {
            case "ref" or "in":
                string initial = Given(), held = Held("argument");
                context.Writer.Line($"{part.Type} {held} = {initial};");
                return $"{part.Passing} {held}";
            case "out":
                return $"out {part.Type} {Held("result")}";
            case "written" when array && context.Types[call.Operands(place).Single()] is ArrayType { Kind: ArrayKind.Array } && context.Locals.Contains(call.Operands(place).Single()):
                string memory = context.Value(call.Operands(place).Single()).Text;
                string copy = context.Names.Take("argument");
                context.Writer.Line($"{part.Type} {copy} = {memory}.ToArray();");
                back.Add($"{copy}.CopyTo({memory});");
                return copy;
            default:
                return Given();
        }
    }

    private string Made(string creation, IEnumerable<int> ids) =>
        string.Format(CultureInfo.InvariantCulture, creation, [.. ids.Select(id => (object)context.Value(id).Text)]);

    private void RulePullback(IrOp op)
    {
        int operand = 0, result = 0;
        var adjoints = new List<(string Name, string[] Paths, int First)>();
        var taken = new List<string>();
        var arguments = op.Text("form").Split(';').Select(how =>
        {
            string[] words = how.Split([' '], 3);
            switch (words[0])
            {
                case "in":
                    return context.Value(op.Operands[operand++]).Text;
                case "array":
                    return RuleArgument(op.Operands[operand++]);
                case "recorded":
                    return context.Value(op.Operands[operand++]).At(Expr.Primary) + ".ToArray()";
                case "new":
                    int count = int.Parse(words[1], CultureInfo.InvariantCulture);
                    operand += count;
                    return Made(words[2], op.Operands.Skip(operand - count).Take(count));
                case "take":
                    taken.Add(Clear(op.Operands[operand]));
                    return context.Value(op.Operands[operand++]).Text;
                case "copy":
                    return Cotangents(op.Operands[operand++]);
                case "none":
                    return "default";
                case "accumulate":
                    return "accumulate: true";
                case "out" when words.Length > 1:
                    string[] parts = how.Substring(4).Split('|');
                    string[] paths = parts[1].Split(',');
                    string name = context.Names.Take("adjoint");
                    adjoints.Add((name, paths, result));
                    result += paths.Length;
                    return $"out {parts[0]} {name}";
                default:
                    return Out(op.Results[result++]);
            }
        }).ToList();
        context.Writer.Call(op.Text("rule"), arguments, ";");
        taken.ForEach(line => context.Writer.Line(line));

        foreach (var (name, paths, first) in adjoints)
        {
            for (int i = 0; i < paths.Length; i++)
            {
                Define(op.Results[first + i], Expr.Of(name + paths[i]), mustRunHere: false, "adjoint");
            }
        }
    }

    // The cotangents of what the method left in an array, apart from the adjoints of what was there before.
    private string Cotangents(int id)
    {
        string element = TypeText(((ArrayType)context.Types[id]).Element);
        string source = context.Value(id).At(Expr.Primary);
        string name = context.Names.Take("cotangents");
        string lease = context.Names.Take(name + "Lease");
        context.Writer.Line($"Lease<{element}> {lease} = Workspace.Rent<{element}>({source}.Length);");
        context.Writer.Line($"Span<{element}> {name} = {lease}.Span;");
        context.Leases.Peek().Add(lease);
        context.Writer.Line($"{source}.CopyTo({name});").Line(Clear(id));
        return name;
    }

    private string Clear(int array) => IsSpan(array) ? context.Value(array).At(Expr.Primary) + ".Clear();" : $"Array.Clear({context.Value(array).Text});";

    private string Out(IrValue value) =>
        context.Assigned.ContainsKey(value.Id) || uses.ContainsKey(value.Id) ? Place(value, "adjoint", "out ") : "out _";

    // An array that the method makes lives in rented memory; one that wants an array gets a copy.
    private string RuleArgument(int id)
    {
        string text = context.Value(id).Text;
        return context.Types[id] is ArrayType { Kind: ArrayKind.Array } && context.Locals.Contains(id) ? text + ".ToArray()" : text;
    }
}
