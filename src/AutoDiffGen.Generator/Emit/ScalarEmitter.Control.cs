using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

internal sealed partial class ScalarEmitter
{
    /// <summary>Writes the operations of a block, without its terminator. False: its path ended in a throw.</summary>
    private bool Block(IrBlock block, TensorPlan? plan = null, IReadOnlyDictionary<int, string>? homes = null)
    {
        _thrown.UnionWith(Thrown(block));
        if (steps is not null && (plan is not null || block.Body.Any(Fuse.UsesTensors)))
        {
            return steps.Region(plan ?? StepEmitter.Plan(block), homes ?? new Dictionary<int, string>());
        }

        foreach (var op in block.Body)
        {
            Emit(op);
            if (op.Code == "throw")
            {
                return false;
            }
        }

        return true;
    }

    // What is made only to be thrown stands in the throw itself.
    private readonly HashSet<int> _thrown = [];

    private HashSet<int> Thrown(IrBlock block)
    {
        var found = new HashSet<int>();
        var ops = block.Body.TakeWhile(op => op.Code != "throw").ToList();
        if (ops.Count == block.Body.Count())
        {
            return found;
        }

        found.UnionWith(block.Ops[ops.Count].Operands);
        for (int i = ops.Count - 1; i >= 0; i--)
        {
            var op = ops[i];
            if (op.Code == "inert_call" && op.Text("kind") is "new" or "text" && found.Contains(op.Result.Id) && uses.TryGetValue(op.Result.Id, out int n) && n == 1)
            {
                found.UnionWith(op.Operands);
            }
            else if (!OpTable.IsPure(op))
            {
                found.ExceptWith(ops.Take(i + 1).SelectMany(o => o.Results).Select(r => r.Id));
                break;
            }
        }

        return found;
    }

    private void Branch(IrOp op)
    {
        if (op.Results.Count == 1 && op.Result.Type is TensorType && !context.Assigned.ContainsKey(op.Result.Id) && op.Regions.All(r => !r.Body.Any()))
        {
            Pick(op);
            return;
        }

        if (op.Results.Count == 1 && op.Result.Type is not TensorType && !context.Assigned.ContainsKey(op.Result.Id) && Ternary(op) is { } ternary)
        {
            // What is read now may be overwritten before it is used.
            bool reads = op.Regions.SelectMany(IrWalk.AllOps).Any(o => o.Code == "load" && !o.Flag("fixed"));
            Define(op.Result, ternary, reads, "branch", op.Operands.Concat(op.Regions.SelectMany(r => r.Terminator.Operands)));
            return;
        }

        string condition = context.Value(op.Operands[0]).Text;
        var variables = op.Results.Select((result, i) =>
        {
            if (context.Assigned.TryGetValue(result.Id, out string? existing))
            {
                return existing;
            }

            string name = context.Names.Take(result.Name.Length > 0 ? result.Name : BranchHint(op, i));
            context.Writer.Line($"{TypeText(result.Type)} {name};");
            return name;
        }).ToList();
        bool onlyElse = variables.Count == 0 && !op.Regions[0].Body.Any();
        if (onlyElse)
        {
            condition = "!" + context.Value(op.Operands[0]).At(Expr.Unary);
        }

        for (int r = onlyElse ? 1 : 0; r < 2; r++)
        {
            var region = op.Regions[r];
            if (r == 1 && !onlyElse && !region.Body.Any() && region.Terminator.Operands.Select((id, i) => context.Values.TryGetValue(id, out var v) && v.Text == variables[i]).All(same => same))
            {
                break;
            }

            if (r == 1 && !onlyElse && ElseIf(region, variables) is { } chained)
            {
                // else if, as a person writes it.
                context.Writer.Chain("else ");
                Branch(chained);
                break;
            }

            context.Writer.Open(r == 0 || onlyElse ? $"if ({condition})" : "else");
            context.OpenBlock();
            Assigning(region, variables);
            context.CloseBlock();
            context.Writer.Close();
        }

        for (int i = 0; i < variables.Count; i++)
        {
            Bind(op.Results[i], variables[i]);
        }
    }

    // The only statement of an else, when it is an if that gives all that the else gives, in the same variables.
    private IrOp? ElseIf(IrBlock region, List<string> variables)
    {
        var ops = region.Body.ToList();
        if (ops.Count == 0 || ops[ops.Count - 1] is not { Code: "if" } nested || variables.Count == 0
            || nested.Results.Count != variables.Count || !nested.Results.Select(r => r.Id).SequenceEqual(region.Terminator.Operands)
            || nested.Results.Any(r => context.Assigned.ContainsKey(r.Id)))
        {
            return null;
        }

        // What stands before it must be part of its condition.
        if (Inline(region with { Ops = ops.Take(ops.Count - 1).Append(IrOp.Create("yield", [nested.Operands[0]], [])).ToEquatable() }) is null)
        {
            return null;
        }

        for (int i = 0; i < variables.Count; i++)
        {
            context.Assigned[nested.Results[i].Id] = variables[i];
        }

        return nested;
    }

    // A branch that is an expression: nothing in it needs a statement of its own.
    private Expr? Ternary(IrOp op)
    {
        if (Inline(op.Regions[0]) is not { } whenTrue || Inline(op.Regions[1]) is not { } whenFalse)
        {
            return null;
        }

        var test = context.Value(op.Operands[0]);
        var result = whenFalse.Text == "false" ? Expr.Binary(test, "&&", whenTrue, Expr.And)
            : whenTrue.Text == "true" ? Expr.Binary(test, "||", whenFalse, Expr.Or)
            : new Expr($"{test.At(Expr.Or)} ? {whenTrue.At(Expr.Or)} : {whenFalse.At(Expr.Conditional)}", Expr.Conditional);
        return result.Text.Length <= LongestExpression ? result : null;
    }

    private Expr? Inline(IrBlock block)
    {
        foreach (var op in block.Body)
        {
            bool once = op.Results.Count == 1 && op.Result.Name.Length == 0 && (!uses.TryGetValue(op.Result.Id, out int n) || n <= 1);
            if (Fuse.UsesTensors(op))
            {
                return null;
            }
            else if (op.Code is "const" or "literal" or "zero")
            {
                context.Values[op.Result.Id] = Expression(op);
            }
            else if (!once || op.Code == "call" || op.Result.Type is ArrayType || !OpTable.IsRemovable(op) || context.Assigned.ContainsKey(op.Result.Id))
            {
                return null;
            }
            else if (op.Code == "if")
            {
                if (Ternary(op) is not { } nested)
                {
                    return null;
                }

                context.Inline(op.Result.Id, nested, op.Operands.Concat(op.Regions.SelectMany(r => r.Terminator.Operands)));
            }
            else if (op.Regions.Count > 0)
            {
                return null;
            }
            else
            {
                context.Inline(op.Result.Id, Expression(op), op.Operands);
            }
        }

        return block.Terminator.Operands.Count == 1 && context.Types[block.Terminator.Operands[0]] is not TensorType ? context.Value(block.Terminator.Operands[0]) : null;
    }

    private void While(IrOp op)
    {
        var variables = Carried(op, 0);
        var (plan, tensors) = Tensors(op, variables);
        context.OpenBlock();
        Bind(op.Regions[0].Arguments, variables);
        void Body()
        {
            Bind(op.Regions[1].Arguments, variables);
            Assigning(op.Regions[1], variables, plan, tensors);
        }

        if (Inline(op.Regions[0]) is { } test && test.Text != "true")
        {
            context.Writer.Open($"while ({test.Text})");
            Releasing(op, Body);
        }
        else
        {
            context.Writer.Open("while (true)");
            Releasing(op, () =>
            {
                Block(op.Regions[0]);
                context.Writer.Open($"if (!{context.Value(op.Regions[0].Terminator.Operands[0]).At(Expr.Unary)})").Line("break;").Close();
                Body();
            });
        }

        context.CloseBlock();
        context.Writer.Close();
        Bind(op.Results, variables);
    }

    private void For(IrOp op)
    {
        var variables = Carried(op, 2);
        var (plan, tensors) = Tensors(op, variables);
        var region = op.Regions[0];
        var index = region.Arguments[0];
        string sign = op.Text("compare") switch { "lt" => "<", "le" => "<=", "gt" => ">", _ => ">=" };
        string from = context.Value(op.Operands[0]).Text, to = context.Value(op.Operands[1]).At(Expr.Additive);
        context.OpenBlock();
        string name = context.Names.Take(index.Name.Length > 0 ? index.Name : "i");
        context.Writer.Open($"for ({TypeText(index.Type)} {name} = {from}; {name} {sign} {to}; {name}{Move(op.Int("step"))})");
        context.Values[index.Id] = Expr.Of(name);
        Bind(region.Arguments.Skip(1), variables);
        Releasing(op, () => Assigning(region, variables, plan, tensors));
        context.CloseBlock();
        context.Writer.Close();
        Bind(op.Results, variables);
    }

    private static string Move(int step) => step switch { 1 => "++", -1 => "--", > 0 => $" += {step}", _ => $" -= {-step}" };

    // The variables of a loop's carried values, with the initial ones in them.
    private List<string> Carried(IrOp op, int bounds)
    {
        var pairs = new List<(string Variable, int Value)>();
        var variables = new List<string>();
        for (int i = 0; i < op.Results.Count; i++)
        {
            var result = op.Results[i];
            int initial = op.Operands[i + bounds];
            if (context.Assigned.TryGetValue(result.Id, out string? existing))
            {
                variables.Add(existing);
                if (result.Type is not TensorType)
                {
                    pairs.Add((existing, initial));
                }
                else if (!CarriedTensors.IsSum(op, i))
                {
                    context.Writer.Line($"{existing} = {context.Span(initial)};");
                }

                continue;
            }

            string name = context.Names.Take(result.Name.Length > 0 ? result.Name : "carried");
            variables.Add(name);
            if (!CarriedTensors.IsSum(op, i))
            {
                context.Writer.Line($"{TypeText(result.Type)} {name} = {(result.Type is TensorType ? context.Span(initial) : context.Value(initial).Text)};");
            }
        }

        AssignAll(pairs);
        return variables;
    }

    private void Bind(IEnumerable<IrValue> values, List<string> variables)
    {
        int i = 0;
        foreach (var value in values)
        {
            Bind(value, variables[i++]);
        }
    }

    private void Bind(IrValue value, string variable)
    {
        if (value.Type is TensorType)
        {
            context.Spans[value.Id] = variable;
        }
        else
        {
            context.Bind(value.Id, variable);
        }
    }

    // Writes a block and assigns what it yields; each value straight to its variable where nothing later reads the old one.
    private void Assigning(IrBlock block, List<string> variables, TensorPlan? plan = null, CarriedTensors? tensors = null)
    {
        var yields = block.Terminator.Operands;
        bool IsTensor(int i) => context.Types[yields[i]] is TensorType;
        var early = new HashSet<int>();
        for (int i = 0; i < yields.Count; i++)
        {
            if (!IsTensor(i) && CanAssignEarly(block, i, variables[i]))
            {
                context.Assigned[yields[i]] = variables[i];
                early.Add(i);
            }
        }

        if (Block(block, plan, tensors?.Homes))
        {
            tensors?.Finish();
            for (int i = 0; i < yields.Count && tensors is null; i++)
            {
                if (IsTensor(i) && context.Span(yields[i]) is { } span && span != variables[i])
                {
                    context.Writer.Line($"{variables[i]} = {span};");
                }
            }

            AssignAll([.. Enumerable.Range(0, yields.Count).Where(i => !early.Contains(i) && !IsTensor(i)).Select(i => (variables[i], yields[i]))]);
        }
    }

    private bool CanAssignEarly(IrBlock block, int yield, string variable)
    {
        int id = block.Terminator.Operands[yield];
        int place = block.Ops.ToList().FindIndex(op => op.Results.Any(r => r.Id == id));
        if (place < 0 || context.Assigned.ContainsKey(id))
        {
            return false;
        }

        var producer = block.Ops[place];
        if (producer.Code is "const" or "literal" or "zero" or "undef" or "dim" or "size" or "pop" || producer.Code is "inert_call" or "rule_call" or "rule_pullback")
        {
            return false;
        }

        // Whatever still mentions the variable's old value must have been written by then.
        var old = new HashSet<int>(context.Mentioning(variable));
        for (int i = 0; i < block.Ops.Count; i++)
        {
            var op = block.Ops[i];
            var reads = op.Operands.Where((_, k) => i < block.Ops.Count - 1 || k != yield).Concat(op.Regions.SelectMany(IrWalk.FreeIds));
            if (i > place && reads.Any(old.Contains))
            {
                return false;
            }

            if (i == place && op.Code is "while" or "for" && op.Regions.SelectMany(IrWalk.FreeIds).Any(old.Contains))
            {
                return false;
            }

            bool inlined = op.Results.Count == 1 && op.Result.Name.Length == 0 && (!uses.TryGetValue(op.Result.Id, out int n) || n <= 1);
            if (inlined && i != place && reads.Any(old.Contains))
            {
                old.Add(op.Result.Id);
            }
        }

        return true;
    }

    /// <summary>Assigns several variables at once: none is overwritten while another's new value still mentions it.</summary>
    private void AssignAll(List<(string Variable, int Value)> pairs)
    {
        var pending = pairs.Where(p => context.Value(p.Value).Text != p.Variable)
            .Select(p => (p.Variable, Expression: context.Value(p.Value).Text, Mentions: context.Mentions(p.Value).ToList())).ToList();
        while (pending.Count > 0)
        {
            int free = pending.FindIndex(p => !pending.Any(q => q != p && q.Mentions.Contains(p.Variable)));
            if (free < 0)
            {
                // A cycle, as in a swap: one that holds another up waits in a variable of its own.
                int blocking = pending.FindIndex(p => pending.Any(q => q != p && p.Mentions.Contains(q.Variable)));
                var first = pending[blocking];
                var type = context.Types[pairs.First(p => p.Variable == first.Variable).Value];
                string waiting = context.Names.Take("next" + NameScope.Pascal(first.Variable));
                context.Writer.Line($"{TypeText(type)} {waiting} = {first.Expression};");
                pending[blocking] = (first.Variable, waiting, []);
                continue;
            }

            context.Writer.Line($"{pending[free].Variable} = {pending[free].Expression};");
            pending.RemoveAt(free);
        }
    }

    // Objects stand apart from plain values: after them when pushed, before them when popped.
    private void Push(IrOp op)
    {
        var numbers = op.Operands.Where(id => !IsObject(context.Types[id]) && context.Types[id] is not TensorType).Select(id => context.Value(id).Text).ToList();
        if (numbers.Count > 0)
        {
            context.Writer.Line($"{context.Records(op)}.Push({(numbers.Count == 1 ? numbers[0] : $"({string.Join(", ", numbers)})")});");
        }

        foreach (int id in op.Operands.Where(id => IsObject(context.Types[id])))
        {
            context.Writer.Line(PushText(context.Records(op), context.Types[id], context.Value(id).Text));
        }

        PushTensors(op);
    }

    private void Pop(IrOp op)
    {
        string Name(IrValue value)
        {
            string name = context.Names.Take(value.Name.Length > 0 ? value.Name : "saved");
            context.Values[value.Id] = Expr.Of(name);
            return $"{TypeText(value.Type)} {name}";
        }

        PopTensors(op);
        foreach (var value in op.Results.Reverse().Where(r => IsObject(r.Type)))
        {
            context.Writer.Line($"{Name(value)} = {PopText(context.Records(op), value.Type)};");
        }

        var numbers = op.Results.Where(r => !IsObject(r.Type) && r.Type is not TensorType).ToList();
        if (numbers.Count == 1)
        {
            context.Writer.Line($"{Name(numbers[0])} = {PopText(context.Records(op), numbers[0].Type)};");
        }
        else if (numbers.Count > 1)
        {
            string declared = string.Join(", ", numbers.Select(Name));
            context.Writer.Line($"({declared}) = {context.Records(op)}.Pop<({string.Join(", ", numbers.Select(r => TypeText(r.Type)))})>();");
        }
    }

    private static bool IsObject(IrType type) => type is OpaqueType or ModelType;

    /// <summary>A value onto a tape.</summary>
    public static string PushText(string tape, IrType type, string value) => $"{tape}.Push{(IsObject(type) ? "Object" : "")}({value});";

    /// <summary>A value from a tape.</summary>
    public static string PopText(string cursor, IrType type) => $"{cursor}.Pop{(IsObject(type) ? "Object" : "")}<{TypeText(type)}>()";

    private void PopAll(IrOp op)
    {
        var type = (ArrayType)op.Result.Type;
        string name = context.Names.Take(op.Result.Name.Length > 0 ? op.Result.Name : "saved");
        context.Writer.Line($"{SpanType(type)} {name} = {context.Cursor}.PopAll<{TypeText(type.Element)}>({context.Value(op.Operands[0]).Text});");
        context.Values[op.Result.Id] = Expr.Of(name);
        context.Locals.Add(op.Result.Id);
    }
}
